"""Publishing: finished papers into the outputs folder, whole or not at all, never over a person's edits."""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import json
import os
import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import sleep

from pipeline.errors import CannotWrite
from pipeline.issues import Issue

RECORD = "record.json"
ISSUES = "issues.csv"
STAGE = ".making"  # what a run writes in beforehand
RUNNING = "running"  # what is in there while it does; without it, what is left there is of no use
_TRIES, _WAIT = 100, 0.1  # how often another run's end is waited for, and for how many seconds each time
_LONGEST = 80  # characters in a file name that agenda systems take


@dataclass(frozen=True)
class Published:
    """Where the files went, their names, those put beside a file that a person had edited, and Word files edited since
    the PDF beside them was made."""

    folder: Path
    names: tuple[str, ...]
    beside: Mapping[str, str]  # name of the edited file -> name the new one got
    unprinted: tuple[str, ...] = ()


def file_stem(day: date, committee: str, title: str, label: str, *, exempt: bool = False) -> str:
    """``2026-11-11_Cabinet_Childrens-Improvement-Plan_Report``: safe for agenda systems, at most 80 characters with its ending.

    Where it would be longer, the longer of committee and title loses words from its end; the label never does.
    """
    ending = "_EXEMPT" if exempt else ""
    room = _LONGEST - len(".docx") - len(ending)
    said = [_safe(committee), _safe(title)]
    while True:
        stem = "_".join(part for part in (f"{day:%Y-%m-%d}", *said, _safe(label)) if part)
        longest = max(said, key=len)
        if len(stem) <= room or "-" not in longest:
            return stem[:room].rstrip("-_") + ending
        words = longest.split("-")[:-1]
        while len(words) > 1 and words[-1] in _LITTLE:
            words.pop()
        said[said.index(longest)] = "-".join(words)


_LITTLE = {"and", "for", "of", "or", "the", "to"}  # words a shortened name must not end with


def _safe(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ")).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[A-Za-z0-9]+", plain.replace("'", "")))


def publish(
    folder: Path, groups: Iterable[Mapping[str, bytes]], record: Mapping[str, object], *, whole: bool = True
) -> Published:
    """Write every file or none; raise CannotWrite, with the folder as it was, where that can't be done.

    A group holds files that belong together, such as a paper in Word and PDF. If a person has
    edited any of them since they were made, all of the group's new files get ``_new`` in their
    names and the old ones stay. The record names every file made with its hash. A ``whole`` run
    removes what earlier runs made and this one didn't; otherwise that stays, and stays recorded.
    """
    with _alone(folder) as stage:
        made = _made_before(folder)
        files, beside = _named(folder, groups, made)
        outputs = {name: sha256(content) for name, content in files.items()}
        others = [
            name for name in made if name not in files and name not in beside and not _edited(folder / name, made[name])
        ]
        gone = others if whole else []
        if not whole:
            outputs |= {name: made[name] for name in others if (folder / name).exists()}
        outputs |= {name: made[name] for name in beside if name in made}
        files[RECORD] = as_json({**record, "outputs": outputs})
        _swap(folder, stage, files, gone)
    return Published(folder, tuple(sorted(files)), beside, _unprinted(folder))


def publish_some(folder: Path, files: Mapping[str, bytes], below: str) -> Published:
    """Write these files, each for itself, and leave all others: papers made before stay as they are.

    What an earlier run made in the folder ``below`` and this one didn't is removed, unless a person has edited it.
    """
    if not files and not _record(folder):
        return Published(folder, (), {})
    with _alone(folder) as stage:
        made = _made_before(folder)
        named, beside = _named(folder, [{name: content} for name, content in files.items()], made)
        gone = [
            name
            for name in made
            if name.startswith(f"{below}/")
            and name not in named
            and name not in beside
            and not _edited(folder / name, made[name])
        ]
        if named or gone:
            kept = {name: digest for name, digest in made.items() if name not in gone}
            outputs = kept | {name: sha256(content) for name, content in named.items()}
            _swap(folder, stage, {**named, RECORD: as_json({**_record(folder), "outputs": outputs})}, gone)
    return Published(folder, tuple(sorted(named)), beside, _unprinted(folder))


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write every file or none, over what was there; CannotWrite where that can't be done."""
    with _alone(folder) as stage:
        _swap(folder, stage, files, [])


