from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.dates import NotADate, is_either_order, parse_date
from pipeline.parse.numbers import is_nothing, parse_figure, parse_number
from pipeline.parse.values import NOTHING, Kept, parser, shown
from pipeline.parse.words import folded, nearest, tidy
from pipeline.periods import Period, month, quarter
from pipeline.read import Cell
from pipeline.sheets.measures import Polarity, Sensitivity, Unit
from pipeline.sheets.meetings import YesNo
from pipeline.sheets.updates import Status

DATES = """
    30/9/26                     | 2026-09-30
    30/09/2026                  | 2026-09-30
    30.9.2026                   | 2026-09-30
    30-09-2026                  | 2026-09-30
    30 / 9 / 2026               | 2026-09-30
    30 Sept 2026                | 2026-09-30
    30-Sep-26                   | 2026-09-30
    30th September 2026         | 2026-09-30
    30th of September 2026      | 2026-09-30
    30September2026             | 2026-09-30
    1st Sept. 26                | 2026-09-01
    Wed 30 September 2026       | 2026-09-30
    Wednesday, 30 Sep 2026      | 2026-09-30
    Weds 30/9/26                | 2026-09-30
    Thurs 1 October 2026        | 2026-10-01
    September 30, 2026          | 2026-09-30
    2026-09-30                  | 2026-09-30
    2026-09-30T00:00:00         | 2026-09-30
    30/09/2026 00:00            | 2026-09-30
    29/2/24                     | 2024-02-29
    29/2/25                     | is not a date: February 2025 has 28 days
    31/6/24                     | is not a date: June 2024 has 30 days
    9/30/26                     | is not a date: the day comes first, then the month
    Tue 30 September 2026       | has the wrong day of the week: that day is Wednesday 30 September 2026
    30/09/1026                  | is not a likely date: the year is 1026
    30/09                       | has no year
    30-Sep                      | has no year
    30th September              | has no year
    30/09/2026 14:30            | 2026-09-30
    30 Sept 2026, 9.30am        | 2026-09-30
    30 Sept. 2026               | 2026-09-30
    30-Sept-2026                | 2026-09-30
    Wed 30th Sep 26             | 2026-09-30
    30.9.26                     | 2026-09-30
    20260930                    | 2026-09-30
    13/12/12                    | 2012-12-13
    Q2 26/27                    | is a description, not a date
    by 30/9/26                  | is a description, not a date
    mid-June 2026               | is a description, not a date
    2026/27                     | is a description, not a date
    13/13/26                    | is not a date: there is no month 13
    ongoing                     | is a description, not a date
    ASAP                        | is a description, not a date
    end of June 2026            | is a description, not a date
    Sept 26                     | is a description, not a date
    Q3                          | is not a date
    TBC                         | is a description, not a date
    30/06/26 (was 31/03/26)     | is a description, not a date
"""


@pytest.mark.parametrize("line", DATES.strip().splitlines())
def test_dates_are_read_as_people_here_type_them(line):
    text, expected = (word.strip() for word in line.split("|"))
    try:
        found = parse_date(text).isoformat()
    except NotADate as why:
        found = str(why)
    assert found == expected


LIKELY = """
    end of June 2026         | 2026-06-30
    by the end of June 2026  | 2026-06-30
    Sept 26                  | 2026-09-30
    beginning of Sept 2026   | 2026-09-01
    mid-June 2026            | 2026-06-15
    Q2 26/27                 | 2026-09-30
    2026-27                  | 2027-03-31
    by 30/9/26               | 2026-09-30
    week of 7 September 2026 | 2026-09-07
    09/30/2026               | 2026-09-30
    30/06/26 (was 31/03/26)  | none
    ongoing                  | none
    31/6/26                  | none
"""


@pytest.mark.parametrize("line", LIKELY.strip().splitlines())
def test_of_what_is_no_date_the_day_that_may_be_meant_is_named(line):
    text, expected = (word.strip() for word in line.split("|"))
    with pytest.raises(NotADate) as why:
        parse_date(text)
    assert str(why.value.likely).lower() == expected
    remedy = parser(date)(Cell(text)).remedy
    assert ("is meant, type" in remedy) == (expected != "none")


