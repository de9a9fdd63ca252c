"""The tags of a template, each with the paragraph it stands in; and their tidying before they are filled."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from pipeline.fill import rules
from pipeline.fill.package import W14, w
from pipeline.issues import Issue
from pipeline.places import Place
from pipeline.wording import count

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_HALF = re.compile(r"\{\{|\}\}|\{%|%\}")
_PARTS = re.compile(r"\{([{%#])-?(?:(p|tr|tc|r)(?=\s))?\s*(.*?)\s*-?[}%#]\}", re.DOTALL)
_CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u202f": " ", "\u200b": None})
_IN_PARAGRAPH = re.compile(r"\s*\{%-?p\s.*?%\}\s*", re.DOTALL)
_SHADE = re.compile(r"\{%\s*shade\s+(.*?)\s*%\}")
_BEFORE_SHADE = frozenset(
    (
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "framePr",
        "widowControl",
        "numPr",
        "suppressLineNumbers",
        "pBdr",
    )
)
_RSID = re.compile(r"rsid")
_REVISIONS = ("ins", "del", "moveFrom", "moveTo")
_COMMENT_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")


@dataclass(frozen=True, eq=False)
class Tag:
    """One tag: what it says, how it is marked (``{{``, ``{%`` or ``{#``; prefix p, tr, tc), and where it stands."""

    source: str
    mark: str
    prefix: str
    words: str
    place: Place
    paragraph: etree._Element

    def container(self) -> etree._Element | None:
        """The element in which a block that begins here must also end; None where the prefix doesn't fit the place."""
        if self.prefix in ("", "r"):
            return self.paragraph
        if self.prefix == "p":
            return self.paragraph.getparent()
        return next((a.getparent() for a in self.paragraph.iterancestors(w(self.prefix))), None)

    def quoted(self) -> str:
        """How an officer finds it: the words of its paragraph, shortened."""
        return f"In “{shortened(self.place.heading)}”: the tag {self.source}"


def shortened(text: str, most: int = 90) -> str:
    """The first words of a paragraph."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= most else one_line[: most - 1].rstrip() + "…"


def own_text(paragraph: etree._Element) -> list[etree._Element]:
    """The text elements of a paragraph, without those of text boxes inside it."""
    return [t for t in paragraph.iter(w("t")) if next(t.iterancestors(w("p"))) is paragraph]


def text_of(paragraph: etree._Element) -> str:
    """The words of a paragraph as they stand."""
    return "".join(t.text or "" for t in own_text(paragraph))


def tidied(root: etree._Element) -> None:
    """Takes editing marks out of a part (spell-check, revision ids, comments), so that tags are in one piece.

    A section break that stands in a tag's paragraph, where LibreOffice puts it, gets the paragraph after.
    """
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        for name in [name for name in element.attrib if _RSID.search(str(name)) or f"{{{W14}}}" in str(name)]:
            del element.attrib[name]
        name = etree.QName(element).localname
        if name in ("proofErr", "lastRenderedPageBreak") or name in _COMMENT_MARKS:
            _drop(element)
    for paragraph in list(root.iter(w("p"))):
        _join_tags(paragraph)
        section = paragraph.find(f"{w('pPr')}/{w('sectPr')}")
        if section is not None and _IN_PARAGRAPH.fullmatch(text_of(paragraph)):
            broken = etree.Element(w("p"))
            etree.SubElement(broken, w("pPr")).append(section)
            paragraph.addnext(broken)


def unsettled(root: etree._Element, name: str, part: str) -> list[Issue]:
    """Tracked changes and comments in a part, which an officer must settle in Word."""
    issues = []
    tracked = sum(1 for _ in root.iter(*(w(kind) for kind in _REVISIONS)))
    if tracked:
        issues.append(
            rules.CHANGES_SETTLED.at(
                Place(name, cell=_where(part)),
                f"{count(tracked, 'tracked change')} {'has' if tracked == 1 else 'have'} not been settled.",
                "In Word, choose Review, then accept or reject all changes, and save.",
            )
        )
    comments = sum(1 for _ in root.iter(w("commentReference")))
    if comments:
        issues.append(
            rules.COMMENTS_LEFT_OUT.at(
                Place(name, cell=_where(part)),
                f"{count(comments, 'comment')} in it {'is' if comments == 1 else 'are'} not carried into the paper.",
                "Deal with the comments in Word and delete them.",
            )
        )
    return issues


def found(root: etree._Element, name: str, part: str) -> tuple[list[Tag], list[Issue]]:
    """Every tag of a tidied part in order, and every tag that is not closed; ``name`` is the template's file name."""
    tags: list[Tag] = []
    issues: list[Issue] = []
    for number, paragraph in enumerate(root.iter(w("p")), 1):
        text = text_of(paragraph)
        if "{" not in text and "}" not in text:
            continue
        place = Place(name, cell=f"{_where(part)}paragraph {number}", heading=" ".join(text.split()))
        for match in _TAG.finditer(text):
            tags.append(_tag(match[0], place, paragraph))
        half = _HALF.search(_TAG.sub("", text))
        if half:
            issues.append(
                rules.TAG_READABLE.at(
                    place,
                    f"In “{shortened(text)}”: {half[0]} has no partner in the same paragraph.",
                    "Close the tag in the paragraph where it begins: {{ name }} or {% ... %}.",
                )
            )
    return tags, issues


def _tag(source: str, place: Place, paragraph: etree._Element) -> Tag:
    match = _PARTS.fullmatch(source)
    mark, prefix, words = (match[1], match[2] or "", match[3]) if match else (source[1], "", "")
    return Tag(source, mark, prefix, " ".join(words.split()), place, paragraph)


def _where(part: str) -> str:
    kind = re.sub(r"word/(\D+?)\d*\.xml", r"\1", part)
    return "" if kind == "document" else f"{kind}, "


def _join_tags(paragraph: etree._Element) -> None:
    """Each tag wholly in the run where it begins, with straight quotes and plain spaces."""
    pieces = own_text(paragraph)
    text = "".join(piece.text or "" for piece in pieces)
    if "{" not in text:
        return
    starts, position = [], 0
    for piece in pieces:
        starts.append(position)
        position += len(piece.text or "")
    owner = [index for index, piece in enumerate(pieces) for _ in piece.text or ""]
    new = [""] * len(pieces)
    done = 0
    for match in _TAG.finditer(text):
        for index in range(done, match.start()):
            new[owner[index]] += text[index]
        new[owner[match.start()]] += match[0].translate(_CURLY)
        done = match.end()
    for index in range(done, len(text)):
        new[owner[index]] += text[index]
    for piece, words in zip(pieces, new, strict=True):
        piece.text = words
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def shaded(root: etree._Element) -> None:
    """A paragraph with ``{% shade name %}`` gets that colour as its ground, and the tag goes."""
    for paragraph in root.iter(w("p")):
        for piece in own_text(paragraph):
            match = _SHADE.search(piece.text or "")
            if match:
                piece.text = _SHADE.sub("", piece.text or "")
                _ground(paragraph, "{{ " + match[1] + " }}")


def _ground(paragraph: etree._Element, fill: str) -> None:
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    for old in properties.findall(w("shd")):
        properties.remove(old)
    shade = etree.Element(w("shd"))
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shade.set(w(name), value)
    before = sum(1 for child in properties if etree.QName(child).localname in _BEFORE_SHADE)
    properties.insert(before, shade)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
