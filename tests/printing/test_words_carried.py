"""Every word of a Word file is carried, or said where it isn't: what Word writes that few readers know."""

from __future__ import annotations

import io
from datetime import date

import pikepdf
import pypdfium2
import pytest

from pipeline.printing import print_paper, read_document
from pipeline.printing.document.tree import Bookmark, Break, Link, Note, PageField, Paragraph, Text, inlines, words
from tests.printing.raw_word import SPACES, field, mark, p, r, raw, zipped
from tests.printing.samples import kinds

HIDDEN = "<w:rPr><w:vanish/></w:rPr>"
TICKED = '<w:checkBox><w:sizeAuto/><w:default w:val="0"/><w:checked/></w:checkBox>'
CHOICES = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="Green"/><w:listEntry w:val="Amber"/></w:ddList>'


def read(body: str, **more: object) -> tuple[list[str], list[str]]:
    """The text of each block, and the messages of issues."""
    document, issues = read_document(raw(body, **more), "x.docx")  # type: ignore[arg-type]
    return [block.text for block in document.blocks()], [f"{issue.code} {issue.message}" for issue in issues]


def told(words: str) -> str:
    """A run of a field's instruction."""
    return f'<w:r><w:instrText xml:space="preserve">{words}</w:instrText></w:r>'


def text(*runs: str) -> str:
    return " / ".join(read(p(*runs))[0])