def test_dates_in_figures_are_told_from_those_that_could_be_others_with_the_month_first():
    assert [is_either_order(text) for text in ("03/04/2026", "30/04/2026", "04/04/26", "3 April 2026")] == [
        True,
        False,
        False,
        False,
    ]


days = st.dates(date(1990, 1, 1), date(2099, 12, 31))
WAYS = ["%d/%m/%Y", "%d.%m.%Y", "%d %b %Y", "%A %d %B %Y", "%a %d/%m/%Y", "%Y-%m-%d", "%B %d, %Y", "%dth of %B %Y"]


@given(days, st.sampled_from(WAYS))
def test_a_date_reads_back_whichever_way_it_was_written(day, way):
    assert parse_date(day.strftime(way)) == day


@given(days, st.sampled_from(["%a", "%A"]), st.integers(1, 6))
def test_a_wrong_day_of_the_week_is_always_noticed(day, way, off):
    wrong = (day + timedelta(days=off)).strftime(way)
    with pytest.raises(NotADate, match="wrong day of the week"):
        parse_date(f"{wrong} {day:%d/%m/%Y}")


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_is_refused_with_a_reason(text):
    reason = "a date"
    try:
        parse_date(text)
    except NotADate as why:
        reason = str(why)
    assert reason


NUMBERS = """
    1,234        | 1234
    1234         | 1234
    84%          | 84
    84.2 %       | 84.2
    -3           | -3
    −3           | -3
    .5           | 0.5
    £1,200.50    | 1200.50
    1 234        | 1234
    84 per cent  | 84
    84 percent   | 84
    (3)          | -3
    (1,234)      | -1234
    84·2         | 84.2
    £1.20        | 1.20
    +3           | 3
    12,34        | none
    84 2         | none
    8 4          | none
    1 234 567.5  | 1234567.5
    1.2.3        | none
    84-86        | none
    about 80     | none
    85% (target) | none
"""


@pytest.mark.parametrize("line", NUMBERS.strip().splitlines())
def test_numbers_are_read_as_people_type_them(line):
    text, expected = (word.strip() for word in line.split("|"))
    assert parse_number(text) == (None if expected == "none" else Decimal(expected))


FIGURES = """
    84%          | 84          |                |   |
    84%*         | 84          |                | * |
    84.2 (p)     | 84.2        |                | (p) |
    84 [1]       | 84          |                | [1] |
    84² | 84 | | ² |
    c            |             |                |   | c
    <5           |             |                |   | <5
    < 6          |             |                |   | < 6
    5 or fewer   |             |                |   | 5 or fewer
    1-4          |             |                |   | 1-4
    low          |             |                |   | low
    *            |             |                |   | *
    ..           |             |                |   | ..
    c.84%        |             | is about a figure, not a figure; 84% | |
    ~84          |             | is about a figure, not a figure; 84 | |
    about 80     |             | is about a figure, not a figure; 80 | |
    > 90%        |             | is about a figure, not a figure; 90% | |
    12 (of 60)   |             | is two figures; 12 in the numerator and 60 in the denominator | |
    45/60        |             | is two figures; 45 in the numerator and 60 in the denominator | |
    12 out of 60 |             | is two figures; 12 in the numerator and 60 in the denominator | |
    nil          |             | is a word, not a figure; 0 | |
    140 files    |             | is not a number; 140 | |
    TBC          |             | is not a number; | |
    1.2.3        |             | is not a number; | |
"""


@pytest.mark.parametrize("line", FIGURES.strip().splitlines())
def test_what_stands_for_a_figure_keeps_its_meaning_and_is_never_nought(line):
    text, value, wrong, note, symbol = (word.strip() for word in line.split("|"))
    found = parse_figure(text)
    assert found.value == (Decimal(value) if value else None)
    assert f"{found.wrong}; {found.meant}".strip("; ") == wrong.strip("; ")
    assert (found.note, found.symbol) == (note, symbol)


def test_two_figures_in_the_lines_of_one_cell_are_never_one():
    for text in ("84\n86", "84 \n862"):
        found = parse_figure(text)
        assert (found.value, found.wrong) == (None, "is two figures")
    assert parse_figure("84.2\n(p)").value == Decimal("84.2")


