"""Drawings put into small Word papers, and looked at once printed."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from docx.oxml import parse_xml
from PIL import Image, ImageChops

from pipeline.printing import print_paper
from tests.printing.samples import AS_AT

SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "dsp": "http://schemas.microsoft.com/office/drawing/2008/diagram",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "w10": "urn:schemas-microsoft-com:office:word",
    }.items()
)
POINT = 12700

CHART = (
    f"<c:chartSpace {SPACES}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Referrals</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea>"
    "<c:barChart><c:barDir val='col'/><c:ser><c:tx><c:strRef><c:strCache><c:ptCount val='1'/><c:pt idx='0'><c:v>2025</c:v></c:pt></c:strCache></c:strRef></c:tx>"
    "<c:spPr><a:solidFill><a:srgbClr val='FF0000'/></a:solidFill></c:spPr>"
    "<c:cat><c:strRef><c:strCache><c:ptCount val='2'/><c:pt idx='0'><c:v>North</c:v></c:pt><c:pt idx='1'><c:v>South</c:v></c:pt></c:strCache></c:strRef></c:cat>"
    "<c:val><c:numRef><c:numCache><c:formatCode>0.0</c:formatCode><c:ptCount val='2'/><c:pt idx='0'><c:v>4.25</c:v></c:pt><c:pt idx='1'><c:v>8</c:v></c:pt></c:numCache></c:numRef></c:val>"
    "</c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>"
)
"""A chart part: Referrals in 2025, 4.25 in the North and 8 in the South, as red columns."""


def raster(colours: list[str], kind: str = "PNG", mode: str = "RGB", dots: int = 20, **how: Any) -> bytes:
    """A picture of vertical bands of colour, each ``dots`` wide and high."""
    image = Image.new("RGB", (dots * len(colours), dots))
    for i, colour in enumerate(colours):
        image.paste(colour, (i * dots, 0, (i + 1) * dots, dots))
    out = io.BytesIO()
    image.convert(mode).save(out, kind, **how)
    return out.getvalue()


def put(paragraph: Any, xml: str) -> None:
    """Put a run with a drawing's XML at the end of a paragraph."""
    paragraph._p.append(parse_xml(f"<w:r {SPACES}>{xml}</w:r>"))


def part(made: Any, data: bytes, name: str, content_type: str = "image/png", kind: str = "image") -> str:
    """A part added to a paper, by its relationship's id."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    related = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    return str(made.part.relate_to(Part(PackURI(f"/word/{name}"), content_type, data, made.part.package), related))


def anchored(
    inside: str, *, width: float = 100, height: float = 60, wrap: str = "<wp:wrapSquare wrapText='bothSides'/>",
    across: str = "<wp:positionH relativeFrom='column'><wp:posOffset>0</wp:posOffset></wp:positionH>",
    down: str = "<wp:positionV relativeFrom='paragraph'><wp:posOffset>0</wp:posOffset></wp:positionV>",
    alt: str = "", uri: str = "x", behind: bool = False,
) -> str:  # fmt: skip
    """A floating drawing of what is ``inside`` its graphic data, sizes in points."""
    about = f'descr="{alt}"' if alt else ""
    return (
        f'<w:drawing><wp:anchor behindDoc="{int(behind)}" distT="0" distB="0" distL="114300" distR="114300">'
        f"{across}{down}<wp:extent cx='{int(width * POINT)}' cy='{int(height * POINT)}'/>{wrap}"
        f"<wp:docPr id='1' name='d' {about}/><a:graphic><a:graphicData uri='{uri}'>{inside}</a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing>"
    )


def inline(inside: str, *, width: float = 100, height: float = 60, alt: str = "") -> str:
    """A drawing in the line of words."""
    about = f'descr="{alt}"' if alt else ""
    return (
        f"<w:drawing><wp:inline><wp:extent cx='{int(width * POINT)}' cy='{int(height * POINT)}'/>"
        f"<wp:docPr id='1' name='d' {about}/><a:graphic><a:graphicData uri='x'>{inside}</a:graphicData></a:graphic>"
        "</wp:inline></w:drawing>"
    )


def pic(target: str, *, crop: str = "", blip: str = "", extra: str = "", frame: str = "") -> str:
    """A ``pic:pic`` of a relationship."""
    return (
        f"<pic:pic><pic:nvPicPr><pic:cNvPr id='1' name='p'/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed='{target}'>{blip}</a:blip>"
        f"{crop}<a:stretch/></pic:blipFill><pic:spPr>{frame}{extra}</pic:spPr></pic:pic>"
    )


def frame(x: float, y: float, w: float, h: float, more: str = "") -> str:
    """An ``a:xfrm`` in points."""
    return (
        f"<a:xfrm {more}><a:off x='{int(x * POINT)}' y='{int(y * POINT)}'/>"
        f"<a:ext cx='{int(w * POINT)}' cy='{int(h * POINT)}'/></a:xfrm>"
    )


def shape(
    preset: str = "rect", words: str = "", *, fill: str = "FF0000", line: str = "0000FF", at: str = "", body: str = ""
) -> str:
    """A ``wps:wsp``; empty ``fill`` or ``line`` for none."""
    inside = f"<a:solidFill><a:srgbClr val='{fill}'/></a:solidFill>" if fill else "<a:noFill/>"
    edge = f"<a:solidFill><a:srgbClr val='{line}'/></a:solidFill>" if line else "<a:noFill/>"
    text = "".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in words.split("|")) if words else ""
    box = f"<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>" if words else ""
    return (
        f"<wps:wsp><wps:cNvSpPr/><wps:spPr>{at}<a:prstGeom prst='{preset}'><a:avLst/></a:prstGeom>{inside}"
        f"<a:ln w='12700'>{edge}</a:ln></wps:spPr>{box}<wps:bodyPr {body}/></wps:wsp>"
    )


class Look:
    """A paper as printed: its words, its pages' dots, and what was said of it."""

    def __init__(self, data: bytes, name: str = "x.docx") -> None:
        self.printed = print_paper(data, name=name, as_at=AS_AT)
        self.codes = [issue.code for issue in self.printed.issues if issue.code < "W-4"]
        self.messages = " ".join(issue.message for issue in self.printed.issues)

    def page(self, number: int = 0) -> Image.Image:
        """A page's picture, one dot to the point."""
        return pypdfium2.PdfDocument(self.printed.pdf)[number].render(scale=1).to_pil().convert("RGB")

    def box(self, colour: tuple[int, int, int], number: int = 0) -> tuple[int, int, int, int] | None:
        """The smallest box (left, top, right, bottom) of points round everything in a colour on a page."""
        page = self.page(number)
        unlike = ImageChops.difference(page, Image.new("RGB", page.size, colour))
        near = [band.point(lambda dot: 255 if dot < 40 else 0) for band in unlike.split()]
        return ImageChops.multiply(ImageChops.multiply(near[0], near[1]), near[2]).getbbox()

    def words(self) -> str:
        """The words in the order that they are drawn."""
        pdf = pypdfium2.PdfDocument(self.printed.pdf)
        return " ".join(page.get_textpage().get_text_range() for page in pdf)


def with_bytes(data: bytes, name: str, new: bytes) -> bytes:
    """A Word file with one part's bytes replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            target.writestr(entry, new if entry.filename == name else source.read(entry))
    return out.getvalue()