def was_edited(path: Path) -> bool:
    """Whether a file is one that a run made there and that a person has edited since."""
    made = _made_before(path.parent)
    return path.name in made and _edited(path, made[path.name])


def _unprinted(folder: Path) -> tuple[str, ...]:
    """The Word files that a person has edited since the PDF beside them was made, which says what they said before."""
    made, found = _made_before(folder), []
    for name in sorted(made):
        word, pdf = folder / name, (folder / name).with_suffix(".pdf")
        if word.suffix != ".docx" or not pdf.is_file() or not _edited(word, made[name]):
            continue
        if not _edited(pdf, made.get(_as_pdf(name))) or pdf.stat().st_mtime < word.stat().st_mtime:
            found.append(name)
    return tuple(found)


def _as_pdf(name: str) -> str:
    return name.removesuffix(".docx") + ".pdf"


def _named(
    folder: Path, groups: Iterable[Mapping[str, bytes]], made: Mapping[str, str]
) -> tuple[dict[str, bytes], dict[str, str]]:
    """Each file under the name it may have, and which had to go beside a person's."""
    files: dict[str, bytes] = {}
    beside: dict[str, str] = {}
    for group in groups:
        added = ""
        while any(_edited(folder / _with(name, added), made.get(_with(name, added))) for name in group):
            added += "_new"
        for name, content in group.items():
            files[_with(name, added)] = content
            if added:
                beside[name] = _with(name, added)
    return files, beside


