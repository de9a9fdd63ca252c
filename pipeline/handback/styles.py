"""The styles part: what marks a cell, and what the Queries sheet needs, added after all that is there.

An error has a pink fill and a thick solid border, a query a yellow fill and a dashed one, so that
neither is told by colour alone; the text of both is near black (10 to 1 and better on either fill). All
else of the cell's own style stays: its number format, font, alignment and protection.
"""

from __future__ import annotations

from copy import deepcopy
from functools import partial

from lxml import etree

from pipeline.handback.listed import SEVERITIES, Look
from pipeline.handback.package import put_after
from pipeline.issues import Severity

_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")
_FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family",
    "charset", "scheme",
)  # fmt: skip
INK = "FF0B0C0C"
LINK = "FF003078"
WHITE = "FFFFFFFF"
NAVY = "FF1F3864"
FILLS = {Severity.ERROR: "FFF9D3CF", Severity.QUERY: "FFFFF0B3"}
_EDGES = {Severity.ERROR: ("thick", "FF942514"), Severity.QUERY: ("mediumDashed", "FF594D00")}


class Styles:
    """A workbook's styles part, to which styles are added."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.ns = str(etree.QName(root).namespace)
        self._made: dict[tuple[int, Severity], int] = {}
        self._edges: dict[Severity, int] = {}
        self._fills: dict[str, int] = {}
        self._fonts: dict[int, int] = {}

    def marked(self, style: int, severity: Severity) -> int:
        """The style of a cell of style ``style`` once it is marked."""
        if (style, severity) not in self._made:
            formats = self._list("cellXfs")
            found = deepcopy(formats[style if style < len(formats) else 0])
            found.set("fontId", str(self._inked(int(found.get("fontId", "0")))))
            found.set("fillId", str(self._fill(FILLS[severity])))
            found.set("borderId", str(self._edge(severity)))
            for name in ("applyFont", "applyFill", "applyBorder"):
                found.set(name, "1")
            self._made[style, severity] = self._append("cellXfs", found)
        return self._made[style, severity]

    def looks(self) -> dict[Look, int]:
        """The styles of the Queries sheet, as numbers of the styles part: 12 point and larger, wrapped, from the top."""
        text = self._font(12)
        bold = self._font(12, bold=True)
        link = self._font(12, colour=LINK, underlined=True)
        head = self._font(12, bold=True, colour=WHITE)
        thin = self._border("thin", "FF505A5F")
        boxed = partial(self._format, edge=thin, wrap=True)
        return {
            Look.TITLE: self._format(self._font(16, bold=True)),
            Look.LINE: self._format(text),
            Look.LINE_LINK: self._format(link),
            Look.HEAD: boxed(head, fill=self._fill(NAVY)),
            Look.TEXT: boxed(text),
            Look.LITERAL: boxed(text, quoted=True),
            Look.LINK: boxed(link),
            Look.NUMBER: boxed(text),
            **{
                look: self._format(bold, fill=self._fill(FILLS[severity]), edge=self._edge(severity), wrap=True)
                for severity, look in SEVERITIES.items()
            },
        }

    def _list(self, name: str) -> etree._Element:
        """A list of the part with what every reader expects at its start."""
        found = self.root.find(f"{{{self.ns}}}{name}")
        if found is None:
            found = etree.Element(f"{{{self.ns}}}{name}")
            put_after(self.root, found, _ORDER[: _ORDER.index(name)])
        starts = {
            "fonts": ['<font><sz val="11"/><name val="Calibri"/></font>'],
            # Whatever stands in the first two places, no fill and grey dots are what is drawn.
            "fills": [
                '<fill><patternFill patternType="none"/></fill>',
                '<fill><patternFill patternType="gray125"/></fill>',
            ],
            "borders": ["<border><left/><right/><top/><bottom/><diagonal/></border>"],
            "cellStyleXfs": ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'],
            "cellXfs": ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'],
        }[name]
        for start in starts[len(found) :]:
            found.append(self._element(start))
        return found

    def _element(self, xml: str) -> etree._Element:
        """An element in the part's own namespace, and under its own prefix."""
        wrapped = etree.fromstring(f'<a xmlns="{self.ns}">{xml}</a>')
        return wrapped[0]

    def _append(self, name: str, element: etree._Element) -> int:
        found = self._list(name)
        found.append(element)
        if found.get("count") is not None:
            found.set("count", str(len(found)))
        return len(found) - 1

    def _font(self, size: int, *, bold: bool = False, colour: str = INK, underlined: bool = False) -> int:
        marks = ("<b/>" if bold else "") + ("<u/>" if underlined else "")
        xml = f'<font>{marks}<sz val="{size}"/><color rgb="{colour}"/><name val="Arial"/><family val="2"/></font>'
        return self._append("fonts", self._element(xml))

    def _inked(self, font: int) -> int:
        """The same font in near black: white on a dark fill couldn't be read on a light one."""
        if font not in self._fonts:
            fonts = self._list("fonts")
            found = deepcopy(fonts[font if font < len(fonts) else 0])
            for colour in found.findall(f"{{{self.ns}}}color"):
                found.remove(colour)
            found.append(self._element(f'<color rgb="{INK}"/>'))
            found[:] = sorted(found, key=lambda mark: _FONT_ORDER.index(etree.QName(mark).localname))
            self._fonts[font] = self._append("fonts", found)
        return self._fonts[font]

    def _fill(self, colour: str) -> int:
        if colour not in self._fills:
            xml = f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor indexed="64"/></patternFill></fill>'
            self._fills[colour] = self._append("fills", self._element(xml))
        return self._fills[colour]

    def _edge(self, severity: Severity) -> int:
        if severity not in self._edges:
            self._edges[severity] = self._border(*_EDGES[severity])
        return self._edges[severity]

    def _border(self, kind: str, colour: str) -> int:
        sides = "".join(
            f'<{side} style="{kind}"><color rgb="{colour}"/></{side}>' for side in ("left", "right", "top", "bottom")
        )
        return self._append("borders", self._element(f"<border>{sides}<diagonal/></border>"))

    def _format(self, font: int, *, fill: int = 0, edge: int = 0, wrap: bool = False, quoted: bool = False) -> int:
        self._list("cellStyleXfs")
        wrapped = ' wrapText="1"' if wrap else ""
        prefixed = ' quotePrefix="1"' if quoted else ""
        return self._append(
            "cellXfs",
            self._element(
                f'<xf numFmtId="49" fontId="{font}" fillId="{fill}" borderId="{edge}" xfId="0"{prefixed} '
                'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
                f'<alignment horizontal="left" vertical="top"{wrapped}/></xf>'
            ),
        )
