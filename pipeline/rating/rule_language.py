"""The language of rating rules, rule-engine, loaded in a tenth of its time: the tables of its grammar are made beforehand.

It works them out at every start, which takes a quarter of a second, unless it is given them. Those in
``rule_tables.py`` (:mod:`pipeline.rating.rule_tables_making` writes them) say which grammar they are for; with another
it makes its own.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

from pipeline.rating import rule_tables

TABLES = "rule_engine.parser.parsetab"
"""The module in which rule-engine looks for them."""


class _Grammar(str):
    """A grammar as docstrings say it: Python 3.13 takes their indents away."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and self.split() == other.split()


if "rule_engine" not in sys.modules:
    _ready = ModuleType(TABLES)
    vars(_ready).update(vars(rule_tables), _lr_signature=_Grammar(rule_tables._lr_signature))
    sys.modules[TABLES] = _ready

rule_engine: Any = import_module("rule_engine")
ast: Any = rule_engine.ast
errors: Any = rule_engine.errors
