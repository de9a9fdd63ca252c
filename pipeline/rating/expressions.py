"""Reading the 'When' and 'Because' of a rating rule: typed, and nothing but names, words, numbers and dates.

The tests are in the language of rule-engine, held to comparisons, arithmetic, ``and``, ``or``,
``not`` and ``in``: no clock, no functions, no patterns, no reaching into values. Excel's habits
(``=``, ``<>``, ``AND``, curly quotes) are understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any

from pipeline.rating.action_names import ACTION_NAMES
from pipeline.rating.measure_names import MEASURE_NAMES
from pipeline.rating.names import Kind, Name, Unclear, Value, shown
from pipeline.rating.rule_language import ast, errors, rule_engine
from pipeline.sheets.ratings import Scale
from pipeline.wording import joined

_TYPES = {
    Kind.WORD: rule_engine.DataType.STRING,
    Kind.NUMBER: rule_engine.DataType.FLOAT,
    Kind.DATE: rule_engine.DataType.DATETIME,
    Kind.YES_NO: rule_engine.DataType.BOOLEAN,
}
_LITERALS = (ast.BooleanExpression, ast.DatetimeExpression, ast.FloatExpression, ast.StringExpression)
_COMPARISONS = (ast.binary.ComparisonExpression, ast.binary.ArithmeticComparisonExpression)
_ARITHMETIC = (ast.AddExpression, ast.SubtractExpression, ast.binary.ArithmeticExpression)
_QUOTED = re.compile(r"('[^']*'|\"[^\"]*\")")
_FIELD = re.compile(r"\{([^{}]*)\}")
_SINGULAR = {
    "days": "day",
    "milestones": "milestone",
    "measures": "measure",
    "periods": "period",
    "times": "time",
    "months": "month",
}
_COUNTED = re.compile(rf"^( (?:\w+ )?)({'|'.join(_SINGULAR)})\b")  # "1 days past", "1 rated measures"


@dataclass(frozen=True)
class Test:
    """A 'When' that can be asked of a case. ``fixed`` is its answer where that never varies.

    ``answers`` remembers answers by the values of the names asked for: cases are much alike, and
    looking one up costs a tenth of working it out.
    """

    rule: Any
    fixed: bool | None
    names: tuple[Name, ...]
    answers: dict[tuple[Value, ...], bool] = field(default_factory=dict, compare=False, repr=False)

    def holds(self, case: Any) -> bool:
        """Whether the test is true of a case (an ActionCase or a MeasureCase)."""
        if self.fixed is not None:
            return self.fixed
        try:
            values = tuple([name.get(case) for name in self.names])
        except Unclear:  # the test may not come to that name
            return bool(self.rule.matches(case))
        if values not in self.answers:
            self.answers[values] = bool(self.rule.matches(case))
        return self.answers[values]

    def holds_for(self, values: Mapping[str, Value]) -> bool:
        """Whether the test is true of values given by name."""
        return bool(self.rule.matches(values))


def literals(test: Test) -> list[Any]:
    """The numbers, words and dates that a test names, as nodes of the rule language with a ``value``."""
    return _literals(test.rule.statement.expression)


def _literals(node: Any) -> list[Any]:
    if isinstance(node, _LITERALS):
        return [node]
    if isinstance(node, ast.SymbolExpression):
        return []
    return [each for child in _children(node) for each in _literals(child)]


class Unreadable(Exception):
    """A test can't be understood: ``about`` is syntax, name or kind; the message says what, ``remedy`` what to do."""

    def __init__(self, about: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.about, self.remedy = about, remedy


@cache
def names_for(scale: Scale) -> Mapping[str, Name]:
    """The names a rule of a scale may use."""
    return {each.name: each for each in (*ACTION_NAMES, *MEASURE_NAMES) if scale in each.scales}


def nearest(word: str, known: Iterator[str] | tuple[str, ...] | list[str]) -> str:
    """The known word most like one that isn't, or nothing."""
    by_fold = {each.casefold(): each for each in known}
    found = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.5)
    return by_fold[found[0]] if found else ""


