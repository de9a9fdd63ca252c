"""The PDF of a Word paper: what its structure tree, pages and metadata say."""

from __future__ import annotations

import io
import re
import sys
from collections import Counter
from functools import cache

import docx
import pikepdf
import pypdfium2
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.errors import MissingLibrary
from pipeline.printing import Printed, print_paper, refresh_contents
from pipeline.proof.pdf_file import read_pdf
from tests.printing.raw_word import p, r, raw
from tests.printing.samples import AS_AT, field, kinds, laid_out, long_paper, number, paper, picture, saved, table


@cache
def printed() -> Printed:
    return print_paper(refresh_contents(long_paper()), name="long.docx", as_at=AS_AT)


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def small(made: object) -> Printed:
    return print_paper(saved(made), name="x.docx", as_at=AS_AT)


def test_one_table_over_pages_is_one_table_with_each_header_once() -> None:
    with opened(printed().pdf) as pdf:
        tree = kinds(pdf)
        counts = Counter(kind for kind, _ in tree)
        assert len(pdf.pages) > 4
        assert (counts["Table"], counts["THead"], counts["TR"], counts["TH"], counts["TD"]) == (1, 1, 41, 43, 80)


def test_every_header_cell_has_its_scope() -> None:
    with opened(printed().pdf) as pdf:
        scopes = Counter(str(element.A.Scope) for kind, element in kinds(pdf) if kind == "TH")
    assert scopes == {"/Column": 3, "/Row": 40}


def test_a_paragraph_over_pages_is_one_paragraph() -> None:
    body = re.sub(r'<div class="running.*?</div>', "", laid_out(refresh_contents(long_paper())), flags=re.S)
    with opened(printed().pdf) as pdf:
        paragraphs = [element for kind, element in kinds(pdf) if kind in ("P", "TOCI")]
        pieces = [[k for k in each.K if isinstance(k, pikepdf.Dictionary) and "/S" in k] for each in paragraphs]
        pages = [{str(piece.Pg.objgen) for piece in each if piece.S == "/Span"} for each in pieces]
        assert max(map(len, pages)) >= 1
        assert any(str(each.Pg.objgen) not in on and on for each, on in zip(paragraphs, pages, strict=True))
    assert len(paragraphs) == len(re.findall("<p[ >]", body))


def test_headings_keep_their_levels_below_the_title() -> None:
    with opened(printed().pdf) as pdf:
        assert [kind for kind, _ in kinds(pdf) if re.fullmatch(r"H\d", kind)] == ["H1", "H2", "H2", "H2", "H3", "H2"]


def test_lists_hold_items_of_a_label_and_a_body() -> None:
    with opened(printed().pdf) as pdf:
        for kind, element in kinds(pdf):
            if kind == "LI":
                assert [str(child.S) for child in element.K] == ["/Lbl", "/LBody"]
        assert sum(kind == "L" for kind, _ in kinds(pdf)) == 2


def test_pictures_are_figures_with_their_alternative_text() -> None:
    with opened(printed().pdf) as pdf:
        figures = [element for kind, element in kinds(pdf) if kind == "Figure"]
        assert [str(each.Alt) for each in figures] == ["A bar for each rating: 3 red, 9 green"]
        assert all(len(each.A.BBox) == 4 for each in figures)


def test_every_mark_on_a_page_is_in_the_tree_or_an_artifact() -> None:
    with opened(printed().pdf) as pdf:
        rows = pdf.Root.StructTreeRoot.ParentTree.Nums
        owners = {int(rows[i]): rows[i + 1] for i in range(0, len(rows), 2)}
        for page in pdf.pages:
            marks = sorted(
                int(operands[1].MCID)
                for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "BDC" and "/MCID" in operands[1]
            )
            assert marks == list(range(len(owners[int(page.obj.StructParents)])))


def test_headers_and_footers_are_artifacts() -> None:
    with opened(printed().pdf) as pdf:
        operators = [str(operator) for _, operator in pikepdf.parse_content_stream(pdf.pages[0])]
        assert "BMC" in operators
        assert operators.count("EMC") == operators.count("BMC") + operators.count("BDC")


