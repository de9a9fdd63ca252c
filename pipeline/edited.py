"""Public papers of ours that somebody has edited: searched again, when they are printed, for what their quarter hides."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pipeline import publish
from pipeline.errors import CannotRead
from pipeline.issues import Issue, Severity, rule
from pipeline.places import Place
from pipeline.protected import Protected

UNSEARCHED = rule(
    "S-08",
    Severity.QUERY,
    "A public paper that was edited is searched for small numbers before it is published.",
    "DfE disclosure control: children in need, and children looked after, data guidance",
)
_TOLD = ("S-01a", "S-04")  # of what is looked for in a draft's own words: counts of children, and who they are


def small_numbers_in(word: Path) -> list[Issue]:
    """Every small number, and what says who a child is, in a public Word paper that was edited since a build made it.

    Nothing in any other file. What is small is told by the quarter's folder, which is where the outputs folder says:
    ``inputs/<plan>/<quarter>``.
    """
    if not publish.was_edited(word) or "_EXEMPT" in word.name:
        return []
    folder = _quarter_of(word)
    protected = _protected(folder) if folder else None
    if protected is None:
        where = f"the quarter's folder {folder} can't be read" if folder else "the quarter's folder was not found"
        return [
            UNSEARCHED.at(
                Place(word.name),
                f"It was edited since it was made, and was not searched for small numbers: {where}.",
                "Read through it for counts of children from 1 to 5 before it is published.",
            )
        ]
    from pipeline.fill import in_own_words
    from pipeline.proof import in_word

    docx = word.read_bytes()
    told = [issue for issue in in_own_words(docx, word.name) if issue.code in _TOLD]
    return [*in_word(word.name, docx, protected), *told]


def _quarter_of(word: Path) -> Path | None:
    """``inputs/plan/quarter`` for a file in ``outputs/plan/quarter``, where that folder is there."""
    whole = word.resolve().parent
    above = next((each for each in whole.parents if each.name == "outputs"), None)
    folder = above.parent / "inputs" / whole.relative_to(above) if above else None
    return folder if folder and folder.is_dir() else None


@cache
def _protected(folder: Path) -> Sequence[Protected] | None:
    from pipeline.quarter import check
    from pipeline.run import protected_figures

    try:
        checked = check(folder)
    except CannotRead:
        return None
    return protected_figures(checked.ground) if checked.ground else None
