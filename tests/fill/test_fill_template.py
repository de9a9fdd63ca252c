from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from docx import Document

from pipeline.facts.fact import Fact, Facts, Node, register
from pipeline.fill import beyond_powers, fill_template, in_own_words, unwritten_prompts
from tests.fill.contract import chart, node
from tests.fill.little_word import W, added, changed, names, part, texts, word

AS_AT = date(2026, 9, 30)
DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def facts(**items: Any) -> Facts:
    tree = Node(
        {"plan": node("plan", title="Children & Families <plan>", council="Exampleshire Council", note=""), **items}
    )
    return Facts(tree, register(tree))


def filled(template: bytes, given: Facts | None = None) -> bytes:
    docx, issues = fill_template(template, "paper.docx", given or facts(), title="A & B", as_at=AS_AT)
    assert issues == []
    assert docx is not None
    return docx


def test_ampersands_and_angle_brackets_survive() -> None:
    assert texts(filled(word("The {{ plan.title }}."))) == ["The Children & Families <plan>."]


def test_a_tag_split_over_runs_by_the_spell_checker_is_filled() -> None:
    assert texts(filled(word(["By {", "{ plan.", "council }", "} today"]))) == ["By Exampleshire Council today"]


def test_curly_quotes_and_hard_spaces_in_a_tag_are_read_as_straight_ones() -> None:
    template = word(
        "{% if plan.council == “Exampleshire Council” %}yes{% else %}no{% endif %} {{\u00a0plan.council\u00a0}}"
    )
    assert texts(filled(template)) == ["yes Exampleshire Council"]


def test_curly_quotes_outside_tags_stay_curly() -> None:
    assert texts(filled(word("The council’s “{{ plan.council }}”"))) == ["The council’s “Exampleshire Council”"]


def test_tags_in_headers_and_footers_are_filled() -> None:
    docx = filled(word("x", header="{{ plan.council }}", footer="For {{ plan.title }}"))
    running = [text for name in names(docx) if "header" in name or "footer" in name for text in texts(docx, name)]
    assert running == ["For Children & Families <plan>", "Exampleshire Council"] or running == [
        "Exampleshire Council",
        "For Children & Families <plan>",
    ]


def test_rows_and_paragraphs_repeat_over_lists() -> None:
    lines = [node(f"line.{n}", text=t) for n, t in enumerate(("one & two", "three"))]
    template = word(
        "{%p for line in lines %}",
        "- {{ line.text }}",
        "{%p endfor %}",
        table=[
            ["Line", "No"],
            ["{%tr for line in lines %}", ""],
            ["{{ line.text }}", "{{ loop.index }}"],
            ["{%tr endfor %}", ""],
        ],
    )
    docx = filled(template, facts(lines=lines))
    assert texts(docx) == ["- one & two", "- three", "Line", "No", "one & two", "1", "three", "2"]


def test_a_section_break_that_libreoffice_put_into_a_tags_paragraph_is_kept() -> None:
    template = word("{%p if plan.title %}", "One", "{%p endif %}", "Two")
    mark = "<w:p><w:r><w:t>{%p endif"
    broken = mark.replace("<w:p>", '<w:p><w:pPr><w:sectPr><w:type w:val="nextPage"/></w:sectPr></w:pPr>')
    root = part(filled(changed(template, "word/document.xml", mark, broken)))
    assert ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")] == ["One", "", "Two"]
    assert [p.find(f"{W}pPr/{W}sectPr") is not None for p in root.iter(f"{W}p")] == [False, True, False]


def test_columns_repeat_and_the_table_keeps_its_width() -> None:
    lines = [node(f"line.{n}", text=str(n)) for n in range(5)]
    template = word(table=[["Period", "{%tc for line in lines %}", "{{ line.text }}", "{%tc endfor %}"]])
    width = sum(int(c.get(f"{W}w", "0")) for c in part(template).iter(f"{W}gridCol"))
    root = part(filled(template, facts(lines=lines)))
    grid = [int(c.get(f"{W}w", "0")) for c in root.iter(f"{W}gridCol")]
    assert len(grid) == len(list(root.iter(f"{W}tc"))) == 6
    assert sum(grid) == width