@lru_cache(maxsize=1024)
def read_test(scale: Scale, when: str) -> Test:
    """A rule's 'When', ready to ask, read once however many quarters use it; raises Unreadable."""
    if not when.strip():
        raise Unreadable("syntax", "The test is empty", "Write a test, or true for the last rule.")
    try:
        rule = rule_engine.Rule(tidied(when), context=_context(scale))
    except errors.SymbolResolutionError as error:
        raise _unknown_name(scale, error.symbol_name) from None
    except errors.SyntaxError as error:
        at = getattr(getattr(error, "token", None), "value", None)
        where = f" near “{at}”" if at else ""
        raise Unreadable(
            "syntax", f"The test can't be read{where}", "Write it like days_overdue > 30 and not has_update."
        ) from None
    except errors.ArithmeticError:
        raise Unreadable("syntax", "A sum in the test can't be worked out", "Correct the sum.") from None
    except errors.EngineError as error:
        raise Unreadable("kind", _kinds(error), "Compare a number with a number and a word with a 'word'.") from None
    top = rule.statement.expression
    _walk(scale, top)
    _must_be(top, rule_engine.DataType.BOOLEAN, "The test doesn't come to true or false")
    names = tuple(names_for(scale)[name] for name in sorted(_asked(top)))
    return Test(rule, top.value if isinstance(top, ast.BooleanExpression) else None, names)


def tidied(when: str) -> str:
    """A test with Excel's and Word's habits put into the rule language, words in quotes left alone."""
    text = when.translate({0xA0: " ", 0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2212: "-"})
    parts = _QUOTED.split(text)
    for n in range(0, len(parts), 2):
        part = parts[n].lower().replace("<>", "!=").replace("≥", ">=").replace("≤", "<=").replace("≠", "!=")
        parts[n] = re.sub(r"(?<![<>=!])=(?![=~])", "==", part)
    return "".join(parts).strip()


def unknown_fields(scale: Scale, because: str) -> list[str]:
    """The {names} of a 'Because' that are not names of the scale; a lone brace counts as one."""
    found = [name for name in _FIELD.findall(because) if name.strip().lower() not in names_for(scale)]
    return found + re.findall(r"[{}]", _FIELD.sub("", because))


def reason(scale: Scale, because: str, case: Any) -> str:
    """A 'Because' with the case's figures in it, beginning with a capital: ``34 days past its due date of ...``."""
    parts = _FIELD.split(because)
    for n in range(1, len(parts), 2):
        name = names_for(scale).get(parts[n].strip().lower())
        parts[n] = shown(name, case) if name else parts[n]
        if parts[n] == "1":
            parts[n + 1] = _COUNTED.sub(lambda m: m[1] + _SINGULAR[m[2]], parts[n + 1])
    text = "".join(parts).strip()
    return text[:1].upper() + text[1:]


class _NoBuiltins(rule_engine.builtins.Builtins):  # type: ignore[misc]
    """No $now, $random or any other: a rating depends on the quarter's folder alone."""

    def resolve_type(self, name: str) -> Any:
        raise errors.SymbolResolutionError(f"${name}")


@cache
def _context(scale: Scale) -> Any:
    names = names_for(scale)
    context = rule_engine.Context(
        type_resolver={name: _TYPES[each.kind] for name, each in names.items()},
        resolver=lambda case, name: case[name] if isinstance(case, Mapping) else names[name].get(case),
        default_timezone="utc",
        mapping_attribute_lookup=False,
    )
    context.builtins = _NoBuiltins({})
    return context


def _unknown_name(scale: Scale, name: str) -> Unreadable:
    near = nearest(name, list(names_for(scale)))
    remedy = f"Write {near} instead." if near else "The README lists the names that can be used."
    for other in Scale:
        if name in names_for(other):
            remedy = f"{name} is a name for rules of {other} only. {remedy if near else ''}".strip()
            break
    return Unreadable("name", f"“{name}” is not a name that a rule for {scale} can use", remedy)


