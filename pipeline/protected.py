"""A figure that must not be published, in the forms it could be printed in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Protected:
    """A figure that must not be published: the measure, the period, and the forms it could be printed in.

    ``texts`` are such as ``3``, ``three``, ``3.4%`` and ``3 of 52``. ``hints`` may be the figure or give it away, and
    may as well be something else: its rounded form, the bare numerator, how many are left.
    """

    measure_id: str
    measure_name: str
    period: str
    texts: tuple[str, ...]
    hints: tuple[str, ...] = ()
