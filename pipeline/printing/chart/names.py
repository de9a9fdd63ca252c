"""How the names of a chart's categories fit along their axis: folded, turned, or only every so many of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.printing.chart.figures import Axis
from pipeline.printing.chart.pen import LINE, Pen

_SHORT = 12  # letters of a name that may be left out, as a date may
_MANY = 12


@dataclass(frozen=True)
class Names:
    """The lines of each category's name; only ``every`` so many is written, turned by so many degrees."""

    folds: Sequence[Sequence[str]]
    every: int = 1
    turn: float = 0.0


def beside(pen: Pen, axis: Axis, names: Sequence[str], room: float, tall: float) -> Names:
    """Names beside an upright axis, in ``room`` points across; each category is so ``tall``."""
    size = axis.look.size
    every = axis.every or max(1, math.ceil(size * 0.9 / max(tall, 0.1)))
    most = max(1, min(3, int(tall / (size * LINE))))
    return Names([pen.folded(name, room, axis.look, most) for name in names], every)


def beneath(pen: Pen, axis: Axis, names: Sequence[str], room: float, high: float) -> Names:
    """Names beneath or above an axis that runs across, ``room`` points for each; turned ones may be so ``high``."""
    look, asked = axis.look, axis.look.turn
    every = max(axis.every, 1)
    longest = max((pen.wide(word, look) for name in names for word in name.split()), default=0.0)
    dated = axis.kind == "date" or (not axis.every and all(len(name) < _SHORT for name in names))
    if asked in (None, 0.0) and (longest <= room * every - 2 or (asked == 0.0 and not dated)):
        return Names([pen.folded(name, room * every - 2, look) for name in names], every)
    fewer = max(every, math.ceil((longest + 6) / max(room, 0.1)))
    if asked == 0.0 or (asked is None and dated and len(names) > _MANY and fewer <= max(2, len(names) // 6)):
        return Names([pen.folded(name, room * fewer, look, 1) for name in names], fewer)
    turn = asked or (-90.0 if room * every < look.size * 1.4 else -45.0)
    if not axis.every:
        every = max(1, math.ceil(look.size * 1.1 / max(room, 0.1)))
    return Names([[pen.cut(name, high, look)] for name in names], every, turn)
