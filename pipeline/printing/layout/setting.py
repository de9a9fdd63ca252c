"""Where words are being set: the section whose pages they stand on, its column, and the header or footer being written."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.printing.document.tree import Section


@dataclass
class Setting:
    """Where the blocks that are written stand; the writers of one document share it.

    ``column`` is the width of the section's columns and ``grid`` the distance of its lines where it has a grid, in
    points; ``edge`` how far down the page its header or footer begins while that is written.
    """

    section: Section = field(default_factory=lambda: Section(()))
    column: float = 0.0
    grid: float = 0.0
    edge: float | None = None

    @property
    def running(self) -> bool:
        """Whether a header or footer is being written."""
        return self.edge is not None
