"""Every structure query has a planted fault that it finds, and honest papers that it leaves alone."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from pipeline.printing.document import tree
from pipeline.printing.document.outline import outline
from pipeline.printing.document.tree import (
    Block,
    Break,
    Cell,
    Document,
    Inline,
    Label,
    Link,
    Paragraph,
    ParagraphFormat,
    Row,
    RunFormat,
    Section,
    Tab,
    Table,
    Text,
)
from pipeline.printing.document.tree_drawn import Frame, Picture  # fmt: skip
from pipeline.printing.queries import structure_queries

PLAIN = RunFormat("Arial", 12.0)
BOLD = replace(PLAIN, bold=True)
LINE = ("top", (0.5, "solid", "#000000"))


def p(
    words: str, look: RunFormat = PLAIN, *, level: int | None = None, style: str = "normal", align: str = "left"
) -> Paragraph:
    """A paragraph; ``|`` is a tab and ``/`` a line break."""
    children: list[Inline] = []
    for part in words.replace("|", "\0|\0").replace("/", "\0/\0").split("\0"):
        if part:
            children.append(Tab(look) if part == "|" else Break("line") if part == "/" else Text(part, look))
    return Paragraph(tuple(children), ParagraphFormat(align=align), style, level)


def h(words: str, level: int = 1) -> Paragraph:
    return p(words, BOLD, level=level, style=f"heading {level}")


def item(words: str) -> Paragraph:
    return replace(p(words), label=Label("•", PLAIN, "tab", True, 1, 0))


def numbered(words: str, kind: Callable[[str], Paragraph] = p) -> Paragraph:
    return replace(kind(words), label=Label("3.", PLAIN, "tab", False, 1, 0))


def of(*children: Inline) -> Paragraph:
    return Paragraph(children, ParagraphFormat(), "normal")


def c(words: str, header: str = "", columns: int = 1, *, shading: str = "", lines: bool = True) -> Cell:
    return Cell((p(words),), columns, 1, header, shading, (LINE,) if lines else ())


def t(*rows: Sequence[Cell]) -> Table:
    return Table((100.0,) * sum(cell.columns for cell in rows[0]), tuple(Row(tuple(row)) for row in rows))


def picture(alt: str, *, decorative: bool = False) -> Paragraph:
    return of(Picture("p.png", b"", "png", 10, 10, alt, decorative))


def said(*blocks: Block) -> list[str]:
    paper = Document("A paper", "en-GB", (Section(blocks),))
    return [f"{issue.code} {issue.message}" for issue in structure_queries(paper, "x.docx")]


def test_a_draft_that_was_printed_in_place_of_the_paper_made_of_it_is_said() -> None:
    tags = [p("{%p if plan.synthetic %}"), t([c("Item"), c("{{ paper.item }}")]), p("{%p endif %}")]
    assert [each for each in said(*tags) if each.startswith("Z-33")] == [
        "Z-33 {%p if plan.synthetic %} is a tag that was not filled, the first of 3."
    ]
    assert not [each for each in said(p("Sets {1, 2} and 5% of {x}")) if each.startswith("Z-33")]


SENTENCE = p("The board reviews the plan each quarter and says what must change.")
HEADED = [c("Action", "col"), c("Lead", "col")]
FILLED = [c("1.1"), c("Head of service")]
GAP = p("")


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([h("One"), h("Three", 3)], ["W-10 The heading “Three” is at level 3, but the one before it is at level 1; it is printed at level 2."]),
        ([h("Two", 2), h("One", 1)], ["W-41 The first heading, “Two”, is at level 2, not 1; it is printed at level 1."]),
        ([p("word " * 1300)], ["W-41 The paper has some 1,300 words and no heading."]),
        ([p("Next steps", BOLD), SENTENCE], ["W-42 “Next steps” looks like a heading, but has no heading style."]),
        ([p("Next steps", replace(PLAIN, size=16.0)), GAP, t(HEADED, FILLED), SENTENCE], ["W-42 “Next steps” looks like a heading, but has no heading style."]),
        ([p("Next steps", replace(PLAIN, underline="solid")), SENTENCE], ["W-42 “Next steps” looks like a heading, but has no heading style."]),
        ([p("- one"), p("- two"), SENTENCE], ["W-43 “- one” begins a list of 2 whose bullets or numbers are typed, so a screen reader doesn't know it as a list."]),
        ([p("Points:/1. one/2. two/3. three")], ["W-43 “1. one” begins a list of 3 whose bullets or numbers are typed, so a screen reader doesn't know it as a list."]),
        ([p("(a)|one"), p("(b)|two")], ["W-43 “(a) one” begins a list of 2 whose bullets or numbers are typed, so a screen reader doesn't know it as a list."]),
        ([p("1.1 Money"), p("1.2 People")], ["W-43 “1.1 Money” begins a list of 2 whose bullets or numbers are typed, so a screen reader doesn't know it as a list."]),
        ([h("Aims"), numbered("", h)], ["W-65 “3.” numbers a heading without words, and the numbers after it go on from there."]),
        ([SENTENCE, numbered("")], ["W-65 “3.” numbers a paragraph without words, and the numbers after it go on from there."]),
        ([SENTENCE, GAP, GAP, GAP, SENTENCE], ["W-44 3 empty paragraphs after “The board reviews the plan each quarter and says what…” only make space."]),
        ([p("Lead|Date|Cost"), p("Ann|May|£5")], ["W-45 “Lead Date Cost” begins 2 lines set in columns with tabs or spaces, which are read across as one line."]),
        ([p("Date:      May"), p("Place:     Hall"), p("Lead:      Ann")], ["W-45 “Date: May” begins 3 lines set in columns with tabs or spaces, which are read across as one line."]),
        ([t([c("A"), c("B")], [c("1"), c("2")])], ["W-05 This table doesn't say which row holds its headings."]),
        ([t([c("Words in a box")])], ["W-46 This table has one cell, so it only draws a box."]),
        ([t([c("Left", lines=False), c("Right", lines=False)])], ["W-46 This table has no headings and no lines, so it only places words."]),
        ([t([Cell((t(HEADED, FILLED),), borders=(LINE,)), c("Beside")])], ["W-46 This table holds other tables, so it only places them."]),
        ([t([c("Action", "col"), c("", "col")], FILLED)], ["W-47 In this table column 2 has no heading."]),
        ([t([c("", "col"), c("", "col")], FILLED)], ["W-47 The heading row of this table is empty."]),
        ([t([c("Who", "col"), c("When", "col", 2)], [c("a"), c("b"), c("c")])], ["W-47 In this table one heading, “When”, stands over several columns."]),
        ([replace(t([c("", "row"), c("Lead")], [], [c("Action", "row"), c("A lead")]), guessed="column")],
         ["W-05 This table doesn't say where its headings are; its first column (“Action”) is taken for them."]),
        ([replace(t([c("", "row"), c("Lead")], [c("Action", "row"), c("A lead")]), guessed="column")],
         ["W-05 This table doesn't say where its headings are; its first column (“Action”) is taken for them."]),
        ([t([c("All actions", "col", 2)], FILLED)], ["W-47 The heading row of this table is one cell, “All actions”, over all its columns."]),
        ([of(Link((Text("https://example.org/a", PLAIN),), "https://example.org/a"))], ["W-48 The words of this link are an address, “https://example.org/a”, which is read out letter by letter."]),
        ([of(Text("To see it, ", PLAIN), Link((Text("click here", PLAIN),), "https://example.org"))], ["W-48 The link “click here” doesn't say where it leads."]),
        ([picture("image1.png")], ["W-49 A picture's alternative text, “image1.png”, is a file's name."]),
        ([picture("Picture 3")], ["W-49 A picture's alternative text, “Picture 3”, doesn't say what it shows."]),
        ([picture("A dog Description automatically generated")], ["W-49 A picture's alternative text, “A dog Description automatically generated”, was made by a machine and may be wrong."]),
        ([picture("word " * 200)], ["W-49 A picture's alternative text, “word word word word word word word word word word word…”, has 200 words."]),
        ([p("Pale", replace(PLAIN, colour="#999999"))], ["W-50 “Pale” stands out from its background by 2.8 to 1 (999999 on FFFFFF); it should be 4.5 to 1 or more."]),
        ([t(HEADED, [Cell((p("On track", replace(PLAIN, colour="#ffffff")),), shading="#ffbf47"), c("x")])], ["W-50 “On track” stands out from its background by 1.6 to 1 (FFFFFF on FFBF47); it should be 4.5 to 1 or more."]),
        ([p("Secret", replace(PLAIN, colour="#ffffff"))], ["W-50 “Secret” can hardly be seen (FFFFFF on FFFFFF)."]),
        ([p("THE BOARD REVIEWS THE PLAN EACH QUARTER AND SAYS WHAT MUST CHANGE")], ["W-51 The paragraph “THE BOARD REVIEWS THE PLAN EACH QUARTER AND SAYS WHAT…” is all in capitals, which many find hard to read."]),
        ([p(SENTENCE.text, replace(PLAIN, underline="solid"))], ["W-51 The paragraph “The board reviews the plan each quarter and says what…” is all underlined, which many find hard to read."]),
        ([p(SENTENCE.text * 3, replace(PLAIN, italic=True))], ["W-51 The paragraph “The board reviews the plan each quarter and says what…” is all in italics, which many find hard to read."]),
        ([p(SENTENCE.text, replace(PLAIN, size=9.0))], ["W-52 Most of the text is smaller than 12 point (the smallest is 9 point)."]),
        ([p(SENTENCE.text * 3, align="justify")], ["W-53 1 paragraph is justified; the uneven gaps between words make them hard to read for some."]),
    ],
)  # fmt: skip
def test_a_planted_fault_is_found(blocks: list[Block], expected: list[str]) -> None:
    assert said(*blocks) == expected


def test_the_words_of_a_paragraph_of_many_pieces_are_put_together_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def counted(children: tuple[Inline, ...]) -> str:
        asked.append(children)
        return tree.words(children)

    pieces = tuple(Text(f"{n} ", replace(PLAIN, size=9.0)) for n in range(100))
    paragraph = Paragraph(pieces, ParagraphFormat(), "")
    monkeypatch.setattr(Paragraph, "text", property(lambda self: counted(self.children)))
    said(paragraph)
    assert len(asked) < 50


@pytest.mark.parametrize(
    "blocks",
    [
        [h("One"), h("Two", 2), h("Three", 3), h("Two again", 2), h("One again")],
        [p("Plan", BOLD, level=0, style="title"), p("2026-27 Q2, as at 30 September", BOLD), SENTENCE, h("Report"), SENTENCE],
        [p("Note:", BOLD), SENTENCE],
        [p("We will act at once.", BOLD), SENTENCE],
        [p("Ann Example", BOLD), p("Director of services", BOLD), p("Borough of Example", BOLD)],
        [p("A bold paper", BOLD), p("all of whose words are bold, from the first to the last.", BOLD)],
        [p("Table 1", BOLD), t(HEADED, FILLED)],
        [item("one"), item("two")],
        [item(""), numbered("Words"), numbered("", lambda _: picture("A bar for each rating: 3 red, 9 green"))],
        [t([c("No", "col"), c("Name", "col")], [Cell((numbered(""),), header="row"), c("A name")])],
        [p("2024 was a hard year."), p("2025 was a better one.")],
        [p("1. one"), SENTENCE, p("7. seven")],
        [p("- a dash alone")],
        [p("HMAC-SHA-1, HMAC-SHA-224, HMAC-SHA-256, SHA-1 and SHA-512".upper())],
        [p("MIDI入力装置で鍵盤等を押すと，その音高に対応する音符が仮入力状態になります．この状態で「→」または「←」キーを VOCALOID UTAU")],
        [p("I. Smith"), p("V. Jones")],
        [SENTENCE, GAP, SENTENCE, GAP, GAP],
        [p("Date:|May"), p("Place:|Hall"), SENTENCE],
        [t([c("", "col"), c("Q1", "col")], [c("Fostering", "row"), c("3")])],
        [t([c("Who", "col"), c("When", "col", 2)], [c("Name", "col"), c("Q1", "col"), c("Q2", "col")], [c("a"), c("b"), c("c")])],
        [of(Link((Text("the inspection report", PLAIN),), "https://example.org"))],
        [of(Link((Text("officer@example.org", PLAIN),), "mailto:officer@example.org"))],
        [picture("A bar for each rating: 3 red, 9 green"), picture("", decorative=True)],
        [p("White", replace(PLAIN, colour="#ffffff", shading="#00703c")), Frame((p("Large", replace(PLAIN, size=20.0, colour="#949494")),))],
        [p("C12, W4, W5, AL1, SU2, C9, C11, C8, C6, L1, C13, W6, W7")],
    ],
)  # fmt: skip
def test_an_honest_paper_is_left_alone(blocks: list[Block]) -> None:
    assert said(*blocks) == []


def test_many_of_a_kind_are_three_lines_and_a_number() -> None:
    found = said(*[each for n in range(17) for each in (p(f"Part {n}", BOLD), SENTENCE)])
    assert len(found) == 4
    assert found[-1] == "W-42 And 14 more like them, the first at “Part 3”."
    assert len(said(*[each for n in range(4) for each in (p(f"Part {n}", BOLD), SENTENCE)])) == 4


def test_a_heading_is_printed_one_level_below_the_one_it_stands_under() -> None:
    levels = [(1, 1), (3, 2), (3, 2), (2, 2), (6, 3), (1, 1), (9, 2)]
    paper = Document("A", "en-GB", (Section(tuple(h(f"h{n}", given) for n, (given, _) in enumerate(levels))),))
    assert [(heading.given, heading.printed) for heading in outline(paper)] == levels
