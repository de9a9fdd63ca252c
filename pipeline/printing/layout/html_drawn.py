"""Where drawings stand in, beside, over and below the words of a page, written as HTML; and text boxes and groups of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from pipeline.printing.document import standing
from pipeline.printing.document.room import height, length
from pipeline.printing.document.standing import Ground
from pipeline.printing.document.tree import Block, Inline, Paragraph, ParagraphFormat
from pipeline.printing.document.tree_drawn import Frame, Group, Picture, Placement, frames_in
from pipeline.printing.layout.backdrops import is_backdrop
from pipeline.printing.layout.columns import widths_of
from pipeline.printing.layout.html_pictures import PictureWriter
from pipeline.printing.layout.looks import Sheet, pt
from pipeline.printing.layout.setting import Setting

Drawing = Picture | Frame | Group
_PLAIN = (
    "font-weight:normal;font-style:normal;font-variant:normal;color:#000;text-align:left;letter-spacing:normal;"
    "text-transform:none;text-indent:0;white-space:normal"
)
_ACROSS = {"center": "margin-left:auto;margin-right:auto", "right": "margin-left:auto"}
_FAR = 8.0  # points from the top of the words that a drawing is tied to
_MOST = 0.7
_SPARE = 8.0  # points more than words are reckoned to need
_NOTHING = Paragraph((), ParagraphFormat(), "")


class Placed(NamedTuple):
    """A drawing that doesn't stand in its line of words: how it stands, the CSS of that, and its attributes where it is at a spot of its page.

    It stands ``over`` the words (or behind them), ``afloat`` beside them, or on ``lines`` of its own.
    """

    drawing: Drawing
    how: str
    css: str
    spot: dict[str, str]

    @property
    def takes_room(self) -> bool:
        """Whether it stands in the flow, with words above and below it only."""
        return self.how == "lines" and not self.spot


@dataclass
class DrawingWriter:
    """Writes the drawings of one document.

    ``blocks`` writes what a text box holds. ``waiting`` are to be written in the next paragraph, which they are tied to;
    ``moved`` are the words beside which something is printed that Word sets at a spot of its page.
    """

    sheet: Sheet
    setting: Setting
    pictures: PictureWriter
    blocks: Callable[[Element, Sequence[Block], float, str], None]
    moved: list[str] = field(default_factory=list)
    waiting: list[Callable[[Element], None]] = field(default_factory=list)

    def around(self, block: Paragraph, width: float) -> tuple[tuple[Inline, ...], list[Placed], list[Placed]]:
        """What of a paragraph stays in its line of words; what stands beside or over it; and what stands below it."""
        first: list[Inline] = []
        stays: list[Inline] = []
        beside: list[Placed] = []
        below: list[Placed] = []
        for each in block.children:
            if not isinstance(each, Picture | Frame | Group):
                stays.append(each)
                continue
            ground = self._ground(width, each.place)
            if self.setting.running and is_backdrop(each):
                continue
            if standing.by_character(each.place):
                stays.append(each)
            elif spot := self._spot(each, ground, block):
                beside.append(self._standing(each, ground, block)[0]._replace(spot=spot))
            elif not _apart(each, ground) or (each.place is None and _said(block)):
                (first if isinstance(each, Picture | Group) and each.place else stays).append(each)
            else:
                placed, above = self._standing(each, ground, block)
                (beside if above else below).append(placed)
        return (*first, *stays), beside, below

    def beside(self, element: Element, drawings: Sequence[Placed]) -> None:
        """Write what stands beside or over a paragraph into its element, to go where its first line goes."""
        waiting, self.waiting = self.waiting, []
        for write in waiting:
            write(element)
        for placed in drawings:
            self._write(element, placed, "late")

    def below(self, parent: Element, drawings: Sequence[Placed]) -> None:
        """Write what stands below a paragraph."""
        for placed in drawings:
            self._write(parent, placed)

    def frame(self, parent: Element, frame: Frame, width: float) -> None:
        """A frame that stands among the paragraphs, beside those that follow it."""
        ground = self._ground(width)
        if not frame.width:
            frame = replace(frame, width=min(length(frame.blocks) + _SPARE, width))
        placed, _ = self._standing(frame, ground, _NOTHING)
        if spot := self._spot(frame, ground, _NOTHING):
            self.waiting.append(lambda element: self._write(element, placed._replace(spot=spot), "early"))
            return
        self._write(parent, placed)

    def table(self, write: Callable[[Element], None], place: Placement, size: tuple[float, float], room: float) -> bool:
        """Whether a table of about that width and height stands at a spot of its page; it is written in the next paragraph."""
        width, height = size
        ground = self._ground(room)
        if not self._on_page(place, ground) and not self._below(place, 0.0, ground):
            return False
        spot = standing.spot(place, width, height, ground, self._mirrored())

        def put(element: Element) -> None:
            css = _float_css(place, width, 0.0, ground) + f";width:{pt(width)};{_PLAIN}"
            write(SubElement(element, "div", {"class": f"spot early {self.sheet.of(css)}", **spot}))

        self.waiting.append(put)
        return True

    def within(self, parent: Element, drawing: Drawing, width: float, indent: float = 0.0) -> None:
        """A drawing inside a paragraph: in its line, beside it, or over it."""
        place = drawing.place
        if place is None and frames_in(drawing):
            placed = Placed(drawing, "lines", "display:inline-block;vertical-align:text-bottom", {})
            self._write(parent, placed, "late")
            return
        if place and standing.by_character(place):
            css = f"display:inline;position:absolute;margin:{pt(place.down[2])} 0 0 {pt(place.across[2])}"
            self._write(parent, Placed(drawing, "over", css, {}), "late within")
            return
        assert not isinstance(drawing, Frame)
        if place is None:
            raised = f"display:inline-block;vertical-align:{pt(drawing.lift)}" if drawing.lift else ""
            self._inline(parent, drawing, "", raised)
            return
        ground = self._ground(width)
        wrap = standing.wrap(place, drawing.width, drawing.height, ground)
        left = standing.across(place, drawing.width, ground)
        from_page, top = standing.down(place, drawing.height, ground)
        if wrap == "none":
            css = f"position:absolute;margin:{pt(top)} 0 0 {pt(left - indent)}"
            self._inline(parent, drawing, "over", css + _layer(place))
            return
        css = _float_css(place, drawing.width, 0.0 if from_page else self._down(top), ground, indent)
        self._inline(parent, drawing, "afloat", css)

    def _down(self, top: float) -> float:
        """How far below its paragraph a drawing floats: above it only in a header or footer, where no other words are."""
        return top if self.setting.running else max(top, 0.0)

    def _ground(self, width: float, place: Placement | None = None) -> Ground:
        section = self.setting.section
        inside = abs(width - self.setting.column) > 0.5
        if inside and place is not None and not place.in_cell:
            inside, width = False, self.setting.column
        whole = section.width - section.margins[1] - section.margins[3]
        columns = tuple(widths_of(section, whole)) if section.columns > 1 and not self.setting.running else ()
        return Ground((section.width, section.height), section.margins, width, inside, columns)

    def _standing(self, drawing: Drawing, ground: Ground, block: Paragraph) -> tuple[Placed, bool]:
        """A drawing beside a paragraph, and whether it is written before it."""
        place = drawing.place
        if place is None:
            edge = max(block.format.left + block.format.first, 0)
            css = _ACROSS.get(block.format.align) or f"margin-left:{pt(edge)}"
            return Placed(drawing, "lines", css, {}), False
        wrap = standing.wrap(place, drawing.width, drawing.height, ground)
        left = standing.across(place, drawing.width, ground)
        indent = block.format.left
        from_page, top = standing.down(place, drawing.height, ground)
        if from_page and (wrap == "none" or self._in_text(top, drawing.height)):
            top += 0.0 if self.setting.edge is None else ground.margins[0] - self.setting.edge
            return Placed(drawing, "over", f"position:absolute;left:{pt(left)};top:{pt(top)}", {}), True
        if wrap == "none":
            css = f"position:absolute;margin:{pt(top)} 0 0 {pt(left - indent)}"
            return Placed(drawing, "over", css, {}), True
        high = 0.0 if block is _NOTHING else height((block,), ground.column)
        late = not from_page and top > high / 2 > 0
        spare = max(top - high, 0.0) if late else 0.0 if from_page else self._down(top)
        if wrap == "lines":
            above, _, below, _ = place.distance
            edge = left if late else left - indent
            css = f"clear:both;margin:{pt(above + spare)} 0 {pt(below)} {pt(edge)}"
            return Placed(drawing, "lines", css, {}), not late
        if late and top < high:
            late, spare = False, top
        css = _float_css(place, drawing.width, spare, ground, 0.0 if late else indent)
        return Placed(drawing, "afloat", css, {}), not late

    def _on_page(self, place: Placement | None, ground: Ground) -> bool:
        """Whether a drawing can stand at the spot of its page that it is set at, with words clear of it."""
        return place is not None and not self.setting.running and standing.down(place, 0.0, ground)[0]

    def _in_text(self, top: float, high: float) -> bool:
        """Whether a header or footer sets what is so high, so far below the page's margin, among the text of its pages."""
        section = self.setting.section
        return self.setting.running and 0 <= top <= section.height - section.margins[0] - section.margins[2] - high

    def _mirrored(self) -> bool:
        return self.setting.section.mirrored

    def _below(self, place: Placement, height: float, ground: Ground) -> bool:
        """Whether a drawing with words round it stands well below or above the top of those that it is tied to."""
        section = self.setting.section
        if place.wrap == "none" or self.setting.running or ground.inside:
            return False
        return abs(place.down[2]) > _FAR and not place.down[1] and height < section.height * _MOST

    def _spot(self, drawing: Drawing, ground: Ground, block: Paragraph) -> dict[str, str]:
        """The attributes of a drawing that stands at a spot of its page; those that can't are noted."""
        if drawing.place is not None and (
            self._on_page(drawing.place, ground) or self._below(drawing.place, drawing.height, ground)
        ):
            return standing.spot(drawing.place, drawing.width, drawing.height, ground, self._mirrored())
        if standing.set_on_page(drawing.place) and not self.setting.running and not ground.inside:
            self.moved.append(block.text)
        return {}

    def _write(self, parent: Element, placed: Placed, order: str = "") -> None:
        """A drawing in an element of its own, to be read ``late``, after the words that it stands beside, or ``early``."""
        drawing, css = placed.drawing, placed.css + _layer(placed.drawing.place)
        name = f"{'spot' if placed.spot else placed.how} {order}".strip()
        if isinstance(drawing, Frame):
            box = self._frame(parent, drawing, css, name)
        elif isinstance(drawing, Group) and frames_in(drawing):
            box = self._group(parent, drawing, css, name, "div", positioned=placed.how == "over")
        else:
            box = SubElement(parent, "div", {"class": f"{name} {'drawn ' if placed.spot else ''}{self.sheet.of(css)}"})
            self._inline(box, drawing, "", "")
        box.attrib.update(placed.spot)

    def _inline(self, parent: Element, drawing: Picture | Group, how: str, css: str) -> None:
        """A drawing inside a paragraph's element: in the line of words, or ``over`` or ``afloat`` beside them."""
        if isinstance(drawing, Group):
            self._group(parent, drawing, css or "display:inline-block", how, "span", positioned=how == "over")
        else:
            self.pictures.write(parent, drawing, how, css, positioned=how == "over")

    def _group(self, parent: Element, group: Group, css: str, name: str, tag: str, *, positioned: bool) -> Element:
        """A group's parts at their places in a box, which may have a position of its own."""
        relative = "" if positioned else "position:relative;"
        looks = f"{relative}width:{pt(group.width)};height:{pt(group.height)};text-indent:0;break-inside:avoid;{css}"
        holder = SubElement(parent, tag, {"class": f"group {name} {self.sheet.of(looks)}".replace("  ", " ")})
        for part in group.parts:
            css = f"position:absolute;left:{pt(part.left)};top:{pt(part.top)}"
            if isinstance(part.item, Frame):
                self._frame(holder, part.item, css + ";margin:0", "")
            else:
                self.pictures.write(holder, part.item, "", css, positioned=True)
        return holder

    def _frame(self, parent: Element, frame: Frame, css: str, name: str) -> Element:
        top, right, bottom, left = frame.insets
        room = max(frame.width - left - right, 10.0) if frame.width else self.setting.column
        if frame.vertical != "top" and frame.height:
            spare = frame.height - top - bottom - height(frame.blocks, room)
            top += max(spare, 0.0) / (2 if frame.vertical == "middle" else 1)
        looks = [f"box-sizing:border-box;padding:{pt(top)} {pt(right)} {pt(bottom)} {pt(left)};{_PLAIN}"]
        if frame.width:
            looks.append(f"width:{pt(frame.width)}")
        if frame.height:
            looks.append(f"min-height:{pt(frame.height)}")
            section = self.setting.section
            if frame.height < (section.height - section.margins[0] - section.margins[2]) * 0.9:
                looks.append("break-inside:avoid")
        if frame.border:
            width, style, colour = frame.border
            looks.append(f"border:{pt(width)} {style} {colour}")
        if frame.shading:
            looks.append(f"background:{frame.shading}")
        if frame.turn:
            looks.append(f"transform:rotate({frame.turn:g}deg)")
        looks.append(css)
        box = SubElement(parent, "div", {"class": f"box {name} {self.sheet.of(';'.join(looks))}".replace("  ", " ")})
        self.blocks(box, frame.blocks, room, frame.shading or frame.ground)
        return box


def _said(block: Paragraph) -> bool:
    """Whether a paragraph has words of its own, besides what is drawn in it."""
    return block.label is not None or bool(block.text.strip())


def _layer(place: Placement | None) -> str:
    """The CSS of the layer of a page that a drawing stands on."""
    return f";z-index:{place.order}" if place and place.order else ""


def _apart(drawing: Drawing, ground: Ground) -> bool:
    """Whether a drawing can't be written inside its paragraph."""
    if isinstance(drawing, Frame) or frames_in(drawing):
        return True
    place = drawing.place
    if place is None:
        return False
    wrap = standing.wrap(place, drawing.width, drawing.height, ground)
    from_page, top = standing.down(place, 0.0, ground)
    return wrap == "lines" or (wrap == "none" and from_page) or (wrap == "square" and not from_page and top > 14)


def _float_css(place: Placement, width: float, top: float, ground: Ground, indent: float = 0.0) -> str:
    left = standing.across(place, width, ground)
    side, edge = standing.afloat(place, left, width, ground)
    _, right, below, before = place.distance
    margins = (top, right, below, edge - indent) if side == "left" else (top, edge, below, before)
    return f"float:{side};margin:" + " ".join(pt(margin) for margin in margins)
