"""Charts of a Word file: their figures read, drawn and said."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.printing.chart.figures import Axis, Figures
from pipeline.printing.chart.looks import Looks
from pipeline.printing.chart.newer import read_newer
from pipeline.printing.chart.numbers import written
from pipeline.printing.chart.read import read_chart
from pipeline.printing.chart.scale import scaled
from pipeline.printing.chart.sketch import chart_svg
from pipeline.printing.chart.words import rows_of, words_of
from tests.printing.drawn_samples import CHART, SPACES, Look, inline, part, put
from tests.printing.samples import paper, saved

RED = (255, 0, 0)


def words(*held: str) -> str:
    """A cache of words."""
    points = "".join(f"<c:pt idx='{i}'><c:v>{each}</c:v></c:pt>" for i, each in enumerate(held))
    return f"<c:strRef><c:strCache><c:ptCount val='{len(held)}'/>{points}</c:strCache></c:strRef>"


def numbers(*held: float | None, form: str = "General") -> str:
    """A cache of numbers, None for a gap."""
    points = "".join(f"<c:pt idx='{i}'><c:v>{each}</c:v></c:pt>" for i, each in enumerate(held) if each is not None)
    return f"<c:numRef><c:numCache><c:formatCode>{form}</c:formatCode><c:ptCount val='{len(held)}'/>{points}</c:numCache></c:numRef>"


def series(name: str, *values: float | None, more: str = "", form: str = "General", colour: str = "") -> str:
    """A series of values over the places North, South, East, West."""
    paint = f"<c:spPr><a:solidFill><a:srgbClr val='{colour}'/></a:solidFill></c:spPr>" if colour else ""
    places = words(*("North", "South", "East", "West")[: len(values)])
    return f"<c:ser><c:tx>{words(name)}</c:tx>{paint}{more}<c:cat>{places}</c:cat><c:val>{numbers(*values, form=form)}</c:val></c:ser>"


def chart(*groups: str, axes: str = "", title: str = "", more: str = "") -> str:
    """A chart part of groups such as ``<c:barChart>``."""
    heading = (
        f"<c:title><c:tx><c:rich><a:p><a:r><a:t>{title}</a:t></a:r></a:p></c:rich></c:tx></c:title>"
        if title
        else "<c:autoTitleDeleted val='1'/>"
    )
    return f"<c:chartSpace {SPACES}><c:chart>{heading}<c:plotArea>{''.join(groups)}{axes}</c:plotArea>{more}</c:chart></c:chartSpace>"


def columns(*held: str, more: str = "") -> str:
    """A group of columns."""
    return f"<c:barChart><c:barDir val='col'/>{more}{''.join(held)}<c:axId val='1'/><c:axId val='2'/></c:barChart>"


def value_axis(number: int = 2, more: str = "", side: str = "l") -> str:
    """An axis of values."""
    return f"<c:valAx><c:axId val='{number}'/><c:axPos val='{side}'/>{more}</c:valAx>"


def read(xml: str) -> Figures:
    """A chart part's figures."""
    found = read_chart(etree.fromstring(xml), Looks({}))
    assert found is not None
    return found


def drawn(xml: str, w: float = 400, h: float = 250) -> etree._Element:
    """A chart as its SVG."""
    return etree.fromstring(chart_svg(read(xml), w, h))


def said(svg: etree._Element) -> list[str]:
    """The words drawn on a chart, in order."""
    return [each.text or "" for each in svg.iter("{*}text")]


def bars(svg: etree._Element, colour: str) -> list[tuple[float, float, float, float]]:
    """The boxes of a colour: left, top, width, height."""
    found = [each for each in svg.iter("{*}rect") if each.get("fill") == colour]
    return [tuple(float(each.get(name, 0)) for name in ("x", "y", "width", "height")) for each in found]  # type: ignore[misc]


