"""Word's markup round words: what only wraps them, what prints nothing, and which of several versions is read."""

from __future__ import annotations

from lxml import etree

from pipeline.printing.word.package import MC, W

WRAPPERS = frozenset(W + tag for tag in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "dir", "bdo"))
SILENT = frozenset(
    W + tag
    for tag in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "proofErr", "bookmarkEnd", "lastRenderedPageBreak", "permStart", "permEnd",
        "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "footnoteRef", "endnoteRef",
        "separator", "continuationSeparator", "smartTagPr", "customXmlPr", "moveFromRangeStart", "moveFromRangeEnd",
        "moveToRangeStart", "moveToRangeEnd", "del", "moveFrom", "delText", "delInstrText", "tcPr", "trPr", "tblPrEx",
        "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd",
        "sectPr",
    )
)  # fmt: skip
_DRAWN = ("wps", "wpg", "wpc", "w14", "w15", "w16se", "wp14", "a14", "v", "pic", "p14", "cx", "cx1")


def alternative(element: etree._Element) -> etree._Element:
    """The content of an ``AlternateContent`` that is understood here, else its fallback, else what newest Word takes."""
    choices = element.findall(f"{MC}Choice")
    for choice in choices:
        if all(need in _DRAWN for need in choice.get("Requires", "").split()):
            return choice
    fallback = element.find(f"{MC}Fallback")
    return fallback if fallback is not None else choices[0] if choices else element
