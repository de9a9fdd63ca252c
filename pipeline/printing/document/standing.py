"""Where a drawing that doesn't stand in the line goes on its page."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.printing.document.tree_drawn import Placement

_ROOM = 72.0  # points beside a picture that words are worth setting in
_LEAST = 36.0
_THIN = 8.0
_OF_COLUMN = ("column", "character")


@dataclass(frozen=True, slots=True)
class Ground:
    """The page (width, height), its margins (top, right, bottom, left) and the column that a drawing is tied to.

    ``inside`` where that is a table cell or text box, which a drawing is then measured from. ``columns`` are the
    widths of a section's several columns, each with the space after it.
    """

    page: tuple[float, float]
    margins: tuple[float, float, float, float]
    column: float
    inside: bool = False
    columns: tuple[tuple[float, float], ...] = ()


def across(place: Placement, width: float, ground: Ground) -> float:
    """Points from the left edge of the column to a drawing's left edge."""
    origin, align, offset = place.across
    page, (_, right, _, left) = ground.page[0], ground.margins
    start, span = {
        "page": (-left, page),
        "margin": (0.0, page - left - right),
        "leftMargin": (-left, left),
        "insideMargin": (-left, left),
        "rightMargin": (page - left - right, right),
        "outsideMargin": (page - left - right, right),
    }.get("column" if ground.inside else origin, (0.0, ground.column))
    return start + _aligned(align, offset, span, width)


def down(place: Placement, height: float, ground: Ground) -> tuple[bool, float]:
    """Whether a drawing is measured from the page, and points from the top margin or from its paragraph's top."""
    origin, align, offset = place.down
    page, (top, _, bottom, _) = ground.page[1], ground.margins
    places = {
        "page": (-top, page),
        "margin": (0.0, page - top - bottom),
        "topMargin": (-top, top),
        "insideMargin": (-top, top),
        "bottomMargin": (page - top - bottom, bottom),
        "outsideMargin": (page - top - bottom, bottom),
    }
    if ground.inside or origin not in places:
        return False, 0.0 if align else offset
    start, span = places[origin]
    return True, start + _aligned(align, offset, span, height)


def by_character(place: Placement | None) -> bool:
    """Whether a drawing over the words is measured from the place in its line where it is put in."""
    return place is not None and (place.wrap, place.across[:2], place.down[:2]) == (
        "none", ("character", ""), ("line", ""),
    )  # fmt: skip


def set_on_page(place: Placement | None) -> bool:
    """Whether a drawing is set at a spot of its page that words keep clear of, and so moves to the words it is tied to."""
    return place is not None and place.wrap != "none" and place.down[0] not in ("paragraph", "line", "column")


def wrap(place: Placement, width: float, height: float, ground: Ground) -> str:
    """What words do round a drawing: as it says, but for one that leaves them no room, or is where there are none."""
    if place.wrap == "none":
        return "none"
    left = across(place, width, ground)
    over = bool(ground.columns) and place.across[0] not in _OF_COLUMN
    room = ground.page[0] - ground.margins[1] - ground.margins[3] if over else ground.column
    if width and (left >= room or left + width <= 0):
        return "none"
    from_page, top = down(place, height, ground)
    text = ground.page[1] - ground.margins[0] - ground.margins[2]
    if from_page and height and (top + height <= 0 or top >= text):
        return "none"
    if place.wrap == "square" and not over and max(left, room - left - width) < _LEAST:
        return "lines" if height > _THIN else "none"
    return place.wrap


def _aligned(align: str, offset: float, span: float, size: float) -> float:
    if align == "share":
        return offset * span
    if align in ("right", "outside", "bottom"):
        return span - size
    if align == "center":
        return (span - size) / 2
    return 0.0 if align else offset


def afloat(place: Placement, left: float, width: float, ground: Ground) -> tuple[str, float]:
    """The side that a drawing floats at, and the room between it and that edge of the column.

    Words go where there is room for them; where there is on both sides, at the wider one.
    """
    right = ground.column - left - width
    if place.text == "left" or (place.text != "right" and left > right and left >= _ROOM):
        return "right", right
    return "left", left


_SHARES = {"center": 0.5, "right": 1.0, "outside": 1.0, "bottom": 1.0}


def spot(place: Placement, width: float, height: float, ground: Ground, mirrored: bool = False) -> dict[str, str]:
    """The attributes of an element that stands at a spot of its page (see :mod:`pipeline.printing.pdf.spots`).

    ``data-spot`` is where it stands from the page's left and top, with the share of its own size that it stands back
    from there, and the room kept clear round it; ``data-keep`` the side of it that words don't stand at: left, right,
    lines for both, nothing where they run over or under it, column where each column's words stand where they have room.
    ``data-from`` is paragraph where it stands so far below the
    top of the words that it is tied to; ``data-of`` is text where it is so far right of the text's left edge, which is
    not the same on all ``mirrored`` pages; column where it is so far right of its column's, which ``data-lefts`` gives for each.
    """
    keep = wrap(place, width, height, ground)
    side = "column" if ground.columns else afloat(place, across(place, width, ground), width, ground)[0]
    keep = {"none": "", "square": side}.get(keep, keep)
    from_page, top = down(place, 0.0, ground)
    of_column = bool(ground.columns) and place.across[0] in _OF_COLUMN
    of_text = not of_column and mirrored and place.across[0] in (*_OF_COLUMN, "margin")
    where = (
        (0.0 if of_text or of_column else ground.margins[3]) + across(place, 0.0, ground), _SHARES.get(place.across[1], 0.0),
        top + (ground.margins[0] if from_page else 0.0), _SHARES.get(place.down[1], 0.0) if from_page else 0.0,
        *place.distance,
    )  # fmt: skip
    said = {"data-spot": " ".join(f"{each:.2f}" for each in where), "data-keep": keep}
    said |= {"data-of": "text"} if of_text else {}
    if of_column:
        lefts = [sum(width + gap for width, gap in ground.columns[:at]) for at in range(len(ground.columns))]
        said |= {"data-of": "column", "data-lefts": " ".join(f"{each:.2f}" for each in lefts)}
    return said if from_page else {**said, "data-from": "paragraph"}
