"""References from sheet to sheet, settled as what they name writes itself; unknown ones are said."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import NamedTuple

from pipeline.issues import Issue, Rule, Severity, rule
from pipeline.parse.words import folded, nearest
from pipeline.sheets.actions import Action
from pipeline.sheets.columns import Row
from pipeline.sheets.domains import Domain
from pipeline.sheets.findings import Finding
from pipeline.sheets.measures import Measure
from pipeline.sheets.milestones import Milestone
from pipeline.sheets.overrides import Override
from pipeline.sheets.people import Person
from pipeline.sheets.ratings import Scale
from pipeline.sheets.readings import Reading
from pipeline.sheets.updates import Update

UNKNOWN_ACTION = rule("I-03", Severity.ERROR, "Every update, milestone and override names an action of the plan.")
UNKNOWN_MEASURE = rule("I-04", Severity.ERROR, "Every reading, and every action's measures, name measures of the plan.")
UNKNOWN_DOMAIN = rule("I-05", Severity.ERROR, "Every action and measure belongs to a domain of the plan.")
UNKNOWN_FINDING = rule("I-06", Severity.ERROR, "Every finding that an action answers is in the sheet Findings.")
UNKNOWN_LEAD = rule("I-07", Severity.ERROR, "Every action's lead is one post of the sheet People.")

SELF_IDENTIFIED = "self-identified"


def settle(
    rows: dict[type[Row], tuple[Row, ...]], unread: Mapping[type[Row], tuple[str, ...]], read: Collection[type[Row]]
) -> list[Issue]:
    """Writes every reference as its target writes itself (``a1`` becomes ``A1``), and says those that name nothing.

    ``unread`` are references of rows that couldn't be read, ``read`` the kinds of sheet that are there.
    """
    issues: list[Issue] = []
    for link in _links(rows, unread):
        if link.target in read:
            rows[link.source], problems = _settled(rows[link.source], link)
            issues.extend(problems)
    return issues


class _Link(NamedTuple):
    """A field that names records of another sheet."""

    source: type[Row]
    field: str
    target: type[Row]
    known: tuple[str, ...]
    what: str  # a record of the target, in words
    rule: Rule
    only: Scale | None = None  # for overrides: which of them
    titles: Mapping[str, str] = MappingProxyType({})  # what a record is called, folded -> its reference

    @property
    def whole(self) -> bool:
        """Whether every record of the target has its name: one that couldn't be read may be the one meant."""
        return "" not in self.known


def _links(rows: Mapping[type[Row], tuple[Row, ...]], unread: Mapping[type[Row], tuple[str, ...]]) -> list[_Link]:
    """Every reference from sheet to sheet. A row that couldn't be read is there all the same: that is said already."""

    def names(kind: type[Row], field: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*(str(getattr(row, field)) for row in rows[kind]), *unread.get(kind, ())]))

    def titled(kind: type[Row], field: str, *words: str) -> dict[str, str]:
        """Where a record is named by its title ("Oversight", "1 Oversight", "Domain 1: Oversight")."""
        found: dict[str, set[str]] = {}
        for row in rows[kind]:
            name, title = str(getattr(row, "id")), str(getattr(row, field))  # noqa: B009 - of rows that have one
            for way in (title, f"{name} {title}", *(f"{word} {name} {title}" for word in words)) if title else ():
                found.setdefault(folded(way), set()).add(name)
        return {way: next(iter(ids)) for way, ids in found.items() if len(ids) == 1}

    actions, measures, domains = names(Action, "id"), names(Measure, "id"), names(Domain, "id")
    themes = titled(Domain, "title", "domain", "theme", "priority", "workstream", "section")
    called = titled(Measure, "name", "measure", "indicator", "kpi")
    findings = (*names(Finding, "id"), SELF_IDENTIFIED)
    return [
        _Link(Action, "domain", Domain, domains, "domain", UNKNOWN_DOMAIN, titles=themes),
        _Link(Measure, "domain", Domain, domains, "domain", UNKNOWN_DOMAIN, titles=themes),
        _Link(Action, "findings", Finding, findings, "finding", UNKNOWN_FINDING),
        _Link(Action, "measures", Measure, measures, "measure", UNKNOWN_MEASURE, titles=called),
        _Link(Action, "lead", Person, names(Person, "role"), "post in People", UNKNOWN_LEAD),
        _Link(Measure, "part_of", Measure, measures, "measure", UNKNOWN_MEASURE),
        _Link(Milestone, "action", Action, actions, "action", UNKNOWN_ACTION),
        _Link(Update, "action", Action, actions, "action", UNKNOWN_ACTION),
        _Link(Reading, "measure", Measure, measures, "measure", UNKNOWN_MEASURE, titles=called),
        _Link(Override, "item", Action, actions, "action", UNKNOWN_ACTION, Scale.DELIVERY),
        _Link(Override, "item", Action, actions, "action", UNKNOWN_ACTION, Scale.IMPACT),
        _Link(Override, "item", Measure, measures, "measure", UNKNOWN_MEASURE, Scale.MEASURE),
    ]


def _settled(rows: tuple[Row, ...], link: _Link) -> tuple[tuple[Row, ...], list[Issue]]:
    """Rows whose references are written as their targets write themselves; unknown ones are issues."""
    exact = set(link.known)
    loose: dict[str, list[str]] = {}
    for name in link.known:
        loose.setdefault(_loosely(name), []).append(name)
    settled: list[Row] = []
    issues: list[Issue] = []
    for row in rows:
        said = getattr(row, link.field)
        if link.only is not None and getattr(row, "scale", None) is not link.only:
            settled.append(row)
            continue
        names = said if isinstance(said, tuple) else (said,) if said else ()
        right: list[str] = []
        for name in names:
            alike = [name] if name in exact else loose.get(_loosely(name), [])
            if not alike and folded(name) in link.titles:
                alike = [link.titles[folded(name)]]
            if len(alike) == 1:
                right.append(alike[0])
            else:
                right.append(name)
                if (
                    link.only is None and link.whole
                ):  # of an override the rating says it, with what the override would do
                    issues.append(_unknown(row, link, name))
        value = tuple(right) if isinstance(said, tuple) else "".join(right)
        settled.append(row if value == said else row.model_copy(update={link.field: value}))
    return tuple(settled), issues


def _loosely(name: str) -> str:
    """A reference without case, spaces or the words people put before it; its points and dashes count."""
    bare = re.sub(r"^(?:action|measure|domain|theme|finding|ref|no)\b[.:]?\s*", "", name.strip().casefold())
    return re.sub(r"[\s\u00a0]+", "", bare or name.casefold()).rstrip(".")


def _unknown(row: Row, link: _Link, name: str) -> Issue:
    like = nearest(name, link.known, 0.6) or next((k for k in link.known if folded(k) == folded(name)), "")
    article = "an" if link.what[0] in "aeiou" else "a"
    remedy = f"Did you mean '{like}'? " if like else ""
    place = row.place(link.field)
    return link.rule.at(
        place,
        f"{place.heading}: '{name}' is not {article} {link.what}{'' if ' in ' in link.what else ' of this plan'}.",
        f"{remedy}Correct it, or add it to the sheet it should be in.",
    )