def test_title_language_bookmarks_and_both_standards_are_declared() -> None:
    with opened(printed().pdf) as pdf:
        assert str(pdf.docinfo.Title) == "Plan for children & families"
        assert str(pdf.Root.Lang) == "en-US"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        metadata = pdf.Root.Metadata.read_bytes().decode()
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
    assert "<pdfuaid:part>1<" in metadata
    assert "<pdfaid:part>3<" in metadata
    assert titles == ["Plan for children & families", "1. Synopsis", "2. Report", "3. Actions", "4. Across the page"]


def test_the_contents_list_gives_true_page_numbers_and_links() -> None:
    pages = printed().pages
    with opened(printed().pdf) as pdf:
        tree = kinds(pdf)
        assert Counter(kind for kind, _ in tree)["TOCI"] == 5
        links = [str(a.Contents) for page in pdf.pages for a in page.obj.get("/Annots", [])]
        assert len(pdf.pages) == max(pages.values())
    assert links == ["Synopsis", "Report", "Actions", "A long paragraph", "Across the page"]


def test_a_landscape_section_has_landscape_pages() -> None:
    with opened(printed().pdf) as pdf:
        boxes = [tuple(float(v) for v in page.mediabox) for page in pdf.pages]
    assert [box[2] > box[3] for box in boxes] == [False] * (len(boxes) - 1) + [True]


def test_the_same_paper_gives_the_same_bytes() -> None:
    made = paper()
    made.add_heading("Synopsis", 1)
    picture(made, "A bar")
    data = saved(made)
    first, second = (print_paper(data, name="x.docx", as_at=AS_AT) for _ in range(2))
    assert first.pdf == second.pdf
    assert first.html == second.html


def test_words_over_dark_shading_are_white() -> None:
    made = paper()
    grid = table(made, ("Rating", "Meaning"), [("Red", "late")])
    for cell, colour in ((grid.cell(1, 0), "B10E1E"), (grid.cell(1, 1), "FFBF47")):
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{colour}"/>'))
    html = laid_out(saved(made))
    classes = dict(re.findall(r"\.(\w+)\{([^}]*)\}", html))
    red = re.search(r'<t[dh] class="(\w+)"[^>]*>Red', html)
    amber = re.search(r'<td class="(\w+)">late', html)
    assert red is not None
    assert amber is not None
    assert "color:#ffffff" in classes[red[1]]
    assert "color:" not in classes[amber[1]].replace("background-color:", "")


def test_a_footnote_ends_at_the_bottom_margin_whatever_the_text_s_line_spacing() -> None:
    feet = []
    for spacing in (1.0, 2.0):
        made = paper()
        made.styles["Normal"].paragraph_format.line_spacing = spacing
        made.add_paragraph("Called here").add_run()
        pdf = pypdfium2.PdfDocument(
            print_paper(_with_footnote(made, "counted in June"), name="x.docx", as_at=AS_AT).pdf
        )
        words = pdf[0].get_textpage()
        feet.append(min(words.get_charbox(i)[1] for i in range(words.count_chars())))
        pdf.close()
    assert feet[0] == pytest.approx(feet[1], abs=0.1)


def test_a_footnote_is_read_where_it_is_called() -> None:
    made = paper()
    made.add_heading("Synopsis", 1)
    made.add_paragraph("A figure").add_run()
    data = _with_footnote(made, "counted in June")
    with opened(print_paper(data, name="x.docx", as_at=AS_AT).pdf) as pdf:
        names = [kind for kind, _ in kinds(pdf)]
    at = names.index("Reference")
    assert names[at : at + 2] == ["Reference", "Note"]


def test_numbered_paragraphs_are_paragraphs_with_their_number() -> None:
    made = paper()
    made.add_heading("Synopsis", 1)
    number(made.add_paragraph("Cabinet is asked to agree.")._p, 1)
    html = laid_out(saved(made))
    assert re.search(r'<p class="\w+"><span class="lb \w+">1\.1</span>Cabinet is asked', html)


