"""The PDF's structure tree, built from the pages as laid out: what a screen reader is given.

WeasyPrint's own tree has one element for each piece of a table, row, list or paragraph on each page, no Scope on
header cells and margin boxes outside the tree. Which pieces belong together is known only while the laid-out boxes
still point to their HTML elements, so the tree is built here, one structure element for each HTML element,
instead of repaired in the finished file. Repeated table headers and margin boxes become artifacts (PDF/UA-1, 7.8).
"""

from __future__ import annotations

import math
from collections.abc import Container, Sequence
from typing import Any
from xml.etree.ElementTree import Element

import pydyf

_TAGS = {
    "p": "P", "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6", "ul": "L", "ol": "L", "li": "LI",
    "table": "Table", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD",
    "caption": "Caption", "a": "Link", "img": "Figure", "blockquote": "BlockQuote", "nav": "TOC",
}  # fmt: skip
_HOLDERS = frozenset(("Document", "Div", "LBody", "TD", "TH", "BlockQuote", "Note", "Caption"))
_IN_TABLES = frozenset(("THead", "TBody", "TFoot", "TR", "TH", "TD", "Caption"))
_ROWS = frozenset(("Table", "THead", "TBody", "TFoot", "TR"))
_ALWAYS = frozenset(("Table", "TR", "TH", "TD"))


class _Node:
    """One structure element in the making."""

    __slots__ = ("box", "children", "dictionary", "element", "kind", "page", "parent")

    def __init__(self, kind: str, element: Element | None, parent: _Node | None) -> None:
        self.kind, self.element, self.parent = kind, element, parent
        self.children: list[Any] = []
        self.dictionary: Any = None
        self.page = -1
        self.box: Any = None


def add_tags(pdf: Any, document: Any, pdf_version: Any, page_streams: Sequence[Any]) -> None:
    """Add the structure tree to a PDF that WeasyPrint is writing; stands in for its own function of this name."""
    builder = _Builder()
    for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        builder.page(page._page_box, number, stream)
    builder.write(pdf, len(document.pages), [page.height for page in document.pages])


