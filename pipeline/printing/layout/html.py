"""The document tree written as semantic HTML with its CSS, ready to be laid out on pages."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from pipeline.printing.document.page_numbers import Total
from pipeline.printing.document.tree import Bookmark, Break, Document, Paragraph, inlines
from pipeline.printing.layout.html_blocks import BlockWriter
from pipeline.printing.layout.html_sections import SectionWriter, breaks_page
from pipeline.printing.layout.ruling import note_line

_CSS = """
html{image-rendering:crisp-edges}
body{margin:0;font-size:10pt;font-kerning:none;overflow-wrap:break-word}
p,h1,h2,h3,h4,h5,h6,ol,ul,li,table,div{margin:0;padding:0}
h1,h2,h3,h4,h5,h6{font-weight:inherit;break-after:avoid;break-inside:auto}
ol,ul{list-style:none;break-before:auto}
li{display:block}
table{border-collapse:collapse;border-spacing:0;table-layout:fixed;text-align:left}
td,th{direction:ltr;padding:0;vertical-align:top;font-weight:inherit;text-align:inherit}
thead.once{display:table-row-group}
tbody.group,tr.whole,table.whole{break-inside:avoid}
.held{break-after:avoid}
sup,sub{font-size:65%;line-height:0}
a{color:inherit;text-decoration:none}
.lb,.tab{display:inline-block;text-indent:0;white-space:nowrap}
.tabbed{position:relative}
.at{position:absolute;text-indent:0;white-space:nowrap}
.ws{white-space:pre-wrap}
.ws .lb,.ws .tab,.ws .at{white-space:pre}
.spot{position:absolute}
img{max-width:100%;overflow:visible}
.drawn img{vertical-align:bottom}
.lined-top img,.lined-top .group{vertical-align:top}
.lined-middle img,.lined-middle .group{vertical-align:middle}
.lined-bottom img,.lined-bottom .group{vertical-align:bottom}
.page::before{content:counter(page)}
.pages::before{content:counter(pages)}
.page-of::before{content:target-counter(attr(data-of),page)}
.note{float:footnote;text-indent:0;text-align:left;font-weight:normal;font-style:normal}
.note::footnote-call{content:attr(data-mark);vertical-align:super;font-size:65%;line-height:0}
.note::footnote-marker{content:attr(data-mark) " ";vertical-align:super;font-size:65%;line-height:0}
"""


@dataclass(frozen=True)
class Page:
    """A document's HTML: the element tree that is laid out, and its pictures by address.

    ``starts`` are the kinds of page with the number that each begins at; ``begins`` gives for each section its kind of
    page and, where it goes on on the last one's, the element that it begins with. ``totals`` are where a section's
    number of pages is printed, to be filled in once it is known. ``moved`` are the words beside which something stands
    that Word sets at a spot of its page.
    """

    root: Element
    pictures: dict[str, tuple[bytes, str]]
    anchors: dict[str, str]
    starts: tuple[tuple[str, int | None], ...]
    fonts: frozenset[str]
    begins: tuple[tuple[str, str], ...] = ()
    totals: tuple[Total, ...] = ()
    moved: tuple[str, ...] = ()


def write_html(document: Document) -> Page:
    """A document as HTML: headings, lists, tables and notes by their own elements, looks as classes."""
    ids, anchors = _addresses(document)
    blocks = BlockWriter(document, ids, anchors)
    sections = SectionWriter(document, blocks)
    paragraphs, words = blocks.paragraphs, blocks.paragraphs.words
    root = Element("html", {"lang": document.language})
    head = SubElement(root, "head")
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    SubElement(head, "title").text = document.title
    style = SubElement(head, "style")
    sections.write(SubElement(root, "body", {"style": "hyphens:auto"} if document.hyphenated else {}))
    style.text = (
        _CSS
        + f"@page{{@footnote{{margin-top:9pt;{note_line()}}}}}\n"
        + "\n".join([*sections.rules, *paragraphs.running_rules()])
        + "\n"
        + blocks.sheet.css()
    )
    places = {id(section): number for number, section in enumerate(document.sections)}
    return Page(
        root,
        paragraphs.drawn.pictures.kept,
        anchors,
        starts=tuple(sections.starts),
        fonts=frozenset(words.fonts),
        begins=tuple(sections.begins),
        totals=tuple(Total(element, places[id(section)], numbers) for element, section, numbers in words.totals),
        moved=tuple(paragraphs.drawn.moved),
    )


def _addresses(document: Document) -> tuple[dict[int, str], dict[str, str]]:
    """The addresses of paragraphs, by identity, and of bookmarks.

    A bookmark's is the paragraph that it starts in; where that only breaks the page, the next, else the last.
    """
    ids: dict[int, str] = {}
    anchors: dict[str, str] = {}
    names: list[str] = []
    last: Paragraph | None = None

    def lead_to(block: Paragraph) -> None:
        address = ids.setdefault(id(block), f"p{len(ids) + 1}")
        for name in names:
            anchors.setdefault(name, address)
        names.clear()

    for block in document.blocks():
        if not isinstance(block, Paragraph):
            continue
        inside = list(inlines(block.children))
        names += [inline.name for inline in inside if isinstance(inline, Bookmark)]
        if any(map(breaks_page, inside)) and all(isinstance(each, Bookmark | Break) for each in inside):
            continue
        last = block
        if names or (block.level is not None and block.text.strip()):
            lead_to(block)
    if names and last is not None:
        lead_to(last)
    return ids, anchors