def _kinds(error: Any) -> str:
    if isinstance(error, errors.AttributeResolutionError):
        return f"“.{error.attribute_name}” can't be used in a test"
    return "The test compares or adds things of different kinds, such as a word and a number"


def _walk(scale: Scale, node: Any) -> None:
    """Hold a test to the parts of the language we allow, operands of one kind, and words that can occur."""
    if isinstance(node, _LITERALS):
        return
    if isinstance(node, ast.SymbolExpression):
        if node.name not in names_for(scale) or node.scope:
            raise _unknown_name(scale, node.name)
        return
    children = _children(node)
    for child in children:
        _walk(scale, child)
    if isinstance(node, ast.LogicExpression):
        for child in children:
            _must_be(child, rule_engine.DataType.BOOLEAN, "Each side of and, or must be true or false")
    elif isinstance(node, ast.UnaryExpression) and node.type == "not":
        _must_be(children[0], rule_engine.DataType.BOOLEAN, "What follows not must be true or false")
    elif type(node) in _COMPARISONS:
        left, right = children
        if left.result_type != right.result_type:
            raise Unreadable(
                "kind",
                f"{_said(left)} is compared with {_said(right)}",
                "Compare a number with a number and a word with a 'word' in quotes.",
            )
        _words(scale, left, [right])
        _words(scale, right, [left])
    elif isinstance(node, ast.ContainsExpression):
        members = node.container.value if isinstance(node.container, ast.ArrayExpression) else []
        for member in members:
            if member.result_type != node.member.result_type:
                raise Unreadable("kind", f"{_said(member)} can't be {_said(node.member)}", "List words in quotes.")
        _words(scale, node.member, list(members))


def _asked(node: Any) -> set[str]:
    if isinstance(node, ast.SymbolExpression):
        return {node.name}
    return set() if isinstance(node, _LITERALS) else set().union(*map(_asked, _children(node)))


def _children(node: Any) -> list[Any]:
    if isinstance(node, ast.ArrayExpression):
        return list(node.value)
    if isinstance(node, ast.ContainsExpression) and isinstance(node.container, ast.ArrayExpression):
        return [*node.container.value, node.member]
    if isinstance(node, ast.UnaryExpression):
        return [node.right]
    if type(node) in (*_COMPARISONS, ast.LogicExpression) or (type(node) in _ARITHMETIC and node.type != "pow"):
        return [node.left, node.right]
    raise Unreadable(
        "syntax",
        "The test uses something that rating rules may not",
        "Use names, numbers, 'words', dates as d'2026-09-30', comparisons, + - * /, and, or, not, in.",
    )


def _must_be(node: Any, wanted: Any, message: str) -> None:
    if node.result_type != wanted:
        raise Unreadable("kind", f"{message}: {_said(node)} is not", "Compare it with something, as in value > 90.")


def _said(node: Any) -> str:
    if isinstance(node, ast.SymbolExpression):
        kind = next((kind for kind, known in _TYPES.items() if known == node.result_type), "")
        return f"{node.name} (a {kind})" if kind is not Kind.YES_NO else f"{node.name} (true or false)"
    if isinstance(node, ast.StringExpression):
        return f"the word “{node.value}”"
    if isinstance(node, ast.FloatExpression):
        return f"the number {node.value}"
    if isinstance(node, ast.BooleanExpression):
        return "true or false"
    return "a sum" if type(node) in _ARITHMETIC else "a test"


def _words(scale: Scale, name: Any, words: list[Any]) -> None:
    if not isinstance(name, ast.SymbolExpression):
        return
    known = names_for(scale)[name.name].words
    for word in words:
        if known and isinstance(word, ast.StringExpression) and word.value not in known:
            near = nearest(word.value, known)
            allowed = joined((f"'{each}'" for each in known), "or")
            raise Unreadable(
                "name",
                f"{name.name} is never “{word.value}”",
                f"Write '{near}' instead." if near else f"It can be {allowed}.",
            )