def test_the_date_that_excel_makes_of_an_empty_cell_is_said_to_be_none():
    looked_up = parser(date)(Cell(Decimal(0), "dd/mm/yyyy"))
    assert (looked_up.value, looked_up.wrong.startswith("is what Excel makes of an empty cell")) == (None, True)
    assert parser(date)(Cell(Decimal(0), '[=0]"";dd/mm/yyyy')) == NOTHING
    assert parser(date)(Cell(Decimal(0))).wrong == "is a number, not a date"


def test_a_day_that_a_system_writes_in_eight_figures_is_a_date_kept_as_a_number():
    assert parser(date)(Cell(Decimal(20260930)))[:3] == (date(2026, 9, 30), Kept.AS_NUMBER, "")
    assert parser(date)(Cell(Decimal(20261330))).wrong == "is a number, not a date"


@pytest.mark.parametrize("symbol", ["c", "z", "x", "u", "k", "low", ":", "..", "<5", "*"])
def test_a_symbol_is_kept_where_one_may_stand_for_a_figure_and_said_elsewhere(symbol):
    reading = parser(Decimal | None, symbols=True)(Cell(symbol))
    assert (reading.value, reading.symbol, reading.wrong) == (None, symbol, "")
    target = parser(Decimal | None)(Cell(symbol))
    assert target.value is None
    assert target.wrong == ("" if is_nothing(symbol) else "is not a number")


@given(st.text(max_size=30))
def test_any_text_is_a_figure_a_symbol_or_wrong_and_only_one_of_them(text):
    found = parse_figure(text)
    assert sum((found.value is not None, bool(found.symbol), bool(found.wrong))) == 1


@given(st.decimals(-1_000_000, 1_000_000, places=2))
def test_a_number_reads_back_however_it_was_dressed(number):
    for text in (f"{number}", f"{number:,}", f" {number} ", f"{number}%", f"{number:,}\u00a0%"):
        assert parse_number(text) == number


@pytest.mark.parametrize("text", ["", " ", "n/a", "N/A", "-", "–", "—", "z", "x", ":", "..", "None"])
def test_words_for_nothing_are_nothing(text):
    assert is_nothing(text)


@pytest.mark.parametrize("text", ["0", "nil", "c", "TBC", "no"])
def test_nought_and_doubt_are_not_nothing(text):
    assert not is_nothing(text)


CELLS = [
    (date | None, Cell(date(2026, 9, 30)), date(2026, 9, 30)),
    (date, Cell(datetime(2026, 9, 30, 9, 15)), date(2026, 9, 30)),  # noqa: DTZ001
    (date, Cell(Decimal(46295)), date(2026, 9, 30)),
    (date | None, Cell("n/a"), None),
    (Decimal | None, Cell(Decimal("0.842"), "0.0%"), Decimal("84.2")),
    (Decimal | None, Cell(Decimal("0.07"), "0%"), Decimal(7)),
    (Decimal | None, Cell(Decimal("1"), "0%"), Decimal(100)),
    (Decimal | None, Cell(Decimal("0.842")), Decimal("0.842")),
    (Decimal | None, Cell("84.2%"), Decimal("84.2")),
    (Decimal | None, Cell("-"), None),
    (int, Cell(Decimal(4)), 4),
    (int | None, Cell("4"), 4),
    (Period, Cell("2026-27 Q2"), quarter(2026, 2)),
    (Period, Cell(date(2026, 9, 1)), month(2026, 9)),
    (Period | None, Cell("30/09/2026"), month(2026, 9)),
    (tuple[str, ...], Cell("F3; F4,F5\nF3"), ("F3", "F4", "F5")),
    (tuple[str, ...], Cell(Decimal("3.1"), "0.00"), ("3.10",)),
    (tuple[str, ...], Cell("A1/A2 & B3"), ("A1", "A2", "B3")),
    (tuple[str, ...], Cell("3.1 and 3.2"), ("3.1", "3.2")),
    (tuple[str, ...], Cell("2024/3"), ("2024/3",)),
    (tuple[str, ...], Cell("Board/Panel"), ("Board/Panel",)),
    (Period, Cell(Decimal(46296)), month(2026, 10)),
    (tuple[str, ...], Cell("n/a"), None),
    (str, Cell("  two\u00a0 words\r\n\r\n more\u200b "), "two words\nmore"),
    (str, Cell(Decimal("3.1")), "3.1"),
    (str, Cell(Decimal("3.1"), "0.00"), "3.10"),
    (str, Cell(Decimal(3)), "3"),
    (str, Cell(Decimal("0.842"), "0.0%"), "84.2%"),
    (str, Cell(date(2026, 9, 30)), "30 September 2026"),
    (str, Cell(" \u00a0"), None),
    (Status | None, Cell("In Progress"), Status.IN_PROGRESS),
    (Status | None, Cell("in-progress"), Status.IN_PROGRESS),
    (Status | None, Cell("COMPLETED."), Status.COMPLETE),
    (Status | None, Cell("-"), None),
    (Polarity, Cell("-"), Polarity.CONTEXT),
    (Polarity, Cell("–"), Polarity.CONTEXT),
    (Unit, Cell("%"), Unit.PERCENT),
    (Sensitivity, Cell("a"), Sensitivity.CHILDREN),
    (YesNo | None, Cell(True), YesNo.YES),
]


