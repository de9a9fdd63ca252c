"""A set of real workbooks, each with one fault planted in a sound plan, and the cell it must be found at."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from tests.faulty_workbooks.planting import Expected, Fault, Planted, sound_books, sound_books_before

__all__ = ["Expected", "Fault", "Planted", "faults", "faulty_workbooks", "sound_books", "sound_books_before"]


def faults() -> Iterator[Fault]:
    """Every fault of the set; those of a new file ``faults_in_*.py`` here are found by themselves."""
    for path in sorted(Path(__file__).parent.glob("faults_in_*.py")):
        yield from import_module(f"{__name__}.{path.stem}").faults()


def faulty_workbooks() -> Iterator[Planted]:
    """Every fault planted: its name, the quarter's workbooks by file name, and the issues that must be found."""
    for fault in faults():
        yield fault.planted()
