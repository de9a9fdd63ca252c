"""The words of a paragraph: runs, fields, links, notes, and what is inserted between them."""

from __future__ import annotations

import re
from typing import cast

from lxml import etree

from pipeline.issues import Severity, rule
from pipeline.printing.drawings import drawing, equation, legacy
from pipeline.printing.numbering import bullet, numeral
from pipeline.printing.package import MC, R, W
from pipeline.printing.reading import BROKEN_REFERENCE, NOT_CARRIED, Field, Reading
from pipeline.printing.styles import Properties, run_format, toggled
from pipeline.printing.tree import Bookmark, Break, Inline, Link, Note, PageField, RunFormat, Tab, Text

_THROUGH = frozenset(
    W + tag for tag in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "dir", "bdo", "fldSimple")
)
_SILENT = frozenset(
    W + tag
    for tag in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "proofErr", "bookmarkEnd", "lastRenderedPageBreak", "permStart", "permEnd",
        "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "footnoteRef", "endnoteRef",
        "separator", "continuationSeparator", "smartTagPr", "customXmlPr", "moveFromRangeStart", "moveFromRangeEnd",
        "moveToRangeStart", "moveToRangeEnd", "del", "moveFrom", "delText", "delInstrText", "tcPr", "trPr", "tblPrEx",
        "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd", "dayShort",
        "sectPr",
    )
)  # fmt: skip
_DRAWN = (
    "wps",
    "wpg",
    "wpc",
    "w14",
    "w15",
    "w16se",
    "wp14",
    "a14",
    "wpi",
    "v",
    "pic",
    "p14",
    "cx",
    "cx1",
    "aink",
    "am3d",
)
_UNFILLED = frozenset(("MERGEFIELD", "FILLIN", "ASK"))

HIDDEN = rule(
    "W-04", Severity.QUERY, "A paper holds no hidden text; hidden text is never printed.", "UK GDPR, article 5(1)(f)"
)
_UNSEEN = re.compile("[\ue000-\uf8ff\x7f-\x9f]")
SEEN_FIELD = re.compile(r'"([^"]*)"|(\S+)')


def inlines(reading: Reading, paragraph: etree._Element, base: Properties) -> list[Inline]:
    """The inlines of a paragraph whose text starts from ``base``; fields may run on from the one before."""
    out: list[Inline] = []
    for field in reading.fields:
        if field.in_result:
            field.outer, out = cast("list[object]", out), []
    at = _Line(reading, base, out)
    at.walk(paragraph, None)
    for field in reversed(reading.fields):
        if field.in_result and field.outer is not None:
            at.out = _close(reading, field, at.out, cast("list[Inline]", field.outer))
            field.outer = None
    return _joined(at.out)


def properties_of(reading: Reading, run: etree._Element, base: Properties) -> Properties:
    """A run's merged record: the paragraph's text, then its character style, then its own formatting."""
    rpr = run.find(f"{W}rPr")
    if rpr is None:
        return base
    style = rpr.find(f"{W}rStyle")
    merged = base
    if style is not None:
        merged = toggled(base, reading.styles.run_properties(style.get(f"{W}val", "")))
    return {**merged, **reading.styles.run(rpr)}