def test_a_line_break_in_a_value_is_a_line_break_in_word() -> None:
    root = part(filled(word("{{ plan.note }}"), facts(plan=node("plan", note="first\r\nsecond\x07\x00"))))
    paragraph = next(root.iter(f"{W}p"))
    assert len(list(paragraph.iter(f"{W}br"))) == 1
    assert "".join(t.text or "" for t in paragraph.iter(f"{W}t")) == "firstsecond"


def test_an_empty_fact_is_false_and_a_filled_one_true() -> None:
    assert texts(filled(word("{% if plan.note %}note{% else %}none{% endif %}"))) == ["none"]


def test_shading_follows_the_tag_and_the_text_on_it_can_be_read() -> None:
    given = facts(dark=Fact("d", "B10E1E", "B10E1E"), light=Fact("l", "FFBF47", "FFBF47"), none=Fact("n", "", ""))
    docx = filled(
        word("{% shade dark %}Red", table=[["{% cellbg dark %}Red", "{% cellbg light %}Amber", "{% cellbg none %}x"]]),
        given,
    )
    root = part(docx)
    fills = [shade.get(f"{W}fill") for shade in root.iter(f"{W}shd")]
    assert fills == ["B10E1E", "B10E1E", "FFBF47"]
    inks = {
        "".join(t.text or "" for t in run.iter(f"{W}t")): run.find(f"{W}rPr/{W}color") for run in root.iter(f"{W}r")
    }
    assert inks["Red"] is not None
    assert inks["Red"].get(f"{W}val") == "FFFFFF"
    assert inks["Amber"] is None
    for properties in root.iter(f"{W}tcPr"):
        kinds = [child.tag.removeprefix(W) for child in properties]
        assert kinds == sorted(kinds, key=["tcW", "shd"].index)


def test_a_chart_is_an_inline_picture_with_svg_png_and_alternative_text() -> None:
    docx = filled(
        word("{{ one }}", "{{ one }}", "{{ two }}"), facts(one=chart("one", 'Rose to 84% & "held"'), two=chart("two"))
    )
    root = part(docx)
    about = list(root.iter(DOC_PR))
    assert [each.get("descr") for each in about][:2] == ['Rose to 84% & "held"'] * 2
    assert len({each.get("id") for each in about}) == 3
    extents = [(e.get("cx"), e.get("cy")) for e in root.iter(DOC_PR.replace("docPr", "extent"))]
    assert extents == [("5940000", "2232000")] * 3
    media = sorted(name for name in names(docx) if name.startswith("word/media/"))
    assert media == ["word/media/chart1.png", "word/media/chart1.svg", "word/media/chart2.png", "word/media/chart2.svg"]
    used = {v for e in root.iter() for k, v in e.attrib.items() if str(k).endswith("}embed")}
    related = {r.get("Id"): r.get("Target") for r in part(docx, "word/_rels/document.xml.rels")}
    assert sorted(str(related[each]) for each in used) == [name.removeprefix("word/") for name in media]
    types = {t.get("PartName") or t.get("Extension"): t.get("ContentType") for t in part(docx, "[Content_Types].xml")}
    assert types["/word/media/chart1.svg"] == "image/svg+xml"
    Document(io.BytesIO(docx))


def test_the_same_template_and_facts_give_the_same_bytes() -> None:
    template = word("{{ plan.title }}", "{{ one }}", header="{{ plan.council }}")
    given = facts(one=chart("one"))
    assert filled(template, given) == filled(template, given)