def paths(svg: etree._Element, colour: str) -> list[list[tuple[float, float]]]:
    """The points of each line of a colour."""
    found = [each.get("d", "") for each in svg.iter("{*}path") if each.get("stroke") == colour]
    return [[(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", each)] for each in found]


def test_a_chart_is_drawn_from_its_figures_and_says_them() -> None:
    made = paper()
    target = part(made, CHART.encode(), "charts/chart1.xml", "application/xml", "chart")
    put(made.add_paragraph("Below:"), inline(f"<c:chart r:id='{target}'/>", width=300, height=200))
    look = Look(saved(made))
    assert look.codes == ["W-23"]
    assert 'alt="Column chart: Referrals. 2025: North 4.3, South 8.0."' in look.printed.html
    bars = look.box(RED)
    assert bars is not None
    assert bars[3] - bars[1] > 80


def test_words_that_stand_on_a_chart_by_themselves_are_said() -> None:
    made = paper()
    over = (
        f"<c:userShapes {SPACES} xmlns:cdr='http://schemas.openxmlformats.org/drawingml/2006/chartDrawing'><cdr:relSizeAnchor>"
        "<cdr:from><cdr:x>0.5</cdr:x><cdr:y>0.1</cdr:y></cdr:from><cdr:to><cdr:x>0.9</cdr:x><cdr:y>0.3</cdr:y></cdr:to><cdr:sp><cdr:spPr>"
        "<a:prstGeom prst='rect'/><a:solidFill><a:srgbClr val='00FF00'/></a:solidFill></cdr:spPr><cdr:txBody><a:bodyPr/><a:p><a:r>"
        "<a:t>Lockdown</a:t></a:r></a:p></cdr:txBody></cdr:sp></cdr:relSizeAnchor></c:userShapes>"
    )
    label = "<c:dLbls><c:dLbl><c:idx val='0'/><c:tx><c:rich><a:p><a:r><a:t>Best ever</a:t></a:r></a:p></c:rich></c:tx></c:dLbl></c:dLbls><c:trendline><c:name>Trend</c:name></c:trendline>"
    axis = value_axis(more="<c:title/>")
    xml = CHART.replace("<c:cat>", f"{label}<c:cat>", 1).replace("</c:plotArea>", f"{axis}</c:plotArea>")
    target = part(made, xml.encode(), "charts/chart1.xml", "application/xml", "chart")
    chart = made.part.rels[target].target_part
    spare = part(made, over.encode(), "drawings/drawing1.xml", "application/xml", "chartUserShapes")
    shapes = chart.relate_to(made.part.rels[spare].target_part, "chartUserShapes")
    chart._blob = xml.replace("</c:chart>", f"</c:chart><c:userShapes r:id='{shapes}'/>").encode()
    put(made.add_paragraph(), inline(f"<c:chart r:id='{target}'/>", width=300, height=200))
    look = Look(saved(made))
    assert "Axes: Axis Title up." in look.printed.html
    assert "With the trend line Trend. Also on it: Best ever." in look.printed.html
    assert "Lockdown" in look.words()
    box = look.box((0, 255, 0))
    assert box is not None
    assert (box[2] - box[0], box[3] - box[1]) == (pytest.approx(120, abs=2), pytest.approx(40, abs=2))


def test_a_chart_without_figures_leaves_its_room_and_is_said() -> None:
    made = paper()
    put(made.add_paragraph(), inline("<c:chart r:id='rIdGone'/>", alt="Ratings"))
    look = Look(saved(made))
    assert look.codes == ["W-01"]
    assert 'alt="Ratings"' in look.printed.html


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.256, "0%", "26%"), (1234.5, "#,##0", "1,235"), (1234.56, "#,##0.0", "1,234.6"), (5, "General", "5"),
        (46023, "d mmmm yyyy", "1 January 2026"), (46023, "mmm yy", "Jan 26"), (12, '"£"0', "£12"), (None, "0", ""),
        (3, '0" cases"', "3 cases"), (1.5, "0.00_ ", "1.50"), (-1.5, '"£"#,##0.00', "-£1.50"), (-3, "#,##0;(#,##0)", "(3)"),
        (1234567, '0.0,,"m"', "1.2m"), (46023, "m/d/yyyy", "01/01/2026"), (0.5, "h:mm", "12:00"), (5e-7, "General", "0.0000005"),
        (12, "[$£-809]#,##0", "£12"), (0.125, "0.###", "0.125"), (0.5, "0.###", "0.5"), (4, 'General" a"', "4 a"), (3, ";;;", ""),
        (0.1 + 0.2, "General", "0.3"), (7, "00", "07"), (0, '[<>0]General;"none"', "none"), (9, '[<>0]General;"none"', "9"),
        (2.675, "0.00", "2.68"), (-0.2, "0", "0"), (0, '0;-0;"nil"', "nil"), (46023.75, "dd/mm/yyyy hh:mm", "01/01/2026 18:00"),
    ],
)  # fmt: skip
def test_a_charts_figures_are_written_by_their_formats(value: float | None, form: str, text: str) -> None:
    assert written(value, form) == text


