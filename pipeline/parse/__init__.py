"""Cells -> typed rows: each sheet recognised by its headings, each cell parsed by its column's type."""

from pipeline.parse.table import Recognised, parse_sheet

__all__ = ["Recognised", "parse_sheet"]
