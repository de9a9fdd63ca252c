"""Explaining: where a figure or a rating comes from, in lines a person can read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pipeline.facts.fact import Fact, Facts
from pipeline.run import facts_of_papers

_MANY = 40  # facts about one item that are worth reading at once
_RATED = re.compile(r"\.(delivery|impact|rating)\.")
_LOOKS = re.compile(
    r"\.(symbol|fill|ink|word|period)$|\.charted\."
)  # how a thing looks, or says what another fact says


@dataclass(frozen=True)
class Answer:
    """The lines to print, and whether anything was found."""

    found: bool
    lines: tuple[str, ...]


def explain(folder: Path, ref: str) -> Answer:
    """What a quarter's papers say of an action, a measure, a fact's name or a printed figure."""
    return answer(facts_of_papers(folder), ref)


def answer(papers: Sequence[tuple[str, Facts]], ref: str) -> Answer:
    """As :func:`explain`, of papers' facts by the papers' names."""
    wanted = ref.strip()
    found: dict[str, tuple[Fact, list[str]]] = {}
    ids: dict[str, None] = {}
    for paper, facts in papers:
        ids |= dict.fromkeys(facts.register)
        for name in (wanted, f"action.{wanted}", f"measure.{wanted}", f"finding.{wanted}", f"risk.{wanted}"):
            for fact in facts.named(name):
                found.setdefault(fact.id, (fact, []))[1].append(paper)
    if not found:
        for paper, facts in papers:
            for fact in facts.containing(wanted):
                found.setdefault(fact.id, (fact, []))[1].append(paper)
    if not found:
        items = sorted({name.split(".")[0] for name in ids} | set(ids))
        near = get_close_matches(wanted, items, 3)
        lines = [f"Nothing is called {wanted} and no paper prints {wanted}."]
        if near:
            lines.append(f"Did you mean {' or '.join(near)}?")
        return Answer(False, tuple(lines))
    told = sorted((fact for fact, _ in found.values() if not _LOOKS.search(fact.id)), key=_ratings_first)
    told = [fact for fact in told if fact.text] or told
    lines = []
    for fact in told[:_MANY]:
        lines += _lines(fact)
    if len(told) > _MANY:
        lines.append(f"... and {len(told) - _MANY} more; name one of them, such as {told[_MANY].id}.")
    return Answer(True, tuple(lines))


def _ratings_first(fact: Fact) -> tuple[bool, bool]:
    """What an item is and how it is rated are asked about most."""
    return (fact.id.count(".") > 1 and not _RATED.search(fact.id), not _RATED.search(fact.id))


def _lines(fact: Fact) -> list[str]:
    said = fact.text if fact.text else "(nothing)"
    lines = [f"{fact.id}: {said}"]
    if fact.how:
        lines.append(f"    how:  {fact.how}")
    lines += [f"    from: {place}" + (f" ({place.heading})" if place.heading else "") for place in fact.sources]
    return lines