class _Builder:
    """Gathers elements page by page, then writes them."""

    def __init__(self) -> None:
        self.root = _Node("Document", None, None)
        self.nodes: dict[tuple[int, str], _Node] = {}
        self.tags: dict[Any, dict[str, Any]] = {}
        self.number = 0
        self.order: dict[int, int] = {}
        self.owners: list[list[bytes]] = []
        self.pages: list[bytes] = []
        self.heights: list[float] = []
        self.heads: dict[int, int] = {}
        self.links: list[tuple[_Node, Any]] = []
        self.late: dict[int, _Node | None] = {}

    def page(self, page_box: Any, number: int, stream: Any) -> None:
        """Place everything that one page draws, and make the rest of it artifacts."""
        self.number, self.tags = number, stream._tags
        self.order = {}
        for child in page_box.children:
            if type(child).__name__ == "MarginBox":
                continue
            self._place(child, self.root, False)
        renumber(stream, self.order)
        self.owners.append([b"null"] * len(self.order))
        self.tags.clear()

    def _place(self, box: Any, at: _Node, artifact: bool) -> None:
        box = getattr(box, "_box", box) if type(box).__name__ == "AbsolutePlaceholder" else box
        tag = self.tags.pop(box, None)
        element = box.element
        name = box.element_tag
        if element is not None and not artifact:
            at, artifact = self._enter(box, element, name, at)
        if tag is not None and not artifact:
            self._mark(tag["mcid"], at)
        annotation = getattr(box, "link_annotation", None)
        if annotation and not artifact:
            link = _upwards(at, {"Link"})
            if link.kind == "Link":
                self._fill(link)
                link.children.append(("annotation", len(self.links), self.number))
                self.links.append((link, annotation))
        for child in getattr(box, "children", ()):
            self._place(child, at, artifact)

    def _enter(self, box: Any, element: Element, name: str, at: _Node) -> tuple[_Node, bool]:
        """The node that a box's content belongs to; True where it is an artifact."""
        if at.element is element and "::" not in name:
            return at, False
        key = (id(element), name if "::footnote-call" in name else "")
        if node := self.nodes.get(key):
            repeated = node.kind == "THead" and box.is_header and self.heads[id(element)] != self.number
            return node, repeated
        if "::" in name:
            return self._call(element, at, key) if key[1] else at, False
        return self._begin(box, element, at, key), False

    def _call(self, element: Element, at: _Node, key: tuple[int, str]) -> _Node:
        """Where a note is called; the note itself is read after it."""
        called = self._node("Reference", element, at, key)
        self._node("Note", element, at, (id(element), ""))
        return called

    def _begin(self, box: Any, element: Element, at: _Node, key: tuple[int, str]) -> _Node:
        """The node of an element that is met first in this box; the one round it where it has none of its own."""
        classes = frozenset(element.get("class", "").split())
        if element.tag == "span" and "lb" in classes:
            item = _upwards(at, {"LI"})
            return self._node("Lbl", element, item, key) if item.kind == "LI" else at
        if _beside(element, classes):
            self.late[id(element)], at = _out_of_words(at)
        kind = _kind(element, classes, at.kind)
        if kind == "TOCI":
            at = self._contents(at)
        if not kind or (kind == "P" and at.kind == "Lbl"):
            self.nodes[key] = at
            return at
        if at.kind == "LI":
            body = (id(at.element), "body")
            at = self.nodes.get(body) or self._node("LBody", at.element, at, body)
        node = self._node(kind, element, at, key)
        node.box = box
        if kind == "THead":
            self.heads[id(element)] = self.number
        if kind in _ALWAYS:
            self._fill(node)
        return node

    def _contents(self, at: _Node) -> _Node:
        """The contents list that an entry belongs to: the one before it, where nothing stands between."""
        last = at.children[-1] if at.children else None
        if isinstance(last, _Node) and last.kind == "TOC":
            return last
        return _Node("TOC", None, at)

    def _node(self, kind: str, element: Element | None, parent: _Node, key: tuple[int, str]) -> _Node:
        node = _Node(kind, element, parent)
        self.nodes[key] = node
        return node

    def _fill(self, node: _Node) -> None:
        """Enter a node in the tree, with those above it; empty ones never are."""
        while node.page < 0:
            node.page = self.number
            if node.parent is None:
                return
            node.parent.children.append(node)
            node = node.parent

    def _mark(self, mcid: int, at: _Node) -> None:
        self._fill(at)
        new = self.order[mcid] = len(self.order)
        at.children.append(("words", new, self.number))

    def write(self, pdf: Any, pages: int, heights: list[float]) -> None:
        """Write the tree, the parent tree, and the catalog's entries."""
        self.pages = [f"{number} 0 R".encode() for number in pdf.pages["Kids"][::3]]
        self.heights = heights
        root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        pdf.add_object(root)
        self._write(pdf, self.root, root.reference)
        root["K"] = pydyf.Array([self.root.dictionary.reference])
        nums = pydyf.Array()
        for number, owners in enumerate(self.owners):
            nums.extend([number, pydyf.Array(owners)])
        for number, (link, annotation) in enumerate(self.links, start=pages):
            annotation["StructParent"] = number
            element = link.element
            words = "" if element is None else element.get("title") or " ".join("".join(element.itertext()).split())
            annotation["Contents"] = pydyf.String(words or "Link")
            nums.extend([number, link.dictionary.reference])
        parents = pydyf.Dictionary({"Nums": nums})
        pdf.add_object(parents)
        root["ParentTree"] = parents.reference
        root["ParentTreeNextKey"] = pages + len(self.links)
        pdf.catalog["StructTreeRoot"] = root.reference
        pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})

    def _write(self, pdf: Any, node: _Node, parent: bytes) -> None:
        """Write a node and those below it; words beside other elements, or on a later page, get a Span of their own."""
        made = node.dictionary = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.kind}", "P": parent})
        pdf.add_object(made)
        if node.kind != "Document":
            made["Pg"] = self.pages[node.page]
        self._attributes(made, node)
        kids = pydyf.Array()
        mixed = any(isinstance(child, _Node) for child in node.children)
        span: Any = None
        span_page = -1
        for child in self._in_order(node.children) if self.late else node.children:
            if isinstance(child, _Node):
                self._write(pdf, child, made.reference)
                kids.append(child.dictionary.reference)
                span = None
                continue
            kind, number, page = child
            if kind == "annotation":
                about = {"Type": "/OBJR", "Obj": self.links[number][1].reference, "Pg": self.pages[page]}
                kids.append(pydyf.Dictionary(about).data)
                span = None
            elif page == node.page and not mixed:
                kids.append(number)
                self.owners[page][number] = made.reference
            else:
                if span is None or span_page != page:
                    about = {"Type": "/StructElem", "S": "/Span", "P": made.reference, "Pg": self.pages[page]}
                    span, span_page = pydyf.Dictionary({**about, "K": pydyf.Array()}), page
                    pdf.add_object(span)
                    kids.append(span.reference)
                span["K"].append(number)
                self.owners[page][number] = span.reference
        made["K"] = kids

    def _in_order(self, children: list[Any]) -> list[Any]:
        """Children in reading order: what stands beside a paragraph is read after it, or before it where it comes first."""
        after: dict[int, list[Any]] = {}
        before: dict[int, list[Any]] = {}
        order: list[Any] = []
        for child in children:
            late = isinstance(child, _Node) and child.element is not None and id(child.element) in self.late
            owner = self.late[id(child.element)] if late else None
            if owner is not None and owner in children:
                first = "early" in child.element.get("class", "").split()
                (before if first else after).setdefault(id(owner), []).append(child)
            else:
                order.append(child)
        return [each for child in order for each in (*before.get(id(child), ()), child, *after.get(id(child), ()))]

    def _attributes(self, made: Any, node: _Node) -> None:
        element = node.element
        if element is None:
            return
        described = element.get("aria-description", "")
        if node.kind == "Figure":
            made["A"] = pydyf.Dictionary({"O": "/Layout", "BBox": pydyf.Array(self._corners(node, element))})
            made["Alt"] = pydyf.String(element.get("alt", ""))
        elif node.kind == "Formula":
            made["Alt"] = pydyf.String(element.get("aria-label", ""))
        elif node.kind in ("TH", "TD"):
            if about := _cell(element, node.kind):
                made["A"] = pydyf.Dictionary({"O": "/Table", **about})
        elif node.kind == "Div" and described:
            made["T"] = pydyf.String(described)
        elif node.kind == "Table" and described:
            made["A"] = pydyf.Dictionary({"O": "/Table", "Summary": pydyf.String(described)})
        elif node.kind == "L":
            kind = "/Disc" if element.tag == "ul" else "/Decimal"
            made["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": kind})
        elif node.kind == "Note":
            made["ID"] = pydyf.String(f"note-{made.number}")
        if element.get("lang"):
            made["Lang"] = pydyf.String(element.get("lang", ""))

    def _corners(self, node: _Node, element: Element) -> list[float]:
        """Where a picture stands on its page: left, bottom, right and top in points from its lower left corner."""
        box = node.box
        x, y, top = box.content_box_x(), box.content_box_y(), self.heights[node.page]
        corners = _turned((x, top - y - box.height, x + box.width, top - y), element.get("data-turn", ""))
        return [round(corner * 0.75, 2) for corner in corners]


