"""The example council: what is committed is what its story makes, it is big enough, and nothing in it is real."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import pikepdf
import pytest
from docx import Document

from inputs.example_story import council
from inputs.example_story.drafts import draft_docx
from inputs.example_story.files import same_package
from inputs.example_story.letter import letter_html, letter_pdf
from inputs.example_story.prose import WRITTEN
from inputs.example_story.telling import AS_AT, FOLDERS, LEADS, QUARTERS, day
from inputs.make_example import EXAMPLE, quarter_files
from pipeline.issues import Issue, Severity
from pipeline.law import deadlines
from pipeline.model import RatedPlan
from pipeline.periods import Period, Span, parse_period
from pipeline.quarter import Checked, check
from pipeline.sheets.findings import FindingKind
from pipeline.sheets.measures import Frequency, Polarity
from pipeline.sheets.risks import Risk, RiskKind
from pipeline.sheets.updates import Status
from pipeline.working_days import decision_effective, is_working_day

QUERIES_MEANT = {
    "q4": {"M-02": 1},
    "q1": {"D-06": 1, "M-02": 2},
    "q2": {"D-06": 2, "D-06a": 1, "M-02": 3, "M-04": 1},
}


@pytest.fixture(scope="module")
def checked() -> dict[str, Checked]:
    return {quarter: check(EXAMPLE / FOLDERS[quarter]) for quarter in QUARTERS}


@pytest.fixture(scope="module")
def plans(checked: dict[str, Checked]) -> dict[str, RatedPlan]:
    found = {}
    for quarter, one in checked.items():
        assert one.ground is not None
        found[quarter] = one.ground.now
    return found


@pytest.mark.parametrize("quarter", QUARTERS)
def test_the_committed_files_are_what_the_story_makes(quarter: str) -> None:
    folder = EXAMPLE / FOLDERS[quarter]
    made = quarter_files(quarter)
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert there == {*made, "appendices/inspection-letter.pdf"}, "run: python -m inputs.make_example"
    changed = [name for name, content in made.items() if not same_package((folder / name).read_bytes(), content)]
    assert [name for name in changed if not name.startswith("papers/")] == [], "run: python -m inputs.make_example"
    assert changed == [], "templates have changed since the drafts were made; run: python -m inputs.make_example"


def test_a_changed_member_is_noticed() -> None:
    def package(words: bytes) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as made:
            made.writestr("one.xml", words)
        return stream.getvalue()

    assert same_package(package(b"a"), package(b"a"))
    assert not same_package(package(b"a"), package(b"b"))


def test_making_a_quarter_twice_gives_the_same_bytes() -> None:
    assert quarter_files("q1") == quarter_files("q1")


@pytest.mark.parametrize("quarter", QUARTERS)
def test_a_quarter_has_no_errors_and_only_the_queries_that_were_meant(
    checked: dict[str, Checked], quarter: str
) -> None:
    issues: list[Issue] = checked[quarter].issues
    assert [issue for issue in issues if issue.severity is Severity.ERROR] == []
    assert Counter(issue.code for issue in issues) == QUERIES_MEANT[quarter]


@pytest.mark.parametrize("quarter", QUARTERS)
def test_the_plan_is_as_big_as_a_real_one(plans: dict[str, RatedPlan], quarter: str) -> None:
    plan = plans[quarter].plan
    kinds = Counter(finding.kind for finding in plan.findings)
    assert len(plan.domains) == 7
    assert len(plan.findings) >= 12
    assert kinds[FindingKind.PRIORITY] == 2
    assert len(plan.actions) >= 60
    assert len({action.lead for action in plan.actions}) == 7 == len(LEADS)
    assert len(list((EXAMPLE / FOLDERS[quarter] / "updates").glob("*.xlsx"))) == 7
    assert len(plan.measures) >= 30
    assert sum(len(steps) for steps in plan.milestones.values()) >= 120
    risks = Counter(row.kind for row in plan.of(Risk))
    assert risks == {RiskKind.RISK: 8, RiskKind.OPPORTUNITY: 2}


def test_readings_grow_by_a_quarter_each_time_to_two_years(plans: dict[str, RatedPlan]) -> None:
    for quarter, many in {"q4": 6, "q1": 7, "q2": 8}.items():
        plan = plans[quarter].plan
        for measure in plan.measures:
            if measure.frequency is Frequency.QUARTERLY:
                readings = plan.readings[measure.id]
                assert len(readings) == many
                assert readings[-1].period == plan.details.quarter


def test_every_kind_of_measure_is_there(plans: dict[str, RatedPlan]) -> None:
    plan = plans["q2"].plan
    assert {measure.polarity for measure in plan.measures} == set(Polarity)
    parts = [measure for measure in plan.measures if measure.part_of]
    assert len(parts) == 3
    for period in (reading.period for reading in plan.readings["L1"]):
        total = next(r.value for r in plan.readings["L1"] if r.period == period)
        assert total == sum(r.value or 0 for part in parts for r in plan.readings[part.id] if r.period == period)
    smallest = min(r.value for part in parts for r in plan.readings[part.id] if r.value is not None)
    assert 1 <= smallest <= 5, "small-number protection has work to do"
    assert all((r.denominator or 0) < 20 for r in plan.readings["AU3"])
    for measure in plan.measures:
        if measure.benchmark is not None:
            assert measure.benchmark_period is not None
            assert measure.benchmark_source


def test_one_reading_was_restated_with_a_note(plans: dict[str, RatedPlan]) -> None:
    period = parse_period("2026-27 Q1")
    was, now = (next(r for r in plans[quarter].plan.readings["A1"] if r.period == period) for quarter in ("q1", "q2"))
    assert was.value != now.value
    assert "counted" in now.note
    assert not was.note


def test_the_plan_moves_on_over_the_three_quarters(plans: dict[str, RatedPlan]) -> None:
    statuses = {q: Counter(u.status for u in plans[q].plan.updates.values()) for q in QUARTERS}
    done = [statuses[q][Status.COMPLETE] + statuses[q][Status.EMBEDDED] for q in QUARTERS]
    assert done == sorted(done)
    assert done[0] < done[1] < done[2]
    assert statuses["q2"][Status.CLOSED] == 1
    ids = [{action.id for action in plans[q].plan.actions} for q in QUARTERS]
    assert ids[1] - ids[0] == {"6.10"}
    assert ids[2] - ids[1] == {"2.9"}
    assert [max(a.revisions or 0 for a in plans[q].plan.actions) for q in QUARTERS] == [0, 1, 2]


def test_there_is_an_override_each_way_with_its_reason(plans: dict[str, RatedPlan]) -> None:
    now = plans["q2"]
    ways = set()
    for rated in now.actions.values():
        if rated.delivery.override:
            assert rated.delivery.computed is not None
            assert rated.delivery.override.reason
            assert rated.delivery.override.name
            assert rated.delivery.override.on
            rank, computed = now.scheme.rank(rated.delivery.key), now.scheme.rank(rated.delivery.computed.key)
            ways.add("down" if rank > computed else "up")
    assert ways == {"down", "up"}


def test_the_statement_is_due_seventy_working_days_after_the_letter_and_sent_in_time(
    plans: dict[str, RatedPlan],
) -> None:
    plan = plans["q4"].plan
    due = deadlines(plan.details)
    assert plan.details.letter_received == day("19Jan")
    assert (due.draft.due, due.report.due, due.statement.due) == (day("16Feb"), day("2Mar"), day("29Apr"))
    cabinet, sent = plan.meetings["cabinet_paper"].day, plan.meetings["ofsted_submission"].day
    assert decision_effective(cabinet) <= sent <= due.statement.due


@pytest.mark.parametrize("quarter", QUARTERS)
def test_meetings_are_on_working_days_after_the_quarter(plans: dict[str, RatedPlan], quarter: str) -> None:
    for meeting in plans[quarter].plan.meetings.values():
        assert is_working_day(meeting.day)
        assert meeting.day > AS_AT[quarter]


def test_the_letter_quotes_the_findings_with_their_paragraphs() -> None:
    page = letter_html()
    for reference, text, kind, _, paragraph in council.FINDINGS:
        words = text.replace("'", "&#x27;")
        assert (f'<span class="no">{paragraph}</span>{words}</p>' in page) == (kind != council.SELF), reference


@pytest.mark.parametrize("quarter", QUARTERS)
def test_the_committed_letter_is_a_tagged_pdf_in_english(quarter: str) -> None:
    with pikepdf.open(EXAMPLE / FOLDERS[quarter] / "appendices/inspection-letter.pdf") as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.open_metadata()["dc:title"]) == council.LETTER_TITLE


@pytest.mark.slow
def test_the_letter_is_the_same_each_time_it_is_printed() -> None:
    assert letter_pdf() == letter_pdf()


def test_the_terms_of_reference_are_real_word_without_an_author() -> None:
    document = Document(str(EXAMPLE / FOLDERS["q2"] / "appendices/terms-of-reference.docx"))
    assert document.core_properties.author == ""
    assert document.core_properties.title
    styles = Counter(paragraph.style.name for paragraph in document.paragraphs if paragraph.style)
    assert styles["Heading 1"] == 5
    assert styles["Body Text"] >= 10
    head = document.tables[0].rows[0]._tr
    assert head.xpath("./w:trPr/w:tblHeader")


@pytest.mark.parametrize("paper", sorted(WRITTEN))
@pytest.mark.parametrize("quarter", QUARTERS)
def test_a_draft_leaves_no_prompt(paper: str, quarter: str) -> None:
    document = Document(io.BytesIO(draft_docx(paper, quarter)))
    assert [p.text for p in document.paragraphs if "[Write" in p.text] == []


@pytest.mark.parametrize("path", sorted(EXAMPLE.rglob("*.xlsx")), ids=lambda path: "/".join(path.parts[-2:]))
def test_every_address_and_number_is_one_that_cannot_be_rung_or_written_to(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        text = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
    assert {address.split("@")[1] for address in re.findall(r"[\w.]+@[\w.]+", text)} <= {"exampleshire.example"}
    assert all(number.startswith("01632 960") for number in re.findall(r"\b0\d{4} \d{6}\b", text))


@pytest.mark.parametrize("quarter", QUARTERS)
def test_no_real_council_is_named(quarter: str) -> None:
    real = re.compile(
        r"\b(shropshire|\w+shire (?:county )?council|\w+ (?:borough|city|county|district) council)\b", re.I
    )
    said: set[str] = set()
    for name, content in quarter_files(quarter).items():
        if name.endswith((".xlsx", ".docx", ".ods")):
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                text = " ".join(package.read(m).decode() for m in package.namelist() if m.endswith(".xml"))
        else:
            text = content.decode()
        said |= {found.lower() for found in real.findall(text)}
    assert said <= {"exampleshire council"}


def test_the_data_says_that_it_is_invented(plans: dict[str, RatedPlan]) -> None:
    assert all("invented" in plans[quarter].plan.details.synthetic for quarter in QUARTERS)


def test_annual_measures_have_years_and_others_quarters(plans: dict[str, RatedPlan]) -> None:
    def spans(periods: list[Period]) -> set[Span]:
        return {period.span for period in periods}

    plan = plans["q2"].plan
    for measure in plan.measures:
        wanted = Span.YEAR if measure.frequency is Frequency.ANNUAL else Span.QUARTER
        assert spans([reading.period for reading in plan.readings[measure.id]]) == {wanted}


def test_what_a_font_says_stands_in_the_order_that_excel_writes_it() -> None:
    said = ["b", "i", "sz", "color", "name", "family", "scheme"]
    for path in EXAMPLE.rglob("*.xlsx"):
        with zipfile.ZipFile(path) as package:
            styles = package.read("xl/styles.xml").decode()
        fonts = re.findall(r"<font>(.*?)</font>", styles)
        assert len(fonts) > 3
        for font in fonts:
            found = re.findall(r"<(\w+) ", font)
            assert found == [each for each in said if each in found]
