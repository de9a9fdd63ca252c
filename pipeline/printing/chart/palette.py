"""The colours that Word gives the series of a chart that have none of their own, by the chart's style."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.colours import mixed

_OFFICE = ("#4472c4", "#ed7d31", "#a5a5a5", "#ffc000", "#5b9bd5", "#70ad47")
_EARLIER = ("#4f81bd", "#c0504d", "#9bbb59", "#8064a2", "#4bacc6", "#f79646")
_SPREAD = 0.7


def palette(theme: Mapping[str, str], style: int, count: int) -> tuple[str, ...]:
    """``count`` colours: styles go by eights: shades of grey, the paper's six accents in turn, shades of each accent."""
    accents = [theme.get(f"accent{n}") or _EARLIER[n - 1] for n in range(1, 7)] if theme else list(_OFFICE)
    kind = (max(style, 1) - 1) % 8
    if kind == 1:
        cycles = -(-max(count, 1) // len(accents))
        return tuple(_shade(accents[i % 6], i // 6, cycles) for i in range(count))
    one = theme.get("dk1") or "#000000" if kind == 0 else accents[kind - 2]
    if kind == 0:
        return tuple(mixed(one, "#ffffff", 0.85 - 0.6 * i / max(count, 1)) for i in range(count))
    return tuple(_shade(one, i, count) for i in range(count))


def _shade(colour: str, at: int, count: int) -> str:
    """One of ``count`` shades of a colour, from dark to light, itself in the middle."""
    share = (at + 1) / (count + 1) * 2 * _SPREAD - _SPREAD
    return (
        mixed(colour, "#000000", 1 + share) if share < 0 else mixed(colour, "#ffffff", 1 - share) if share else colour
    )