@given(st.floats(-1e90, 1e90), st.text('0#?.,%;"\\_*[]<>=EymdhsGeneral@ /-+$£', max_size=12))
def test_no_format_can_end_the_drawing_of_a_chart(value: float, form: str) -> None:
    assert isinstance(written(value, form), str)


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ((5.0, 2.0), (0, 6)), ((100.0, 20.0), (0, 120)), ((95.0, 97.0), (94, 97.5)), ((-3.0, 4.0), (-4, 6)),
        ((0.0,), (0, 1.2)), ((-5.0, -1.0), (-6, 0)),
    ],
)  # fmt: skip
def test_axes_end_at_round_numbers_as_in_excel(values: tuple[float, ...], ends: tuple[float, float]) -> None:
    scale = scaled(values, Axis("val", "l"), 8, from_zero=False)
    assert (scale.low, scale.high) == ends


@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=8), st.integers(2, 10))
def test_every_value_stands_within_its_axis(values: Sequence[float], most: int) -> None:
    scale = scaled(values, Axis("val", "l"), most, from_zero=False)
    assert len(scale.ticks) >= 2
    assert all(-1e-6 <= scale.share(value) <= 1 + 1e-6 for value in values)


def test_labels_are_written_at_their_bars_each_as_it_is_asked_to() -> None:
    own = "<c:dLbl><c:idx val='1'/><c:tx><c:rich><a:p><a:r><a:t>Best: </a:t></a:r><a:fld type='VALUE'><a:t>[WERT]</a:t></a:fld></a:p></c:rich></c:tx></c:dLbl>"
    gone = "<c:dLbl><c:idx val='2'/><c:delete val='1'/></c:dLbl>"
    labels = f"<c:dLbls>{own}{gone}<c:numFmt formatCode='0.0' sourceLinked='0'/><c:showVal val='1'/><c:showCatName val='0'/></c:dLbls>"
    svg = drawn(chart(columns(series("Cases", 3, 9, 5, more=labels))))
    assert [text for text in said(svg) if "." in text or "Best" in text] == ["3.0", "Best: 9.0"]


def test_a_second_axis_has_its_own_numbers_on_the_other_side() -> None:
    line = f"<c:lineChart>{series('Rate', 0.2, 0.4, form='0%')}<c:axId val='3'/><c:axId val='4'/></c:lineChart>"
    axes = value_axis() + "<c:catAx><c:axId val='1'/></c:catAx><c:catAx><c:axId val='3'/><c:delete val='1'/></c:catAx>"
    svg = drawn(chart(columns(series("Cases", 30, 90)), line, axes=axes + value_axis(4, "<c:crosses val='max'/>", "r")))
    places = {each.text: float(each.get("x", 0)) for each in svg.iter("{*}text")}
    assert places["40%"] > 300 > 100 > places["100"]


def test_a_missing_value_breaks_the_line_unless_the_paper_says_otherwise() -> None:
    line = f"<c:lineChart>{series('Rate', 2, None, 4, 5, more='<c:spPr><a:ln><a:solidFill><a:srgbClr val=&quot;FF0000&quot;/></a:solidFill></a:ln></c:spPr>'.replace('&quot;', chr(34)))}</c:lineChart>"
    assert [len(each) for each in paths(drawn(chart(line)), "#ff0000")] == [2]
    assert [len(each) for each in paths(drawn(chart(line, more="<c:dispBlanksAs val='span'/>")), "#ff0000")] == [3]
    assert [len(each) for each in paths(drawn(chart(line, more="<c:dispBlanksAs val='zero'/>")), "#ff0000")] == [4]


def test_an_axis_of_powers_and_one_that_runs_backward() -> None:
    held = series("Cases", 10, 1000, colour="FF0000")
    svg = drawn(chart(columns(held), axes=value_axis(more="<c:scaling><c:logBase val='10'/></c:scaling>")))
    assert {"1", "10", "100", "1000"} <= set(said(svg))
    low, high = bars(svg, "#ff0000")
    assert high[3] == pytest.approx(3 * low[3], rel=0.02)
    down = bars(
        drawn(chart(columns(held), axes=value_axis(more="<c:scaling><c:orientation val='maxMin'/></c:scaling>"))),
        "#ff0000",
    )
    assert down[0][1] == down[1][1]


def test_stacked_bars_of_percent_fill_their_axis() -> None:
    held = series("Met", 1, 2, colour="FF0000"), series("Missed", 3, 2, colour="00FF00")
    svg = drawn(chart(columns(*held, more="<c:grouping val='percentStacked'/>")))
    (one, two), (three, four) = bars(svg, "#ff0000"), bars(svg, "#00ff00")
    assert one[3] + three[3] == pytest.approx(two[3] + four[3], abs=0.3)
    assert one[3] == pytest.approx(three[3] / 3, rel=0.02)
    assert "100%" in said(svg)


