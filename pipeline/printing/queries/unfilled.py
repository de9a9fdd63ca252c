"""Tags of a template that were never filled: a draft was printed in place of the paper that is made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.issues import Severity, rule
from pipeline.printing.document.tree import Paragraph
from pipeline.printing.queries.found import Found, Paper, first_words

FILLED = rule("Z-33", Severity.QUERY, "A paper that is printed is filled: no tag of a template is left in it.")
_TAG = re.compile(r"\{\{[^{}]+\}\}|\{%[^{}]+%\}")


def tags(paper: Paper) -> Iterator[Found]:
    """The first tag of a paper and how many there are."""
    blocks = (block for run in paper.runs for block in run.blocks if isinstance(block, Paragraph))
    found = [tag for block in blocks for tag in _TAG.findall(block.text)]
    if found:
        more = "" if len(found) == 1 else f", the first of {len(found)}"
        yield Found(
            FILLED,
            first_words(found[0]),
            f"{found[0]} is a tag that was not filled{more}",
            "Print the paper that papers build makes of this draft, in outputs, and not the draft.",
        )


FINDERS = (tags,)
