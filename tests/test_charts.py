"""Run charts and rating bars: what is drawn, what is said, and what must never be there."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from pipeline import wording
from pipeline.charts import Point, rating_bar, run_chart
from pipeline.charts import drawing as d
from pipeline.charts import run as run_module
from pipeline.periods import month, parse_period, quarter
from pipeline.places import Place
from pipeline.sheets.measures import Unit

SVG = "{http://www.w3.org/2000/svg}"
WIDTH, HEIGHT = 170 * d.POINTS_PER_MM, 60 * d.POINTS_PER_MM


def quarters(many: int) -> list:
    found = [quarter(2025, 1)]
    while len(found) < many:
        found.append(found[-1].after())
    return found


def readings(*texts: str) -> list[Point]:
    return [
        Point(period, None if text in ("c", "no figure") else Decimal(text.rstrip("%")), text)
        for period, text in zip(quarters(len(texts)), texts, strict=False)
    ]


def chart(points: list[Point], **options):
    options = {"unit": Unit.PERCENT, "decimals": 1, "target": Decimal(90), **options}
    return run_chart("measure.A1", "Assessments in time", points, **options)


def drawn_words(svg: str) -> list[str]:
    return [text.text or "" for text in etree.fromstring(svg.encode()).iter(f"{SVG}text")]


def test_the_alternative_text_states_every_period_in_order_with_gaps_named_and_the_target():
    picture = chart(readings("78.6%", "c", "no figure", "84.2%"))
    assert picture.alt == (
        "Assessments in time: 2025-26 Q1 78.6%, 2025-26 Q2 suppressed, 2025-26 Q3 no figure, "
        "2025-26 Q4 84.2%. Target 90%."
    )


@pytest.mark.parametrize(
    ("target", "target_range", "said"),
    [
        (Decimal("90.0"), None, "Target 90%."),
        (None, (Decimal(12), Decimal("20.5")), "Target 12% to 20.5%."),
        (None, (None, Decimal(20)), "Target at most 20%."),
        (None, (Decimal(12), None), "Target at least 12%."),
        (Decimal(0), None, "Target 0%."),
    ],
)
def test_a_target_is_said_and_drawn(target, target_range, said):
    picture = chart(readings("78.6%"), target=target, target_range=target_range)
    assert picture.alt.endswith(said)
    assert said.rstrip(".") in " ".join(drawn_words(picture.svg))
    assert "stroke-dasharray" in picture.svg


def test_a_measure_without_a_target_has_no_target_line():
    picture = chart(readings("78.6%"), target=None)
    assert "Target" not in picture.alt + picture.svg
    assert "stroke-dasharray" not in picture.svg


def test_the_line_is_broken_at_a_gap_and_never_falls_to_zero():
    picture = chart(readings("78%", "80%", "c", "82%", "84%"))
    root = etree.fromstring(picture.svg.encode())
    assert [len(line.get("points").split()) for line in root.iter(f"{SVG}polyline")] == [2, 2]
    assert len(list(root.iter(f"{SVG}circle"))) == 4
    assert "c" in drawn_words(picture.svg)


def test_a_suppressed_value_is_nowhere_even_when_it_was_passed():
    points = [Point(quarters(1)[0], Decimal("3.7"), "c"), *readings("60%")]
    shown, passed = chart([Point(points[0].period, None, "c"), points[1]]), chart(points)
    assert (passed.svg, passed.png, passed.alt) == (shown.svg, shown.png, shown.alt)


def test_a_single_reading_is_still_drawn():
    picture = chart(readings("78.6%"))
    assert picture.svg.count("<circle") == 1
    assert "78.6%" in drawn_words(picture.svg)


@pytest.mark.parametrize("texts", [(), ("c",), ("no figure", "c")])
def test_a_measure_without_any_figure_is_drawn_empty(texts):
    picture = chart(readings(*texts))
    assert "<circle" not in picture.svg
    assert picture.png.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("unit", "texts", "lowest"),
    [
        (Unit.COUNT, ("412", "420"), "0"),
        (Unit.RATE, ("512.4", "520.1"), "0"),
        (Unit.WEEKS, ("24", "26"), "0"),
        (Unit.PERCENT, ("4.2", "9.1"), "0%"),
        (Unit.PERCENT, ("84.2", "91.0"), "75%"),
    ],
)
def test_counts_start_at_zero_and_a_percentage_says_where_it_starts(unit, texts, lowest):
    points = [
        Point(p, Decimal(t), wording.figure(Decimal(t), unit, 1)) for p, t in zip(quarters(2), texts, strict=True)
    ]
    words = drawn_words(chart(points, unit=unit, target=None).svg)
    assert lowest in words
    assert any(f"The scale starts at {lowest}." in word for word in words) == (lowest not in ("0", "0%"))


def test_a_rate_is_said_without_repeating_its_unit_at_every_point():
    points = [Point(p, Decimal(t), f"{t} per 10,000") for p, t in zip(quarters(2), ("52.3", "54.0"), strict=True)]
    picture = chart(points, unit=Unit.RATE, target=Decimal(50))
    assert picture.alt == "Assessments in time, rate per 10,000: 2025-26 Q1 52.3, 2025-26 Q2 54.0. Target 50."


@pytest.mark.parametrize(
    ("polarity", "note"),
    [("Low is good", "Per cent; low is good."), ("", "Per cent."), ("DfE says low", "Per cent; DfE says low.")],
)
def test_which_way_is_good_is_said_under_the_title(polarity, note):
    assert note in drawn_words(chart(readings("4%"), polarity=polarity).svg)


def test_odd_characters_are_escaped_and_the_drawing_stays_well_formed():
    picture = run_chart("x", 'Children & <families> "aged" \x0b 0–17', readings("78%"), unit=Unit.PERCENT)
    assert 'Children & <families> "aged" 0–17' in " ".join(drawn_words(picture.svg)).replace("  ", " ")


def test_the_same_readings_give_the_same_bytes_and_keep_their_sources():
    place = Place("measures.xlsx", "Readings", "C4")
    first, second = (chart(readings("78%", "80%"), sources=[place]) for _ in range(2))
    assert first == second
    assert first.png == second.png
    assert first.sources == (place,)
    assert (first.width, first.height) == (170, 60)


def test_the_png_is_the_shape_of_the_drawing():
    picture = chart(readings("78%", "80%"))
    image = Image.open(BytesIO(picture.png))
    assert image.width / image.height == pytest.approx(170 / 60, rel=0.01)


def luminance(colour: str) -> float:
    parts = [int(colour.lstrip("#")[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_words_stand_out_from_the_page_by_4_5_to_1_and_are_9_points_or_more():
    root = etree.fromstring(chart(readings("78%", "c")).svg.encode())
    for text in root.iter(f"{SVG}text"):
        assert 1.05 / (luminance(text.get("fill")) + 0.05) >= 4.5
        assert float(text.get("font-size")) >= 9
    for mark in root.iter(f"{SVG}circle", f"{SVG}polyline"):
        colour = mark.get("stroke") or mark.get("fill")
        assert 1.05 / (luminance(colour) + 0.05) >= 3


points_of_any_size = st.lists(
    st.one_of(
        st.none(),
        st.decimals(min_value=-10, max_value=10**6, places=1),
        st.decimals(min_value=0, max_value=100, places=1),
    ),
    max_size=24,
)


@example([None, Decimal("1000.0")], Unit.WEEKS, None, "", False)  # one wide label at the right edge
@settings(max_examples=60, deadline=None)
@given(
    points_of_any_size,
    st.sampled_from(list(Unit)),
    st.one_of(st.none(), st.decimals(min_value=0, max_value=1000, places=1)),
    st.text(max_size=60),
    st.booleans(),
)
def test_everything_is_inside_the_picture_and_said_in_words(values, unit, target, title, monthly):
    periods = quarters(24) if not monthly else [month(2024 + n // 12, n % 12 + 1) for n in range(24)]
    points = [
        Point(period, value, "c" if value is None else wording.figure(value, unit, 1))
        for period, value in zip(periods, values, strict=False)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run_module.d, "png", lambda *_: b"")
        picture = run_chart("x", title, points, unit=unit, target=target)
    root = etree.fromstring(picture.svg.encode())
    for circle in root.iter(f"{SVG}circle"):
        assert 0 <= float(circle.get("cx")) <= WIDTH
        assert 0 <= float(circle.get("cy")) <= HEIGHT
    for text in root.iter(f"{SVG}text"):
        x, y = float(text.get("x")), float(text.get("y"))
        wide = d.width_of(text.text or "", float(text.get("font-size")), bold="font-weight" in text.attrib)
        start = x - {None: 0, "middle": wide / 2, "end": wide}[text.get("text-anchor")]
        assert -2 <= start <= start + wide <= WIDTH + 2, text.text
        assert 6 <= y <= HEIGHT, text.text
    for point in points:
        said = point.text.removesuffix(" per 10,000") if point.text != "c" else "suppressed"
        assert f"{point.period} {said}" in picture.alt


RATINGS = [
    ("Green", "●", "00703C", "FFFFFF", 34),
    ("Amber", "▲", "FFBF47", "0B0C0C", 12),
    ("Not rated", "○", "505A5F", "FFFFFF", 0),
]


def test_rating_bars_print_word_sign_and_count_and_say_the_total():
    picture = rating_bar("plan.ratings", "Delivery ratings", RATINGS)
    assert picture.alt == "Delivery ratings: Green 34 (74%), Amber 12 (26%) and Not rated 0 (0%). Total 46."
    words = drawn_words(picture.svg)
    assert words == ["Delivery ratings", "●", "Green", "34 (74%)", "▲", "Amber", "12 (26%)", "○", "Not rated", "0 (0%)"]


def test_a_bar_is_as_long_as_its_count_and_a_rating_nobody_has_draws_none():
    root = etree.fromstring(rating_bar("r", "Ratings", RATINGS).svg.encode())
    fills = [(box.get("fill"), float(box.get("width"))) for box in root.iter(f"{SVG}rect")]
    green, amber = (max(width for fill, width in fills if fill == colour) for colour in ("#00703C", "#FFBF47"))
    assert amber / green == pytest.approx(12 / 34, rel=0.01)
    assert [fill for fill, _ in fills].count("#505A5F") == 1


def test_rating_bars_of_nothing_are_still_a_picture():
    assert rating_bar("r", "Ratings", []).alt == "Ratings: nothing rated. Total 0."


@pytest.mark.parametrize(
    ("period", "named"),
    [
        ("September 2026", ("Sep", "2026")),
        ("2026-27 Q2", ("Q2", "2026-27")),
        ("2025-26", ("2025-26", "")),
        ("academic year 2025/26", ("2025/26", "academic")),
        ("calendar year 2025", ("2025", "calendar")),
    ],
)
def test_an_axis_names_each_period_and_below_it_its_year_or_kind(period, named):
    assert run_module._name(parse_period(period)) == named
