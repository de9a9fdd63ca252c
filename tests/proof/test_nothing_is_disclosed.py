"""Protected figures and hidden content: wherever one is planted in a public paper, it is found."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest
from good_paper import W, changed, packed, paragraph_of, parts_of
from pdf_faults import changed_pdf, element
from pikepdf import AttachedFileSpec, Dictionary, Name, String

from pipeline.proof import Protected, disclosure, prove, prove_other
from pipeline.proof.pdf_file import read_pdf
from pipeline.proof.reading import Passage, Spot

MISSING = Protected("A7", "Children missing", "2026-27 Q2", ("3", "3.4%", "3 of 88"))


@pytest.fixture
def guarded(good):
    return replace(good, protected=(MISSING,))


def found(paper, code="S-01"):
    return [issue.message for issue in prove(paper) if issue.code == code]


def says(text, beginning="The plan (Appendix A)"):
    def change(root):
        paragraph_of(root, beginning).find(f".//{W}t").text = text

    return change


def test_a_paper_that_keeps_its_figures_back_is_clean(guarded):
    assert found(guarded) == []


LEAKS = """
Children missing stood at 3 in 2026-27 Q2.
In 2026-27 Q2 three children were counted (Children missing).
Children missing: 3.4% of all.
A7 is now 3 of 88.
CHILDREN MISSING rose to 3, from 2.
Children missing: 3 at the end of September 2026.
Children missing: three on 30 September 2026.
Children missing: 3 of the children.
Children missing: 3 risk assessments were late.
In September 2026 there were 3 children counted (Children missing).
Children missing: 2026-27 Q1 12, 2026-27 Q2 3.
Children missing: 3 findings of abuse were made.
Children missing: 3 separated children were found.
Children missing: 3 marked as at risk.
Children missing: 3 may have been exploited.
Children missing: 3 had new social workers.
Children missing: 3 of the children in our teams.
Children missing: 3, seen by managers.
Children missing: 3 visits were late.
Children missing: 3 audited cases were.
Children missing: one went 3 times.
Children missing: 3 compared with 12 in 2025-26 Q4.
Children missing fell from 12 in 2025-26 Q4 to 3.
Children missing fell from 12 in 2025-26 Q4 to three, the fewest so far.
Children missing: 3.4 per cent.
"""
CLEAN = """
Children missing stood at 12 in 2026-27 Q1 and is suppressed.
Children missing: 3 was the figure in 2025-26 Q4.
Children missing: 3 was the figure in March 2026.
Children missing was reviewed every 3 months.
Children missing is reported on 3 November 2026.
Children missing: 13, 3.5 and 33%.
The target is 3 for children missing.
There are 3 actions in this domain.
3 measures are off track: Children missing (A7) and two more.
Of those that are rated, 3 of the 8 rated measures are on target, Children missing among them.
Children missing: 3 findings of the visit are answered.
Children missing is reported on 3 May.
Children missing was 12 in 2025-26 Q4, down from 3 in 2025-26 Q3.
Children missing rose from 3 in 2025-26 Q3 to 12 in 2025-26 Q4.
Children missing: 3 audits and three new panels led to this, and 3 of the teams have three vacant posts.
Children missing is reported to three partner agencies.
3 more actions answer it; Children missing is one of three areas for improvement.
"""


@pytest.mark.parametrize(
    ("text", "says", "leaks"),
    [
        ("1", "1 measure is off track", False),
        ("one", "one more action answers it", False),
        ("1", "1 measure of how many", False),
        ("1", "1 child", True),
        ("1", "1 risk assessment was late", True),
        ("one", "one risk is new", False),
        ("1", "1 finding of neglect", True),
        ("1", "1 finding of the visit", False),
        ("2", "2 areas for improvement", False),
        ("2", "2 areas for concern", True),
        ("2", "2 measure", True),
        ("2", "2 of the 8 rated measures", False),
    ],
)
def test_a_count_of_what_the_plan_is_made_of_is_told_from_a_count_of_children(text, says, leaks):
    assert bool(disclosure._pattern(text).search(says)) is leaks


@pytest.mark.parametrize("text", LEAKS.strip().splitlines())
def test_a_protected_figure_beside_its_measure_in_words_is_found(guarded, text):
    paper = replace(guarded, docx=changed(guarded.docx, says(text)))
    messages = found(paper)
    assert messages
    assert "beside the measure Children missing (A7)" in messages[0]
    assert "under “Synopsis”" in messages[0]


@pytest.mark.parametrize("text", CLEAN.strip().splitlines())
def test_a_figure_that_only_looks_like_it_is_no_issue(guarded, text):
    assert found(replace(guarded, docx=changed(guarded.docx, says(text)))) == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Visits in time: 96.6% of visits were in time.", "S-01"),
        ("Visits in time: 85 out of the 88 were.", "S-01"),
        ("Visits in time: 85 of all 88.", "S-01"),
        ("Visits in time: 97% of visits were.", "S-01b"),
        ("Visits in time: 97 per cent.", "S-01b"),
        ("Visits in time: only three were late.", "S-01b"),
        ("Visits in time: 3 weeks were lost.", ""),
        ("Visits in time: 97 visits were made.", ""),
        ("Visits in time: 3 were late in 2025-26 Q4.", ""),
        ("Visits in time: 90% in 2026-27 Q2, against 96.6% in the quarter before.", "S-01b"),
        ("Visits in time: 96.6%, against 90% in the quarter before.", "S-01"),
        ("Visits in time: 90% in 2025-26 Q4, against 96.6% in 2026-27 Q2.", "S-01"),
    ],
)
def test_a_share_told_in_other_words_is_asked_about(guarded, text, asked):
    share = Protected("A8", "Visits in time", "2026-27 Q2", ("96.6%", "85 of 88", "85/88"), ("97%", "85", "3"))
    paper = replace(guarded, protected=(share,), docx=changed(guarded.docx, says(text)))
    assert [issue.code for issue in prove(paper) if issue.code.startswith("S-01")] == [asked][: bool(asked)]


@pytest.mark.parametrize(
    ("text", "asked"),
    [("Children missing: a single child.", "S-01b"), ("Children missing: a single action answers it.", "")],
)
def test_one_child_told_without_a_figure_is_asked_about(guarded, text, asked):
    one = Protected("A7", "Children missing", "2026-27 Q2", ("1",))
    paper = replace(guarded, protected=(one,), docx=changed(guarded.docx, says(text)))
    assert [issue.code for issue in prove(paper) if issue.code.startswith("S-01")] == [asked][: bool(asked)]


def test_what_stands_under_a_heading_that_names_the_measure_is_about_it(guarded):
    def change(root):
        paragraph_of(root, "The plan (Appendix A)").find(f".//{W}t").text = "There were three this quarter."
        next(t for t in root.iter(f"{W}t") if t.text == "Synopsis").text = "Children missing"

    assert any(
        "under “Children missing”" in message for message in found(replace(guarded, docx=changed(guarded.docx, change)))
    )


def test_an_exempt_paper_may_hold_the_figure(guarded):
    paper = replace(guarded, docx=changed(guarded.docx, says("Children missing: 3 in 2026-27 Q2.")), public=False)
    assert found(paper) == []


def cell(was, now):
    def change(root):
        next(t for t in root.iter(f"{W}t") if t.text == was).text = now

    return change


@pytest.mark.parametrize(
    ("was", "now", "leaks"),
    [("c", "3", True), ("c", "three", True), ("12", "3", False), ("● Green", "3", True)],
)
def test_in_a_table_the_column_says_the_period(guarded, was, now, leaks):
    messages = found(replace(guarded, docx=changed(guarded.docx, cell(was, now))))
    assert bool(messages) == leaks
    assert all("in table 2, row 2, under “Ratings”" in message for message in messages)


def test_a_table_of_periods_under_the_measures_name_is_searched(guarded):
    def change(root):
        table = list(root.iter(f"{W}tbl"))[1]
        for t, text in zip(
            table.iter(f"{W}t"), ("Period", "Figure", "", "", "", "2026-27 Q2", "3", "", "", ""), strict=False
        ):
            t.text = text
        before = copy.deepcopy(paragraph_of(root, "Approve"))
        before.find(f".//{W}t").text = "Readings of Children missing"
        table.addprevious(before)

    assert found(replace(guarded, docx=changed(guarded.docx, change)))


def test_alternative_text_of_word_and_of_pdf_is_searched(guarded):
    leak = "Children missing: 2026-27 Q1 12, 2026-27 Q2 3."

    def in_word(root):
        next(each for each in root.iter() if str(each.tag).endswith("}docPr")).set("descr", leak)

    def in_pdf(pdf):
        element(pdf, "Figure").Alt = String(leak)

    paper = replace(guarded, docx=changed(guarded.docx, in_word), pdf=changed_pdf(guarded.pdf, in_pdf))
    messages = found(paper)
    assert len(messages) == 2
    assert all("alternative text" in message for message in messages)


def test_words_in_a_pdf_table_and_in_properties_are_searched(guarded):
    def in_pdf(pdf):
        pdf.docinfo["/Subject"] = String("Children missing: 3 in 2026-27 Q2")

    def in_word(root):
        added = copy.deepcopy(next(each for each in root if each.tag.endswith("}title")))
        added.text = "Children missing was 3"
        added.tag = added.tag.replace("}title", "}subject")
        root.append(added)

    paper = replace(
        guarded,
        docx=changed(guarded.docx, in_word, "docProps/core.xml"),
        pdf=changed_pdf(guarded.pdf, in_pdf),
    )
    messages = found(paper)
    assert any("in the property Subject" in message for message in messages)
    assert any("in the file's properties" in message for message in messages)


def test_a_chart_drawn_with_the_figure_is_found(guarded):
    parts = parts_of(guarded.docx)
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><text>0</text><text>3</text><text>3.4%</text></svg>'
    parts["word/media/chart.svg"] = svg
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(
        b"</Types>", b'<Default Extension="svg" ContentType="image/svg+xml"/></Types>'
    )
    rels = parts["word/_rels/document.xml.rels"]
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    added = b'<Relationship Id="rIdSvg" Type="' + kind + b'" Target="media/chart.svg"/></Relationships>'
    parts["word/_rels/document.xml.rels"] = rels.replace(b"</Relationships>", added)

    def change(root):
        blip = next(each for each in root.iter() if str(each.tag).endswith("}blip"))
        vector = blip.makeelement("{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip")
        vector.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed", "rIdSvg")
        blip.append(vector)

    (message,) = found(replace(guarded, docx=changed(packed(parts), change)))
    assert "“3.4%” stands beside" in message
    assert "in a picture" in message


def mark(tag, around="The plan (Appendix A)"):
    def change(root):
        run = paragraph_of(root, around).find(f"{W}r")
        wrapper = root.makeelement(W + tag)
        run.addprevious(wrapper)
        wrapper.append(run)

    return change


def vanish(root):
    run = paragraph_of(root, "The plan (Appendix A)").find(f"{W}r")
    properties = run.makeelement(f"{W}rPr")
    properties.append(run.makeelement(f"{W}vanish"))
    run.insert(0, properties)


def comment(root):
    run = paragraph_of(root, "The plan (Appendix A)").find(f"{W}r")
    run.append(run.makeelement(f"{W}commentReference"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (mark("ins"), "The Word file holds tracked changes."),
        (mark("del"), "The Word file holds tracked changes."),
        (vanish, "The Word file holds hidden text: “The plan (Appendix A) answers every finding of the inspecti…”."),
        (comment, "The Word file holds comments."),
    ],
)
def test_what_a_word_file_hides_in_its_text_is_found(with_word, change, message):
    assert found(with_word(change), "S-03") == [message]


@pytest.mark.parametrize(
    ("part", "data", "message"),
    [
        ("word/embeddings/book.xlsx", b"PK", "The Word file holds an embedded file."),
        (
            "word/charts/chart1.xml",
            b"<c/>",
            "The Word file holds a chart that carries its figures (paste it as a picture).",
        ),
        ("word/vbaProject.bin", b"x", "The Word file holds a macro or an embedded object."),
        ("customXml/item1.xml", b"<secret/>", "The Word file holds custom XML data."),
        ("docProps/custom.xml", b"<p><property/></p>", "The Word file holds custom properties."),
        ("word/comments.xml", b"<c/>", "The Word file holds comments."),
        ("word/people.xml", b"<c/>", "The Word file holds the names of reviewers."),
        ("docProps/thumbnail.jpeg", b"x", "The Word file holds a thumbnail of an earlier page."),
    ],
)
def test_what_a_word_file_carries_is_found(good, part, data, message):
    paper = replace(good, docx=packed({**parts_of(good.docx), part: data}))
    assert found(paper, "S-03") == [message]


def test_properties_that_libreoffice_leaves_empty_hide_nothing(good):
    paper = replace(good, docx=packed({**parts_of(good.docx), "docProps/custom.xml": b"<Properties></Properties>"}))
    assert found(paper, "S-03") == []


def test_an_author_is_found(with_word):
    def change(root):
        next(each for each in root if each.tag.endswith("}creator")).text = "Pat Example"

    assert found(with_word(change, "docProps/core.xml"), "S-03") == ["The Word file holds an author: “Pat Example”."]


def test_a_link_to_a_file_elsewhere_is_found(with_word):
    def change(root):
        added = copy.deepcopy(root[0])
        added.set("Id", "rIdElsewhere")
        added.set("Type", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate")
        added.set("Target", "file:///shared/drive/template.dotx")
        added.set("TargetMode", "External")
        root.append(added)

    (message,) = found(with_word(change, "word/_rels/document.xml.rels"), "S-03")
    assert "a link to a file elsewhere (attachedTemplate)" in message


def attach(pdf):
    pdf.attachments["readings.xlsx"] = AttachedFileSpec(pdf, b"PK", filename="readings.xlsx")


def script(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def note(pdf):
    pdf.pages[0].Annots = [pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 1, 1]))]


def author(pdf):
    pdf.docinfo["/Author"] = String("Pat Example")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (attach, "The PDF holds an attached file."),
        (script, "The PDF holds an action that runs when it is opened."),
        (note, "The PDF holds a note or mark-up on a page."),
        (author, "The PDF holds an author: “Pat Example”."),
    ],
)
def test_what_a_pdf_carries_is_found(good, change, message):
    assert found(replace(good, pdf=changed_pdf(good.pdf, change)), "S-03") == [message]


@pytest.mark.parametrize(("figure", "leaks"), [("c", False), ("3", True), ("three", True), ("13", False)])
def test_a_public_table_of_figures_is_searched_by_column(figure, leaks):
    table = f"Measure,Measure name,Target,2026-27 Q1,2026-27 Q2\nA7,Children missing,3,3,{figure}\nA8,Other,3,3,3\n"
    found = prove_other("measures.csv", table.encode("utf-8-sig"), (MISSING,))
    assert [issue.code for issue in found] == ["S-01"] * leaks
    assert all("in table 1, row 2" in issue.message for issue in found)


def test_an_appendix_that_came_as_a_pdf_is_searched(guarded):
    assert prove_other("letter.pdf", guarded.pdf, (MISSING,)) == []

    def change(pdf):
        element(pdf, "Figure").Alt = String("Children missing: 3.")
        attach(pdf)

    codes = {issue.code for issue in prove_other("letter.pdf", changed_pdf(guarded.pdf, change), (MISSING,))}
    assert codes == {"S-01", "S-03"}


@pytest.mark.parametrize("name", ["figures.xlsx", "picture.png", "locked.pdf"])
def test_an_appendix_that_cannot_be_searched_is_not_published_in_silence(name):
    [issue] = prove_other(name, b"x", (MISSING,))
    assert (issue.code, issue.place.file) == ("S-03a", name)


@pytest.mark.parametrize(
    ("baseline", "leaks"),
    [("3 (2026-27 Q2)", True), ("3 (2024-25 Q4)", False), ("3", False), ("c (2026-27 Q2)", False)],
)
def test_a_baseline_that_names_a_protected_period_is_its_figure(baseline, leaks):
    table = f"Measure,Baseline,2026-27 Q1\nA7 Children missing,{baseline},12\n"
    assert bool(prove_other("measures.csv", table.encode(), (MISSING,))) is leaks


def test_an_appendix_that_came_as_a_pdf_and_says_who_a_child_is_is_found(guarded):
    letter = read_pdf(guarded.pdf, "letter.pdf")
    assert list(disclosure.children_named("letter.pdf", letter)) == []
    told = replace(letter, passages=(Passage("The child, DOB 3/4/2016, was seen.", Spot()),))
    assert [(issue.code, issue.message) for issue in disclosure.children_named("letter.pdf", told)] == [
        ("S-04", "letter.pdf holds what looks like a date of birth.")
    ]
