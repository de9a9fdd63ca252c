"""What the two readers make of files that other programs wrote."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from good_paper import W, changed, packed, paragraph_of, parts_of
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pikepdf import Dictionary, Name

from pipeline.errors import CannotRead
from pipeline.printing import print_paper
from pipeline.proof import prove
from pipeline.proof.pdf_file import read_pdf
from pipeline.proof.pdf_text import Fonts, page_words
from pipeline.proof.reading import PAGE_NUMBER, Cell, Grid, Spot, plain
from pipeline.proof.word_file import read_word

MAP = b"""beginbfchar <0001> <0041> <0002> <00660066> endbfchar
beginbfrange <0010> <0012> <0061> <0020> <0021> [<0078> <0079>] endbfrange"""


def drawn(content: bytes, *, simple: bool = False):
    """The words of a page with this content, in one font."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1 if simple else Name.Type0, BaseFont=Name.F)
    if not simple:
        font.ToUnicode = pdf.make_stream(MAP)
    form = pdf.make_stream(b"BT /F1 9 Tf <0012> Tj ET")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, [0, 0, 9, 9]
    fonts = Dictionary(F1=pdf.make_indirect(font))
    form.Resources = Dictionary(Font=fonts)
    page.Resources = Dictionary(Font=fonts, XObject=Dictionary(X1=form))
    page.Contents = pdf.make_stream(content)
    return page_words(page.obj, Fonts())


@pytest.mark.parametrize(
    ("content", "marked"),
    [
        (b"/P <</MCID 0>> BDC BT /F1 12 Tf [<0001> -20 <0002>] TJ ET EMC", {0: "Aff"}),
        (b"/P <</MCID 0>> BDC BT /F1 12 Tf <00100011> Tj <0012> ' ET EMC", {0: "abc"}),
        (b"/P <</MCID 3>> BDC BT /F1 12 Tf <00200021> Tj ET EMC", {3: "xy"}),
        (b"/P <</MCID 0>> BDC /Span <</Lang (en)>> BDC BT /F1 1 Tf <0001> Tj ET EMC EMC", {0: "A"}),
        (b"/P <</MCID 0>> BDC q /F1 1 Tf Q BT <0001> Tj ET EMC", {}),
        (b"/Figure <</MCID 1>> BDC /X1 Do EMC", {1: "c"}),
        (b"0 0 m 5 5 l S /P <</MCID 0>> BDC BT /F1 1 Tf <0001> Tj ET EMC 1 0 0 rg f", {0: "A"}),
    ],
)
def test_text_is_read_by_its_mark(content, marked):
    assert {mark: plain(text) for mark, text in drawn(content).marked.items()} == marked


def test_text_that_is_an_artifact_or_unmarked_is_kept_apart():
    page = drawn(b"/Artifact <</Type /Pagination>> BDC BT /F1 1 Tf <0001> Tj ET EMC BT <0010> Tj ET")
    assert (page.marked, page.artifacts) == ({}, ["A", "a"])


def test_escapes_in_strings_of_a_simple_font_are_read():
    page = drawn(rb"/P <</MCID 0>> BDC BT /F1 1 Tf (a\(b\)\051 \101\\ EMC) Tj ET EMC", simple=True)
    assert plain(page.marked[0]) == "a(b)) A\\ EMC"


@given(
    st.lists(st.sampled_from([(1, "A"), (2, "ff"), (0x10, "a"), (0x21, "y"), (0x99, "")]), max_size=20),
    st.integers(0, 20),
)
def test_however_a_string_is_cut_its_characters_are_the_same(codes, cut):
    both = [b"".join(b"%04x" % code for code, _ in part) for part in (codes[:cut], codes[cut:])]
    content = b"/P <</MCID 0>> BDC BT /F1 1 Tf [<%s> 3 <%s>] TJ ET EMC" % (both[0], both[1])
    assert drawn(content).marked.get(0, "").rstrip("\x1f") == "".join(text for _, text in codes)


def test_an_untagged_pdf_is_read_as_having_no_structure():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out)
    found = read_pdf(out.getvalue(), "x.pdf")
    assert (found.tagged, found.passages, found.title, found.pages) == (False, (), "", 1)


def test_what_is_not_a_pdf_or_not_a_word_file_is_one_sentence():
    with pytest.raises(CannotRead, match=r"x.pdf is not a PDF"):
        read_pdf(b"not", "x.pdf")
    with pytest.raises(CannotRead, match=r"x.docx"):
        read_word(b"not", "x.docx")


PAGE_REFERENCE = '<w:fldChar w:fldCharType="{}"/>'


