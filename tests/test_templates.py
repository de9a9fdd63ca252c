"""What every template must keep, whatever an officer changes in it, and what each of the four papers' own must."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from pipeline.colours import contrast
from pipeline.facts.fact import Fact, Facts, Given, Node, register
from pipeline.fill import fill_template, unwritten_prompts
from pipeline.papers import paper_types
from tests.fill import contract
from tests.fill.little_word import W, names, part, texts

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
PAPERS = {paper.name: paper for paper in paper_types()}
TEXT_WIDTH, WIDE = 9638, 14570
"""Twentieths of a point between the margins of a page, and of one on its side."""
STYLES = {
    "Title", "heading 1", "heading 2", "heading 3", "Heading Unnumbered", "Numbered Paragraph", "Numbered Subparagraph",
    "List Bullet", "List Number", "Header Fact", "Prompt", "Notice", "caption", "Table Text", "Table Heading",
    "Council Table", "header", "footer", "Strong", "Hyperlink", "toc 1", "toc 2", "TOC Heading", "Template Tag",
}  # fmt: skip
AS_AT = date(2026, 9, 30)

every_template = pytest.mark.parametrize("name", sorted(PAPERS))


def template(name: str) -> bytes:
    return (TEMPLATES / f"{name}.docx").read_bytes()


@cache
def plainly_filled(name: str) -> bytes:
    return filled(name, contract.facts())


def filled(name: str, facts: Facts | None = None) -> bytes:
    if facts is None:
        return plainly_filled(name)
    docx, issues = fill_template(template(name), f"{name}.docx", facts, title="The plan", as_at=AS_AT)
    assert issues == []
    assert docx is not None
    return docx


def without(*lists: str) -> Facts:
    """The contract's facts with some lists empty, and the sentences that say so."""
    sentences = {
        f"{name}_none": "None this quarter."
        for name in ("transitions", "exceptions", "redated", "completed", "next_milestones")
    }
    said = {name: contract.node("none", **{name: text})[name] for name, text in sentences.items()}
    tree = contract.facts(**said, **{name: [] for name in lists}).tree
    return Facts(tree, register(tree))