def test_a_page_break_starts_a_page() -> None:
    made = paper()
    made.add_heading("One", 1)
    made.add_page_break()
    made.add_heading("Two", 1)
    result = small(made)
    with opened(result.pdf) as pdf:
        assert len(pdf.pages) == 2


def test_two_page_breaks_with_nothing_between_leave_an_empty_page() -> None:
    made = paper()
    made.add_heading("One", 1)
    for _ in range(2):
        made.add_page_break()
    made.add_heading("Two", 1)
    made.add_page_break()
    made.add_paragraph()
    with opened(small(made).pdf) as pdf:
        assert len(pdf.pages) == 4


def test_a_page_break_before_anything_else_leaves_an_empty_page() -> None:
    made = paper()
    made.add_page_break()
    made.add_heading("On the second page", 1)
    made.add_section()
    made.add_heading("On the third page", 1)
    with opened(small(made).pdf) as pdf:
        assert len(pdf.pages) == 3


def test_page_numbers_that_restart_are_the_ones_printed() -> None:
    made = paper()
    made.add_heading("Cover", 1)
    section = made.add_section()
    section._sectPr.append(parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="5"/>'))
    field(made.add_heading("Body", 1), " PAGE ", "1")
    result = small(made)
    assert sorted(result.pages.values()) == [1, 5]


@pytest.mark.parametrize("address", ["https://example.org/picture.png", "file:///etc/passwd"])
def test_nothing_outside_the_paper_is_fetched(address: str) -> None:
    made = paper()
    made.add_heading("Synopsis", 1)
    picture(made, "A bar")
    blip = next(made.element.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip"))
    embed = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
    blip.set(embed, made.part.relate_to(address, "http://x/image", is_external=True))
    result = small(made)
    assert [issue.code for issue in result.issues] == ["W-01"]
    assert address not in result.html


def _with_footnote(made: object, words: str) -> bytes:
    assert isinstance(made, docx.document.Document)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    xml = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {words}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    part = docx.opc.part.Part(docx.opc.packuri.PackURI("/word/footnotes.xml"), content, xml.encode(), made.part.package)
    made.part.relate_to(part, kind)
    run = parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>')
    made.paragraphs[-1]._p.append(run)
    return saved(made)


def test_a_footnote_stands_on_the_page_of_its_call() -> None:
    made = paper()
    made.add_heading("Synopsis", 1)
    for _ in range(30):
        made.add_paragraph("The board reviews the plan each quarter. " * 6)
    made.add_paragraph("A figure")
    with opened(print_paper(_with_footnote(made, "counted in June"), name="x.docx", as_at=AS_AT).pdf) as pdf:
        pages = {kind: str(element.Pg.objgen) for kind, element in kinds(pdf) if kind in ("Reference", "Note")}
        assert len(pdf.pages) > 1
    assert pages["Reference"] == pages["Note"]


def test_characters_that_no_font_has_are_said() -> None:
    made = paper()
    made.add_heading("Gothic \U00010332", 1)
    made.add_paragraph("Again \U00010332")
    found = small(made).issues
    assert [(issue.code, issue.place.heading) for issue in found] == [("W-31", "1.Gothic \U00010332")]
    assert "\U00010332 (U+10332)" in found[0].message
    assert "2 paragraphs" in found[0].message


def test_of_many_characters_that_no_font_has_a_few_are_named() -> None:
    made = paper()
    made.add_paragraph("".join(chr(0x10330 + n) for n in range(20)))
    (issue,) = [issue for issue in small(made).issues if issue.code == "W-31"]
    assert issue.message.startswith("No font installed here has 𐌰 (U+10330), ")
    assert "𐌴 (U+10334) and 15 more, so a box" in issue.message


def test_a_font_that_is_not_installed_is_said_once() -> None:
    made = paper()
    made.styles["Normal"].font.name = "Nonesuch Sans"
    made.add_paragraph("one")
    made.add_paragraph("two")
    issues = small(made).issues
    (found,) = [issue for issue in issues if issue.code == "W-12"]
    assert "Nonesuch Sans" in found.message
    assert found.remedy == "Install the font on the computer that prints, or choose Arial."


def test_without_pango_one_sentence_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoPango:
        def find_spec(self, name: str, path: object, target: object = None) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    with pytest.raises(MissingLibrary, match="apt-get install libpango"):
        print_paper(saved(paper()), name="x.docx", as_at=AS_AT)


def test_first_odd_and_even_pages_have_their_own_headers() -> None:
    made = paper()
    made.settings.odd_and_even_pages_header_footer = True
    section = made.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "On the first"
    section.header.paragraphs[0].text = "On odd pages"
    section.even_page_header.paragraphs[0].text = "On even pages"
    made.add_heading("Synopsis", 1)
    for _ in range(3):
        made.add_page_break()
        made.add_paragraph("words")
    pdf = pypdfium2.PdfDocument(small(made).pdf)
    shown = [
        re.findall("On .*(?:first|pages)", pdf[number].get_textpage().get_text_range()) for number in range(len(pdf))
    ]
    pdf.close()
    assert shown == [["On the first"], ["On even pages"], ["On odd pages"], ["On even pages"]]


def test_a_header_repeats_the_heading_of_its_page() -> None:
    made = paper()
    field(made.sections[0].header.paragraphs[0], ' STYLEREF "Heading 1" ', "stale")
    for heading in ("Synopsis", "Report"):
        made.add_heading(heading, 1)
        made.add_page_break()
    pdf = pypdfium2.PdfDocument(small(made).pdf)
    shown = [pdf[number].get_textpage().get_text_range().split() for number in range(2)]
    pdf.close()
    assert shown == [["Synopsis", "1.", "Synopsis"], ["Report", "2.", "Report"]]


def test_a_heading_that_skips_a_level_is_printed_where_it_follows_on_and_that_is_said() -> None:
    made = paper()
    made.add_heading("One", 1)
    made.add_heading("Three", 3)
    printed = print_paper(saved(made), name="x.docx", as_at=AS_AT)
    with pikepdf.open(io.BytesIO(printed.pdf)) as pdf:
        assert [kind for kind, _ in kinds(pdf) if kind.startswith("H")] == ["H1", "H2"]
    assert "<h2" in printed.html
    assert "W-10" in {issue.code for issue in printed.issues}


def test_a_letter_says_itself_wherever_it_stood_first_with_marks() -> None:
    made = paper()
    made.add_paragraph("ברוּבָּה, ברובה")
    pdf = print_paper(saved(made), name="x.docx", as_at=AS_AT).pdf
    with opened(pdf) as file:
        said = [font.ToUnicode.read_bytes() for page in file.pages for font in page.Resources.Font.values()]
    assert all(b"<>" not in each for each in said)
    (passage,) = read_pdf(pdf, "x.pdf").passages
    letters = [char for char in passage.text if "\u05d0" <= char <= "\u05ea"]
    assert sorted(letters) == sorted("ברובה" * 2)
    assert passage.text.count("\u05bc") == 2


@pytest.mark.parametrize(("before", "said", "not_said"), [("", "00ad", "2010"), ("co\u2010opt ", "2010", "00ad")])
def test_a_hyphen_that_divides_a_word_says_that_it_goes_on(before: str, said: str, not_said: str) -> None:
    words = before + "safeguarding\u00ad" * 12
    with opened(print_paper(raw(p(r(words))), name="x.docx", as_at=AS_AT).pdf) as file:
        fonts = [font.ToUnicode.read_bytes().lower() for font in file.pages[0].Resources.Font.values()]
    assert any(f"<{said}>".encode() in font for font in fonts)
    assert not any(f"<{not_said}>".encode() in font for font in fonts)


def test_boxes_of_characters_without_a_font_stand_side_by_side() -> None:
    chinese = '<w:lang w:val="zh-CN" w:eastAsia="zh-CN"/>'
    data = raw(
        p(r("Before ", chinese), r("\U00010332" * 8, f"{chinese}<w:b/>"), r("\U00010332" * 8, chinese), r("after"))
    )
    pdf = pypdfium2.PdfDocument(print_paper(data, name="x.docx", as_at=AS_AT).pdf)
    words = pdf[0].get_textpage()
    text = words.get_text_range()
    start, end = (words.get_charbox(text.index(word))[0] for word in ("Before", "after"))
    pdf.close()
    assert end - start > 16 * 4


def test_no_words_run_off_the_page_however_long_or_before_a_tab() -> None:
    link = "https://council.example/" + "very-long-address/" * 12
    body = p(r(" ".join(["sufficiency"] * 20)), r("", "").replace("<w:t", "<w:tab/><w:t")) + p(
        r(link.replace("-", "x"))
    )
    made = pypdfium2.PdfDocument(print_paper(raw(body), name="x.docx", as_at=AS_AT).pdf)
    page = made[0]
    text = page.get_textpage()
    assert max(text.get_charbox(number)[2] for number in range(text.count_chars())) < page.get_width() - 30


def test_a_word_of_many_pages_is_divided_in_time_that_grows_with_its_length() -> None:
    made = print_paper(raw(p(r("x" * 60_000))), name="x.docx", as_at=AS_AT, formats=("pdf",))
    pdf = pypdfium2.PdfDocument(made.pdf)
    assert sum(page.get_textpage().get_text_range().count("x") for page in pdf) == 60_000
    assert [issue.code for issue in made.issues if issue.code in ("W-31", "W-11")] == []


@pytest.mark.parametrize(("rows", "high", "whole"), [(9, 90, ""), (2, 300, "<w:cantSplit/>")])
def test_heading_rows_that_leave_no_room_for_others_are_all_printed_and_read_once(
    rows: int, high: int, whole: str
) -> None:
    def row(words: str, more: str, height: int) -> str:
        about = f'<w:trPr>{more}<w:trHeight w:val="{height * 20}"/></w:trPr>'
        return f"<w:tr>{about}<w:tc>{p(r(words))}</w:tc></w:tr>"

    heading = "".join(row(f"Heading {n}", "<w:tblHeader/>", high) for n in range(rows))
    body = f"<w:tbl>{heading}{row('A row', whole, 200)}{row('The last', '', 20)}</w:tbl>"
    made = print_paper(raw(body), name="x.docx", as_at=AS_AT)
    table = read_pdf(made.pdf, "x.pdf").tables[0]
    assert [cell.text for line in table.rows for cell in line] == [
        *(f"Heading {n}" for n in range(rows)),
        "A row",
        "The last",
    ]


@pytest.mark.parametrize("heading", ["", "<w:tblHeader/>"])
def test_rows_that_all_stay_together_are_printed_over_pages_where_none_can_hold_them(heading: str) -> None:
    together = "<w:keepNext/>"

    def row(words: str, more: str = "", span: str = "") -> str:
        cells = f"<w:tc>{p(r(words), properties=together)}</w:tc><w:tc><w:tcPr>{span}</w:tcPr>{p(properties=together)}</w:tc>"
        return f'<w:tr><w:trPr>{more}<w:trHeight w:val="2600"/></w:trPr>{cells}</w:tr>'

    spans = ['<w:vMerge w:val="restart"/>', "<w:vMerge/>"]
    rows = row("Heading", heading) + "".join(row(f"Row {n}", span=spans[n % 2] if n > 2 else "") for n in range(9))
    made = print_paper(raw(f"<w:tbl>{rows}</w:tbl>"), name="x.docx", as_at=AS_AT, formats=("pdf",))
    pages = [page.get_textpage().get_text_range().split("\r\n") for page in pypdfium2.PdfDocument(made.pdf)]
    assert len(pages) > 1
    assert [line for page in pages for line in page if line.startswith("Row")] == [f"Row {n}" for n in range(9)]