class _Line:
    """The inlines gathered so far of one paragraph."""

    def __init__(self, reading: Reading, base: Properties, out: list[Inline]) -> None:
        self.reading, self.base, self.out = reading, base, out

    def walk(self, parent: etree._Element, run: Properties | None) -> None:
        for element in parent:
            tag = element.tag
            if not isinstance(tag, str) or tag in _SILENT:
                continue
            if tag == f"{W}r":
                self.run(element)
            elif tag == f"{W}hyperlink":
                self.hyperlink(element)
            elif tag in _THROUGH:
                self.through(element, run)
            elif tag == f"{MC}AlternateContent":
                self.walk(alternative(element), run)
            elif tag == f"{W}bookmarkStart":
                name = element.get(f"{W}name", "")
                if name and name != "_GoBack":
                    self.reading.bookmarks.add(name)
                    self.out.append(Bookmark(name))
            elif tag == f"{W}subDoc" or tag == f"{W}altChunk":
                self.reading.say(
                    NOT_CARRIED,
                    "Another file is embedded here; its text is not carried.",
                    "Paste its text into the paper.",
                )
            elif tag.endswith(("}oMath", "}oMathPara")):
                self.out.append(Text(equation(self.reading, element), run_format(self.base)))
            elif run is not None:
                self.item(element, run)
            elif tag == f"{W}ruby":
                self.walk(element, run)
            else:
                self.reading.say(
                    NOT_CARRIED,
                    f"Word's “{etree.QName(element).localname}” is not understood here.",
                    "Check these words in the PDF.",
                )

    def through(self, element: etree._Element, run: Properties | None) -> None:
        if element.tag == f"{W}fldSimple":
            field = Field(element.get(f"{W}instr", ""), True, cast("list[object]", self.out))
            outer, self.out = self.out, []
            self.walk(element, run)
            self.out = _close(self.reading, field, self.out, outer)
            return
        self.walk(element, run)

    def hyperlink(self, element: etree._Element) -> None:
        outer, self.out = self.out, []
        self.walk(element, None)
        address = ""
        relationship = self.reading.package.related(self.reading.part).get(element.get(f"{R}id") or "")
        if relationship is not None:
            address = relationship.target
        anchor = element.get(f"{W}anchor", "")
        outer.extend(_linked(self.reading, self.out, address, anchor, element.get(f"{W}tooltip", "")))
        self.out = outer

    def run(self, element: etree._Element) -> None:
        properties = properties_of(self.reading, element, self.base)
        if properties.get("hidden"):
            text = "".join(t.text or "" for t in element.iter(f"{W}t"))
            if text.strip() and not _in_instruction(self.reading):
                self.reading.say(
                    HIDDEN,
                    "Hidden text was found here and not printed.",
                    "Take the hidden text out before the paper is published.",
                )
            for mark in element.iter(f"{W}fldChar", f"{W}instrText"):
                self.item(mark, properties)
            return
        self.walk(element, properties)

    def item(self, element: etree._Element, run: Properties) -> None:
        tag = element.tag[len(W) :] if element.tag.startswith(W) else element.tag
        reading = self.reading
        if tag == "fldChar":
            self.field(element.get(f"{W}fldCharType", ""))
        elif tag == "instrText":
            if reading.fields:
                reading.fields[-1].instruction += element.text or ""
        elif _in_instruction(reading):
            return
        elif tag == "t":
            self.out.append(Text(self.seen(element.text or ""), run_format(run, element.text or "")))
        elif tag in ("tab", "ptab"):
            self.out.append(Tab(run_format(run)))
        elif tag in ("br", "cr"):
            kind = element.get(f"{W}type", "textWrapping")
            self.out.append(Break({"textWrapping": "line"}.get(kind, kind)))
        elif tag == "noBreakHyphen":
            self.out.append(Text("\u2011", run_format(run)))
        elif tag == "softHyphen":
            self.out.append(Text("\u00ad", run_format(run)))
        elif tag == "sym":
            self.out.append(Text(_symbol(element), run_format({**run, "font": self.base.get("font", "")})))
        elif tag == "drawing":
            self.out.extend(drawing(reading, element))
        elif tag in ("pict", "object"):
            self.out.extend(legacy(reading, element))
        elif tag in ("footnoteReference", "endnoteReference"):
            self.note(element, tag.removesuffix("Reference"), run)
        elif tag == "pgNum":
            self.out.append(PageField("page", run_format(run)))
        elif tag == "ruby":
            self.ruby(element)
        else:
            reading.say(
                NOT_CARRIED,
                f"Word's “{etree.QName(element).localname}” is not understood here.",
                "Check these words in the PDF.",
            )

    def seen(self, text: str) -> str:
        """Text as any font can show it: a symbol font's private characters by their Unicode ones, control characters out."""
        if not _UNSEEN.search(text):
            return text.replace("\n", " ")
        if any("\ue000" <= char <= "\uefff" or "\uf100" <= char <= "\uf8ff" for char in text):
            self.reading.say(
                NOT_CARRIED,
                "A character here belongs to one font only and is printed as a bullet.",
                "Put an ordinary character, a picture with alternative text or a word in its place.",
            )
        return "".join(
            bullet(char) if "\ue000" <= char <= "\uf8ff" else "" if _UNSEEN.match(char) else char for char in text
        )

    def ruby(self, element: etree._Element) -> None:
        base, above = element.find(f"{W}rubyBase"), element.find(f"{W}rt")
        if base is not None:
            self.walk(base, None)
        if above is not None:
            plain = run_format(self.base)
            self.out.append(Text(" (", plain))
            self.walk(above, None)
            self.out.append(Text(")", plain))

    def field(self, kind: str) -> None:
        fields = self.reading.fields
        if kind == "begin":
            fields.append(Field())
        elif kind == "separate" and fields:
            field = fields[-1]
            field.in_result, field.outer = True, cast("list[object]", self.out)
            self.out = []
        elif kind == "end" and fields:
            field = fields.pop()
            if field.in_result and field.outer is not None:
                self.out = _close(self.reading, field, self.out, cast("list[Inline]", field.outer))
            elif not field.in_result:
                self.out = _close(self.reading, field, [], self.out)

    def note(self, element: etree._Element, kind: str, run: Properties) -> None:
        reading = self.reading
        number = element.get(f"{W}id", "")
        root = reading.notes.get((kind, number))
        if root is None:
            reading.say(NOT_CARRIED, f"The text of a {kind} is missing from the file.", f"Insert the {kind} again.")
            return
        reading.note_marks[kind] = reading.note_marks.get(kind, 0) + 1
        mark = numeral(reading.note_marks[kind], "decimal" if kind == "footnote" else "lowerRoman")
        near = reading.near
        blocks = reading.inside(reading.note_parts.get(kind, ""), root)
        reading.near = near
        self.out.append(Note(kind, mark, tuple(blocks), run_format({**run, "raised": ""})))


