"""Workbooks handed back to who made them, each problem at its cell; the officer's own file is only ever read."""

from pipeline.handback.copies import FOLDER, Copy, hand_back

__all__ = ["FOLDER", "Copy", "hand_back"]