def test_the_bytes_do_not_depend_on_when_the_template_was_saved() -> None:
    template = word("{{ plan.title }}")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, (2031, 5, 6, 7, 8, 10)), source.read(name))
    assert filled(out.getvalue()) == filled(template)
    with zipfile.ZipFile(io.BytesIO(filled(template))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2026, 9, 30, 0, 0, 0)}
        assert package.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]


def test_the_paper_carries_its_title_language_and_no_author() -> None:
    core = part(filled(word("x")), "docProps/core.xml")
    found = {child.tag.rpartition("}")[2]: child.text for child in core}
    assert found == {
        "title": "A & B",
        "language": "en-GB",
        "created": "2026-09-30T00:00:00Z",
        "modified": "2026-09-30T00:00:00Z",
    }


def test_nothing_of_the_template_s_history_travels_with_the_paper() -> None:
    template = changed(
        word("x {{ plan.title }}"),
        "word/settings.xml",
        "</w:settings>",
        '<w:updateFields w:val="true"/><w:rsids><w:rsid w:val="00AA"/></w:rsids></w:settings>',
    )
    template = changed(
        template,
        "word/document.xml",
        "<w:p>",
        '<w:p w:rsidR="00AA"><w:commentRangeStart w:id="1"/><w:proofErr w:type="spellStart"/>',
    )
    template = added(template, "word/comments.xml", b"<x/>")
    before, docx = names(template), filled(template)
    unwanted = {
        "docProps/thumbnail.jpeg",
        "docProps/app.xml",
        "word/stylesWithEffects.xml",
        "word/comments.xml",
        "customXml/item1.xml",
    }
    assert unwanted <= set(before)
    assert not unwanted & set(names(docx))
    settings = part(docx, "word/settings.xml")
    assert settings.find(f"{W}updateFields") is None
    assert settings.find(f"{W}rsids") is None
    body = part(docx)
    assert not list(body.iter(f"{W}commentRangeStart", f"{W}proofErr"))
    assert not [k for e in body.iter() for k in e.attrib if "rsid" in str(k)]
    types = {t.get("PartName") for t in part(docx, "[Content_Types].xml")}
    assert not any(name and ("Effects" in name or "app.xml" in name) for name in types)


def test_bookmarks_repeated_by_a_loop_are_told_apart() -> None:
    lines = [node(f"line.{n}", text=str(n)) for n in range(2)]
    template = word("{%p for line in lines %}", "{{ line.text }}", "{%p endfor %}")
    mark = '<w:bookmarkStart w:id="7" w:name="here"/><w:r><w:t>x</w:t></w:r><w:bookmarkEnd w:id="7"/>'
    template = changed(template, "word/document.xml", "<w:r><w:t>{{ line", mark + "<w:r><w:t>{{ line")
    marks = list(part(filled(template, facts(lines=lines))).iter(f"{W}bookmarkStart"))
    assert [(m.get(f"{W}id"), m.get(f"{W}name")) for m in marks] == [("1", "here"), ("2", "here_2")]


NOT_WORD = [
    b"",
    b"not a zip",
    added(b"PK\x05\x06" + bytes(18), "word/document.xml", b"<x/>"),
    added(word("The plan."), "word/footer9.xml", b"<x"),
]


@pytest.mark.parametrize("data", NOT_WORD)
def test_a_file_that_is_not_word_is_one_issue(data: bytes) -> None:
    docx, issues = fill_template(data, "old.doc", facts(), title="x", as_at=AS_AT)
    assert docx is None
    assert [issue.code for issue in issues] == ["F-01"]
    assert "old.doc is not a Word document" in issues[0].message


def test_tracked_changes_stop_a_draft_and_comments_are_queried() -> None:
    template = changed(
        word("x"),
        "word/document.xml",
        "<w:r><w:t>x",
        '<w:ins w:id="1" w:author="A"/><w:commentReference w:id="0"/><w:r><w:t>x',
    )
    docx, issues = fill_template(template, "draft.docx", facts(), title="x", as_at=AS_AT)
    assert docx is None
    assert sorted(issue.code for issue in issues) == ["F-08", "F-09"]


