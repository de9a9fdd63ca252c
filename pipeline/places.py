"""Where a value came from: the file, sheet, cell and heading an officer would look at."""

from __future__ import annotations

from dataclasses import dataclass

FOLDER = "the quarter's folder"
"""Stands for the file of what no file holds."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in the quarter's folder, as narrow as is known.

    ``file`` is relative to the quarter's folder with forward slashes; ``sheet``, ``cell``
    ("F12"; "paragraph 12" in a Word file) and ``heading`` (as the person typed it) are empty where they don't apply.
    ``instead`` is whether the sheet has no column of that heading: the cell is then only the row's first.
    """

    file: str
    sheet: str = ""
    cell: str = ""
    heading: str = ""
    instead: bool = False

    def __str__(self) -> str:
        """How it is said to an officer: ``updates/Fostering.xlsx, sheet Updates, cell F12``."""
        parts = [self.file]
        if self.sheet:
            parts.append(f"sheet {self.sheet}")
        if self.cell:
            parts.append(self.cell if " " in self.cell else f"cell {self.cell}")
        return ", ".join(parts)
