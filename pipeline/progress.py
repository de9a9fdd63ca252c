"""How a stage tells how far it is, to whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Told what is being done, and how many of how many steps of it are (none where that isn't known)."""
