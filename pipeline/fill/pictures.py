"""A chart as Word holds it: an inline picture, PNG with the SVG beside it, and the text that stands for it."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from markupsafe import Markup

from pipeline.facts.fact import Picture

_EMU_PER_MM = 36000
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ASVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


class Gallery:
    """The pictures put into one paper, each stored once however often it is shown."""

    def __init__(self) -> None:
        self._parts: dict[str, tuple[Part, Part]] = {}
        self._shown = 0

    def shown_in(self, part: Any, picture: Picture) -> Markup:
        """The markup of ``picture`` within a run of the document part ``part``."""
        if picture.id not in self._parts:
            number = len(self._parts) + 1
            png = Part(PackURI(f"/word/media/chart{number}.png"), "image/png", picture.png, part.package)
            svg = Part(PackURI(f"/word/media/chart{number}.svg"), "image/svg+xml", picture.svg.encode(), part.package)
            self._parts[picture.id] = (png, svg)
        png, svg = self._parts[picture.id]
        self._shown += 1
        return Markup('</w:t></w:r><w:r><w:drawing>{}</w:drawing></w:r><w:r><w:t xml:space="preserve">').format(
            Markup(  # noqa: S704
                _inline(
                    picture,
                    self._shown,
                    part.relate_to(png, RELATIONSHIP_TYPE.IMAGE),
                    part.relate_to(svg, RELATIONSHIP_TYPE.IMAGE),
                )
            )
        )


def _inline(picture: Picture, number: int, png: str, svg: str) -> str:
    width, height = (round(side * _EMU_PER_MM) for side in (picture.width, picture.height))
    name, alt = quoteattr(f"Chart {number}"), quoteattr(picture.alt)
    return (
        f'<wp:inline xmlns:wp="{_WP}" xmlns:a="{_A}" xmlns:pic="{_PIC}" xmlns:r="{_R}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name={name} descr={alt}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_PIC}"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name={name} descr={alt}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{png}"><a:extLst><a:ext uri="{_SVG_EXTENSION}">'
        f'<asvg:svgBlip xmlns:asvg="{_ASVG}" r:embed="{svg}"/></a:ext></a:extLst></a:blip>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
    )
