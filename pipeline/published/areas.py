"""England, its regions and authorities as files of published statistics name them, and as officers do."""

from __future__ import annotations

import re

ENGLAND, REGION, AUTHORITY = "National", "Regional", "Local authority"
_NAMES = {ENGLAND: ("country_name", "country_code"), REGION: ("region_name", "region_code"),
          AUTHORITY: ("la_name", "new_la_code", "old_la_code")}  # fmt: skip
OWN = frozenset(("own", "own council", "own authority", "council", "us", "our council"))
NEIGHBOURS = frozenset(
    ("statistical neighbours", "statistical neighbours mean", "statistical neighbour mean", "sn", "sn mean",
     "statistical neighbours average", "neighbours", "mean of statistical neighbours")
)  # fmt: skip
_DRESS = re.compile(
    r"\b(?:city|county|district|metropolitan|london|royal|borough|unitary|council|authority|of|the|mbc|cc|bc)\b"
)


def folded(name: str) -> str:
    """A name without case, punctuation and the word "the": St. Helens is st helens."""
    return re.sub(
        r"[^a-z0-9]+", " ", name.casefold().replace("'", "").replace("\u2019", "").replace("&", " and ")
    ).strip()


def bare(name: str) -> str:
    """A name without what kind of authority it is: Bristol, City of and Bristol City Council are both bristol."""
    return " ".join(_DRESS.sub(" ", folded(name)).split())


def columns(level: str) -> tuple[str, ...]:
    """The headings that name an area of a level, or give its code."""
    return _NAMES.get(level, ())


def listed(text: str) -> list[str]:
    """The names in a list: with ; or lines between, or commas where there is neither."""
    parts = re.split(r"[;\n]" if re.search(r"[;\n]", text) else r",(?! (?:City|County) of)", text)
    return [part.strip() for part in parts if part.strip()]
