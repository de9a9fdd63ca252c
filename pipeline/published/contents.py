"""What a file of published statistics holds, so that it is told from a workbook: its years, areas and columns."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.published import areas
from pipeline.published.release import LEVEL, TIME, Statistics
from pipeline.read.published import Release
from pipeline.wording import count

_NAMED = {areas.REGION: ("region", "regions"), areas.AUTHORITY: ("local authority", "local authorities")}


@dataclass(frozen=True)
class Contents:
    """The years as the file gives them, its areas in words, and the headings of its figures and of what tells its rows
    apart."""

    years: tuple[str, ...]
    areas: tuple[str, ...]
    figures: tuple[str, ...]
    kinds: tuple[str, ...]


def is_statistics(heads: tuple[str, ...]) -> bool:
    """Whether a file's headings are those of explore education statistics."""
    return {TIME, LEVEL} <= {head.strip().casefold() for head in heads}


def contents(release: Release) -> Contents:
    """What the file holds. Raises NotThere where it is no file of explore education statistics."""
    statistics = Statistics(release)
    levels: dict[str, set[str]] = {}
    for _, row in release.rows:
        level = row[statistics.at[LEVEL]].capitalize()
        heads = [statistics.at[head] for head in areas.columns(level) if head in statistics.at]
        levels.setdefault(level, set()).add(next((row[at] for at in heads if row[at]), ""))
    of_areas = {head for level in (areas.ENGLAND, areas.REGION, areas.AUTHORITY) for head in areas.columns(level)}
    return Contents(
        tuple(sorted({row[statistics.at[TIME]] for _, row in release.rows})),
        tuple(
            "England"
            if level == areas.ENGLAND
            else count(len(names), *_NAMED.get(level, (f"area of {level}", f"areas of {level}")))
            for level, names in sorted(levels.items(), key=lambda each: len(each[1]))
        ),
        statistics.indicators,
        tuple(head for head in statistics.telling(release.rows) if head.casefold() not in {LEVEL, *of_areas}),
    )
