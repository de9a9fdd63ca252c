"""The words of a paragraph: runs, fields, links, notes, and what is inserted between them."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from pipeline.issues import Severity, rule
from pipeline.printing.document.tree import Bookmark, Break, Formula, Inline, Note, PageField, Tab, Text, words
from pipeline.printing.document.tree_drawn import lifted
from pipeline.printing.letters.symbols import public
from pipeline.printing.word.characters import symbol_of, typed
from pipeline.printing.word.fields import CHANGING, closed, is_button, linked
from pipeline.printing.word.formatting import run_formatting
from pipeline.printing.word.markup import SILENT, WRAPPERS, alternative
from pipeline.printing.word.merging import Properties, run_format, toggled
from pipeline.printing.word.note_marks import no_room_below
from pipeline.printing.word.package import MC, R, W, opened, says_on
from pipeline.printing.word.reading import NOT_CARRIED, PRINTED_PLAIN, Field, Reading

_HELD = tuple(W + tag for tag in ("footnoteReference", "endnoteReference", "sym", "drawing", "pict", "object"))

_ONE_PLACE = tuple(W + tag for tag in ("tc", "txbxContent", "footnote", "endnote", "hdr", "ftr"))
"""What holds words that no page break divides."""

_MOST_TABS = 500

HIDDEN = rule(
    "W-04", Severity.QUERY, "A paper holds no hidden text; hidden text is never printed.", "UK GDPR, article 5(1)(f)"
)


def inlines(reading: Reading, paragraph: etree._Element, base: Properties) -> list[Inline]:
    """The inlines of a paragraph whose text starts from ``base``; fields may run on from the one before."""
    out: list[Inline] = []
    for name in reading.waiting:
        out.append(Bookmark(name))
    reading.waiting = []
    for field in reading.fields:
        if field.in_result:
            field.outer, out = out, []
    at = _Line(reading, base, out)
    at.walk(paragraph, None)
    for depth, field in reversed(list(enumerate(reading.fields))):
        if field.in_result and field.outer is not None:
            made = closed(reading, field, at.out, ended=False)
            if _in_instruction(reading, depth):
                reading.fields[depth - 1].instruction += words(made)
                made = []
            at.out = [*field.outer, *made]
            field.outer = None
    return _joined(at.out)


def _properties_of(reading: Reading, run: etree._Element, base: Properties) -> Properties:
    """A run's merged record: the paragraph's text, then its character style, then its own formatting."""
    rpr = run.find(f"{W}rPr")
    if rpr is None:
        return base
    style = rpr.find(f"{W}rStyle")
    merged = base
    if style is not None:
        named = style.get(f"{W}val", "")
        plain = reading.styles.name(named) == "hyperlink" and reading.in_contents
        merged = base if plain else toggled(base, reading.styles.run_properties(named))
    merged = {**merged, **run_formatting(rpr, reading.styles.theme)}
    if merged.get("effect") and run.find(f"{W}t") is not None:
        reading.say_of_all(
            PRINTED_PLAIN,
            "Words that Word shows outlined, embossed, shadowed, glowing, mirrored or with marks over them are printed plain.",
            "If they should stand out, make them bold.",
        )
    return merged


class _Line:
    """The inlines gathered so far of one paragraph."""

    def __init__(self, reading: Reading, base: Properties, out: list[Inline]) -> None:
        self.reading, self.base, self.out = reading, base, out
        self.tabs = self.notes = 0
        self.used: set[etree._Element] = set()

    def walk(self, parent: etree._Element, run: Properties | None) -> None:
        for element in opened(parent, WRAPPERS):
            tag = element.tag
            if not isinstance(tag, str) or tag in SILENT or element in self.used:
                continue
            if tag == f"{W}tbl" and parent.tag == f"{W}p":  # it is read after the paragraph that holds it
                continue
            if read := _ROUND_RUNS.get(tag):
                read(self, element, run)
            elif tag.endswith(("}oMath", "}oMathPara")):
                self.equation(element)
            else:
                self.item(element, self.base if run is None else run)

    def bookmark(self, element: etree._Element, _: Properties | None) -> None:
        self.reading.mark(element)
        self.out += [Bookmark(name) for name in self.reading.waiting]
        self.reading.waiting = []

    def embedded(self, _: etree._Element, __: Properties | None) -> None:
        self.reading.say(
            NOT_CARRIED, "Another file is embedded here; its text is not carried.", "Paste its text into the paper."
        )

    def equation(self, element: etree._Element) -> None:
        from pipeline.printing.equations.maths import equation  # only papers with equations pay for it

        for formula in equation(self.reading, element, run_format(self.base)):
            if self.out and isinstance(self.out[-1], Formula):
                self.out.append(Break("line"))
            self.out.append(formula)

    def simple_field(self, element: etree._Element, run: Properties | None) -> None:
        """A field written as one element."""
        if _in_instruction(self.reading):
            self.reading.fields[-1].instruction += "".join(text.text or "" for text in element.iter(f"{W}t"))
            return
        field = Field(element.get(f"{W}instr", ""), True, look=run_format(self.base))
        outer, self.out = self.out, []
        self.walk(element, run)
        self.out = [*outer, *closed(self.reading, field, self.out)]

    def hyperlink(self, element: etree._Element, _: Properties | None) -> None:
        outer, self.out = self.out, []
        self.walk(element, None)
        address = ""
        relationship = self.reading.package.related(self.reading.part).get(element.get(f"{R}id") or "")
        if relationship is not None:
            address = relationship.target
        anchor = element.get(f"{W}anchor", "")
        outer.extend(linked(self.reading, self.out, address, anchor, element.get(f"{W}tooltip", "")))
        self.out = outer

    def run(self, element: etree._Element, _: Properties | None) -> None:
        properties = _properties_of(self.reading, element, self.base)
        if properties.get("hidden"):
            text = "".join(t.text or "" for t in element.iter(f"{W}t"))
            held = next(element.iter(*_HELD), None) is not None
            if (text.strip() or held) and not _in_instruction(self.reading):
                self.reading.say(
                    HIDDEN,
                    "Hidden text was found here and not printed.",
                    "Take the hidden text out before the paper is published.",
                )
            for mark in element.iter(f"{W}fldChar", f"{W}instrText"):
                if mark.tag == f"{W}fldChar" or not (self.reading.fields and is_button(self.reading.fields[-1])):
                    self.item(mark, properties)
            return
        self.walk(element, properties)

    def item(self, element: etree._Element, run: Properties) -> None:
        """What stands in a run; while a field's instruction is read, its words are that field's."""
        fields = self.reading.fields
        if element.tag == f"{W}fldChar":
            self.field(element, run)
        elif element.tag == f"{W}instrText":
            self.instruction(element, run)
        elif not fields or fields[-1].in_result:
            _IN_RUNS.get(element.tag, _Line.not_understood)(self, element, run)
        elif element.tag == f"{W}t":
            fields[-1].instruction += public(element.text or "")

    def instruction(self, element: etree._Element, run: Properties) -> None:
        fields = self.reading.fields
        if fields and fields[-1].in_result and _in_instruction(self.reading):
            self.words(element, run)
        elif fields:
            fields[-1].instruction += public(element.text or "")

    def words(self, element: etree._Element, run: Properties) -> None:
        for number, text in enumerate((element.text or "").split("\t")):
            if number:
                self.tab(element, run)
            self.out.append(typed(self.reading, text, run, self.base))

    def tab(self, _: etree._Element, run: Properties) -> None:
        self.tabs += 1
        self.out.append(Tab(run_format(run)) if self.tabs <= _MOST_TABS else Text(" ", run_format(run)))

    def line_break(self, element: etree._Element, run: Properties) -> None:
        kind = element.get(f"{W}type", "textWrapping")
        if kind != "textWrapping" and next(element.iterancestors(*_ONE_PLACE), None) is not None:
            self.out.append(Text(" ", run_format(run)))  # Word passes over breaks there
        else:
            self.out.append(Break({"textWrapping": "line"}.get(kind, kind)))

    def symbol(self, element: etree._Element, run: Properties) -> None:
        shown = symbol_of(self.reading, element, run, self.base)
        self.out += [] if shown is None else [shown]

    def drawn(self, element: etree._Element, run: Properties) -> None:
        from pipeline.printing.drawing.drawings import drawing  # only papers with drawings pay for it
        from pipeline.printing.drawing.vml import older_drawing

        reading = self.reading
        fields, reading.fields = reading.fields, []  # a text box's fields are its own
        found = drawing(reading, element) if element.tag == f"{W}drawing" else older_drawing(reading, element)
        self.out += lifted(found, run.get("lift", 0.0))
        reading.fields = fields

    def part_of_date(self, _: etree._Element, __: Properties) -> None:
        self.reading.say(
            CHANGING, "A part of today's date stands here, which Word works out each day; it is not printed.",
            "Type the date itself.",
        )  # fmt: skip

    def page_number(self, _: etree._Element, run: Properties) -> None:
        self.out.append(PageField("page", run_format(run)))

    def not_understood(self, element: etree._Element, _: Properties) -> None:
        self.reading.say(
            NOT_CARRIED,
            f"Word's “{etree.QName(element).localname}” is not understood here.",
            "Check these words in the PDF.",
        )

    def ruby(self, element: etree._Element, _: Properties) -> None:
        base, above = element.find(f"{W}rubyBase"), element.find(f"{W}rt")
        if base is not None:
            self.walk(base, None)
        if above is not None:
            plain = run_format(self.base)
            self.out.append(Text(" (", plain))
            self.walk(above, None)
            self.out.append(Text(")", plain))

    def field(self, mark: etree._Element, run: Properties) -> None:
        """A field's beginning, middle or end; marks without their fellow are passed over, as Word does."""
        fields, kind = self.reading.fields, mark.get(f"{W}fldCharType", "")
        if mark in self.reading.stray:
            return
        if kind == "begin":
            fields.append(Field(form=mark.find(f"{W}ffData"), look=run_format(run)))
        elif kind == "separate" and fields and not fields[-1].in_result:
            field = fields[-1]
            field.in_result, field.outer = True, self.out
            self.out = []
        elif kind == "end" and fields:
            field = fields.pop()
            result = self.out if field.in_result else []
            outer = self.out if not field.in_result or field.outer is None else field.outer
            made = closed(self.reading, field, result)
            if _in_instruction(self.reading):
                fields[-1].instruction += words(made)
                made = []
            self.out = [*outer, *made]

    def typed_mark(self, reference: etree._Element) -> str:
        """The mark that stands after a reference where its author typed one; it is not printed twice."""
        typed = reference.getnext()
        if not says_on(reference.get(f"{W}customMarkFollows")) or typed is None:
            return ""
        before, self.out = self.out, []
        self.item(typed, self.base)
        self.used.add(typed)
        mark, self.out = words(self.out).strip(), before
        return mark

    def note(self, element: etree._Element, run: Properties) -> None:
        reading, kind = self.reading, "footnote" if element.tag == f"{W}footnoteReference" else "endnote"
        number = element.get(f"{W}id", "")
        if reading.part in reading.note_parts.values():
            reading.say(
                NOT_CARRIED, f"A {kind} is called inside a note and is not carried.", "Put its words into the note."
            )
            return
        root = reading.notes.get((kind, number))
        if root is None:
            reading.say(NOT_CARRIED, f"The text of a {kind} is missing from the file.", f"Insert the {kind} again.")
            return
        mark = self.typed_mark(element) or reading.note_marks.next(kind)
        self.notes += 1
        blocks = reading.inside(reading.note_parts.get(kind, ""), root)
        if kind == "footnote" and (found := no_room_below(self.notes, blocks)):
            reading.say(
                NOT_CARRIED, f"{found} at the end of the paper.", "Shorten it, divide the paragraph, or make an endnote of it."
            )  # fmt: skip
            kind = "endnote"
        self.out.append(Note(kind, mark, tuple(blocks), run_format({**run, "raised": ""})))