def test_dates_stand_as_far_apart_as_their_days() -> None:
    places = numbers(46023, 46024, 46033, form="d/m/yyyy")
    bar = f"<c:ser><c:spPr><a:solidFill><a:srgbClr val='FF0000'/></a:solidFill></c:spPr><c:cat>{places}</c:cat><c:val>{numbers(1, 2, 3)}</c:val></c:ser>"
    svg = drawn(chart(columns(bar), axes=value_axis() + "<c:dateAx><c:axId val='1'/><c:axPos val='b'/></c:dateAx>"))
    one, two, three = (each[0] for each in bars(svg, "#ff0000"))
    assert three - two == pytest.approx(9 * (two - one), rel=0.02)


def test_trends_and_errors_are_drawn_and_a_trend_says_its_formula() -> None:
    trend = "<c:trendline><c:trendlineType val='linear'/><c:dispRSqr val='1'/><c:dispEq val='1'/></c:trendline>"
    errors = "<c:errBars><c:errBarType val='both'/><c:errValType val='fixedVal'/><c:val val='1'/></c:errBars>"
    svg = drawn(
        chart(
            columns(series("Cases", 2, 4, 6, more=trend + errors)), more="<c:legend><c:legendPos val='b'/></c:legend>"
        )
    )
    assert {"y = 2x", "R² = 1", "Linear (Cases)"} <= {text.strip() for text in said(svg)} | {
        text.replace(" + 0", "") for text in said(svg)
    }
    assert sum(each.get("stroke") == "#000000" for each in svg.iter("{*}line")) == 3 * (2 + 2) + 1


def test_slices_are_labelled_and_one_can_be_pulled_out() -> None:
    labels = "<c:dLbls><c:showVal val='0'/><c:showCatName val='1'/><c:showPercent val='1'/><c:separator>: </c:separator></c:dLbls>"
    pulled = "<c:dPt><c:idx val='0'/><c:explosion val='25'/></c:dPt>"
    svg = drawn(chart(f"<c:pieChart><c:varyColors val='1'/>{series('Cases', 3, 1, more=pulled + labels)}</c:pieChart>"))
    assert [text for text in said(svg) if text] == ["North: 75%", "South: 25%"]
    centres = [(float(x), float(y)) for x, y in re.findall(r"L([\d.]+) ([\d.]+)Z", etree.tostring(svg).decode())]
    assert len(set(centres)) == 2


def test_a_chart_of_very_many_values_has_no_label_at_each() -> None:
    many = f"<c:ser><c:dLbls><c:showVal val='1'/></c:dLbls><c:val>{numbers(*range(2500))}</c:val></c:ser>"
    found = read(chart(f"<c:lineChart>{many}</c:lineChart>"))
    assert found.flat == "without labels at its many values"
    assert len(said(etree.fromstring(chart_svg(found, 300, 200)))) < 60


def test_what_is_read_out_says_that_columns_are_stacked() -> None:
    found = read(chart(columns(series("Met", 1, 2), series("Missed", 3, 2), more="<c:grouping val='stacked'/>")))
    assert words_of(found) == "Stacked column chart. Met: North 1, South 2. Missed: North 3, South 2."


def test_a_table_of_figures_stands_beneath_the_chart_that_asks_for_it() -> None:
    assert said(drawn(chart(columns(series("Cases", 3, 9)), "<c:dTable/>"))).count("9") == 2


@pytest.mark.parametrize(
    "kind", ["bar", "line", "pie", "area", "doughnut", "radar", "scatter", "bubble", "stock", "surface"]
)
@given(st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), min_size=0, max_size=4), st.floats(20, 600))
def test_a_chart_of_any_kind_is_drawn_from_any_figures(kind: str, values: Sequence[float | None], size: float) -> None:
    named = {"scatter": "yVal", "bubble": "yVal"}.get(kind, "val")
    ser = f"<c:ser><c:{named}>{numbers(*values)}</c:{named}></c:ser>"
    found = read_chart(etree.fromstring(chart(f"<c:{kind}Chart>{ser}{ser}</c:{kind}Chart>")), Looks({}))
    if found is not None:
        etree.fromstring(chart_svg(found, size, size / 2))
        assert words_of(found)
        assert len(rows_of(found)) > 1


def test_the_web_page_has_the_figures_of_a_chart_as_a_table_that_opens() -> None:
    made = paper()
    xml = chart(columns(series("2025", 4, None), series("2026", 5, 6)), title="Referrals")
    target = part(made, xml.encode(), "charts/chart1.xml", "application/xml", "chart")
    put(made.add_paragraph(), inline(f"<c:chart r:id='{target}'/>", width=300, height=200))
    page = etree.HTML(Look(saved(made)).printed.html)
    (details,) = page.iter("details")
    assert details.findtext("summary") == "Figures of the chart (Column chart: Referrals)"
    rows = [[cell.text for cell in row] for row in details.iter("tr")]
    assert rows == [["Category", "2025", "2026"], ["North", "4", "5"], ["South", "no figure", "6"]]