def test_template_code_that_came_with_the_data_is_found() -> None:
    given = facts(plan=node("plan", note="see {{ this }}"))
    docx, issues = fill_template(word("{{ plan.note }}"), "p.docx", given, title="x", as_at=AS_AT)
    assert docx is None
    assert [(issue.code, "{{ this }}" in issue.message) for issue in issues] == [("F-10", True)]


def test_every_prompt_left_is_an_error_of_its_own() -> None:
    document = Document()
    document.styles.add_style("Prompt", 1)
    document.add_heading("Financial implications", 1)
    document.add_paragraph("[Write: what it costs]")
    document.add_paragraph("Say more", style="Prompt")
    document.add_paragraph("[Please list the titles]")
    document.add_paragraph("The cost is met. [Write: is not at the start]")
    out = io.BytesIO()
    document.save(out)
    issues = unwritten_prompts(out.getvalue(), "cabinet_paper.docx")
    assert [issue.code for issue in issues] == ["F-07"] * 3
    assert "under “Financial implications”" in issues[0].message
    assert "what it costs" in issues[0].message
    assert issues[1].message.startswith("What stands under “Financial implications” has the style Prompt")
    assert {issue.place.cell for issue in issues} == {""}
    assert "save it under the same name in the quarter's folder papers" in issues[0].remedy
    (draft, *_) = unwritten_prompts(out.getvalue(), "papers/cabinet_paper.docx")
    assert draft.remedy.startswith("Write over the prompt")


def test_a_paper_without_prompts_has_none() -> None:
    assert unwritten_prompts(word("All written."), "p.docx") == []


def test_what_is_wrong_in_a_drafts_own_words_is_asked_about_where_it_stands() -> None:
    docx = word(
        "Cabinet is asked to approve the plan.", ["Last year tw", "o children were harmed."], footer="1 child died"
    )
    found = in_own_words(docx, "papers/cabinet_paper.docx")
    assert [(issue.code, issue.place.cell) for issue in found] == [("S-01a", ""), ("S-01a", "word/footer1.xml")]
    assert in_own_words(docx, "papers/cabinet_paper.docx", public=False) == []
    assert in_own_words(word("The plan is for {{ plan.children }} children, 12 of whom are new."), "p.docx") == []
    assert [in_own_words(data, "p.docx") for data in NOT_WORD] == [[]] * len(NOT_WORD)
    [share] = in_own_words(word("64 of 114 actions (55%) are complete."), "p.docx", public=False)
    assert (share.code, share.message) == ("Z-26", "The text says that 64 of 114 is 55%: it is 56.1%.")
    [named] = in_own_words(word("The child, DOB 3/4/2016, lives at ZZ1 4ZZ."), "p.docx")
    assert (named.code, named.message) == ("S-04", "The text holds what looks like a date of birth.")


@pytest.mark.parametrize(
    ("text", "committee", "asked"),
    [
        ("Approve the plan.", "Children's Overview Committee", "approve"),
        ("To agree the new dates.", "Health Scrutiny Panel", "agree"),
        ("Note the plan and recommend that Cabinet approves it.", "Overview Committee", ""),
        ("Agree that progress is slow.", "Overview Committee", ""),
        ("Approve the plan.", "Cabinet", ""),
        ("Approve the plan.", "Children's Committee", ""),  # in the committee system it decides
    ],
)
def test_scrutiny_is_not_asked_to_decide(text: str, committee: str, asked: str) -> None:
    headed = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
    docx = changed(word("Recommendations", text), "word/document.xml", "<w:p>", headed)
    found = beyond_powers(docx, "p.docx", committee)
    assert [(issue.code, f"asked to {asked}:" in issue.message) for issue in found] == [("F-11", True)] * bool(asked)