def table_widths(name: str) -> set[int]:
    """How wide a template's tables are."""
    tables = part(template(name)).iter(f"{W}tbl")
    return {sum(int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")) for table in tables}


def headings(docx: bytes) -> list[str]:
    found = []
    for paragraph in part(docx).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val", "").startswith("Heading"):
            found.append("".join(t.text or "" for t in paragraph.iter(f"{W}t")))
    return found


def style_names(docx: bytes) -> dict[str, etree._Element]:
    return {s.find(f"{W}name").get(f"{W}val"): s for s in part(docx, "word/styles.xml").iter(f"{W}style")}


def test_every_paper_has_a_template_and_every_template_a_paper() -> None:
    assert {path.stem for path in TEMPLATES.glob("*.docx")} == set(PAPERS)


@every_template
def test_every_name_in_a_template_is_a_fact(name: str) -> None:
    assert texts(filled(name))


@every_template
def test_a_template_has_the_sections_its_paper_must_have(name: str) -> None:
    found = headings(filled(name))
    assert [section for section in PAPERS[name].sections if section not in found] == []


@every_template
def test_a_template_has_the_header_facts_its_paper_must_have(name: str) -> None:
    said = {text.partition(":")[0] for text in texts(filled(name)) if ":" in text}
    assert [label for label in PAPERS[name].header if label not in said] == []


@every_template
def test_a_template_has_the_styles_that_papers_are_written_in(name: str) -> None:
    assert STYLES - set(style_names(template(name))) == set()


@every_template
def test_body_text_is_arial_12_left_aligned_in_british_english(name: str) -> None:
    styles = part(template(name), "word/styles.xml")
    run = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    assert run is not None
    assert run.find(f"{W}rFonts").get(f"{W}ascii") == "Arial"
    assert int(run.find(f"{W}sz").get(f"{W}val")) >= 24
    assert run.find(f"{W}lang").get(f"{W}val") == "en-GB"
    assert not [jc for jc in styles.iter(f"{W}jc") if jc.get(f"{W}val") == "both"]
    assert int(style_names(template(name))["Table Text"].find(f"{W}rPr/{W}sz").get(f"{W}val")) >= 20


@every_template
def test_colours_of_styles_can_be_read_on_white(name: str) -> None:
    colours = {c.get(f"{W}val") for c in part(template(name), "word/styles.xml").iter(f"{W}color")}
    assert [colour for colour in colours if contrast(colour, "FFFFFF") < 4.5] == []


@every_template
def test_headings_and_paragraphs_are_numbered_by_word_not_by_hand(name: str) -> None:
    assert [text for text in headings(filled(name)) if re.match(r"\d+\.", text)] == []
    if "NumberedParagraph" not in {p.get(f"{W}val") for p in part(template(name)).iter(f"{W}pStyle")}:
        return
    numbering = part(template(name), "word/numbering.xml")
    levels = {
        level.find(f"{W}pStyle").get(f"{W}val"): level.find(f"{W}lvlText").get(f"{W}val")
        for level in numbering.iter(f"{W}lvl")
        if level.find(f"{W}pStyle") is not None
    }
    assert levels["Heading1"] == "%1."
    assert levels["NumberedParagraph"] == "%1.%2."


@every_template
def test_every_table_has_a_header_row_that_repeats_and_rows_that_stay_whole(name: str) -> None:
    for docx in (template(name), filled(name)):
        for table in part(docx).iter(f"{W}tbl"):
            rows = table.findall(f"{W}tr")
            heads = [row.find(f"{W}trPr/{W}tblHeader") for row in rows]
            assert heads[0] is not None
            assert not heads[0].attrib
            assert heads[1:] == [None] * (len(rows) - 1)
            assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
            assert table.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstRow") == "1"
            assert table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")
            assert all("".join(cell.itertext()).strip() for cell in rows[0].findall(f"{W}tc"))


@every_template
def test_every_table_is_as_wide_as_its_page(name: str) -> None:
    for table in part(template(name)).iter(f"{W}tbl"):
        grid = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
        for row in table.findall(f"{W}tr"):
            assert [int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) for cell in row.findall(f"{W}tc")] == grid
    assert table_widths(name) <= {TEXT_WIDTH, WIDE}


@every_template
def test_pages_are_numbered_and_say_what_paper_they_are_of(name: str) -> None:
    fields = {
        i.text.strip()
        for n in names(template(name))
        if "footer" in n
        for i in part(template(name), n).iter(f"{W}instrText")
    }
    assert fields == {"PAGE", "NUMPAGES"}
    running = [text for n in names(template(name)) if "header" in n for text in texts(template(name), n)]
    assert any("{{ paper.title }}" in text and "{{ paper.classification }}" in text for text in running)


@every_template
def test_wide_tables_stand_on_landscape_pages(name: str) -> None:
    sizes = [section.find(f"{W}pgSz") for section in part(template(name)).iter(f"{W}sectPr")]
    assert any(size.get(f"{W}orient") == "landscape" for size in sizes) == (WIDE in table_widths(name))
    assert all((int(s.get(f"{W}w")) > int(s.get(f"{W}h"))) == (s.get(f"{W}orient") == "landscape") for s in sizes)


@pytest.mark.parametrize("name", ["improvement_plan", "ofsted_submission"])
def test_papers_that_are_looked_things_up_in_have_a_contents_list(name: str) -> None:
    fields = [i.text for i in part(template(name)).iter(f"{W}instrText")]
    assert any("TOC" in (text or "") for text in fields)


@every_template
def test_a_template_is_plain_word_without_boxes_pictures_or_authors(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(template(name))) as package:
        whole = b"".join(package.read(n) for n in package.namelist()).decode("utf-8", "replace")
    for unwanted in (
        "txbxContent",
        "<w:pict",
        "wp:anchor",
        "<w:ins ",
        "<w:del ",
        "w:vanish",
        "lastModifiedBy",
        "<w:sdt",
    ):
        assert unwanted not in whole
    assert not [n for n in names(template(name)) if "comments" in n or "customXml" in n or "docProps/app" in n]


def test_prompts_stand_only_where_the_council_must_write() -> None:
    expected = {
        "cabinet_paper": [
            "Financial implications",
            "Climate change appraisal",
            "Legal implications",
            "Equality implications",
            "Alternatives considered",
        ],
        "improvement_plan": [],
        "ofsted_submission": ["Context and statutory basis", "Sign-off"],
        "quarterly_update": [],
    }
    found = {name: [i.place.heading for i in unwritten_prompts(filled(name), name)] for name in expected}
    assert found == expected


@every_template
def test_an_invented_council_is_labelled_and_a_real_one_is_not(name: str) -> None:
    notice = "Invented council, invented people, invented figures."
    assert notice in texts(filled(name))
    tree = contract.facts().tree
    real = {**{n: tree["plan"][n] for n in tree["plan"]}, "synthetic": contract.node("plan", synthetic="")["synthetic"]}
    assert notice not in texts(filled(name, contract.facts(plan=Node(real))))


LISTS = (
    *("transitions", "exceptions", "redated", "completed_rows", "next_milestones", "overdue_rows"),
    *("notes", "glossary", "appendices", "background_papers"),
)
"""What a quarter may have nothing of."""


def test_the_quarterly_update_says_so_where_there_is_nothing_to_list() -> None:
    empty = without(*LISTS, "headlines", "off_track_lines", "asks")
    docx = filled("quarterly_update", empty)
    said = texts(docx)
    assert said.count("None this quarter.") == 5
    assert "No action is past its due date." in said
    assert said.count("None.") == 2
    for table in part(docx).iter(f"{W}tbl"):
        assert len(table.findall(f"{W}tr")) > 1


@every_template
def test_no_table_is_left_with_a_header_alone(name: str) -> None:
    empty = without(*LISTS, "governance", "threats", "opportunities")
    for table in part(filled(name, empty)).iter(f"{W}tbl"):
        assert len(table.findall(f"{W}tr")) > 1


def changed(name: str, **items: str) -> Facts:
    """The contract's facts with some of one node's items said otherwise."""
    old = contract.facts().tree[name]
    new = contract.node(name, **items)
    return contract.facts(**{name: Node({**{item: old[item] for item in old}, **{item: new[item] for item in new}})})


@pytest.mark.parametrize("name", ["cabinet_paper", "improvement_plan", "ofsted_submission", "quarterly_update"])
def test_a_quarter_after_another_has_a_column_for_the_change(name: str) -> None:
    assert any("Change" in row for row in heads(filled(name)))


@every_template
def test_a_first_quarter_has_no_column_for_the_one_before_it(name: str) -> None:
    previous = str(contract.facts().tree["plan"]["previous_quarter"])
    rows = heads(filled(name, changed("plan", compared_with="")))
    assert not [row for row in rows if "Change" in row or (previous in row and "Target" not in row)]


def heads(docx: bytes) -> list[list[str]]:
    """The words of each table's header row; tables of periods alone are left out."""
    rows = [
        ["".join(cell.itertext()).strip() for cell in table.find(f"{W}tr").findall(f"{W}tc")]
        for table in part(docx).iter(f"{W}tbl")
    ]
    return [row for row in rows if row[0] != "Period"]


@pytest.mark.parametrize(("sent", "unsent", "printed"), [("14 April 2026", "", False), ("", "not yet sent", True)])
def test_the_cabinet_paper_shows_how_dates_are_worked_out_only_while_they_lie_ahead(
    sent: str, unsent: str, printed: bool
) -> None:
    rows = heads(filled("cabinet_paper", changed("law", sent=sent, unsent=unsent)))
    assert any("How the date is worked out" in row for row in rows) == printed


@pytest.mark.parametrize(
    ("before", "moved", "ever", "says"),
    [
        ("2026-27 Q1", "2", "9", "Actions whose due date was moved in the quarter: 2. Appendix A shows the first date"),
        ("", "0", "9", "moved since it was first agreed: 9. Appendix A shows the first date"),
    ],
)
def test_a_first_quarter_counts_the_dates_moved_before_it(before: str, moved: str, ever: str, says: str) -> None:
    facts = changed("plan", compared_with=before)
    counts = {**{name: facts.tree["counts"][name] for name in facts.tree["counts"]}}
    counts |= {
        name: Fact(f"counts.{name}", int(many), many) for name, many in (("redated_now", moved), ("redated_ever", ever))
    }
    tree = Node({**{name: facts.tree[name] for name in facts.tree}, "counts": Node(counts)})
    assert says in "\n".join(texts(filled("cabinet_paper", Facts(tree, facts.register))))


def test_an_early_version_is_due_only_where_the_inspectors_found_an_area_for_priority_action() -> None:
    for many, asked in (("1", True), ("", False)):
        facts = changed("counts", priority_findings=many)
        assert any("early version" in text for text in texts(filled("ofsted_submission", facts))) == asked


@every_template
def test_a_council_without_a_board_and_with_nothing_attached_has_its_papers(name: str) -> None:
    facts = changed("plan", board="", the_board="", board_chair="", the_board_chair="")
    tree = {name: facts.tree[name] for name in facts.tree}
    tree |= {"appendix": Given({}, "Appendices"), "appendices": ()}
    words = "\n".join(texts(filled(name, Facts(Node(tree), facts.register))))
    assert "overseen" not in words
    assert not re.search(r" (at|by|in) ?[.,]| \(\)", words)


def test_the_submission_sets_each_measure_against_its_trajectory() -> None:
    found = [row for row in heads(filled("ofsted_submission")) if "Trajectory" in row]
    assert len(found) == 1
    assert {"Baseline", "Latest", "Target"} <= set(found[0])
    assert "ahead of 79.1%" in texts(filled("ofsted_submission"))


def test_every_measure_with_readings_has_its_chart_and_the_others_have_none() -> None:
    docx = filled("quarterly_update")
    found = [text for text in headings(docx) if text.endswith("of referral")]
    assert [text.partition(":")[0] for text in found] == ["A1", "A2", "A3", "A4"]
    pictures = part(docx).iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    assert len([p for p in pictures if p.get("descr", "").startswith("Line chart")]) == 4


def test_the_cabinet_paper_keeps_the_order_of_its_sections() -> None:
    found = [heading for heading in headings(filled("cabinet_paper")) if heading != "Report"]
    assert found == list(PAPERS["cabinet_paper"].sections)


@every_template
def test_one_template_and_the_same_facts_make_the_same_bytes(name: str) -> None:
    assert filled(name, contract.facts()) == filled(name)
