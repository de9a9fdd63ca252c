"""Words of the kind that PowerPoint writes, which stand in diagrams, over charts and in drawings pasted from it, as Word's own."""

from __future__ import annotations

from lxml import etree

from pipeline.printing.drawing.shape_colours import colour, share_of
from pipeline.printing.word.package import A, W, says_on, whole
from pipeline.printing.word.reading import Reading

_SIZE = 1800
_OVER_A_CHART = 1100
_ALIGNED = {"ctr": "center", "r": "right", "just": "both"}


def own_text(shape: etree._Element) -> etree._Element | None:
    """A shape's ``txBody`` where it holds words."""
    body = shape.find("{*}txBody")
    body = shape.find("{*}txSp/{*}txBody") if body is None else body
    said = body is not None and "".join(t.text or "" for t in body.iter(f"{A}t")).strip()
    return body if said else None


def as_word(body: etree._Element, reading: Reading) -> etree._Element:
    """DrawingML's paragraphs as Word's own, each with the looks that it gives itself, else in the theme's font."""
    listed = next(iter(body.iterfind(f"{A}lstStyle/{A}lvl1pPr/{A}defRPr")), None)
    usual = _OVER_A_CHART if "chartDrawing" in body.tag else _SIZE
    size = whole(None if listed is None else listed.get("sz"), usual)
    asked = next(body.itersiblings("{*}style", preceding=True), None)
    font = None if asked is None else asked.find("{*}fontRef")
    face = "+mj" if font is not None and font.get("idx") == "major" else "+mn"
    out = etree.Element(f"{W}txbxContent")
    for paragraph in body.iterfind(f"{A}p"):
        about = paragraph.find(f"{A}pPr")
        made = etree.SubElement(out, f"{W}p")
        properties = etree.SubElement(made, f"{W}pPr")
        etree.SubElement(properties, f"{W}spacing", _spacing(about))
        align = _ALIGNED.get("" if about is None else about.get("algn", ""), "left")
        etree.SubElement(properties, f"{W}jc", {f"{W}val": align})
        bullet = None if about is None else about.find(f"{A}buChar")
        if bullet is not None:
            run = etree.SubElement(made, f"{W}r")
            etree.SubElement(run, f"{W}t").text = "• "
        for piece in paragraph:
            if piece.tag == f"{A}br":
                etree.SubElement(etree.SubElement(made, f"{W}r"), f"{W}br")
            elif piece.tag in (f"{A}r", f"{A}fld"):
                _run(made, piece, reading, size, face)
    return out


def _spacing(about: etree._Element | None) -> dict[str, str]:
    spaced = None if about is None else about.find(f"{A}lnSpc/{A}spcPct")
    line = round(240 * (1.0 if spaced is None else share_of(spaced.get("val"))))
    return {f"{W}before": "0", f"{W}after": "0", f"{W}line": str(min(max(line, 120), 720)), f"{W}lineRule": "auto"}


def _run(paragraph: etree._Element, piece: etree._Element, reading: Reading, size: int, usual: str) -> None:
    run = etree.SubElement(paragraph, f"{W}r")
    look = etree.SubElement(run, f"{W}rPr")
    about = piece.find(f"{A}rPr")
    face = None if about is None else about.find(f"{A}latin")
    named = usual if face is None else face.get("typeface", "")
    if named.startswith("+"):
        named = reading.styles.theme.fonts.get("majorHAnsi" if named.startswith("+mj") else "minorHAnsi", "")
    if named:
        etree.SubElement(look, f"{W}rFonts", {f"{W}ascii": named, f"{W}hAnsi": named})
    for name, tag in (("b", "b"), ("i", "i")):
        if about is not None and says_on(about.get(name)):
            etree.SubElement(look, W + tag)
    ink = "" if about is None else colour(about.find(f"{A}solidFill"), reading.styles.theme.colours)[0]
    if ink:
        etree.SubElement(look, f"{W}color", {f"{W}val": ink[1:]})
    own = whole(None if about is None else about.get("sz"), size)
    etree.SubElement(look, f"{W}sz", {f"{W}val": str(max(own // 50, 2))})
    etree.SubElement(run, f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = piece.findtext(
        f"{A}t", ""
    )
