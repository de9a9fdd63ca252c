"""Content controls: prompts that nobody filled in, and words that Word would take from the data behind the paper."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.printing.word.fields import UNFILLED
from pipeline.printing.word.package import Package, W, is_on
from pipeline.printing.word.reading import NOT_CARRIED, Reading, first_words

_DATA = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}"
_PREFIX = re.compile(r"xmlns:([\w.-]+)=['\"]([^'\"]*)['\"]")
_PATH = re.compile(r"(/(?:[\w.-]+:)?[\w.-]+(?:\[\d{1,4}\])?)+(/@(?:[\w.-]+:)?[\w.-]+|/text\(\))?(?:\[1\])?")
_OWN = {
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": "core-properties",
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}": "extended-properties",
}
_PARTS = frozenset(("header", "footer", "footnotes", "endnotes"))


def check_controls(reading: Reading) -> None:
    """Say which content controls of the file still show their prompt, or words other than those they are bound to."""
    package, before = reading.package, reading.part
    parts = [package.document]
    parts += [each.target for each in package.related(package.document).values() if each.kind in _PARTS]
    data: dict[str, etree._Element] | None = None
    for part in dict.fromkeys(parts):
        root = package.xml(part)
        for control in () if root is None else root.iter(f"{W}sdt"):
            properties, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
            if properties is None or content is None:
                continue
            reading.part, reading.near = part, _near(control)
            shown = _words(content)
            if is_on(properties.find(f"{W}showingPlcHdr")) and shown:
                reading.say(
                    UNFILLED,
                    f"A content control here still shows its prompt, “{_cut(shown)}”.",
                    "Fill it in, or take it out.",
                )
            binding = properties.find(f"{W}dataBinding")
            if binding is not None and properties.find(f"{W}text") is not None:
                data = _data(package) if data is None else data
                bound = _bound(binding, data)
                if bound and bound != shown:
                    reading.say(
                        NOT_CARRIED,
                        f"Word takes the words of a content control here from data in the file, “{_cut(bound)}”; printed is "
                        f"what it last showed, “{_cut(shown)}”.",
                        "Open and save the paper in Word, then print it again.",
                    )
    reading.part, reading.near = before, ""


def _near(control: etree._Element) -> str:
    holder = next(control.iterancestors(f"{W}p"), None)
    return first_words(control if holder is None else holder)


def _words(content: etree._Element) -> str:
    return " ".join("".join(text.text or "" for text in content.iter(f"{W}t")).split())


def _cut(words: str) -> str:
    return words if len(words) <= 60 else words[:59].rstrip() + "…"


def _data(package: Package) -> dict[str, etree._Element]:
    """The data parts of a file by their id."""
    found: dict[str, etree._Element] = {}
    for store, kind in _OWN.items():
        root = package.lenient(package.one("", kind))
        if root is not None:
            found[store] = root
    for each in package.related(package.document).values():
        if each.kind == "customXml" and not each.external:
            described = package.lenient(package.one(each.target, "customXmlProps"))
            root = package.lenient(each.target)
            if described is not None and root is not None:
                found[described.get(f"{_DATA}itemID", "").upper()] = root
    return found


def _bound(binding: etree._Element, data: dict[str, etree._Element]) -> str:
    """The words at the place in the data that a control is bound to; nothing where there is no such place."""
    path = binding.get(f"{W}xpath", "")
    root = data.get(binding.get(f"{W}storeItemID", "").upper())
    if root is None or not _PATH.fullmatch(path):
        return ""
    spaces = dict(_PREFIX.findall(binding.get(f"{W}prefixMappings", "")))
    try:
        found = root.xpath(path, namespaces=spaces)
    except etree.XPathError:
        return ""
    first = found[0] if isinstance(found, list) and found else ""
    words = "".join(str(text) for text in first.itertext()) if isinstance(first, etree._Element) else str(first)
    return " ".join(words.split())