@pytest.mark.parametrize(
    ("shown", "read"),
    [
        ("<w:t>12</w:t>", PAGE_NUMBER),
        # a whole line of a contents list, its page number last
        ("<w:t>Purpose</w:t><w:tab/><w:t>12</w:t>", f"Purpose {PAGE_NUMBER}"),
    ],
)
def test_page_numbers_that_word_last_showed_are_not_words(good, shown, read):
    begin, separate, end = (PAGE_REFERENCE.format(kind) for kind in ("begin", "separate", "end"))
    runs = f"{begin}<w:instrText> PAGEREF _Toc1 </w:instrText>{separate}{shown}{end}"

    def change(root):
        for child in etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}">{runs}</w:p>'):
            run = root.makeelement(f"{W}r")
            run.append(child)
            paragraph_of(root, "Email").append(run)

    word = read_word(changed(good.docx, change), "x.docx")
    text = next(passage.text for passage in word.passages if passage.text.startswith("Email"))
    assert text == f"Email: director@exampleshire.example{read}"


def test_deleted_and_hidden_words_are_not_read(good):
    def change(root):
        run = paragraph_of(root, "Email").find(f"{W}r")
        deleted = root.makeelement(f"{W}del")
        run.addprevious(deleted)
        deleted.append(run)

    word = read_word(changed(good.docx, change), "x.docx")
    assert not any(passage.text.startswith("Email") for passage in word.passages)


def grid(*rows):
    return Grid(tuple(tuple(Cell("", *size) for size in row) for row in rows), Spot())


@pytest.mark.parametrize(
    ("table", "widths"),
    [
        (grid([(1, 1), (1, 1)], [(2, 1)]), (2, 2)),
        (grid([(1, 2), (1, 1)], [(1, 1)]), (2, 2)),
        (grid([(1, 1), (1, 2)], [(1, 1)]), (2, 2)),
        (grid([(1, 1), (1, 1)], [(1, 1)]), (2, 1)),
        (grid(), ()),
    ],
)
def test_the_width_of_each_row_counts_merged_cells(table, widths):
    assert table.widths == widths


def with_note(good):
    """The good paper with a footnote and an endnote called from one paragraph, and a ticked box."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    parts = parts_of(good.docx)
    kinds = ("footnote", "endnote")
    for kind in kinds:
        note = f'<w:{kind} w:id="2"><w:p><w:r><w:t>Words of the {kind}.</w:t></w:r></w:p></w:{kind}>'
        parts[f"word/{kind}s.xml"] = f'<w:{kind}s xmlns:w="{word}">{note}</w:{kind}s>'.encode()
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    added = "".join(f'<Relationship Id="rId{k}" Type="{related}{k}s" Target="{k}s.xml"/>' for k in kinds)
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", added.encode() + b"</Relationships>")
    types = "".join(
        f'<Override PartName="/word/{k}s.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{k}s+xml"/>'
        for k in kinds
    )
    name = "[Content_Types].xml"
    parts[name] = parts[name].replace(b"</Types>", types.encode() + b"</Types>")

    def change(root):
        paragraph = paragraph_of(root, "Note the progress")
        for kind in kinds:
            run = root.makeelement(f"{W}r")
            run.append(root.makeelement(f"{W}{kind}Reference", {f"{W}id": "2"}))
            paragraph.append(run)

    return changed(packed(parts), change)


def test_notes_are_marked_where_they_are_called_and_read_apart(good):
    word = read_word(with_note(good), "x.docx")
    assert [note.text for note in word.notes] == ["Words of the footnote."]
    assert word.passages[-1].text == "Words of the endnote."
    assert any(passage.text == f"Note the progress. {PAGE_NUMBER} {PAGE_NUMBER}" for passage in word.passages)


def test_a_paper_with_notes_agrees_with_its_print_until_a_note_changes(good):
    noted = with_note(good)
    paper = replace(good, docx=noted, pdf=print_paper(noted, name="x.docx", as_at=date(2026, 10, 14)).pdf)
    assert [issue.message for issue in prove(paper) if issue.code == "X-01"] == []

    def change(root):
        next(root.iter(f"{W}t")).text = "Other words."

    messages = [
        issue.message
        for issue in prove(replace(paper, docx=changed(noted, change, "word/footnotes.xml")))
        if issue.code == "X-01"
    ]
    assert len(messages) == 1
    assert "Word says “Other words.” and the PDF says “Words of the footnote.”" in messages[0]


def test_ticked_boxes_and_signs_of_symbol_fonts_are_read_as_shown(good):
    def change(root):
        paragraph = paragraph_of(root, "Note the progress")
        for ticked in ("1", "0"):
            run, mark = root.makeelement(f"{W}r"), root.makeelement(f"{W}fldChar", {f"{W}fldCharType": "begin"})
            data, box = root.makeelement(f"{W}ffData"), root.makeelement(f"{W}checkBox")
            box.append(root.makeelement(f"{W}checked", {f"{W}val": ticked}))
            paragraph.append(run)
            run.append(mark)
            mark.append(data)
            data.append(box)
            end = root.makeelement(f"{W}r")
            end.append(root.makeelement(f"{W}fldChar", {f"{W}fldCharType": "end"}))
            paragraph.append(end)
        run = root.makeelement(f"{W}r")
        run.append(root.makeelement(f"{W}sym", {f"{W}font": "Wingdings", f"{W}char": "F0E0"}))
        paragraph.append(run)

    word = read_word(changed(good.docx, change), "x.docx")
    assert any(passage.text == "Note the progress.☒☐→" for passage in word.passages)
