"""Word's older frames: paragraphs set in a box of their own among the others, and drop caps."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.printing.document.tree import Block, Initial, Paragraph, RunFormat, Text, inlines
from pipeline.printing.document.tree_drawn import Frame, Placement
from pipeline.printing.word.package import W, value, whole
from pipeline.printing.word.reading import PRINTED_PLAIN, Reading

_ANCHORS = {"text": "", "margin": "margin", "page": "page"}


@dataclass
class Frames:
    """The frames of one file: which paragraphs stand in one, and what was read of the last."""

    reading: Reading
    initial: Initial | None = None
    _styles: dict[str, etree._Element] | None = None
    _last: tuple[int, int, tuple[tuple[str, str], ...]] = field(default=(0, 0, ()))

    def of(self, paragraph: etree._Element) -> etree._Element | None:
        """The frame that a paragraph or its style asks for; in a cell only a drop cap, as the table is framed there."""
        about = self._asked(paragraph)
        dropped = about is not None and about.get(f"{W}dropCap", "none") != "none"
        return about if dropped or next(paragraph.iterancestors(f"{W}tc"), None) is None else None

    def _asked(self, paragraph: etree._Element) -> etree._Element | None:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        own = properties.find(f"{W}framePr")
        if own is not None:
            return own
        if self._styles is None:
            root = self.reading.package.xml(self.reading.package.one(self.reading.package.document, "styles"))
            styles = [] if root is None else root.findall(f"{W}style")
            found = {style.get(f"{W}styleId", ""): style.find(f"{W}pPr/{W}framePr") for style in styles}
            self._styles = {name: frame for name, frame in found.items() if frame is not None}
        if not self._styles:
            return None
        chain = self.reading.styles.chain(value(properties, "pStyle") or "")
        return next((self._styles[style.id] for style in reversed(chain) if style.id in self._styles), None)

    def put(self, about: etree._Element, blocks: list[Block], out: list[Block]) -> None:
        """Put a paragraph's blocks into a frame at the end of ``out``, with the paragraph before where it is the same."""
        if about.get(f"{W}dropCap", "none") != "none":
            words = [each for block in blocks if isinstance(block, Paragraph) for each in inlines(block.children)]
            look = next((each.format for each in words if isinstance(each, Text) and each.text.strip()), RunFormat())
            text = "".join(each.text for each in words if isinstance(each, Text)).strip()
            if text and len(text) < 40:
                self.initial = Initial(
                    text, look, max(whole(about.get(f"{W}lines"), 3), 1), about.get(f"{W}dropCap") == "margin",
                    whole(about.get(f"{W}hSpace")) / 20,
                )  # fmt: skip
                return
        if any(isinstance(block, Paragraph) and block.format.turned and block.text.strip() for block in blocks):
            self.reading.say(
                PRINTED_PLAIN, "Words that Word turns on their side in a frame are printed upright.",
                "Check that page of the PDF, or put the words into a text box (Insert, Text Box) and turn that.",
            )  # fmt: skip
        key = (id(out), len(out), tuple(sorted((str(name), str(said)) for name, said in about.attrib.items())))
        if key == self._last and isinstance(out[-1], Frame):
            out[-1] = replace(out[-1], blocks=(*out[-1].blocks, *blocks))
            return
        made = _frame(about, blocks)
        out.append(made)
        self._last = (id(out), len(out), key[2])

    def begin(self, out: list[Block]) -> None:
        """Put a drop cap that was read before at the beginning of the paragraph that it belongs to."""
        if self.initial is None or not out or not isinstance(out[-1], Paragraph):
            return
        made = out[-1]
        begun = replace(made, children=(self.initial, *made.children))
        out[-1] = begun
        seen = self.reading.seen
        if seen and seen[-1][1] is made:
            seen[-1] = (seen[-1][0], begun)
        self.initial = None


def _frame(about: etree._Element, blocks: list[Block]) -> Frame:
    def points(name: str) -> float:
        return whole(about.get(W + name)) / 20

    wrap = {"notBeside": "lines", "none": "lines", "through": "none"}.get(about.get(f"{W}wrap", "around"), "square")
    across = (_ANCHORS.get(about.get(f"{W}hAnchor", "text"), "") or "column", about.get(f"{W}xAlign", ""), points("x"))
    down = (_ANCHORS.get(about.get(f"{W}vAnchor", "text"), "") or "paragraph", about.get(f"{W}yAlign", ""), points("y"))
    last = blocks[-1] if blocks else None
    if isinstance(last, Paragraph):
        blocks = [*blocks[:-1], replace(last, format=replace(last.format, after=0.0))]
    side, above = points("hSpace"), points("vSpace")
    place = Placement(wrap, across, down, (above, side, above, side))
    high = points("h") if about.get(f"{W}hRule", "auto") != "auto" or about.get(f"{W}h") else 0.0
    return Frame(tuple(blocks), points("w"), high, place, (0.0, 0.0, 0.0, 0.0))
