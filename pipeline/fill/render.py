"""The filling itself: docxtpl with strict names, everything escaped, and nothing but facts within reach."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from pipeline.facts.fact import Fact, Given, Node, Picture
from pipeline.fill.package import w
from pipeline.fill.pictures import Gallery

_FILTERS = ("capitalize", "first", "join", "last", "length", "lower", "upper")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x07\x0c\ufffe\uffff\ud800-\udfff]")
_BREAKS = re.compile("\r\n|[\r\x0b\u2028\u2029]")
_TEXT = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*[\t\n][^<]*)</w:t>")
_KEEP = '</w:t>{}<w:t xml:space="preserve">'


class FactsOnly(ImmutableSandboxedEnvironment):
    """A template language in which a dot reaches facts by name, and nothing else."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True, **settings)
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.tests = {}
        self.globals = {}

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Node):
            if attribute in obj:
                return obj[attribute]
            return "" if isinstance(obj, Given) else self.undefined(obj=obj, name=attribute)
        if isinstance(obj, LoopContext):
            return super().getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, (list, tuple)) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        return self.getattr(obj, argument)


class _Paper(DocxTemplate):  # type: ignore[misc]
    """docxtpl that refuses broken XML, and fills notes once."""

    def resolve_listing(self, xml: str) -> str:
        """Line breaks and tabs within a value become Word's own."""
        return _TEXT.sub(lambda m: m[1] + _broken(m[2]) + "</w:t>", xml)

    def fix_tables(self, xml: str) -> etree._Element:
        tree = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, huge_tree=True))
        for table in tree.iter(w("tbl")):
            _even_columns(table)
        return tree

    def render_properties(self, context: Mapping[str, Any], jinja_env: Any = None) -> None:
        """The core properties are written afresh when the paper is finished."""

    def render_footnotes(self, context: Mapping[str, Any], jinja_env: Any = None) -> None:
        for part in self.docx.part.package.parts:
            if part.content_type.endswith(("footnotes+xml", "endnotes+xml")):
                xml = self.render_xml_part(self.patch_xml(part.blob.decode("utf-8")), part, context, jinja_env)
                part._blob = xml.encode("utf-8")


def render(template: bytes, tree: Node) -> bytes:
    """A checked template filled with the facts of ``tree``.

    Raises jinja2's ``TemplateError`` and lxml's ``XMLSyntaxError`` where a fault escaped the checks.
    """
    paper = _Paper(io.BytesIO(template))
    gallery = Gallery()

    def printed(value: Any) -> Any:
        if isinstance(value, Picture):
            return gallery.shown_in(paper.current_rendering_part, value)
        if isinstance(value, (Fact, str, int)):
            return plain(str(value))
        return value

    paper.render({name: tree[name] for name in tree}, jinja_env=FactsOnly(finalize=printed))
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def plain(text: str) -> str:
    """A value's text without characters that Word can't hold."""
    return _UNPRINTABLE.sub("", _BREAKS.sub("\n", text))


def _broken(text: str) -> str:
    return text.replace("\n", _KEEP.format("<w:br/>")).replace("\t", _KEEP.format("<w:tab/>"))


def _even_columns(table: etree._Element) -> None:
    """A table whose columns were repeated gets its width back: the first column as it was, the rest alike."""
    grid = table.find(w("tblGrid"))
    rows = [row.findall(w("tc")) for row in table.findall(w("tr"))]
    if grid is None or not rows or table.find(f".//{w('gridSpan')}") is not None:
        return
    many = max(len(cells) for cells in rows)
    widths = [int(column.get(w("w"), "0")) for column in grid.findall(w("gridCol"))]
    if many == len(widths) or many < 2 or not widths:
        return
    first = min(widths[0], sum(widths) // many)
    rest = (sum(widths) - first) // (many - 1)
    new = [sum(widths) - rest * (many - 1), *[rest] * (many - 1)]
    for column in list(grid):
        grid.remove(column)
    for width in new:
        etree.SubElement(grid, w("gridCol")).set(w("w"), str(width))
    for cells in rows:
        for cell, width in zip(cells, new, strict=False):
            size = cell.find(f"{w('tcPr')}/{w('tcW')}")
            if size is not None:
                size.set(w("w"), str(width))
                size.set(w("type"), "dxa")