@pytest.mark.parametrize(
    ("instruction", "form", "shown"),
    [
        ("FORMCHECKBOX", TICKED, "☒"),
        ("FORMCHECKBOX", '<w:checkBox><w:default w:val="1"/></w:checkBox>', "☒"),
        ("FORMCHECKBOX", '<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "☐"),
        ("FORMDROPDOWN", CHOICES, "Amber"),
        ("FORMDROPDOWN", CHOICES.replace('<w:result w:val="1"/>', ""), "Green"),
        ("FORMTEXT", '<w:textInput><w:default w:val="not known"/></w:textInput>', "not known"),
        ("SYMBOL 183 \\f Symbol \\s 12", "", "•"),
        ("SYMBOL 0xFC \\f &quot;Wingdings&quot;", "", "✓"),
        ("SYMBOL 8364 \\u", "", "€"),
        ("SYMBOL 146", "", "’"),
        ("MACROBUTTON Nothing Click here to read on", "", "Click here to read on"),
        ("GOTOBUTTON _Ref1 \\* MERGEFORMAT (3.1)", "", "(3.1)"),
        (told("macrobutton Edit ") + f"<w:r>{HIDDEN}<w:instrText>Not shown</w:instrText></w:r>", "", ""),
        (told("MACROBUTTON Edit ") + f"<w:r>{HIDDEN}<w:instrText>Not shown</w:instrText></w:r>", "", ""),
        ("SEQ Equation \\r \\h \\* MERGEFORMAT", "", ""),
        ("SEQ Table \\* ROMAN", "", "I"),
        ("SEQ Table \\r 4", "", "4"),
        ("LISTNUM", "", "1)"),
        ("LISTNUM NumberDefault \\l 4 \\s 3", "", "(3)"),
        ("AUTONUM", "", "1."),
        ("XE &quot;children&quot;", "", ""),
        ("TC &quot;Heading&quot; \\f C", "", ""),
    ],
)
def test_a_field_without_a_result_shows_what_word_shows(instruction: str, form: str, shown: str) -> None:
    texts, issues = read(p("a ", field(instruction, form=form), " b"))
    assert texts == [f"a {shown} b"]
    assert issues == []


@pytest.mark.parametrize(
    ("instruction", "said"),
    [
        ("BARCODE 1", "W-01 A barcode that Word draws from a field (BARCODE 1) is not carried."),
        ("USERINITIALS", "W-01 A field here (USERINITIALS) holds no words yet, so nothing is printed for it."),
        ("TITLE \\* MERGEFORMAT", "W-01 A field here (TITLE) holds no words yet, so nothing is printed for it."),
        (
            "DOCPROPERTY Officer",
            "W-01 A field here (DOCPROPERTY Officer) holds no words yet, so nothing is printed for it.",
        ),
        ("MERGEFIELD Name", "W-13 A MERGEFIELD field is left in the paper."),
    ],
)
def test_a_field_that_can_not_be_shown_is_said(instruction: str, said: str) -> None:
    assert read(p("a", field(instruction)))[1] == [said]


def test_an_issue_s_place_keeps_words_on_either_side_of_a_tab_apart() -> None:
    _, (issue,) = read_document(raw(p("Synopsis", "<w:r><w:tab/></w:r>", "10", field("TITLE"))), "x.docx")
    assert issue.place.heading == "Synopsis 10"


def test_results_of_fields_are_carried_and_dates_that_change_said() -> None:
    body = p(field("QUOTE x", "quoted"), " ", field("INCLUDETEXT c:\\\\a.docx", "included"), " ", field("= 2 + 3", "5"))
    assert read(body) == (["quoted included 5"], [])
    texts, issues = read(p(field("DATE \\@ d.M", "3.4")))
    assert (texts, [issue[:4] for issue in issues]) == (["3.4"], ["W-14"])


def test_a_field_inside_another_s_instruction_is_not_printed() -> None:
    code = (
        "<w:r><w:instrText> IF </w:instrText></w:r>"
        + field("PAGE", "7")
        + '<w:r><w:instrText> = 1 "yes" "no" </w:instrText></w:r>'
    )
    body = p("a ", field(code, "no"), " b")
    document, _ = read_document(raw(body), "x.docx")
    children = [child for block in document.blocks() if isinstance(block, Paragraph) for child in block.children]
    assert [child.text for child in children if isinstance(child, Text)] == ["a no b"]
    assert not any(isinstance(child, PageField) for child in children)


def test_a_result_inside_an_instruction_is_part_of_it_and_no_field_without_words() -> None:
    nested = mark("begin") + told(" =E2 ") + mark("separate") + told("4") + mark("end")
    assert read(p("a ", field(told(" IF ") + nested + told(" = 4 &quot;yes&quot; "), "yes"))) == (["a yes"], [])


def test_a_result_of_several_paragraphs_inside_an_instruction_is_not_printed() -> None:
    start = p("a ", mark("begin"), told(" QUOTE "), mark("begin"), told(" QUOTE "), mark("separate"), told("inner"))
    assert read(start + p(told("more"), mark("end"), mark("separate"), "shown", mark("end"), " b"))[0] == [
        "a ",
        "shown b",
    ]


@pytest.mark.parametrize("beside", ['<w:bookmarkStart w:id="1" w:name="Choice"/>', "<w:r><w:rPr/></w:r>"])
def test_a_choice_is_shown_where_only_a_bookmark_stands_in_its_result(beside: str) -> None:
    assert read(p("a ", field("FORMDROPDOWN", beside, form=CHOICES)))[0] == ["a Amber"]


@pytest.mark.parametrize(
    "instruction", [r"EQ \* jc2 \* &quot;Font:MS Mincho&quot; \* hps10 \o\ad(\s\up 9(above),base)", r"eq \* jc0 \o(\s\up 19(above),base)"]
)  # fmt: skip
def test_an_older_phonetic_guide_is_read_after_the_words_it_stands_over(instruction: str) -> None:
    assert read(p("a ", field(instruction), " b")) == (["a base (above) b"], [])


def test_a_nested_field_completes_its_link() -> None:
    code = (
        '<w:r><w:instrText> HYPERLINK "</w:instrText></w:r>'
        + field("DOCPROPERTY Site", "https://example.org")
        + '<w:r><w:instrText>" </w:instrText></w:r>'
    )
    document, _ = read_document(raw(p(field(code, "the site"))), "x.docx")
    block = next(iter(document.blocks()))
    assert isinstance(block, Paragraph)
    assert [link.address for link in block.children if isinstance(link, Link)] == ["https://example.org"]


@pytest.mark.parametrize("stray", ["begin", "separate", "end"])
def test_a_field_mark_without_its_fellow_loses_no_words(stray: str) -> None:
    body = p("one ", mark(stray), "two") + p("three") + p(field("REF x", "four"))
    assert read(body)[0] == ["one two", "three", "four"]


@pytest.mark.parametrize("name", ["SET", "ASK"])
def test_a_field_that_keeps_words_for_others_shows_none_itself(name: str) -> None:
    kept = '<w:bookmarkStart w:id="1" w:name="who"/>' + r("Cabinet") + '<w:bookmarkEnd w:id="1"/>'
    texts, said = read(p("To ", field(f"{name} who", kept), field("REF who \\h", "Cabinet"), "."))
    assert texts == ["To Cabinet."]
    assert [each[:4] for each in said] == ["W-13"] * (name == "ASK")


def test_a_tab_sign_among_the_letters_is_a_tab() -> None:
    document, _ = read_document(raw(p("Visits\t9\t")), "x.docx")
    block = next(iter(document.blocks()))
    assert isinstance(block, Paragraph)
    assert [each.text if isinstance(each, Text) else type(each).__name__ for each in block.children] == [
        "Visits", "Tab", "9", "Tab"
    ]  # fmt: skip


def test_a_field_runs_on_over_paragraphs() -> None:
    body = p("a ", mark("begin"), "<w:r><w:instrText> QUOTE </w:instrText></w:r>", mark("separate"), "b") + p(
        "c", mark("end"), " d"
    )
    assert read(body)[0] == ["a b", "c d"]


def test_a_text_box_inside_a_field_s_result_loses_neither() -> None:
    box = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
        + p("boxed")
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    texts = read(p("a ", field("QUOTE", "b ", box, "c"), " d"))[0]
    assert texts[0] == "a b c d"
    assert "boxed" in texts


@pytest.mark.parametrize("picture", ["", "<v:imagedata o:title=''/>", "<v:imagedata r:id='gone'/>"])
def test_an_older_text_box_that_names_a_picture_keeps_its_words(picture: str) -> None:
    box = f"<v:textbox><w:txbxContent>{p('boxed')}</w:txbxContent></v:textbox>"
    office = "xmlns:o='urn:schemas-microsoft-com:office:office'"
    texts, _ = read(p("beside", f"<w:r><w:pict><v:rect {office}>{picture}{box}</v:rect></w:pict></w:r>"))
    assert "boxed" in texts


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [("Symbol", "F062", "β"), ("Wingdings", "F0FC", "✓"), ("Wingdings", "FC", "✓"), ("Wingdings 2", "F052", "☑"),
     ("Wingdings 3", "F075", "▶"), ("Webdings", "F061", "✔"), ("Arial", "00E9", "é")],
)  # fmt: skip
def test_symbols_are_unicode_in_a_font_that_has_them(font: str, code: str, shown: str) -> None:
    document, issues = read_document(raw(p(f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>')), "x.docx")
    block = next(iter(document.blocks()))
    assert isinstance(block, Paragraph)
    assert [(each.text, each.format.font) for each in block.children if isinstance(each, Text)] == [(shown, "Arial")]
    assert issues == []


def test_words_typed_in_a_symbol_font_are_what_the_font_shows() -> None:
    fonts = '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>'
    assert text("done ", r("P", fonts), " ", r("\uf050", fonts)) == "done ✓ ✓"
    assert text(r("a\uf0b7", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>')) == "α•"


def test_a_private_character_of_no_known_font_is_said() -> None:
    texts, issues = read(p("a \ue123 b"))
    assert texts == ["a • b"]
    assert issues == ["W-01 A character here belongs to one font only (U+E123) and is printed as a bullet."]


def test_windows_characters_are_not_taken_for_control_characters() -> None:
    assert text("children\x92s \x96 \x81\x7fend") == "children’s – end"


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:smartTag w:element="x"><w:smartTagPr/>{}</w:smartTag>',
        '<w:customXml w:element="x"><w:customXmlPr/>{}</w:customXml>',
        '<w:dir w:val="rtl">{}</w:dir>',
        '<w:bdo w:val="rtl">{}</w:bdo>',
        '<w:hyperlink w:anchor="_top">{}</w:hyperlink>',
        "<w:ins>{}</w:ins>",
        '<w:fldSimple w:instr="QUOTE">{}</w:fldSimple>',
        '<mc:AlternateContent><mc:Choice Requires="w14">{}</mc:Choice><mc:Fallback/></mc:AlternateContent>',
        '<mc:AlternateContent><mc:Choice Requires="zz"/><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>',
        '<mc:AlternateContent><mc:Choice Requires="zz">{}</mc:Choice></mc:AlternateContent>',
        "<w:ruby><w:rubyPr/><w:rt/><w:rubyBase>{}</w:rubyBase></w:ruby>",
        "<w:t>inside</w:t>",
        "<w:br/>{}",
    ],
)
def test_words_inside_what_word_wraps_them_in_are_carried(wrapped: str) -> None:
    texts, issues = read(p("a ", wrapped.format(r("inside")), " b"))
    assert "inside" in texts[0]
    assert not any("not understood" in issue for issue in issues)


def test_a_table_inside_a_paragraph_is_read_after_its_words() -> None:
    table = f"<w:tbl><w:tr><w:tc>{p('inside')}</w:tc></w:tr></w:tbl>"
    assert read(p("a", table, " b") + p("c")) == (["a b", "inside", "inside", "c"], [])


def test_every_body_of_a_document_is_read() -> None:
    assert read(p("one") + "</w:body><w:body>" + p("two") + "</w:body><w:body>" + p("three"))[0] == [
        "one",
        "two",
        "three",
    ]


@pytest.mark.parametrize("wrapper", ["sdt", "customXml"])
@pytest.mark.parametrize("level", ["block", "row", "cell", "section"])
def test_content_controls_around_blocks_rows_and_cells_are_opened(wrapper: str, level: str) -> None:
    def wrap(inside: str) -> str:
        if wrapper == "sdt":
            return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
        return f'<w:customXml w:element="x"><w:customXmlPr/>{inside}</w:customXml>'

    cell = f"<w:tc>{p('inside')}</w:tc>"
    row = f"<w:tr>{wrap(cell) if level == 'cell' else cell}</w:tr>"
    if level == "section":
        inner = p("inside", properties='<w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr>')
        document, _ = read_document(raw(wrap(inner) + p("after")), "x.docx")
        assert [round(section.width) for section in document.sections] == [842, 595]
        return
    table = f"<w:tbl><w:tblGrid/>{wrap(row) if level == 'row' else row}</w:tbl>"
    assert read(wrap(p("inside")) if level == "block" else table)[0][-1] == "inside"


def test_breaks_hyphens_and_word_s_own_marks() -> None:
    assert text("a", "<w:r><w:cr/></w:r>", "b", '<w:r><w:ptab w:alignment="right"/></w:r>', "c") == "a b c"
    assert text("a", "<w:r><w:noBreakHyphen/></w:r>", "b", "<w:r><w:softHyphen/></w:r>", "c") == "a\u2011b\u00adc"
    assert read(p("a ", "<w:r><w:dayLong/></w:r>"))[1][0].startswith("W-14")
    assert read(p("a ", "<w:r><w:unheard/></w:r>"))[1] == ["W-01 Word's “unheard” is not understood here."]
    assert read("<w:unheard/>" + p("a"))[1] == ["W-01 Word's “unheard” is not understood here."]


def test_bookmarks_between_paragraphs_and_rows_can_be_linked_to() -> None:
    link = '<w:hyperlink w:anchor="here">' + r("there") + "</w:hyperlink>"
    start = '<w:bookmarkStart w:id="1" w:name="here"/>'
    document, issues = read_document(raw(p(link) + start + p("words")), "x.docx")
    assert issues == []
    last = list(document.blocks())[-1]
    assert isinstance(last, Paragraph)
    assert [each.name for each in inlines(last.children) if isinstance(each, Bookmark)] == ["here"]
    table = f"<w:tbl><w:tblGrid/>{start}<w:tr><w:tc>{p('words')}</w:tc></w:tr></w:tbl>"
    assert read(p(link) + table)[1] == []


@pytest.mark.parametrize("held", ['<w:footnoteReference w:id="1"/>', '<w:sym w:font="Symbol" w:char="F0B7"/>'])
def test_a_note_or_sign_that_is_hidden_is_said_as_hidden_words_are(held: str) -> None:
    texts, issues = read(p("a", f"<w:r><w:rPr><w:vanish/></w:rPr>{held}</w:r>", " b"))
    assert (texts, [issue[:4] for issue in issues]) == (["a b"], ["W-04"])


@pytest.mark.parametrize(
    "back", ['<w:hyperlink w:anchor="_top"><w:r><w:t>Back</w:t></w:r></w:hyperlink>', field('HYPERLINK \\l "_top"', "Back")]
)  # fmt: skip
def test_a_link_back_to_the_top_leads_to_the_first_paragraph(back: str) -> None:
    document, issues = read_document(raw(p("first") + p(back)), "x.docx")
    first, last = document.blocks()
    assert isinstance(first, Paragraph)
    assert isinstance(last, Paragraph)
    assert first.children[0] == Bookmark("_top")
    assert [link.anchor for link in last.children if isinstance(link, Link)] == ["_top"]
    assert issues == []


def test_prompts_of_content_controls_are_printed_and_said() -> None:
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + r("Click to enter text.")
        + "</w:sdtContent></w:sdt>"
    )
    texts, issues = read(p("Lead: ", control))
    assert texts == ["Lead: Click to enter text."]
    assert issues == ["W-13 A content control here still shows its prompt, “Click to enter text.”."]


def test_no_link_stands_in_another() -> None:
    def link(to: str, *inside: str) -> str:
        return f'<w:hyperlink w:anchor="{to}">{"".join(inside)}</w:hyperlink>'

    body = p(link("a", r("one "), link("a", r("1"))), link("a", r("two "), link("b", r("2")), r(" end")))
    (block,) = read_document(raw(body), "x.docx")[0].blocks()
    assert isinstance(block, Paragraph)
    assert [(each.anchor, words(each.children)) for each in block.children if isinstance(each, Link)] == [
        ("a", "one 1"), ("a", "two "), ("b", "2"), ("a", " end"),
    ]  # fmt: skip


def test_a_control_bound_to_other_words_is_said() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/ns0:coreProperties[1]/ns1:title[1]" w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}" '
        "w:prefixMappings=\"xmlns:ns0='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' "
        "xmlns:ns1='http://purl.org/dc/elements/1.1/'\"/><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    )
    assert read(p(control.replace("{}", r("A plan"))))[1] == []
    texts, issues = read(p(control.replace("{}", r("Old plan"))))
    assert texts == ["Old plan"]
    assert "“A plan”" in issues[0]
    assert issues[0].startswith("W-01 Word takes the words")


def test_a_note_that_calls_itself_is_said_and_not_followed() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2">{p("note", reference)}</w:footnote></w:footnotes>'
    document, issues = read_document(
        raw(p("a", reference), parts={"word/footnotes.xml": notes}, related={"f": ("footnotes", "footnotes.xml")}),
        "x.docx",
    )
    block = next(iter(document.blocks()))
    assert isinstance(block, Paragraph)
    assert [each.blocks[0].text for each in block.children if isinstance(each, Note)] == ["note"]
    assert ["inside a note" in issue.message for issue in issues] == [True]


CHUNK = p("before") + '<w:altChunk r:id="k"/>' + p("after")


@pytest.mark.parametrize(
    ("name", "content", "texts"),
    [
        ("a.txt", "one\ntwo", ["one", "two"]),
        ("a.txt", "\ufeffone".encode("utf-16"), ["one"]),
        ("a.txt", ("one\n" * 200).encode("utf-16"), ["one"] * 200),
        ("a.html", "<p>a<script>var x;</script> b</p>", ["a b"]),
        ("a.html", "<style>p{}</style><h1>Head</h1><p>a <b>bold</b>\n word<br>x</p><ul><li>i</li></ul>tail", ["Head", "a bold word x", "• i", "tail"]),
        ("a.html", "<table><tr><td>c</td><td>d</td></tr></table><img alt='bar'>", ["c", "d", "[bar]"]),
        ("a.mht", "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>é mht</p>".encode(), ["é mht"]),
        ("a.docx", raw(p("inner ", field("FORMCHECKBOX"))), ["inner ☐"]),
    ],
)  # fmt: skip
def test_embedded_files_are_carried(name: str, content: str | bytes, texts: list[str]) -> None:
    found, issues = read(CHUNK, parts={f"word/{name}": content}, related={"k": ("aFChunk", name)})
    assert found == ["before", *texts, "after"]
    assert [issue[:4] for issue in issues] == ([] if name == "a.docx" else ["W-01"])


def test_what_is_said_of_several_embedded_files_is_said_of_each() -> None:
    inner = raw(p("words", "<w:r><w:unheard/></w:r>"))
    body = p("own", "<w:r><w:unheard/></w:r>") + '<w:altChunk r:id="k"/><w:altChunk r:id="m"/>'
    related = {"k": ("aFChunk", "a.docx"), "m": ("aFChunk", "b.docx")}
    _, issues = read_document(raw(body, parts={"word/a.docx": inner, "word/b.docx": inner}, related=related), "x.docx")
    assert sorted(issue.place.file for issue in issues) == ["x.docx", "x.docx (a.docx)", "x.docx (b.docx)"]


@pytest.mark.parametrize(
    ("target", "content", "said"),
    [
        ("a.rtf", b"{\\rtf1 words}", "A file embedded here (a.rtf) is a Rich Text file, so its text is not carried."),
        ("gone.html", None, "A file embedded here is missing from the paper."),
        ("https://example.org/a.html", None, "A file outside the paper (a.html) belongs here; it is never fetched."),
        ("a.docx", raw('<w:altChunk r:id="k"/>', parts={"word/b.docx": raw(p("b"))}, related={"k": ("aFChunk", "b.docx")}),
         "A file embedded here can't be carried: it holds another file in its turn."),
        ("a.docx", zipped({"x": "y"}), "A file embedded here can't be carried: x.docx (a.docx) is"),
    ],
)  # fmt: skip
def test_embedded_files_that_can_not_be_carried_are_said(target: str, content: bytes | None, said: str) -> None:
    parts = {} if content is None else {f"word/{target}": content}
    found, issues = read(CHUNK, parts=parts, related={"k": ("aFChunk", target)})
    assert found == ["before", "after"]
    assert len(issues) == 1
    assert said in issues[0]


def noted(body: str, section: str = "", settings: str = "") -> list[str]:
    """The marks of a file's notes, three of each kind."""
    made = {
        kind: "".join(f'<w:{kind} w:id="{n}">{p("n")}</w:{kind}>' for n in (1, 2, 3))
        for kind in ("footnote", "endnote")
    }
    parts = {f"word/{kind}s.xml": f"<w:{kind}s {SPACES}>{notes}</w:{kind}s>" for kind, notes in made.items()}
    parts["word/settings.xml"] = f"<w:settings {SPACES}>{settings}</w:settings>"
    related = {
        "f": ("footnotes", "footnotes.xml"),
        "e": ("endnotes", "endnotes.xml"),
        "s": ("settings", "settings.xml"),
    }
    document, _ = read_document(
        raw(body, parts=parts, related=related, section=f"<w:sectPr>{section}</w:sectPr>"), "x.docx"
    )
    blocks = [block for block in document.blocks() if isinstance(block, Paragraph)]
    return [each.mark for block in blocks for each in block.children if isinstance(each, Note)]


def called(kind: str, number: int, more: str = "", after: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"{more}/>{after}</w:r>'


def test_notes_are_marked_as_word_marks_them() -> None:
    two = p("a", called("footnote", 1)) + p("b", called("footnote", 2))
    assert noted(two + p("c", called("endnote", 1))) == ["1", "2", "i"]
    assert noted(
        two, settings='<w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numStart w:val="3"/></w:footnotePr>'
    ) == ["c", "d"]
    assert noted(two, '<w:footnotePr><w:numFmt w:val="chicago"/></w:footnotePr>') == ["*", "†"]
    broken = p("a", called("footnote", 1), properties="<w:sectPr/>") + p("b", called("footnote", 2))
    assert noted(broken) == ["1", "2"]
    assert noted(broken, '<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>') == ["1", "1"]


def test_captions_that_word_has_never_numbered_go_on_from_those_that_it_has() -> None:
    shown = [
        field("SEQ Table \\* ARABIC"), field("SEQ Table", "4"), field("SEQ Figure"), field("SEQ Table"), field("SEQ table \\c"),
        field("SEQ Table \\h"), field("SEQ Table"),
    ]  # fmt: skip
    found, issues = read("".join(p("Table ", each) for each in shown))
    assert [each.removeprefix("Table ") for each in found] == ["1", "4", "1", "5", "5", "", "7"]
    assert issues == []


def test_words_in_the_line_above_notes_are_said() -> None:
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}">{p(words)}</w:footnote>'
        for number, (kind, words) in enumerate((("separator", "____"), ("continuationNotice", "Goes on overleaf")))
    )
    parts = {"word/n.xml": f"<w:footnotes {SPACES}>{lines}</w:footnotes>"}
    texts, issues = read(p("a"), parts=parts, related={"n": ("footnotes", "n.xml")})
    said = "W-01 The line above the footnotes holds words of its own, “Goes on overleaf”, which are not printed."
    assert (texts, issues) == (["a"], [said])


def test_a_mark_that_was_typed_is_printed_once_and_not_counted() -> None:
    typed = called("footnote", 1, ' w:customMarkFollows="1"', "<w:t>**</w:t>")
    assert noted(p("a", typed, " b") + p("c", called("footnote", 2))) == ["**", "1"]
    assert read(p("a", '<w:r><w:footnoteReference w:id="9" w:customMarkFollows="1"/><w:t>*</w:t></w:r>', " b"))[0] == [
        "a* b"
    ]


def test_a_header_that_begins_in_the_middle_of_a_page_stands_on_the_pages_after_it() -> None:
    """As in Word: the page that a continuous section begins on keeps the header of the section before."""
    headers = {f"word/h{n}.xml": f"<w:hdr {SPACES}>{p(words)}</w:hdr>" for n, words in ((1, "Earlier"), (2, "Later"))}
    related = {f"h{n}": ("header", f"h{n}.xml") for n in (1, 2)}

    def section(number: int, kind: str = "") -> str:
        margins = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/>'
        begins = f'<w:type w:val="{kind}"/>' if kind else ""
        return f'<w:sectPr><w:headerReference w:type="default" r:id="h{number}"/>{begins}{margins}</w:sectPr>'

    body = p("one") * 60 + p("last", properties=section(1)) + p("two") * 60
    data = raw(body, parts=headers, related=related, section=section(2, "continuous"))
    pdf = pypdfium2.PdfDocument(print_paper(data, name="x.docx", as_at=date(2026, 11, 11)).pdf)
    shown = [("Earlier" in text, "Later" in text) for page in pdf if (text := page.get_textpage().get_text_range())]
    assert shown[:2] == [(True, False), (True, False)]
    assert shown[2:] == [(False, True)] * (len(shown) - 2)
    assert len(shown) > 2


def test_what_a_table_s_properties_say_of_it_is_in_both_prints() -> None:
    about = '<w:tblPr><w:tblCaption w:val="Visits by month"/><w:tblDescription w:val="Months go down"/></w:tblPr>'
    rows = "".join(
        f"<w:tr><w:tc>{p(a)}</w:tc><w:tc>{p(b)}</w:tc></w:tr>" for a, b in (("Month", "Visits"), ("May", "4"))
    )
    printed = print_paper(raw(f"<w:tbl>{about}<w:tblGrid/>{rows}</w:tbl>"), name="x.docx", as_at=date(2026, 11, 11))
    assert "Months go down" in printed.html
    assert "Visits by month" in printed.html
    with pikepdf.open(io.BytesIO(printed.pdf)) as pdf:
        said = [element.A.unparse() for kind, element in kinds(pdf) if kind == "Table"]
    assert [b"Visits by month. Months go down" in attributes for attributes in said] == [True]


def test_a_page_break_divides_no_cell_and_runs_no_words_together() -> None:
    broken = p("4", '<w:r><w:br w:type="page"/></w:r>', "2 children")
    document, _ = read_document(raw(f"<w:tbl><w:tr><w:tc>{broken}</w:tc></w:tr></w:tbl>" + broken), "x.docx")
    cell, outside = (block for block in document.blocks() if isinstance(block, Paragraph))
    assert cell.text == "4 2 children"
    assert [type(each) for each in outside.children] == [Text, Break, Text]


def test_a_footnote_too_long_for_the_foot_of_a_page_stands_at_the_end_and_is_said() -> None:
    def note(lines: int) -> tuple[list[str], list[str]]:
        inside = "".join(p(f"line {n}") for n in range(lines))
        notes = f"<w:footnotes {SPACES}><w:footnote w:id='1'>{inside}</w:footnote></w:footnotes>"
        related = {"f": ("footnotes", "footnotes.xml")}
        body = p("a", "<w:r><w:footnoteReference w:id='1'/></w:r>")
        document, issues = read_document(raw(body, parts={"word/footnotes.xml": notes}, related=related), "x.docx")
        (block,) = document.blocks()
        assert isinstance(block, Paragraph)
        return [each.kind for each in block.children if isinstance(each, Note)], [each.message for each in issues]

    assert note(20) == (["footnote"], [])
    kinds_of, said = note(60)
    assert kinds_of == ["endnote"]
    assert "A footnote of some 60 lines" in said[0]


@pytest.mark.parametrize(
    ("links", "messages"),
    [
        (3, [f"The link to “file:///C:/{n}.xls” leads to a file, not to a web address; its words are printed without the link." for n in range(3)]),
        (
            5,
            [
                "The link to “file:///C:/0.xls” leads to a file, not to a web address; its words are printed without the link. "
                "There are 5 of them; the next are “file:///C:/1.xls” (at “Link 1”) and “file:///C:/2.xls” (at “Link 2”)."
            ],
        ),
    ],
)  # fmt: skip
def test_queries_of_a_kind_that_each_name_something_are_said_once_where_they_are_many(
    links: int, messages: list[str]
) -> None:
    body = "".join(p(field(f'HYPERLINK "file:///C:/{n}.xls"', f"Link {n}")) for n in range(links))
    _, issues = read_document(raw(body), "x.docx")
    assert [issue.message for issue in issues] == messages
    assert [issue.place.heading for issue in issues] == [f"Link {n}" for n in range(len(messages))]
    assert [each.place.heading for each in issues[0].alike] == [f"Link {n}" for n in range(links if links > 3 else 0)]
