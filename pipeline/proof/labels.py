"""The automatic number or bullet that Word shows before a paragraph."""

from __future__ import annotations

from lxml import etree

from pipeline.printing.word.numbering import Numbering, read_numbering
from pipeline.printing.word.package import Package, W, value, whole
from pipeline.printing.word.styles import Styles, read_styles


class Labels:
    """The labels of one document part. Paragraphs must be asked about once each, in order: lists count them."""

    def __init__(self, package: Package) -> None:
        self._styles: Styles = read_styles(package)
        self._numbering: Numbering = read_numbering(package, self._styles)

    def of(self, paragraph: etree._Element) -> str:
        """The label of the next paragraph; empty where it has none."""
        list_id, depth = self._list(paragraph.find(f"{W}pPr"))
        numbered = self._numbering.advance(list_id, depth) if list_id else None
        if numbered is None or numbered.level.run.get("hidden"):
            return ""
        return "•" if numbered.level.picture is not None else numbered.text

    def _list(self, properties: etree._Element | None) -> tuple[int, int]:
        """The list and level that a paragraph is in, its own or its style's; list 0 for none."""
        style_id = value(properties, "pStyle") or ""
        if style_id not in self._styles.styles:
            style_id = self._styles.defaults.get("paragraph", "")
        list_id = depth = 0
        for style in self._styles.chain(style_id):
            if style.numbering:
                list_id = list_id if style.numbering[0] is None else style.numbering[0]
                tied = self._numbering.style_level(list_id, style_id)
                depth = tied if tied is not None else depth if style.numbering[1] is None else style.numbering[1]
        own = None if properties is None else properties.find(f"{W}numPr")
        if own is not None:
            list_id = whole(value(own, "numId"), list_id)
            depth = whole(value(own, "ilvl"), depth)
        return list_id, depth
