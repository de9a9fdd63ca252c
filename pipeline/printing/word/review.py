"""What reviewers left in a Word file: its tracked changes and comments, said with who made them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from pipeline.issues import Issue, Severity, rule
from pipeline.places import Place
from pipeline.printing.word.changes import RENUMBERED, Change, find_changes
from pipeline.printing.word.package import Package, W
from pipeline.wording import day

_SOURCE = "What Office files hide: changes, comments, authors"
UNREVIEWED = rule("W-08", Severity.ERROR, "A paper to be printed has no tracked changes left in it.", _SOURCE)
COMMENTS = rule("W-09", Severity.QUERY, "A paper to be printed has no comments left in it.", _SOURCE)
SETTLED = rule(
    "W-40", Severity.QUERY, "A paper printed with its changes accepted or left out was meant to be printed so.", _SOURCE
)
_MOST_LISTED = 25
_NOBODY = "someone who left no name"
_REMEDY = "In Word, choose Review, then accept or reject every change."


def unreviewed(package: Package, remedy: str = _REMEDY) -> list[Issue]:
    """An error for a file with tracked changes, and one for each of the first changes: who changed what, and where."""
    changes = find_changes(package)
    if not changes:
        return []
    said = [UNREVIEWED.at(Place(package.name), f"The paper holds {_counted(changes)}.", remedy)]
    for change in changes[:_MOST_LISTED]:
        said.append(UNREVIEWED.at(Place(package.name, heading=change.near), _sentence(change), _REMEDY))
    more, last = len(changes) - _MOST_LISTED, changes[-1]
    if more > 0:
        words = f"And {more} more tracked change{'' if more == 1 else 's'}; the last: {_sentence(last)}"
        said.append(UNREVIEWED.at(Place(package.name, heading=last.near), words, _REMEDY))
    return said


def settled(package: Package, *, accepted: bool) -> list[Issue]:
    """A query for a file that is printed with its tracked changes accepted, or as it was before they were made."""
    changes = find_changes(package)
    if not changes:
        return []
    how = "with all of them accepted" if accepted else "as it was before they were made"
    said = [
        SETTLED.at(
            Place(package.name),
            f"The paper holds {_counted(changes)}; it is printed {how}.",
            "Check that this is the text that was agreed; the Word file itself still holds the changes.",
        )
    ]
    lost = [] if accepted else [change for change in changes if change.kind == RENUMBERED]
    if lost:
        near = lost[0].near
        more = f", and so are {len(lost) - 1} more" if len(lost) > 1 else ""
        said.append(
            SETTLED.at(
                Place(package.name, heading=near),
                f"“{near}” is printed with its number of now{more}: the file doesn't say how its former number was made.",
                "In Word, reject these changes and look at the numbers, or type the former ones.",
            )
        )
    return said


def commented(package: Package) -> list[Issue]:
    """A query for a file with comments: how many, and whose."""
    root = package.xml(package.one(package.document, "comments"))
    authors = [] if root is None else [each.get(f"{W}author", "") for each in root.iter(f"{W}comment")]
    if not authors:
        body = package.xml(package.document)
        authors = [] if body is None else [""] * len({each.get(f"{W}id") for each in body.iter(f"{W}commentReference")})
    if not authors:
        return []
    many = len(authors)
    return [
        COMMENTS.at(
            Place(package.name),
            f"The paper holds {many} comment{'' if many == 1 else 's'} by {_people(authors)}, not printed.",
            "In Word, choose Review, Delete All Comments.",
        )
    ]


def _counted(changes: Sequence[Change]) -> str:
    many = len(changes)
    return f"{many} tracked change{'' if many == 1 else 's'} by {_people([change.author for change in changes])}"


def _people(authors: Sequence[str]) -> str:
    """Names with how many are theirs, the most first: ``A Lead (7) and B Lead (2)``."""
    counts = Counter(author.strip() or _NOBODY for author in authors)
    named = sorted(counts, key=lambda author: (-counts[author], author))
    said = [f"{author} ({counts[author]})" if len(named) > 1 else author for author in named]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def _sentence(change: Change) -> str:
    who = change.author.strip() or _NOBODY[0].upper() + _NOBODY[1:]
    words = change.words.strip()
    what = f"{change.kind} “{words}”" if words else _bare(change.kind)
    where = f" in {change.part}" if change.part else ""
    return f"{who} {what}{where}{_when(change.date)}."


def _when(made: str) -> str:
    """The day of a change, as Word keeps it (``2026-10-02T09:00:00Z``); nothing where none can be read."""
    try:
        return f" on {day(date.fromisoformat(made[:10]))}"
    except ValueError:
        return ""


def _bare(kind: str) -> str:
    """What was done, where no words were touched."""
    ends = {
        "put in": "put in a paragraph break", "took out": "took out a paragraph break",
        "moved in": "moved a paragraph break in", "moved away": "moved a paragraph break away",
        "changed the look of": "changed the look of a paragraph's mark",
        "changed the paragraph format of": "changed the format of an empty paragraph",
        "changed the number of": "changed the numbering of a paragraph",
        RENUMBERED: "gave a paragraph another number",
    }  # fmt: skip
    return ends.get(kind, kind)
