"""What the command tells besides the problems themselves: how many there are of each kind, and which workbooks are handed back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.issues import Issue, rules

if TYPE_CHECKING:  # its library is loaded only where a workbook is handed back
    from pipeline.handback import Copy
    from pipeline.publish import Published


def kinds(issues: Sequence[Issue]) -> list[str]:
    """How many problems there are of each kind, errors first, then the most frequent; nothing where each kind is there once."""
    sentences = {rule.code: rule.sentence for rule in rules()}
    many = Counter((issue.severity.value, issue.code) for issue in issues)
    if len(issues) == len(many):
        return []
    ordered = sorted(many.items(), key=lambda kind: (kind[0][0], -kind[1], kind[0][1]))
    return [
        "",
        "How many of each kind:",
        *(f"  {number:>4} {severity:<5}  {sentences[code]} [{code}]" for (severity, code), number in ordered),
        "",
    ]


def copies(handed_back: Sequence[Copy], published: Published, folder: str) -> list[str]:
    """The workbooks handed back, below ``folder``: their names, how many problems each has, and what was left out of it."""
    if not handed_back:
        return []
    from pipeline.wording import count

    below = handed_back[0].name.partition("/")[0]
    lines = ["", f"Copies with the problems marked, to send back, in {folder}/{below}:"]
    for copy in handed_back:
        name = published.beside.get(copy.name, copy.name).removeprefix(f"{below}/")
        alone = f"; a list alone, because {copy.unmarked}" if copy.unmarked else ""
        macros = "; without its macros" if copy.macros else ""
        lines.append(f"  {name}: {count(copy.problems, 'problem')}{alone}{macros}")
    return lines