def alternative(element: etree._Element) -> etree._Element:
    """The content of an ``AlternateContent`` that is understood here, else its fallback."""
    fallback = element.find(f"{MC}Fallback")
    for choice in element.findall(f"{MC}Choice"):
        if all(need in _DRAWN for need in choice.get("Requires", "").split()):
            return choice
    return element if fallback is None else fallback


def _in_instruction(reading: Reading) -> bool:
    return any(not field.in_result for field in reading.fields)


def _symbol(element: etree._Element) -> str:
    code = element.get(f"{W}char", "")
    try:
        char = chr(int(code, 16))
    except (ValueError, OverflowError):
        return "�"
    return bullet(char)


def _linked(reading: Reading, children: list[Inline], address: str, anchor: str, title: str) -> list[Inline]:
    if address and anchor:
        address, anchor = f"{address}#{anchor}", ""
    if address and not re.match(r"(?i)(https?|mailto|tel|ftp):", address):
        reading.say(
            NOT_CARRIED, f"The link to “{address}” leads to a file, not to a web address; its words are printed without the link.",
            "Link to a web page, or say where the file can be had.",
        )  # fmt: skip
        address = ""
    if anchor:
        reading.anchors_used.setdefault(anchor, reading.near)
    if not (address or anchor):
        return children
    return [Link(tuple(children), address, anchor, title)]


def _close(reading: Reading, field: Field, result: list[Inline], outer: list[Inline]) -> list[Inline]:
    """What a field whose result is ``result`` prints, added to what came before it."""
    words = [quoted or plain for quoted, plain in SEEN_FIELD.findall(field.instruction)]
    name = words[0].upper() if words else ""
    shown = "".join(each.text for each in result if isinstance(each, Text))
    look = next((each.format for each in result if isinstance(each, Text)), None)
    if name in ("PAGE", "NUMPAGES", "SECTIONPAGES"):
        kind = {"PAGE": "page", "NUMPAGES": "pages", "SECTIONPAGES": "section-pages"}[name]
        outer.append(PageField(kind, look or RunFormat(), shown=shown))
    elif name == "PAGEREF" and len(words) > 1:
        reading.anchors_used.setdefault(words[1], reading.near)
        outer.append(PageField("target", look or RunFormat(), target=words[1], shown=shown))
    elif name == "STYLEREF" and len(words) > 1:
        outer.append(PageField("style", look or RunFormat(), style=words[1], shown=shown))
    elif name == "HYPERLINK":
        arguments = words[1:]
        anchor = next((arguments[i + 1] for i, w in enumerate(arguments[:-1]) if w == "\\l"), "")
        plain = arguments[0] if arguments and not arguments[0].startswith("\\") else ""
        outer.extend(_linked(reading, result, plain, anchor, ""))
    elif name in ("REF", "NOTEREF") and len(words) > 1:
        if "error!" in shown.lower():
            reading.say(
                BROKEN_REFERENCE,
                f"A cross-reference here says “{shown}”.",
                "Insert the cross-reference again, or take it out.",
            )
        elif "\\h" in words:
            reading.anchors_used.setdefault(words[1], reading.near)
            result = [Link(tuple(result), anchor=words[1])] if result else result
        outer.extend(result)
    elif name == "FORMCHECKBOX":
        outer.append(Text("☐", look or RunFormat()))
    elif name in _UNFILLED:
        reading.say(NOT_CARRIED, f"A {name} field is left in the paper.", "Put the words themselves there.")
        outer.extend(result)
    else:
        if "error!" in shown.lower():
            reading.say(BROKEN_REFERENCE, f"A field here says “{shown}”.", "Update the field in Word, or take it out.")
        outer.extend(result)
    return outer


def _joined(children: list[Inline]) -> list[Inline]:
    """Neighbouring words in one format as one text."""
    out: list[Inline] = []
    for child in children:
        last = out[-1] if out else None
        if isinstance(child, Text) and isinstance(last, Text) and last.format == child.format:
            out[-1] = Text(last.text + child.text, child.format)
        elif not (isinstance(child, Text) and not child.text):
            out.append(child)
    return out
