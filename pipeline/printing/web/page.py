"""A document as one self-contained web page: its landmarks, contents, text and notes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

from pipeline.printing import seal
from pipeline.printing.document.neighbours import stripped
from pipeline.printing.document.outline import Heading, outline
from pipeline.printing.document.page_numbers import formats
from pipeline.printing.document.tree import Bookmark, Document, Paragraph, RunFormat, Text, inlines
from pipeline.printing.web.blocks import Blocks
from pipeline.printing.web.contents import Nested
from pipeline.printing.web.furniture import standing
from pipeline.printing.web.paragraphs import Paragraphs
from pipeline.printing.web.style import SHEET, Looks
from pipeline.printing.web.words import Called, Words

_FEW_HEADINGS = 3
_MANY_HEADINGS = 30
_SLUG_WORDS = 8


def write_web_page(document: Document, pages: Mapping[str, int]) -> str:
    """A document as HTML in one file, pictures inside. ``pages`` are the PDF's page numbers by bookmark, to refer to."""
    headings = outline(document)
    ids, anchors = _addresses(document, headings)
    looks = Looks()
    words = Words(document, looks, anchors, pages, _body_look(document), numbered=formats(document))
    right = _runs_left(document)
    levels = {id(heading.paragraph): heading.printed for heading in headings}
    blocks = Blocks(Paragraphs(words, levels, ids, right))
    root = Element("html", {"lang": document.language, **({"dir": "rtl"} if right else {})})
    head = SubElement(root, "head")
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "meta", {"name": "generator", "content": seal.BLANK})
    SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    SubElement(head, "meta", {"name": "color-scheme", "content": "light dark"})
    SubElement(head, "title").text = document.title
    style = SubElement(head, "style")
    body = SubElement(root, "body")
    ours = _ours(document.language)
    SubElement(body, "a", {"class": "skip", "href": "#paper", **ours}).text = "Skip to the paper"
    _standing(body, "header", document, blocks)
    own_contents = any(isinstance(block, Paragraph) and block.contents for block in document.blocks())
    listed = [] if own_contents else _listed(headings)
    if len(listed) >= _FEW_HEADINGS:
        body.set("class", "sided")
        _navigation(body, listed, ids, ours)
    main = SubElement(body, "main", {"id": "paper", "tabindex": "-1"})
    for section in document.sections:
        blocks.write(main, section.blocks)
    if main.find(".//h1") is None:
        first = Element("h1", {"class": "hidden"})
        first.text = document.title
        main.insert(0, first)
    _notes(main, words, blocks)
    _standing(body, "footer", document, blocks)
    style.text = SHEET + looks.css()
    written = f"<!DOCTYPE html>\n{tostring(root, encoding='unicode', method='html')}\n"
    return seal.sealed(written.encode()).decode()


def _addresses(document: Document, headings: list[Heading]) -> tuple[dict[int, str], dict[str, str]]:
    """The address of every heading (in its words) and of every other paragraph with a bookmark; addresses by bookmark."""
    said = {id(heading.paragraph): _slug(heading.paragraph.text) for heading in headings}
    ids: dict[int, str] = {}
    anchors: dict[str, str] = {}
    taken = {"paper"}
    for block in document.blocks():
        if not isinstance(block, Paragraph):
            continue
        names = [each.name for each in inlines(block.children) if isinstance(each, Bookmark)]
        if not names and id(block) not in said:
            continue
        wanted = name = said.get(id(block), "") or "place"
        number = 1
        while name in taken:
            number += 1
            name = f"{wanted}-{number}"
        taken.add(name)
        ids[id(block)] = name
        for each in names:
            anchors.setdefault(each, name)
    return ids, anchors


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).lower().replace("'", "").replace("’", "")
    slug = "-".join(re.findall(r"\w+", plain)[:_SLUG_WORDS])
    return f"h-{slug}" if re.match(r"(note|call|place|paper)(-|$)|\d", slug) else slug


