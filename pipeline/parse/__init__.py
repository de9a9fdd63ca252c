"""Cells -> typed rows: sheets recognised, headings understood, dates and numbers read, every problem said."""

from pipeline.parse.own_headings import learn
from pipeline.parse.sheet import Recognised, parse_sheet
from pipeline.parse.vocabulary import EVERYDAY, Vocabulary

__all__ = ["EVERYDAY", "Recognised", "Vocabulary", "learn", "parse_sheet"]
