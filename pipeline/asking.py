"""Asking the leads: their update forms written, and what is still to be chased."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.chasing import chases, letters, sheet
from pipeline.errors import CannotRead, typed
from pipeline.forms import form_workbooks
from pipeline.issues import Issue, errors
from pipeline.progress import Progress
from pipeline.publish import Published, publish, sha256
from pipeline.quarter import Checked, check
from pipeline.sheets.columns import sheet_types

_ON_FORMS = frozenset({"Actions", "Milestones", "People", "Plan details"})
"""The sheets of which an error means that a form may lack something."""


@dataclass(frozen=True)
class Asked:
    """What was written, and the errors because of which something may be missing from it."""

    published: Published
    issues: list[Issue]


def write_forms(folder: Path, out: Path, progress: Progress = lambda *_: None) -> Asked:
    """A form for each lead, into ``out``; one that a person has edited stays, and the new one goes beside it."""
    checked = check(folder, progress)
    if checked.ground is None:
        raise CannotRead(f"The plan in {folder} can't be put together yet; run: papers check {typed(folder)}")
    progress("writing forms", 0, 0)
    made = form_workbooks(checked.ground)
    record = {"quarter": str(checked.ground.now.plan.details.quarter), "inputs": _inputs(checked)}
    published = publish(out, [{name: content} for name, content in made.items()], record)
    return Asked(published, _missing_from_forms(checked))


@dataclass(frozen=True)
class Chased:
    """What is asked of whom, as texts by file name, who is asked nothing, and what was written."""

    published: Published
    letters: dict[str, str]
    content: list[str]


def write_chase(folder: Path, out: Path, progress: Progress = lambda *_: None) -> Chased:
    """A text for each lead of whom something is asked, and a sheet of all of it, into ``out``."""
    checked = check(folder, progress)
    if checked.ground is None:
        raise CannotRead(f"The plan in {folder} can't be put together yet; run: papers check {typed(folder)}")
    now = checked.ground.now
    found = chases(now, checked.issues)
    texts = letters(found, now)
    made = {**texts, f"Chasing - {now.plan.details.quarter}.xlsx": sheet(found, now)}
    record = {"quarter": str(now.plan.details.quarter), "inputs": _inputs(checked)}
    published = publish(out, [{name: content} for name, content in made.items()], record)
    asked = {chase.lead for chase in found}
    content = [lead for lead in dict.fromkeys(each.lead for each in now.plan.actions) if lead not in asked]
    plain = {name: text.decode("utf-8-sig").replace("\r\n", "\n") for name, text in texts.items()}
    return Chased(published, plain, content)


def _missing_from_forms(checked: Checked) -> list[Issue]:
    """Errors of the sheets that forms are made from; those of returned forms are not among them."""
    assert checked.ground is not None
    kinds = {kind.row for kind in sheet_types() if kind.name in _ON_FORMS}
    sheets = {
        (place.file, place.sheet)
        for kind in kinds
        for row in checked.ground.now.plan.rows.get(kind, ())
        for place in [row.place()]
    }
    return [issue for issue in errors(checked.issues) if (issue.place.file, issue.place.sheet) in sheets]


def _inputs(checked: Checked) -> dict[str, str]:
    return {
        path.relative_to(checked.folder.resolve().parent).as_posix(): sha256(path.read_bytes())
        for path in checked.files
    }
