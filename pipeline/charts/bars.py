"""Rating bars: how many actions or measures have each rating, in words, counts and bars."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from pipeline import wording
from pipeline.charts import drawing as d
from pipeline.facts.fact import Picture
from pipeline.places import Place

_ROW, _BAR = 18.0, 13.0


class Bar(NamedTuple):
    """A rating's bar: its word, its sign, the colours of the scheme (six hex digits) and how many."""

    word: str
    symbol: str
    fill: str
    ink: str
    many: int


def rating_bar(
    id: str,  # noqa: A002 - the picture's own word for it
    title: str,
    rows: Sequence[Bar | tuple[str, str, str, str, int]],
    *,
    sources: Sequence[Place] = (),
    width_mm: float = 170,
) -> Picture:
    """Draw one bar a rating, best first, each with its sign, word, count and share of the total.

    The height follows from the number of rows. A rating that nothing has keeps its row and says 0.
    """
    bars = [Bar(*row) for row in rows]
    total = sum(bar.many for bar in bars)
    most = max((bar.many for bar in bars), default=0) or 1
    width = width_mm * d.POINTS_PER_MM
    heading = d.wrapped(title, width - 8, d.TITLE, bold=True)
    top = 6 + 13 * len(heading)
    height_mm = (top + _ROW * len(bars) + 4) / d.POINTS_PER_MM
    figures = [_figure(bar, total) for bar in bars]
    names = [d.wrapped(bar.word, width * 0.35, d.SMALL) for bar in bars]
    left = 4 + 16 + 6 + max((d.width_of(name[0]) for name in names if name), default=0) + 6
    room = width - left - 8 - max((d.width_of(text, bold=True) for text in figures), default=0)
    drawn = [d.words(text, 4, 11 + 13 * n, size=d.TITLE, bold=True) for n, text in enumerate(heading)]
    for n, (bar, name, figure) in enumerate(zip(bars, names, figures, strict=True)):
        y = top + _ROW * n
        fill, ink = f"#{bar.fill.lstrip('#')}", f"#{bar.ink.lstrip('#')}"
        length = room * bar.many / most
        drawn.append(d.box(4, y, 16, _BAR, fill, d.BLACK))
        drawn.append(d.words(bar.symbol, 12, y + 9.8, anchor="middle", fill=ink))
        drawn.append(d.words(name[0] if name else "", 26, y + 9.8))
        if bar.many:
            drawn.append(d.box(left, y, length, _BAR, fill, d.BLACK))
        drawn.append(d.words(figure, left + (length + 5 if bar.many else 0), y + 9.8, bold=True))
    picture = d.svg(title, width_mm, height_mm, drawn)
    said = wording.joined(f"{bar.word} {figure}" for bar, figure in zip(bars, figures, strict=True))
    alt = f"{title.strip().rstrip('.')}: {said or 'nothing rated'}. Total {wording.number(total)}."
    return Picture(id, picture, partial(d.png, picture, width_mm), alt, width_mm, height_mm, tuple(sources))


def _figure(bar: Bar, total: int) -> str:
    return f"{wording.number(bar.many)} ({wording.percent_of(bar.many, total)})"
