"""Where values stand along an axis of a chart: its ends and round steps, as Excel chooses them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.printing.chart.figures import Axis

_NICE = (1, 2, 5, 10)
_HEADROOM = 0.05
_CLOSE = 1 / 6
_MOST_TICKS = 60


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis with its ends, its ticks, and whether it counts by powers or runs backward."""

    low: float
    high: float
    ticks: tuple[float, ...]
    log: float = 0.0
    backward: bool = False

    def share(self, value: float) -> float:
        """How far along the axis a value stands, from 0 to 1 within it."""
        if self.log:
            span = math.log(self.high / self.low) or 1.0
            share = math.log(max(value, self.low * 1e-3) / self.low) / span
        else:
            share = (value - self.low) / ((self.high - self.low) or 1.0)
        return 1 - share if self.backward else share

    @property
    def zero(self) -> float:
        """Zero, or the end of the axis that is nearest to it."""
        return self.low if self.log else min(max(0.0, self.low), self.high)


def scaled(values: Sequence[float], axis: Axis | None, most: int, *, from_zero: bool = True) -> Scale:
    """The scale of an axis for its values; ``most`` is how many steps it has room for."""
    axis = axis or Axis("val", "l")
    if axis.log:
        return _by_powers(values, axis)
    low, high = min(values, default=0.0), max(values, default=1.0)
    if low == high == 0:
        high = 1.0
    spread = high - low
    if low >= 0 and (from_zero or spread > high * _CLOSE or spread == 0):
        start, end = 0.0, high + _HEADROOM * high
    elif high <= 0 and (from_zero or spread > -low * _CLOSE or spread == 0):
        start, end = low + _HEADROOM * low, 0.0
    elif low >= 0:
        start, end = low - spread / 2, high + _HEADROOM * spread
    elif high <= 0:
        start, end = low - _HEADROOM * spread, high + spread / 2
    else:
        start, end = low - _HEADROOM * spread, high + _HEADROOM * spread
    start = start if axis.low is None else axis.low
    end = end if axis.high is None else axis.high
    if end <= start:
        end = start + (abs(start) * 0.1 or 1.0)
    step = axis.step or _step(start, end, max(most, 1), axis)
    if (end - start) / step > _MOST_TICKS * 4:
        step = _step(start, end, max(most, 1), axis)
    if axis.low is None:
        start = math.floor(start / step + 1e-9) * step
    if axis.high is None:
        end = math.ceil(end / step - 1e-9) * step
    count = min(math.floor((end - start) / step + 1e-6), _MOST_TICKS * 4)
    every = max(1, math.ceil(count / _MOST_TICKS))
    ticks = tuple(float(f"{start + i * step:.12g}") for i in range(0, count + 1, every))
    return Scale(float(f"{start:.12g}"), float(f"{end:.12g}"), ticks, backward=axis.backward)


def _step(start: float, end: float, most: int, axis: Axis) -> float:
    """The smallest round step that leaves no more than ``most``."""
    rough = (end - start) / most
    power = 10.0 ** math.floor(math.log10(rough))
    for nice in (*_NICE, 20, 50):
        step = nice * power
        low = start if axis.low is not None else math.floor(start / step + 1e-9) * step
        high = end if axis.high is not None else math.ceil(end / step - 1e-9) * step
        if (high - low) / step <= most + 1e-9:
            return step
    return 100 * power


def _by_powers(values: Sequence[float], axis: Axis) -> Scale:
    held = [value for value in values if value > 0] or [1.0]
    base = axis.log
    low = axis.low if axis.low and axis.low > 0 else base ** min(math.floor(math.log(min(held), base) + 1e-9), 0)
    high = axis.high if axis.high and axis.high > low else base ** math.ceil(math.log(max(held), base) - 1e-9)
    if high <= low:
        high = low * base
    first, last = math.ceil(math.log(low, base) - 1e-9), math.floor(math.log(high, base) + 1e-9)
    every = max(1, math.ceil((last - first + 1) / _MOST_TICKS))
    ticks = tuple(base**power for power in range(first, last + 1, every))
    return Scale(low, high, ticks, base, axis.backward)
