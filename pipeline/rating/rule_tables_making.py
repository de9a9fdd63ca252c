"""Writes ``rule_tables.py``, the grammar of rating rules as tables: ``python -m pipeline.rating.rule_tables_making``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

from pipeline.rating import rule_tables
from pipeline.rating.rule_language import TABLES, rule_engine

_HEAD = '''"""The grammar of rating rules as rule-engine's tables; made by python -m pipeline.rating.rule_tables_making."""
# fmt: off
# ruff: noqa
# mypy: ignore-errors
'''


def tables() -> str:
    """The module that rule-engine's own parser generator writes."""
    from rule_engine._vendor.ply import yacc

    with tempfile.TemporaryDirectory() as place, patch.dict(sys.modules, {TABLES: None}):
        yacc.yacc(module=rule_engine.Rule.parser, debug=False, outputdir=place)
        made = (Path(place) / "parsetab.py").read_text("utf-8")
    return _HEAD + made[made.index("_tabversion") :].rstrip() + "\n"


if __name__ == "__main__":
    Path(rule_tables.__file__).write_text(tables(), "utf-8")
