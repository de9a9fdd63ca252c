"""The web page: the paper's structure in one file, with landmarks, notes, tables that scroll and colours that can be read."""

import re
from collections.abc import Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.colours import ENOUGH, contrast
from pipeline.printing.document.tree import (
    Block,
    Bookmark,
    Cell,
    Document,
    Inline,
    Label,
    Link,
    Note,
    PageField,
    Paragraph,
    ParagraphFormat,
    Row,
    RunFormat,
    Section,
    Tab,
    Table,
    Text,
)
from pipeline.printing.document.tree_drawn import Frame, Picture
from pipeline.printing.web import write_web_page
from pipeline.printing.web.grid import grid
from pipeline.printing.web.style import DARK, LIGHT, Looks, readable

PLAIN = RunFormat("Arial", 12.0)
BOLD = replace(PLAIN, bold=True)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63f8cfc0f01f0005000201a5f645400000000049454e44ae426082"
)


def p(
    *children: Inline | str,
    style: str = "normal",
    level: int | None = None,
    label: Label | None = None,
    contents: bool = False,
) -> Paragraph:
    inlines = tuple(Text(each, PLAIN) if isinstance(each, str) else each for each in children)
    return Paragraph(inlines, ParagraphFormat(), style, level, label, contents)


def h(words: str, level: int = 1) -> Paragraph:
    return p(Bookmark(f"_{words}"), words, level=level, style=f"heading {level}")


def label(text: str, level: int = 0, *, bullet: bool = False, number: int = 1, list_id: int = 1) -> Label:
    return Label(text, PLAIN, "tab", bullet, list_id, level, number)


def cell(words: str, header: str = "", columns: int = 1, rows: int = 1, shading: str = "") -> Cell:
    return Cell((p(words),) if words else (), columns, rows, header, shading, (("top", (0.5, "solid", "#000000")),))


def table(*rows: Sequence[Cell]) -> Table:
    width = max(sum(each.columns for each in row) for row in rows)
    return Table((100.0,) * width, tuple(Row(tuple(row)) for row in rows))


def page(*blocks: Block, pages: dict[str, int] | None = None, **section: object) -> Element:
    """The page as a tree: void elements closed, so that an XML parser reads it."""
    paper = Document("A plan", "en-GB", (Section(blocks, **section),))  # type: ignore[arg-type]
    html = write_web_page(paper, pages or {})
    return fromstring(re.sub(r"<(meta|img|br|col)\b([^>]*)>", r"<\1\2/>", html.split("\n", 1)[1]))