def test_a_chart_with_depth_is_said_to_be_printed_flat() -> None:
    made = paper()
    xml = chart(f"<c:bar3DChart>{series('Cases', 3, 9)}</c:bar3DChart>")
    target = part(made, xml.encode(), "charts/chart1.xml", "application/xml", "chart")
    put(
        made.add_paragraph("Below:"), inline(f"<c:chart r:id='{target}'/>", width=300, height=200, alt="Cases by place")
    )
    look = Look(saved(made))
    assert look.codes == ["W-20"]
    assert "flat, without depth" in look.messages


def test_no_number_stands_twice_on_an_axis_that_shows_whole_ones() -> None:
    svg = drawn(chart(columns(series("Cases", 1, 2, form="0"))))
    numbers_held = [text for text in said(svg) if text.isdigit()]
    assert numbers_held == ["0", "1", "2", "3"]


def newer(kind: str, *values: float, about: str = "", names: Sequence[str] = ("a", "b", "c", "d")) -> Figures:
    """A chart of one of the newer kinds."""
    space = "xmlns:cx='http://schemas.microsoft.com/office/drawing/2014/chartex'"
    points = "".join(f"<cx:pt idx='{i}'>{value}</cx:pt>" for i, value in enumerate(values))
    words_held = "".join(f"<cx:pt idx='{i}'>{name}</cx:pt>" for i, name in enumerate(names[: len(values)]))
    xml = (
        f"<cx:chartSpace {space}><cx:chartData><cx:data id='0'><cx:strDim><cx:lvl ptCount='{len(values)}'>{words_held}</cx:lvl></cx:strDim>"
        f"<cx:numDim><cx:lvl ptCount='{len(values)}' formatCode='0'>{points}</cx:lvl></cx:numDim></cx:data></cx:chartData><cx:chart><cx:plotArea>"
        f"<cx:plotAreaRegion><cx:series layoutId='{kind}'><cx:dataId val='0'/><cx:layoutPr>{about}</cx:layoutPr></cx:series></cx:plotAreaRegion>"
        "</cx:plotArea></cx:chart></cx:chartSpace>"
    )
    found = read_newer(etree.fromstring(xml), Looks({}))
    assert found is not None
    etree.fromstring(chart_svg(found, 300, 200))
    return found


def test_a_waterfall_runs_on_from_bar_to_bar_to_its_total() -> None:
    found = newer("waterfall", 10, 5, -3, 12, about="<cx:subtotals><cx:idx val='3'/></cx:subtotals>")
    assert found.series[0].spans == ((0, 10), (10, 15), (15, 12), (0, 12))
    assert words_of(found) == "Waterfall chart. a 10, b 5, c -3, d 12."


def test_a_histogram_counts_what_lies_in_each_range() -> None:
    found = newer("clusteredColumn", 0, 1, 9, 10, about="<cx:binning><cx:binSize val='5'/></cx:binning>")
    assert words_of(found) == "Histogram. [0, 5]: 2, (5, 10]: 2."


@pytest.mark.parametrize(
    "kind", ["funnel", "boxWhisker", "treemap", "sunburst", "regionMap", "clusteredColumn", "paretoLine"]
)
def test_charts_of_the_newer_kinds_are_drawn_and_said(kind: str) -> None:
    assert "4" in words_of(newer(kind, 4, 4, 4, 4))
    svg = etree.fromstring(chart_svg(newer(kind, 4, 3, 2), 300, 200))
    assert len({each.get("fill") for each in svg.iter("{*}rect", "{*}path")} - {"#ffffff", "none", None}) >= 1


def test_a_legend_set_by_hand_takes_room_from_its_own_side_only() -> None:
    place = "".join(
        f"<c:{name} val='{value}'/>"
        for name, value in (("xMode", "edge"), ("yMode", "edge"), ("x", 0.8), ("y", 0.6), ("w", 0.19), ("h", 0.3))
    )
    legend = f"<c:legend><c:legendPos val='b'/><c:layout><c:manualLayout>{place}</c:manualLayout></c:layout></c:legend>"
    held = bars(drawn(chart(columns(series("Cases", 3, 9, colour="FF0000")), more=legend)), "#ff0000")
    assert max(top + height for _, top, _, height in held) > 200
    assert max(left + width for left, _, width, _ in held if width > 10) < 320