_ROUND_RUNS: dict[str, Callable[[_Line, etree._Element, Properties | None], None]] = {
    f"{W}r": _Line.run,
    f"{W}hyperlink": _Line.hyperlink,
    f"{W}fldSimple": _Line.simple_field,
    f"{W}bookmarkStart": _Line.bookmark,
    f"{W}subDoc": _Line.embedded,
    f"{W}altChunk": _Line.embedded,
    f"{MC}AlternateContent": lambda line, element, run: line.walk(alternative(element), run),
}
_IN_RUNS: dict[str, Callable[[_Line, etree._Element, Properties], None]] = {
    f"{W}t": _Line.words,
    f"{W}tab": _Line.tab,
    f"{W}ptab": _Line.tab,
    f"{W}br": _Line.line_break,
    f"{W}cr": _Line.line_break,
    f"{W}noBreakHyphen": lambda line, _, run: line.out.append(Text("\u2011", run_format(run))),
    f"{W}softHyphen": lambda line, _, run: line.out.append(Text("\u00ad", run_format(run))),
    f"{W}sym": _Line.symbol,
    f"{W}drawing": _Line.drawn,
    f"{W}pict": _Line.drawn,
    f"{W}object": _Line.drawn,
    f"{W}footnoteReference": _Line.note,
    f"{W}endnoteReference": _Line.note,
    f"{W}pgNum": _Line.page_number,
    f"{W}ruby": _Line.ruby,
    **{
        W + length: _Line.part_of_date
        for length in ("dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong")
    },
}


def _in_instruction(reading: Reading, depth: int | None = None) -> bool:
    """Whether what is read, or the result of the field at a ``depth``, belongs to the instruction of a field around it."""
    return any(not field.in_result for field in reading.fields[:depth])


def _joined(children: list[Inline]) -> list[Inline]:
    """Neighbouring words in one format as one text."""
    out: list[Inline] = []
    for child in children:
        last = out[-1] if out else None
        if type(child) is Text and type(last) is Text and last.format == child.format:
            out[-1] = Text(last.text + child.text, child.format)
        elif not (isinstance(child, Text) and not child.text):
            out.append(child)
    return out
