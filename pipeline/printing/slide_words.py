"""Words of the kind that PowerPoint writes, which stand in diagrams and in drawings pasted from it, as Word's own."""

from __future__ import annotations

from lxml import etree

from pipeline.printing.package import A, W, whole
from pipeline.printing.reading import Reading
from pipeline.printing.shape_colours import colour


def as_word(body: etree._Element, reading: Reading) -> etree._Element:
    """DrawingML's paragraphs as Word's own."""
    out = etree.Element(f"{W}txbxContent")
    for paragraph in body.iterfind(f"{A}p"):
        about = paragraph.find(f"{A}pPr")
        made = etree.SubElement(out, f"{W}p")
        properties = etree.SubElement(made, f"{W}pPr")
        etree.SubElement(
            properties, f"{W}spacing", {f"{W}before": "0", f"{W}after": "0", f"{W}line": "216", f"{W}lineRule": "auto"}
        )
        align = "" if about is None else about.get("algn", "")
        etree.SubElement(properties, f"{W}jc", {f"{W}val": {"ctr": "center", "r": "right"}.get(align, "left")})
        bullet = None if about is None else about.find(f"{A}buChar")
        if bullet is not None:
            run = etree.SubElement(made, f"{W}r")
            etree.SubElement(run, f"{W}t").text = "• "
        for piece in paragraph:
            if piece.tag == f"{A}br":
                etree.SubElement(etree.SubElement(made, f"{W}r"), f"{W}br")
            elif piece.tag in (f"{A}r", f"{A}fld"):
                _run(made, piece, reading)
    return out


def _run(paragraph: etree._Element, piece: etree._Element, reading: Reading) -> None:
    run = etree.SubElement(paragraph, f"{W}r")
    look = etree.SubElement(run, f"{W}rPr")
    about = piece.find(f"{A}rPr")
    if about is not None:
        for name, tag in (("b", "b"), ("i", "i")):
            if about.get(name) in ("1", "true"):
                etree.SubElement(look, W + tag)
        ink = colour(about.find(f"{A}solidFill"), reading.styles.colours)[0]
        if ink:
            etree.SubElement(look, f"{W}color", {f"{W}val": ink[1:]})
        if about.get("sz"):
            etree.SubElement(look, f"{W}sz", {f"{W}val": str(max(whole(about.get("sz")) // 50, 2))})
    etree.SubElement(run, f"{W}t").text = piece.findtext(f"{A}t", "")
