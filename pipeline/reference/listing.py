"""The lists that ``papers list`` prints, made from the code itself."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import walk_packages

import pipeline
import pipeline.sheets
from pipeline.issues import rules
from pipeline.papers import paper_types
from pipeline.rating import rule_names
from pipeline.sheets.columns import sheet_types


def papers() -> list[str]:
    """Each paper type, with its template."""
    return ["Papers", *(f"  {paper.name:<20} {paper.what}" for paper in paper_types())]


def sheets() -> list[str]:
    """Each sheet we know and its headings."""
    lines = ["Sheets"]
    for kind in sheet_types():
        headings = ", ".join(column.heading for column in kind.columns().values())
        lines.append(f"  {kind.name:<20} {headings}")
    return lines


def load_rules() -> None:
    """Load every module, so that every rule is in the rule book."""
    for module in walk_packages(pipeline.__path__, "pipeline."):
        if not module.name.endswith("__main__"):
            import_module(module.name)


def rule_book() -> list[str]:
    """Each rule: its code, whether it blocks a paper, what must hold and who says so."""
    load_rules()
    lines = ["Rules"]
    for entry in rules():
        source = f" ({entry.source})" if entry.source else ""
        lines.append(f"  {entry.code:<6} {entry.severity.value:<6} {entry.sentence}{source}")
    return lines


def names() -> list[str]:
    """Each name that a rating rule may use."""
    lines = ["Names for rating rules"]
    for entry in rule_names():
        where = ", ".join(entry.scales)
        lines.append(f"  {entry.name:<26} {entry.kind:<14} {entry.meaning} ({where})")
    return lines


LISTS: dict[str, Callable[[], list[str]]] = {"papers": papers, "sheets": sheets, "rules": rule_book, "names": names}
