"""Tracked changes are found with who made them, and resolve to what Word shows when all are accepted or undone."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.printing import print_paper
from pipeline.printing.word.changes import MARKS, find_changes, resolve, resolved
from pipeline.printing.word.package import Package, W, open_package
from pipeline.printing.word.read_word import read_package
from pipeline.printing.word.review import commented, settled, unreviewed
from tests.printing.samples import AS_AT, paper, saved

BY = 'w:id="1" w:author="Jo Lead" w:date="2026-10-02T09:00:00Z"'
CORPUS = Path(os.environ.get("PAPERS_CORPUS", Path(__file__).parents[3] / "shared" / "corpus")) / "word"


def body(xml: str) -> etree._Element:
    made: etree._Element = etree.fromstring(f"<w:body {nsdecls('w', 'm')}>{xml}</w:body>".encode())
    return made


def p(*runs: str, mark: str = "", look: str = "") -> str:
    kept = f"<w:rPr><w:{mark} {BY}/></w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{look}{kept}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, kind: str = "") -> str:
    name = "delText" if kind in ("del", "moveFrom") else "t"
    run = f'<w:r><w:{name} xml:space="preserve">{text}</w:{name}></w:r>'
    return f"<w:{kind} {BY}>{run}</w:{kind}>" if kind else run


def cell(*blocks: str, mark: str = "") -> str:
    return f"<w:tc><w:tcPr>{f'<w:{mark} {BY}/>' if mark else ''}</w:tcPr>{''.join(blocks)}</w:tc>"


def row(*cells: str, mark: str = "") -> str:
    return f"<w:tr><w:trPr>{f'<w:{mark} {BY}/>' if mark else ''}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def text(root: etree._Element) -> str:
    """Paragraphs by ``/``, with their style in front, cells in brackets."""
    out = []
    for each in root.iter(f"{W}p"):
        style = each.find(f"{W}pPr/{W}pStyle")
        words = "".join(t.text or "" for t in each.iter(f"{W}t"))
        words = words if style is None else f"{style.get(f'{W}val')}: {words}"
        out.append(f"[{words}]" if next(each.iterancestors(f"{W}tc"), None) is not None else words)
    return "/".join(out)


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


@pytest.mark.parametrize(
    ("xml", "accepted", "original"),
    [
        (p(r("We "), r("may", "del"), r("must", "ins"), r(" act.")), "We must act.", "We may act."),
        (p(r("gone", "moveFrom"), r("stays")) + p(r("gone", "moveTo")), "stays/gone", "gonestays/"),
        (p(f"<w:ins {BY}>{r('brief', 'del')}</w:ins>", r("kept")), "kept", "kept"),
        (p(f"<w:del {BY}>{r('brief', 'ins')}</w:del>", r("kept")), "kept", "kept"),
        # a lost mark joins its words to the paragraph below, whose format stays
        (p(r("One "), mark="del", look=style("H")) + p(r("two"), look=style("B")), "B: One two", "H: One /B: two"),
        (p(r("One "), mark="ins", look=style("H")) + p(r("two"), look=style("B")), "H: One /B: two", "B: One two"),
        (p(r("a", "del"), mark="del") + p(r("b", "del"), mark="del") + p(r("c")), "c", "a/b/c"),
        (p(r("x", "moveFrom"), mark="moveFrom") + p(r("y")) + p(r("x", "moveTo"), mark="moveTo") + p(), "y/x/", "x/y/"),
        (p(r("a", "del"), mark="del") + f"<w:sdt><w:sdtContent>{p(r('b'))}</w:sdtContent></w:sdt>", "b", "a/b"),
        (f"<w:sdt><w:sdtContent>{p(r('a'), mark='del')}</w:sdtContent></w:sdt>" + p(r("b")), "ab", "a/b"),
        # before a table, or at the end, there is nothing to join
        (p(r("a", "del"), mark="del") + tbl(row(cell(p(r("b"))))), "[b]", "a/[b]"),
        (p(r("a"), mark="del") + tbl(row(cell(p(r("b"))))), "a/[b]", "a/[b]"),
        (tbl(row(cell(p(r("a", "del"), mark="del")))) + p(r("b")), "[]/b", "[a]/b"),
        # rows, cells and whole tables
        (tbl(row(cell(p(r("a")))), row(cell(p(r("b"))), mark="ins")), "[a]/[b]", "[a]"),
        (tbl(row(cell(p(r("a")))), row(cell(p(r("b"))), mark="del")), "[a]", "[a]/[b]"),
        (p(r("x")) + tbl(row(cell(p(r("a"))), mark="del")) + p(r("y")), "x/y", "x/[a]/y"),
        (p(r("x"), mark="del") + tbl(row(cell(p(r("a"))), mark="del")) + p(r("y")), "xy", "x/[a]/y"),
        (tbl(row(cell(p(r("a"))), cell(p(r("b")), mark="cellIns"))), "[a]/[b]", "[a]"),
        (tbl(row(cell(p(r("a"))), cell(p(r("b")), mark="cellDel"))), "[a]", "[a]/[b]"),
        (tbl(row(cell(tbl(row(cell(p(r("in"))), mark="del")), p(r("out"))))), "[out]", "[in]/[out]"),
        # looks
        (p(r("a"), look=style("New") + f"<w:pPrChange {BY}><w:pPr>{style('Old')}</w:pPr></w:pPrChange>"), "New: a", "Old: a"),
        (p(r("a"), look=style("New") + f"<w:pPrChange {BY}><w:pPr/></w:pPrChange>"), "New: a", "a"),
        # a formula, a run that says so itself
        (f"<w:p><w:r><w:rPr><w:del {BY}/></w:rPr><w:t>a</w:t></w:r>{r('b')}</w:p>", "b", "ab"),
    ],
)  # fmt: skip
def test_changes_resolve_as_word_shows_them(xml: str, accepted: str, original: str) -> None:
    for wanted, how in ((accepted, True), (original, False)):
        root = body(xml)
        resolve(root, accepted=how)
        assert text(root) == wanted
        assert not list(root.iter(*MARKS))


def test_a_former_look_comes_back_whole_and_keeps_what_it_never_recorded() -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default"/><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        f'<w:sectPrChange {BY}><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:sectPrChange></w:sectPr>'
    )
    run = (
        f"<w:p><w:pPr><w:rPr><w:ins {BY}/><w:b/><w:rPrChange {BY}><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>"
        f"<w:pPrChange {BY}><w:pPr><w:keepNext/></w:pPr></w:pPrChange></w:pPr>"
        f"<w:r><w:rPr><w:b/><w:rPrChange {BY}><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>a</w:t></w:r></w:p>{p(r('b'))}"
    )
    root = body(run + section)
    resolve(root, accepted=False)
    assert [root.find(f".//{W}{name}") is not None for name in ("b", "i", "headerReference")] == [False, True, True]
    assert [size.get(f"{W}orient") for size in root.iter(f"{W}pgSz")] == [None]
    assert text(root) == "ab"
    root = body(run + section)
    resolve(root, accepted=True)
    assert [root.find(f".//{W}{name}") is not None for name in ("b", "i", "headerReference")] == [True, False, True]
    assert [size.get(f"{W}orient") for size in root.iter(f"{W}pgSz")] == ["landscape"]


def test_merged_cells_are_as_they_were_or_as_they_are() -> None:
    xml = tbl(
        *(row(f'<w:tc><w:tcPr><w:cellMerge {BY} w:vMerge="{now}"/></w:tcPr>{p()}</w:tc>') for now in ("rest", "cont"))
    )
    for how, kinds in ((True, ["restart", "continue"]), (False, [])):
        root = body(xml)
        resolve(root, accepted=how)
        assert [each.get(f"{W}val") for each in root.iter(f"{W}vMerge")] == kinds


KINDS = st.sampled_from(["", "ins", "del", "moveTo", "moveFrom"])
PIECES = st.lists(st.tuples(KINDS, st.sampled_from(["a", "bc"])), max_size=3)


@settings(max_examples=100)
@given(st.lists(st.tuples(PIECES, KINDS), min_size=1, max_size=5))
def test_words_and_paragraph_marks_that_went_are_gone_and_all_others_stay(paragraphs: list[Any]) -> None:
    xml = "".join(p(*(r(words, kind) for kind, words in pieces), mark=mark) for pieces, mark in paragraphs)
    for how, gone in ((True, ("del", "moveFrom")), (False, ("ins", "moveTo"))):
        marks = [mark if n < len(paragraphs) - 1 else "" for n, (_, mark) in enumerate(paragraphs)]
        expected = "".join(
            "".join(words for kind, words in pieces if kind not in gone) + ("" if mark in gone else "/")
            for (pieces, _), mark in zip(paragraphs, marks, strict=True)
        )
        root = body(xml)
        resolve(root, accepted=how)
        assert text(root) + "/" == expected
        assert not list(root.iter(*MARKS))


def package(change: Callable[[Any], None]) -> Package:
    made = paper()
    change(made)
    return open_package(saved(made), "x.docx")


def everywhere(made: Any) -> None:
    """A change in the body, in a header, in a table and in a style."""
    namespace = nsdecls("w")
    made.add_paragraph("We will act.")._p.append(
        parse_xml(f"<w:ins {namespace} {BY}><w:r><w:t>At once.</w:t></w:r><w:r><w:t> Truly.</w:t></w:r></w:ins>")
    )
    made.sections[0].header.paragraphs[0]._p.append(
        parse_xml(f'<w:del {namespace} w:id="2" w:author="Al Lead"><w:r><w:delText>DRAFT</w:delText></w:r></w:del>')
    )
    made.add_table(1, 1).rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:ins {namespace} {BY}/>"))
    look = made.styles["Normal"].element.get_or_add_rPr()
    look.append(parse_xml(f"<w:rPrChange {namespace} {BY}><w:rPr/></w:rPrChange>"))


def test_who_changed_what_is_said_with_its_place() -> None:
    said = unreviewed(package(everywhere))
    assert said[0].message == "The paper holds 4 tracked changes by Jo Lead (3) and Al Lead (1)."
    assert sorted(issue.message for issue in said[1:]) == [
        "Al Lead took out “DRAFT” in a header.",
        "Jo Lead changed the look of a paragraph's mark in the styles on 2 October 2026.",
        "Jo Lead put in a table row on 2 October 2026.",
        "Jo Lead put in “At once. Truly.” on 2 October 2026.",
    ]
    assert {issue.code for issue in said} == {"W-08"}
    assert any(issue.place.heading == "We will act.At once. Truly." for issue in said)


@pytest.mark.parametrize("made", ["", "0000-00-00T00:00:00Z", "yesterday"])
def test_a_change_without_a_day_is_said_without_one(made: str) -> None:
    def undated(paper: Any) -> None:
        ins = parse_xml(f"<w:ins {nsdecls('w')} {BY}><w:r><w:t>Soon.</w:t></w:r></w:ins>")
        ins.set(qn("w:date"), made)
        paper.add_paragraph()._p.append(ins)

    assert unreviewed(package(undated))[1].message == "Jo Lead put in “Soon.”."


def test_the_columns_that_google_docs_keeps_with_every_table_are_no_tracked_change() -> None:
    def tabled(made: Any) -> None:
        grid = made.add_table(1, 1)._tbl.tblGrid
        kept = '<w:tblGrid><w:gridCol w:w="900"/></w:tblGrid>'
        grid.append(parse_xml(f'<w:tblGridChange {nsdecls("w")} w:id="0">{kept}</w:tblGridChange>'))

    assert unreviewed(package(tabled)) == []
    assert len(find_changes(package(everywhere))) == 4


def test_a_long_list_of_changes_is_cut_with_the_number_left() -> None:
    def many(made: Any) -> None:
        for number in range(40):
            made.add_paragraph()._p.append(
                parse_xml(f"<w:ins {nsdecls('w')} {BY}><w:r><w:t>Line {number}</w:t></w:r></w:ins>")
            )

    said = unreviewed(package(many))
    assert len(said) == 27
    assert said[-1].message.startswith("And 15 more tracked changes; the last: Jo Lead put in “Line 39”")


def test_a_paper_with_changes_is_refused_and_printed_when_asked() -> None:
    made = paper()
    everywhere(made)
    data = saved(made)
    refused = print_paper(data, name="x.docx", as_at=AS_AT)
    assert (refused.refused, refused.pdf, refused.html) == (True, b"", "")
    accepted = print_paper(data, name="x.docx", as_at=AS_AT, changes="accepted")
    original = print_paper(data, name="x.docx", as_at=AS_AT, changes="original")
    assert "We will act.At once. Truly." in accepted.html
    assert "At once" not in original.html
    assert "DRAFT" not in accepted.html
    assert [issue.code for issue in original.issues if issue.code in ("W-08", "W-40")] == ["W-40"]


def test_a_clean_paper_is_left_as_it_is() -> None:
    clean = package(lambda made: made.add_paragraph("words"))
    assert find_changes(clean) == []
    assert resolved(clean, accepted=True) is clean
    assert (unreviewed(clean), settled(clean, accepted=True), commented(clean)) == ([], [], [])


def test_comments_are_counted_by_author_and_never_printed() -> None:
    made = paper()
    paragraph = made.add_paragraph("words")
    for author in ("Jo Lead", "Al Lead", "Jo Lead"):
        made.add_comment(paragraph.runs, text="Is this so?", author=author)
    assert [issue.message for issue in commented(open_package(saved(made), "x.docx"))] == [
        "The paper holds 3 comments by Jo Lead (2) and Al Lead (1), not printed."
    ]
    printed = print_paper(saved(made), name="x.docx", as_at=AS_AT)
    assert "W-09" in {issue.code for issue in printed.issues}
    assert "Is this so?" not in printed.html


def test_a_comment_whose_text_is_lost_still_counts() -> None:
    def mark(made: Any) -> None:
        made.add_paragraph("a")._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:commentReference w:id="0"/></w:r>'))

    assert [issue.code for issue in commented(package(mark))] == ["W-09"]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
@pytest.mark.parametrize("path", sorted(CORPUS.glob("review/*.docx")), ids=lambda path: path.stem)
def test_files_that_others_changed_resolve_to_a_clean_file(path: Path) -> None:
    opened = open_package(path.read_bytes(), path.name)
    for how in (True, False):
        clean = resolved(opened, accepted=how)
        assert find_changes(clean) == []
        document, _ = read_package(clean)
        assert document.sections


def test_a_former_number_that_cannot_come_back_is_said() -> None:
    def renumbered(made: Any) -> None:
        was = f'<w:numPr {nsdecls("w")}><w:numId w:val="0"/><w:numberingChange {BY} w:original="%1:3:0:."/></w:numPr>'
        made.add_paragraph("Reviews")._p.get_or_add_pPr().append(parse_xml(was))

    assert len(settled(package(renumbered), accepted=True)) == 1
    said = settled(package(renumbered), accepted=False)
    assert [issue.place.heading for issue in said] == ["", "Reviews"]
    assert said[1].message.startswith("“Reviews” is printed with its number of now:")
    assert "Jo Lead gave another number to “Reviews”" in unreviewed(package(renumbered))[1].message
