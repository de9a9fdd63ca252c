"""Which folders a command is about: the quarter's, and the one its outputs go to."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import UsageError

HERE = Path(__file__).resolve().parents[2]


def chosen_quarter(folder: Path | None) -> Path:
    """The quarter's folder that was named; where none was, the newest under the inputs folder here or the program's own."""
    from pipeline.quarter import named_quarter, newest_quarter

    if folder is not None:
        return named_quarter(folder)
    inputs = Path("inputs") if Path("inputs").is_dir() else HERE / "inputs"
    return newest_quarter(inputs)


def outputs_of(folder: Path) -> Path:
    """``outputs/<plan>/<quarter>`` beside the inputs folder that the quarter's folder is in."""
    whole = folder.resolve()
    for above in whole.parents:
        if above.name == "inputs":
            return above.parent / "outputs" / whole.relative_to(above)
    return Path("outputs") / whole.parent.name / whole.name


def to_write_in(out: Path | None, folder: Path, below: str = "") -> Path:
    """The folder that was named for what is written, or ``outputs_of`` the quarter's folder and ``below`` in it.

    UsageError where it is the quarter's own folder or in it: what is written there would be read as the quarter's.
    """
    if out is None:
        return outputs_of(folder) / below
    if out.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"{out} is the quarter's own folder, or in it; what is written goes somewhere else.")
    return out


def near(path: Path) -> str:
    """A path as a person here would type it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
