"""Numbers, errors and number formats as Excel's binary workbooks (.xls, .xlsb) code them. [MS-XLS] [MS-XLSB]"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import lru_cache
from math import isfinite

from pipeline.read.cells import Cell
from pipeline.read.sheet_xml import number_cell

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
    0x2C: "#SPILL!",
    0x2D: "#CONNECT!",
    0x2E: "#BLOCKED!",
    0x2F: "#UNKNOWN!",
    0x30: "#FIELD!",
    0x31: "#CALC!",
}


def error(code: int, format_: str) -> Cell:
    """A cell that shows an error."""
    return Cell(None, format_, ERRORS.get(code, "#UNKNOWN!"))


def rk(coded: int) -> float:
    """A number kept in 30 bits: a whole number or the upper half of a fraction, perhaps a hundred times too large."""
    if coded & 2:
        number = float((coded >> 2) - (1 << 30 if coded & 0x80000000 else 0))
    else:
        number = struct.unpack("<d", struct.pack("<Q", (coded & 0xFFFFFFFC) << 32))[0]
    return number / 100 if coded & 1 else number


@lru_cache(maxsize=65_536)
def number(value: float, format_: str, since_1904: bool) -> Cell:
    """A number, or the day it stands for; what is beyond numbers is shown by Excel as an error."""
    if not isfinite(value):
        return Cell(None, format_, "#NUM!")
    return number_cell(format_, repr(value), since_1904)


def at(formats: Sequence[str], style: int) -> str:
    """The number format of a style; General where there is no such style."""
    return formats[style] if style < len(formats) else ""
