"""What a PDF says of itself in its metadata (XMP), as plain values."""

from __future__ import annotations

from typing import Any

from lxml import etree

_PDFUA = "{http://www.aiim.org/pdfua/ns/id/}part"
_DC = "{http://purl.org/dc/elements/1.1/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def metadata(root: Any) -> etree._Element | None:
    """The metadata of a PDF (its ``Root``); None where it has none that can be read."""
    stream = root.get("/Metadata")
    if stream is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(stream.read_bytes().strip(), parser)
    except etree.XMLSyntaxError:
        return None


def _text(xmp: etree._Element | None, tag: str) -> str:
    found = None if xmp is None else xmp.find(f".//{tag}")
    return "" if found is None else " ".join("".join(str(text) for text in found.itertext()).split())


def title(xmp: etree._Element | None) -> str:
    """The title."""
    return _text(xmp, f"{_DC}title")


def ua_part(xmp: etree._Element | None) -> str:
    """Which part of PDF/UA the file says it keeps to: “1”, or nothing."""
    if xmp is None:
        return ""
    for description in xmp.iter(f"{_RDF}Description"):
        if part := description.get(_PDFUA):
            return part
    return _text(xmp, _PDFUA)


def properties(xmp: etree._Element | None) -> list[tuple[str, str]]:
    """Everything it says, each with its name."""
    found = []
    for description in () if xmp is None else xmp.iter(f"{_RDF}Description"):
        for key, value in description.attrib.items():
            found.append((etree.QName(key).localname, str(value)))
        for child in description:
            if isinstance(child.tag, str):
                text = " ".join("".join(str(text) for text in child.itertext()).split())
                found.append((etree.QName(child).localname, text))
    return found
