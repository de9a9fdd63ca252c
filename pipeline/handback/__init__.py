"""Workbooks handed back to who made them, each problem at its cell; the officer's own file is only ever read."""

from pipeline.handback.copies import FOLDER, Copy, hand_back
from pipeline.handback.returned import marked_before

__all__ = ["FOLDER", "Copy", "hand_back", "marked_before"]