def said(element: Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


def main(root: Element) -> Element:
    found = root.find("body/main")
    assert found is not None
    return found


def test_a_page_has_a_language_a_title_a_skip_link_and_its_text_in_main() -> None:
    root = page(h("Synopsis"), p("Words."))
    assert root.get("lang") == "en-GB"
    assert said(root.find("head/title")) == "A plan"
    skip = root.find("body/a")
    assert skip is not None
    assert skip.get("href") == "#" + str(main(root).get("id"))
    assert [(each.tag, said(each)) for each in main(root)] == [("h1", "Synopsis"), ("p", "Words.")]


def test_a_paper_of_several_headings_lists_them_and_one_with_its_own_contents_keeps_that() -> None:
    headings = [h("Plan"), h("One", 2), h("Two", 2), h("Three", 2), h("Four", 3)]
    nav = page(*headings).find("body/nav")
    assert nav is not None
    assert [(each.get("href"), said(each)) for each in nav.iter("a")] == [
        ("#one", "One"), ("#two", "Two"), ("#three", "Three"), ("#four", "Four"),
    ]  # fmt: skip
    entries = [
        p(Link((Text("1.", PLAIN), Tab(PLAIN), Text("One", PLAIN), Tab(PLAIN), PageField("target", PLAIN, "_One", shown="2")), anchor="_One"), style="toc 1", contents=True),
        p("Four", Tab(PLAIN), "3", style="toc 2", contents=True),
    ]  # fmt: skip
    root = page(*entries, *headings)
    assert root.find("body/nav") is None
    own = main(root).find("nav")
    assert own is not None
    assert [(each.get("href"), said(each)) for each in own.iter("a")] == [("#one", "1. One")]
    assert [said(each) for each in own.iter("li")] == ["1. OneFour", "Four"]


def test_a_page_whose_only_heading_is_an_entry_of_its_contents_has_the_title_for_a_heading() -> None:
    inside = main(page(replace(h("Synopsis"), contents=True)))
    assert [(each.tag, said(each)) for each in inside] == [("h1", "A plan"), ("nav", "Synopsis")]


def test_lists_nest_and_keep_their_numbers_in_the_text() -> None:
    root = page(
        p("one", label=label("(a)")), p("deep", label=label("•", 1, bullet=True)), p("two", label=label("(b)", number=2)),
        p("tick", label=label("✓", bullet=True, list_id=2)),
    )  # fmt: skip
    first, second = main(root).findall("ol") + main(root).findall("ul")
    assert [said(item) for item in first.findall("li")] == ["(a) onedeep", "(b) two"]
    assert [each.tag for each in first.findall("li/*")] == ["div", "ul", "div"]
    assert second.get("class")


def test_a_table_scrolls_in_a_named_region_and_its_headings_have_a_scope() -> None:
    rows = (
        [cell("Action", "col"), cell("Rating", "col", 2)],
        [cell("1.1", "row"), cell("Red", shading="#b10e1e"), cell("late")],
    )
    root = page(h("Plan"), p("Table 1: Ratings", style="caption"), table(*rows))
    region = main(root).find("div")
    assert region is not None
    assert (region.get("role"), region.get("tabindex"), region.get("aria-label")) == (
        "region",
        "0",
        "Table 1: Ratings (table, scrolls sideways)",
    )
    assert said(region.find("table/caption")) == "Table 1: Ratings"
    assert [(said(each), each.get("scope")) for each in region.iter("th")] == [
        ("Action", "col"),
        ("Rating", "colgroup"),
        ("1.1", "row"),
    ]
    narrow = page(table([cell("A", "col"), cell("B", "col")], [cell("1"), cell("2")]))
    assert main(narrow).find("table") is not None


def test_tables_of_one_name_are_told_apart() -> None:
    rows = ([cell(each, "col") for each in "ABC"], [cell(each) for each in "abc"])
    root = page(h("Plan"), table(*rows), table(*rows))
    assert [each.get("aria-label") for each in main(root).findall("div")] == [
        "Plan (table, scrolls sideways)", "Plan, table 2 (table, scrolls sideways)",
    ]  # fmt: skip


def test_notes_stand_at_the_end_with_links_there_and_back() -> None:
    note = Note("footnote", "1", (p("Counted in June."),), PLAIN)
    end = Note("endnote", "i", (p("See the letter."),), PLAIN)
    root = page(h("Plan"), p("A figure", note, " and ", end))
    calls = [each for each in main(root).iter("a") if each.get("role") == "doc-noteref"]
    assert [(each.get("href"), said(each), each.get("aria-label")) for each in calls] == [
        ("#note-1", "1", "Footnote 1"), ("#note-2", "i", "Endnote i"),
    ]  # fmt: skip
    assert [said(each) for each in main(root).iter("section")] == [
        "Footnotes1 Counted in June.↩",
        "Endnotesi See the letter.↩",
    ]
    backs = [each for each in main(root).iter("a") if each.get("role") == "doc-backlink"]
    assert [each.get("href") for each in backs] == ["#call-1", "#call-2"]
    assert {each.get("id") for each in calls} == {"call-1", "call-2"}


def test_headers_and_footers_say_what_is_theirs_once_and_no_page_numbers() -> None:
    header = {"default": (p("Exampleshire Council"), p("A plan"))}
    footer = {
        "default": (
            p("Public | Page ", PageField("page", PLAIN, shown="1"), " of ", PageField("pages", PLAIN, shown="9")),
        ),
        "first": (p("never shown"),),
    }
    root = page(h("Plan"), p("Words."), headers=header, footers=footer)
    assert said(root.find("body/header")) == "Exampleshire Council"
    assert said(root.find("body/footer")) == "Public"
    bare = page(h("Plan"), headers={"default": (p("Page ", PageField("page", PLAIN, shown="1")),)})
    assert bare.find("body/header") is None


def test_a_page_reference_says_the_pdf_s_page_and_leads_to_the_place() -> None:
    root = page(h("Plan"), p("See page ", PageField("target", PLAIN, "_Plan", shown="9")), pages={"_Plan": 4})
    link = main(root).find("p/a")
    assert (said(link), link.get("href") if link is not None else "") == ("4", "#plan")


def test_pictures_have_their_text_and_captions() -> None:
    shown = Picture("p.png", PNG, "png", 72, 36, "A bar: 3 red")
    root = page(p(shown), p("Figure 1: Ratings", style="caption"), p(replace(shown, alt="", decorative=True)))
    image = main(root).find("figure/div/img")
    assert image is not None
    assert (image.get("alt"), image.get("width"), image.get("height")) == ("A bar: 3 red", "96", "48")
    assert str(image.get("src")).startswith("data:image/png;base64,")
    assert said(main(root).find("figure/figcaption")) == "Figure 1: Ratings"
    assert [each.get("alt") for each in main(root).findall("p/img")] == [""]


def test_words_keep_emphasis_language_and_direction() -> None:
    root = page(
        p("We ", Text("must", BOLD), Text(" act", replace(PLAIN, italic=True)), Text("croeso", replace(PLAIN, language="cy-GB"))),
        Paragraph((Text("שלום", replace(PLAIN, right_to_left=True, language="he-IL")),), ParagraphFormat(right_to_left=True), "normal"),
    )  # fmt: skip
    first, second = main(root).findall("p")
    assert [(each.tag, said(each)) for each in first] == [("strong", "must"), ("em", "act"), ("span", "croeso")]
    assert first[2].get("lang") == "cy-GB"
    assert second.get("dir") == "rtl"


def test_empty_paragraphs_are_left_out_and_boxes_and_line_breaks_kept() -> None:
    root = page(p(), p("words"), p(" "), Frame((p("in a box"),)))
    assert [(each.tag, said(each)) for each in main(root)][1:] == [("p", "words"), ("div", "in a box")]


@pytest.mark.parametrize("wrong", ["#ffff00", "#999999", "#ff0000", "#0000ff", "#00b050", "#0b0c0c", "#ffffff"])
def test_an_author_s_colour_can_be_read_by_day_and_by_night(wrong: str) -> None:
    looks = Looks()
    looks.ink(wrong, "")
    [(day, night)] = looks.names
    assert contrast(day.split(":")[1], LIGHT) >= ENOUGH
    assert contrast((night or day).split(":")[1], DARK) >= ENOUGH


@example(0xFFFFFF, 0x0078D4)
@given(st.integers(0, 0xFFFFFF), st.integers(0, 0xFFFFFF))
def test_every_colour_can_be_made_readable_on_every_shading(colour: int, ground: int) -> None:
    assert contrast(readable(f"#{colour:06x}", f"#{ground:06x}"), f"#{ground:06x}") >= ENOUGH


CELLS = st.builds(
    lambda text, columns, rows, header: cell(text, "col" if header else "", columns, rows),
    st.sampled_from(["", "a", "b"]), st.integers(1, 3), st.integers(1, 3), st.booleans(),
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=3), min_size=1, max_size=4))
def test_in_every_row_and_column_of_a_table_a_cell_begins_and_none_reaches_past(rows: list[list[Cell]]) -> None:
    placed = grid(table(*rows))
    for part in (placed.head, placed.body):
        taken: set[tuple[int, int]] = set()
        begun = set()
        for y, row in enumerate(part):
            assert row
            at = 0
            for each in row:
                while (y, at) in taken:
                    at += 1
                begun.add(at)
                assert y + each.rows <= len(part)
                taken |= {(y + down, at + across) for down in range(each.rows) for across in range(each.columns)}
                at += each.columns
    words = [each.text for row in rows for each in row if each.text]
    assert sorted(each.cell.text for row in (*placed.head, *placed.body) for each in row if each.cell.text) == sorted(
        words
    )


def test_a_heading_that_skips_is_a_level_below_and_addresses_never_clash() -> None:
    root = page(h("Plan"), h("Plan", 3), h("Note 1", 3))
    assert [(each.tag, each.get("id")) for each in main(root)] == [("h1", "plan"), ("h2", "plan-2"), ("h2", "h-note-1")]