def _body_look(document: Document) -> RunFormat:
    """The look of most of the paper's words."""
    sizes: Counter[float] = Counter()
    for block in document.blocks():
        if isinstance(block, Paragraph) and block.level is None:
            for each in inlines(block.children):
                if isinstance(each, Text):
                    sizes[each.format.size] += len(each.text)
    return RunFormat(size=max(sizes, key=lambda size: sizes[size]) if sizes else 11.0)


def _runs_left(document: Document) -> bool:
    """Whether most of the paper's words run from right to left."""
    letters: Counter[bool] = Counter()
    for block in document.blocks():
        if isinstance(block, Paragraph):
            letters[block.format.right_to_left] += len(block.text)
    return letters[True] > letters[False]


def _ours(language: str) -> dict[str, str]:
    """The language of the page's own words, where it isn't the paper's."""
    return {} if language.lower().startswith("en") else {"lang": "en-GB"}


def _standing(body: Element, edge: str, document: Document, blocks: Blocks) -> None:
    """The landmark for what headers or footers say; none where they say nothing of their own."""
    found = standing(document, edge)
    if found:
        blocks.write(SubElement(body, edge), found)


def _listed(headings: list[Heading]) -> list[Heading]:
    """The headings that the page's own list of contents names: without its title, and only the upper levels of many."""
    titles = [heading for heading in headings if heading.printed == 1]
    rest = [heading for heading in headings if heading.printed > 1] if len(titles) == 1 else headings
    top = min((heading.printed for heading in rest), default=1)
    for levels in (3, 2, 1):
        found = [heading for heading in rest if heading.printed < top + levels]
        if len(found) <= _MANY_HEADINGS:
            break
    return found


def _navigation(body: Element, headings: list[Heading], ids: Mapping[int, str], ours: Mapping[str, str]) -> None:
    """Links to the headings of a paper that has no contents list of its own."""
    nav = SubElement(body, "nav", {"class": "all toc", "aria-labelledby": "contents-of-page"})
    SubElement(nav, "h2", {"id": "contents-of-page", **ours}).text = "On this page"
    nested = Nested(nav)
    for heading in headings:
        item = nested.item(heading.printed)
        label = f"{heading.paragraph.label.text} " if heading.paragraph.label else ""
        link = SubElement(item, "a", {"href": f"#{ids[id(heading.paragraph)]}"})
        link.text = label + " ".join(heading.paragraph.text.split())


def _notes(main: Element, words: Words, blocks: Blocks) -> None:
    """Footnotes and endnotes at the end, each with a link back to where it is called; notes may call notes."""
    for kind, title in (("footnote", "Footnotes"), ("endnote", "Endnotes")):
        if not any(called.note.kind == kind for called in words.notes):
            continue
        name = f"{kind}s-of-page"
        section = SubElement(main, "section", {"class": "notes", "role": "doc-endnotes", "aria-labelledby": name})
        SubElement(section, "h2", {"id": name, **_ours(words.document.language)}).text = title
        held = SubElement(section, "ol")
        done = 0
        while done < len(words.notes):
            called = words.notes[done]
            done += 1
            if called.note.kind == kind:
                _note(held, called, blocks)


def _note(held: Element, called: Called, blocks: Blocks) -> None:
    note = called.note
    item = SubElement(held, "li", {"id": f"note-{called.number}"})
    row = SubElement(item, "div", {"class": "n"})
    mark = SubElement(row, "span", {"class": "lb"})
    mark.text, mark.tail = note.mark, " "
    inner = SubElement(row, "div")
    kept = [
        Paragraph(stripped(block.children), block.format, block.style) if isinstance(block, Paragraph) else block
        for block in note.blocks
    ]
    blocks.write(inner, kept)
    holder = inner[-1] if len(inner) and inner[-1].tag == "p" else inner
    kind = "endnote" if note.kind == "endnote" else "footnote"
    about = {
        "class": "back",
        "href": f"#call-{called.number}",
        "role": "doc-backlink",
        "aria-label": f"Back to where {kind} {note.mark} is called",
    }
    SubElement(holder, "a", about).text = "↩"