def _kind(element: Element, classes: frozenset[str], inside: str) -> str:
    """The kind of structure element that an HTML element is, ``inside`` one of a kind; nothing for none of its own."""
    if element.get("role") == "presentation" or _beside(element, classes):  # a table that only places words, a box
        return "Div"
    if element.tag == "span" and "formula" in classes:
        return "Formula"
    if element.tag == "p" and "toc" in classes:
        return "TOCI"
    kind = _TAGS.get(element.tag, "")
    if kind in _IN_TABLES and inside not in _ROWS:
        kind = ""
    return "Span" if not kind and element.get("lang") and element.tag not in ("html", "body") else kind


def _beside(element: Element, classes: frozenset[str]) -> bool:
    """Whether an element stands beside or over a paragraph's words."""
    return element.tag == "div" and not classes.isdisjoint(("late", "early"))


def _upwards(node: _Node, kinds: Container[str]) -> _Node:
    """The nearest of some kinds, of a node and those that it stands in; the whole document where there is none."""
    while node.kind not in kinds and node.parent is not None:
        node = node.parent
    return node


def _out_of_words(at: _Node) -> tuple[_Node | None, _Node]:
    """For what stands beside words: the node that it is read before or after, and the one that holds both."""
    owner: _Node | None = None
    while at.parent is not None and at.kind not in _HOLDERS:
        owner, at = at, at.parent
    return owner, at


def _cell(element: Element, kind: str) -> dict[str, str]:
    """What a table's cell says of itself: the columns and rows that it spans, and what it heads."""
    spans = {"ColSpan": element.get("colspan", ""), "RowSpan": element.get("rowspan", "")}
    said = {key: span for key, span in spans.items() if span}
    if kind == "TH":
        said["Scope"] = "/Row" if element.get("scope") == "row" else "/Column"
    return said


def _turned(corners: tuple[float, float, float, float], degrees: str) -> tuple[float, float, float, float]:
    """The box round a box that is turned about its middle."""
    if not degrees:
        return corners
    left, bottom, right, top = corners
    angle = math.radians(float(degrees))
    across, down = abs(math.cos(angle)), abs(math.sin(angle))
    w, h = (right - left) / 2, (top - bottom) / 2
    x, y, w, h = (left + right) / 2, (top + bottom) / 2, w * across + h * down, w * down + h * across
    return x - w, y - h, x + w, y + h


def renumber(stream: Any, order: dict[int, int]) -> None:
    """Give a page's marks the numbers that the tree knows; what the tree doesn't know becomes an artifact."""
    lines = stream.stream
    for i, line in enumerate(lines):
        if line == b"BDC":
            new = order.get(lines[i - 1]["MCID"])
            if new is None:
                lines[i - 2 : i + 1] = "/Artifact", b"", b"BMC"
            else:
                lines[i - 1]["MCID"] = new
