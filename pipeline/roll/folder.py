"""The next quarter's folder, written whole or not at all beside the one it follows, which is never touched."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from pipeline.errors import CannotRead, CannotWrite, UsageError, typed
from pipeline.handback.package import CannotMark
from pipeline.issues import errors
from pipeline.parse import Recognised, learn, parse_sheet
from pipeline.periods import Period, parse_period
from pipeline.progress import Progress
from pipeline.quarter import check
from pipeline.read import read_folder
from pipeline.roll.books import carried_book, readings_book, to_confirm_book
from pipeline.roll.changes import EDITED, Added, Changes, Value, changes
from pipeline.roll.dates import named_anew
from pipeline.roll.editing import charted, edited_csv, edited_workbook
from pipeline.sheets.details import Details
from pipeline.sheets.to_confirm import Proposal
from pipeline.wording import count

_DRAFTS = "papers"


@dataclass(frozen=True)
class Rolled:
    """The new folder, its files by their paths, and what is to be said about it."""

    folder: Path
    quarter: Period
    files: tuple[str, ...]
    notes: tuple[str, ...]
    asked: int


def begin_quarter(folder: Path, name: str = "", progress: Progress = lambda *_: None) -> Rolled:
    """Roll a quarter's folder forward into one beside it, called ``name`` or after the quarter.

    Raises CannotRead where the plan can't be put together or changed, UsageError where the new
    folder is there already, and CannotWrite, with nothing left behind, where it can't be written.
    """
    checked = check(folder, progress)
    if checked.ground is None:
        raise CannotRead(f"The plan in {folder} can't be put together yet; run: papers check {typed(folder)}")
    plan = checked.ground.now.plan
    was = plan.details.quarter
    if waiting := [issue for issue in checked.issues if issue.code == "U-13"]:
        asked = checked.ground.now.plan.of(Proposal)[0].place().file
        raise UsageError(
            f"{folder.name} is not finished: {count(len(waiting), 'proposal')} in {asked} "
            f"{'is' if len(waiting) == 1 else 'are'} not confirmed. Write yes there, and then begin the next quarter."
        )
    target = folder.resolve().parent / (name or was.after().folder)
    _usable(target, name, was)
    progress("rolling forward", 0, 0)
    sheets, _ = read_folder(folder)
    words, _ = learn(sheets, was)
    found = [table for sheet in sheets for table in parse_sheet(sheet, words)[0]]
    made = changes(checked.ground, found)
    if bad := errors(checked.issues):
        made.notes.append(
            f"{folder.name} has {count(len(bad), 'error')}: what it can't say was not carried over. Put right what "
            f"papers check {typed(folder)} lists, take {target.name} away, and begin again."
        )
    files = _files(folder, made, was, found)
    if made.carried:
        files[f"updates/Carried forward {made.quarter}.xlsx"] = carried_book(plan, made)
    if made.apart:
        files[f"Readings to fill in {made.quarter}.xlsx"] = readings_book(plan, made)
    files[f"To confirm {made.quarter}.xlsx"] = to_confirm_book(plan, made)
    _write(target, files)
    return Rolled(target, made.quarter, tuple(sorted(files)), tuple(made.notes), len(made.asked))


def _usable(target: Path, name: str, was: Period) -> None:
    if name and (Path(name).name != name or name in (".", "..")):
        raise UsageError(f"{name} is not a folder's name; it is made beside the old one.")
    if (said := parse_period(target.name)) and said != was.after():
        raise UsageError(f"After {was} comes {was.after()}; call the folder {was.after().folder}.")
    if target.exists():
        raise UsageError(
            f"{target.name} is there already; nothing was changed. Take it away or name another with --to."
        )


def _files(folder: Path, made: Changes, was: Period, found: list[Recognised]) -> dict[str, bytes]:
    """Every file of the new folder that comes from the old one, changed where it must be."""
    details = {each.sheet.file for each in found if each.kind.row is Details}
    files: dict[str, bytes] = {}
    left = 0
    for path in sorted(folder.rglob("*")):
        old = path.relative_to(folder).as_posix()
        if not path.is_file() or any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts):
            continue
        if old in made.left:
            left += 1
            continue
        try:
            data = path.read_bytes()
        except OSError as problem:
            raise CannotRead(f"{old} can't be read; close it if it is open, and run again.") from problem
        top = old.split("/")[0].lower()
        new = old if top in (_DRAFTS, "appendices") else named_anew(old, was, made.quarter)
        files[new] = _changed(old, new, data, made, old in details)
        if top == _DRAFTS and path.suffix.lower() == ".docx":
            made.ask(new, "It holds last quarter's words: go through it before it is used.")
    if left:
        made.notes.append(
            f"{count(left, 'workbook')} of last quarter's updates {'was' if left == 1 else 'were'} left out."
        )
    return files


def _changed(file: str, new: str, data: bytes, made: Changes, holds_details: bool) -> bytes:
    cells = {sheet: values for (at, sheet), values in made.cells.items() if at == file}
    added = {sheet: rows for (at, sheet), rows in made.added.items() if at == file}
    if not cells and not added:
        return data
    try:
        if file.lower().endswith(EDITED) and data[:2] == b"PK":
            edited = edited_workbook(data, cells, added)
            for sheet in charted(data, added):
                made.ask(
                    new,
                    f"Its charts of the sheet {sheet} end with last quarter's rows: give them the new ones (Select Data).",
                )
            return edited
        if file.lower().endswith(".csv") and not cells:
            return edited_csv(data, added[""])
    except (CannotMark, ValueError, KeyError, etree.XMLSyntaxError, zipfile.BadZipFile):
        pass
    if holds_details:
        raise CannotRead(
            f"The plan's details are in {file}, which can't be changed from here without losing something of it. "
            "Save it as an Excel workbook (.xlsx) without protection, and run again."
        )
    _by_hand(new, cells, added, made)
    return data


def _by_hand(file: str, cells: Mapping[str, Mapping[str, Value]], added: Mapping[str, Added], made: Changes) -> None:
    """What couldn't be written into a file is left to a person; readings get a workbook of their own."""
    if added:
        made.notes.append(
            f"Rows for the new readings could not be added to {file}: they are in Readings to fill in {made.quarter}.xlsx."
        )
    for rows in added.values():
        made.apart += [(str(first), str(second)) for first, second in (tuple(row.values())[:2] for row in rows.rows)]
    if cells:
        where = ", ".join(f"{sheet} {cell}" for sheet, values in cells.items() for cell in values)
        made.notes.append(f"{file} could not be changed and is as it was. By hand: {where}.")
        made.ask(file, f"It could not be changed and is last quarter's. Look at {where}.")


def _write(target: Path, files: Mapping[str, bytes]) -> None:
    stage: Path | None = None
    try:
        stage = Path(tempfile.mkdtemp(prefix=".making-", dir=target.parent))
        for name, content in files.items():
            path = stage / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
        stage.chmod(0o755)
        stage.rename(target)
    except OSError as problem:
        raise CannotWrite(
            f"{target} can't be written ({problem.strerror or 'unknown cause'}); nothing was changed. Check that you may "
            "write there, and run again."
        ) from problem
    finally:
        if stage is not None:
            shutil.rmtree(stage, ignore_errors=True)
