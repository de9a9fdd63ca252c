"""Rating rules are read with tables made beforehand, and only where they are those of rule-engine's own grammar."""

from __future__ import annotations

import subprocess
import sys
from inspect import cleandoc
from pathlib import Path

import pytest

from pipeline.rating import rule_tables, rule_tables_making
from pipeline.rating.rule_language import _Grammar

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_tables_are_those_that_rule_engine_makes() -> None:
    """Where this fails, rule-engine is new: run python -m pipeline.rating.rule_tables_making."""
    made: dict[str, object] = {}
    exec(rule_tables_making.tables(), made)
    names = ("_tabversion", "_lr_action", "_lr_goto")
    assert [made[name] for name in names] == [getattr(rule_tables, name) for name in names]
    assert _Grammar(made["_lr_signature"]) == rule_tables._lr_signature


@pytest.mark.parametrize(
    ("before", "ready"),
    [("", True), ("rule_tables._lr_signature = 'statement : other'", False), ("import rule_engine", False)],
    ids=["the grammar", "another grammar", "loaded before"],
)
def test_tables_are_used_for_their_own_grammar_and_no_other(before: str, ready: bool) -> None:
    code = (
        f"from pipeline.rating import rule_tables\n{before}\n"
        "from pipeline.rating.rule_language import rule_engine\n"
        "rule = rule_engine.Rule('days > 30 and not done')\n"
        "print(rule.parser._parser.action is rule_tables._lr_action, rule.matches({'days': 34, 'done': False}))"
    ).replace("from pipeline.rating import rule_tables", LONE)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.strip() == f"{ready} True"


LONE = """
import sys, types
package = types.ModuleType("pipeline.rating"); package.__path__ = ["pipeline/rating"]
sys.modules["pipeline.rating"] = package
from pipeline.rating import rule_tables
"""
"""The package itself loads rule-engine; here only what a test imports of it."""


def test_a_grammar_is_the_same_without_the_indents_of_its_docstrings() -> None:
    said = "\n        statement : expression\n                  | expression COMMENT\n        "
    assert _Grammar(said) == cleandoc(said)
    assert _Grammar(said) != said.replace("COMMENT", "ADD")
