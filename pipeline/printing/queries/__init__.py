"""Queries about a paper's structure: what looks right on the page and is wrong for someone who can't see it.

A module holds finders of one kind in its ``FINDERS``; to add a query, add a rule and a finder there, and a planted
fault to its test. What only a person can know (what a picture's words say, whether colour alone says something) isn't asked.
"""

from __future__ import annotations

from itertools import groupby

from pipeline.issues import Issue
from pipeline.places import Place
from pipeline.printing.document.tree import Document
from pipeline.printing.queries import headings, legibility, links_and_pictures, lists, tables, unfilled
from pipeline.printing.queries.found import Finder, Paper, runs

_LISTED = 3
_FINDERS: tuple[Finder, ...] = (
    *headings.FINDERS, *lists.FINDERS, *tables.FINDERS, *links_and_pictures.FINDERS, *legibility.FINDERS,
    *unfilled.FINDERS,
)  # fmt: skip


def structure_queries(document: Document, name: str) -> list[Issue]:
    """What in a paper's structure a reader of its PDF or web page would stumble on.

    ``name`` is what the file is called. Of each kind the first three are listed at their places and the rest counted.
    """
    issues: list[Issue] = []
    paper = Paper(document, tuple(runs(document)))
    for finder in _FINDERS:
        found = sorted(finder(paper), key=lambda each: each.rule.code)
        for rule, group in groupby(found, key=lambda each: each.rule):
            like = list(group)
            listed = like if len(like) == _LISTED + 1 else like[:_LISTED]
            issues += [rule.at(Place(name, heading=each.near), each.message, each.remedy) for each in listed]
            if more := like[len(listed) :]:
                where = f", the first at “{more[0].near}”" if more[0].near else ""
                said = f"And {len(more)} more like {'them' if len(listed) > 1 else 'it'}{where}."
                issues.append(rule.at(Place(name, heading=more[0].near), said, more[0].remedy))
    return issues