@pytest.mark.parametrize(("kind", "cell", "expected"), CELLS)
def test_a_cell_is_read_as_its_column_asks(kind, cell, expected):
    found = parser(kind)(cell)
    assert (found.value, found.wrong) == (expected, "")


WRONG = [
    (date, Cell(Decimal(12)), "is a number, not a date"),
    (date, Cell(date(1905, 6, 26)), "is not a likely date: the year is 1905"),
    (date, Cell("31/6/24"), "is not a date: June 2024 has 30 days"),
    (Decimal | None, Cell("TBC"), "is not a number"),
    (Decimal | None, Cell(date(2026, 9, 30)), "is not a number"),
    (int, Cell(Decimal("2.5")), "is not a whole number from 0 to 20"),
    (int, Cell(Decimal(40)), "is not a whole number from 0 to 20"),
    (int, Cell("-1"), "is not a whole number from 0 to 20"),
    (Decimal, Cell(Decimal("1E+308")), "is too large to be a figure"),
    (Decimal, Cell("9" * 40), "is too large to be a figure"),
    (Decimal, Cell(Decimal("1E+10"), "0%"), "is too large to be a figure"),
    (Period, Cell("last quarter"), "is not a month, quarter or year"),
    (Status | None, Cell("Complte"), "is not a word for this column"),
]


@pytest.mark.parametrize(("kind", "cell", "wrong"), WRONG)
def test_what_a_column_does_not_ask_for_is_said_in_words(kind, cell, wrong):
    found = parser(kind)(cell)
    assert (found.value, found.wrong) == (None, wrong)
    assert found.remedy


def test_a_slip_in_a_known_word_is_answered_with_the_right_one():
    assert parser(Status)(Cell("Complte")).remedy.startswith("Did you mean 'complete'? Type not started, in progress")


def test_a_reference_that_excel_made_a_date_is_never_read_as_words():
    wrong = "is a date: Excel may have made it of 3.1"
    assert parser(str, an_id=True)(Cell(date(2026, 1, 3)))[0:3] == ("3.1", None, wrong)
    assert parser(tuple[str, ...])(Cell(date(2026, 1, 3)))[0:3] == (("3.1",), None, wrong)
    assert shown(Cell(date(2026, 1, 3))) == "3 January 2026"


@given(st.text(max_size=40))
def test_tidy_text_is_tidy(text):
    once = tidy(text)
    assert tidy(once) == once
    assert "\n\n" not in once
    assert once == once.strip()


def test_headings_are_compared_by_letters_and_figures():
    assert folded("Lead\u00a0Officer’s  E-mail:") == folded("lead officer's email")
    assert nearest("Tarrget date", ["Start date", "Target date", "Original due date"]) == "Target date"
    assert nearest("Comments", ["Domain", "Lead"]) == ""