def _with(name: str, added: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{stem}{added}{dot}{ending}"


def issues_csv(issues: Iterable[Issue]) -> bytes:
    """The problems as a table that Excel opens as text (a cell can't become a formula)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["Severity", "File", "Sheet", "Cell", "About", "What is wrong", "What to do", "Rule"])
    for issue in issues:
        where = issue.place
        row = (
            issue.severity,
            where.file,
            where.sheet,
            where.cell,
            issue.about,
            issue.message,
            issue.remedy,
            issue.code,
        )
        writer.writerow([as_text(str(cell)) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def as_text(cell: str) -> str:
    """A cell that a spreadsheet takes as text, whatever it begins with."""
    return f"'{cell}" if like_a_formula(cell) or cell[:1].isspace() else cell


def like_a_formula(text: str) -> bool:
    """Whether a spreadsheet would work the text out if it were typed into a cell; East Asian Excel knows the wide signs too."""
    return text.lstrip()[:1] in tuple("=+-@＝＋－＠")


def as_json(value: Mapping[str, object]) -> bytes:
    """JSON with sorted names, the same bytes for the same value."""
    return (json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def sha256(content: bytes) -> str:
    """Hash of a file's bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def _record(folder: Path) -> dict[str, object]:
    """What the last run recorded; empty where there is nothing to trust."""
    try:
        record = json.loads((folder / RECORD).read_bytes())
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _made_before(folder: Path) -> dict[str, str]:
    """Name -> hash of the files the last run made; names lead nowhere but below the folder."""
    outputs = _record(folder).get("outputs")
    if not isinstance(outputs, dict):
        return {}
    return {str(name): str(digest) for name, digest in outputs.items() if _is_below(str(name))}


def _is_below(name: str) -> bool:
    parts = name.split("/")
    return "\\" not in name and ":" not in name and not {"", ".", ".."} & set(parts)


def _edited(path: Path, made: str | None) -> bool:
    """Whether a file is there that the last run did not leave as it is; ``made`` is the hash of what it made."""
    if not path.exists():
        return False
    try:
        return sha256(path.read_bytes()) != made
    except OSError as problem:
        raise CannotWrite(
            f"{path.name} in {path.parent} can't be read; close it if it is open, and run again."
        ) from problem


@contextmanager
def _alone(folder: Path) -> Iterator[Path]:
    """A folder to write in beforehand, which one run at a time can have: two at once would lose what each other recorded."""
    stage = folder / STAGE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for left in reversed(range(_TRIES)):
            stage.mkdir(exist_ok=True)
            try:
                (stage / RUNNING).touch(exist_ok=False)
                break
            except (FileExistsError, FileNotFoundError):  # another run is writing there, or has this moment done so
                if not left:
                    raise _busy(folder) from None
                sleep(_WAIT)
        _cleared(stage)
    except (FileExistsError, NotADirectoryError) as problem:
        a_file = next((path for path in (folder, *folder.parents) if path.is_file()), folder)
        raise CannotWrite(f"{a_file} is a file, and not a folder to write in. Name a folder.") from problem
    except OSError as problem:
        raise _cannot(folder, folder.name, problem) from problem
    try:
        yield stage
    finally:
        _cleared(stage)
        (stage / RUNNING).unlink(missing_ok=True)
        with suppress(OSError):  # a file that was replaced may be open in a reader still; the next run clears it away
            stage.rmdir()


def _cleared(stage: Path) -> None:
    for part in ("new", "old"):
        shutil.rmtree(stage / part, ignore_errors=True)


def _busy(folder: Path) -> CannotWrite:
    old = folder / STAGE / "old"
    moved = any(path.is_file() for path in old.rglob("*"))
    put_back = f"put back what it had moved away, which lies in {STAGE}/old there, and " if moved else ""
    return CannotWrite(
        f"Another run is writing in {folder}; nothing was changed. Run again when it is done. If none is running, one was "
        f"broken off: {put_back}delete the folder {STAGE}{'' if moved else ' there'}."
    )


def _cannot(folder: Path, name: str, problem: OSError) -> CannotWrite:
    what_to_do = (
        "There is no room left there: make some, or name another folder with --out, and run again."
        if problem.errno in (errno.ENOSPC, errno.EDQUOT)
        else "Close the file if it is open in Excel, Word or a PDF reader, check that you may write there, and run again."
    )
    return CannotWrite(
        f"{name} can't be written in {folder} ({problem.strerror or 'unknown cause'}); nothing was changed. {what_to_do}"
    )


def _swap(folder: Path, stage: Path, files: Mapping[str, bytes], gone: Sequence[str]) -> None:
    """Put every file in place, or put everything back."""
    moved: list[tuple[Path, Path]] = []
    placed: list[Path] = []
    current = folder.name
    try:
        for name, content in files.items():
            current = name
            (stage / "new" / name).parent.mkdir(parents=True, exist_ok=True)
            with (stage / "new" / name).open("wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
        for name in [*files, *gone]:
            current = name
            if (folder / name).exists():
                old = stage / "old" / name
                old.parent.mkdir(parents=True, exist_ok=True)
                (folder / name).rename(old)
                moved.append((old, folder / name))
        for name in files:
            current = name
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (stage / "new" / name).rename(folder / name)
            placed.append(folder / name)
    except BaseException as problem:
        for path in placed:
            path.unlink(missing_ok=True)
        for source, target in moved:
            source.rename(target)
        if not isinstance(problem, OSError):
            raise
        raise _cannot(folder, current, problem) from problem
    finally:
        _without_empty_folders(folder, [*files, *gone])


def _without_empty_folders(folder: Path, names: Iterable[str]) -> None:
    """Folders below that hold nothing any more go too."""
    for path in sorted({above for name in names for above in (folder / name).parents}, reverse=True):
        if folder in path.parents:
            with suppress(OSError):  # it still holds something
                path.rmdir()
