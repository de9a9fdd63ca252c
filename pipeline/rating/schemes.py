"""The council's rating scheme: its key and its rules, every rule read before any is used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.colours import ENOUGH, contrast
from pipeline.issues import Issue, Severity, rule
from pipeline.model import Plan, Scheme
from pipeline.rating.default import default_key, default_rules
from pipeline.rating.expressions import Test, Unreadable, names_for, nearest, read_test, unknown_fields
from pipeline.rating.reach import covered_by
from pipeline.sheets.columns import Row
from pipeline.sheets.ratings import RatingKey, Scale, Standing
from pipeline.sheets.rules import RatingRule
from pipeline.wording import joined

_SHIPPED = rule("Z-01", Severity.QUERY, "Each scale has a rating key and rating rules of the council's own.")
_HALF = rule("Z-02", Severity.ERROR, "A scale that has rating rules has a rating key, and the other way round.")
_SYNTAX = rule("Z-03", Severity.ERROR, "The When of every rating rule can be read.")
_NAMES = rule("Z-04", Severity.ERROR, "Rating rules use only names and words that the README lists.")
_KINDS = rule("Z-05", Severity.ERROR, "Rating rules compare like with like and come to true or false.")
_RATING = rule("Z-06", Severity.ERROR, "Every rule's rating is in the rating key for its scale.")
_BECAUSE = rule("Z-07", Severity.ERROR, "Every {name} in a rule's Because is a name that the README lists.")
_LAST = rule("Z-08", Severity.ERROR, "The last rule of each scale has true as its When, so that nothing falls through.")
_UNREACHED = rule("Z-09", Severity.QUERY, "Every rating rule can be reached.")
_KEY_ONCE = rule("Z-10", Severity.ERROR, "The rating key has each rating of a scale once.")
_UNKNOWN = rule("Z-11", Severity.QUERY, "The rating key of each scale has a rating that stands for not known.")
_COLOURS = rule(
    "Z-12",
    Severity.ERROR,
    "A rating's colours are six hex digits, and its text stands out from its fill by 4.5 to 1.",
    "Web Content Accessibility Guidelines 2.2, 1.4.3",
)

_ABOUT = {"syntax": _SYNTAX, "name": _NAMES, "kind": _KINDS}


@dataclass(frozen=True)
class ReadRule:
    """A rule with its test and its rating's line in the key; None for what can't be used."""

    rule: RatingRule
    test: Test | None
    key: RatingKey | None


def load_scheme(plan: Plan) -> tuple[Scheme, list[Issue]]:
    """The scheme a plan is rated by, and everything that is wrong with it, at the cells.

    A scale that neither sheet mentions gets the shipped key and rules, with a query. Every scale
    of the result has a rating that stands for not known.
    """
    issues: list[Issue] = []
    own_key, own_rules = plan.of(RatingKey), plan.of(RatingRule)
    if not own_key and not own_rules:
        issues.append(
            _SHIPPED.at(
                plan.details.place(),
                "There are no sheets Rating key and Rating rules; the shipped ratings are used",
                "Check that they are the council's, or add the two sheets.",
            )
        )
    key: list[RatingKey] = []
    rules: list[RatingRule] = []
    for scale in Scale:
        scale_key = [row for row in own_key if row.scale is scale]
        scale_rules = [row for row in own_rules if row.scale is scale]
        if own_key or own_rules:
            issues += _missing((*own_key, *own_rules), scale, scale_key, scale_rules)
        scale_key = scale_key or [row for row in default_key() if row.scale is scale]
        scale_rules = scale_rules or [row for row in default_rules() if row.scale is scale]
        if not any(row.standing is Standing.UNKNOWN for row in scale_key):
            spare = _spare(scale, {row.name.casefold() for row in scale_key})
            issues.append(
                _UNKNOWN.at(
                    scale_key[-1].place("standing"),
                    f"No rating for {scale} stands for “{Standing.UNKNOWN}”",
                    f"Add one to the rating key; until then “{spare.name}” is used.",
                )
            )
            scale_key.append(spare)
        key += scale_key
        rules += sorted(scale_rules, key=lambda row: row.order)
    scheme = Scheme(tuple(key), tuple(rules))
    issues += _check_key(scheme)
    for scale in Scale:
        issues += _check_rules(scheme, scale)
    return scheme, issues


def read_rules(scheme: Scheme, scale: Scale) -> tuple[ReadRule, ...]:
    """A scale's rules in order, ready to be tried."""
    found = []
    for row in scheme.rules:
        if row.scale is scale:
            try:
                test = read_test(scale, row.when)
            except Unreadable:
                test = None
            found.append(ReadRule(row, test, scheme.find(scale, row.rating)))
    return tuple(found)


def not_known(scheme: Scheme, scale: Scale) -> RatingKey:
    """The scale's rating for what is not known."""
    for row in scheme.key:
        if row.scale is scale and row.standing is Standing.UNKNOWN:
            return row
    return _spare(scale, set())


def _spare(scale: Scale, taken: set[str]) -> RatingKey:
    row = next(row for row in default_key() if row.scale is scale and row.standing is Standing.UNKNOWN)
    return row if row.name.casefold() not in taken else row.model_copy(update={"name": f"{row.name} (not known)"})


def _missing(own: Sequence[Row], scale: Scale, key: list[RatingKey], rules: list[RatingRule]) -> Iterator[Issue]:
    if not key and not rules:
        yield _SHIPPED.at(
            own[0].place(),
            f"There are no rating key and rules for {scale}; the shipped ones are used",
            "Check that they are the council's, or add rows for this scale to both sheets.",
        )
    elif not key:
        yield _HALF.at(
            rules[0].place("rating"),
            f"There are rating rules for {scale} but no rating key",
            "Add its ratings to the sheet Rating key, best first.",
        )
    elif not rules:
        yield _HALF.at(
            key[0].place("name"),
            f"There is a rating key for {scale} but no rating rules",
            "Add its rules to the sheet Rating rules.",
        )


def _check_key(scheme: Scheme) -> Iterator[Issue]:
    seen: set[tuple[Scale, str]] = set()
    for row in scheme.key:
        if (row.scale, row.name.casefold()) in seen:
            yield _KEY_ONCE.at(
                row.place("name"), f"“{row.name}” is in the key for {row.scale} twice", "Delete one of the two rows."
            )
        seen.add((row.scale, row.name.casefold()))
        bad = [name for name in ("fill", "ink") if not re.fullmatch(r"[0-9A-Fa-f]{6}", getattr(row, name))]
        for name in bad:
            yield _COLOURS.at(
                row.place(name), f"“{getattr(row, name)}” is not a colour", "Write six hex digits, such as 00703C."
            )
        if not bad and (ratio := contrast(row.fill, row.ink)) < ENOUGH:
            yield _COLOURS.at(
                row.place("ink"),
                f"The text of “{row.name}” stands out from its fill by only {ratio:.1f} to 1",
                "Choose a text colour of FFFFFF or 0B0C0C, or another fill.",
            )


def _check_rules(scheme: Scheme, scale: Scale) -> Iterator[Issue]:
    caught: RatingRule | None = None
    before: list[ReadRule] = []
    read = read_rules(scheme, scale)
    for each in read:
        row = each.rule
        if each.test is None:
            yield _unreadable(row)
        if each.key is None:
            near = nearest(row.rating, scheme.names(scale))
            yield _RATING.at(
                row.place("rating"),
                f"“{row.rating}” is not a rating for {scale}",
                f"Write {near} instead." if near else f"Write one of {joined(scheme.names(scale), 'or')}.",
            )
        for field in unknown_fields(scale, row.because):
            near = nearest(field, list(names_for(scale)))
            yield _BECAUSE.at(
                row.place("because"),
                f"{{{field}}} is not a name for {scale}" if field not in "{}" else f"There is a lone {field}",
                f"Write {{{near}}} instead." if near else "The README lists the names that can be used.",
            )
        if why := _never_used(each, caught, before):
            yield _UNREACHED.at(row.place("when"), f"Rule {row.order} is never used: {why}", "Move or delete it.")
        before.append(each)
        if each.test and each.test.fixed:
            caught = caught or row
    if caught is None and read:
        yield _LAST.at(
            read[-1].rule.place("when"),
            f"The last rule for {scale} doesn't say what to do with all the rest",
            "Add a last rule with true as its When.",
        )


def _never_used(each: ReadRule, caught: RatingRule | None, before: Sequence[ReadRule]) -> str:
    if caught:
        return f"rule {caught.order} before it always applies"
    if each.test is None:
        return ""
    if each.test.fixed is False:
        return "its test is never true"
    usable = [other for other in before if other.test]
    place = covered_by(each.test, [other.test for other in usable if other.test])
    if place is None:
        return ""
    return f"rule {usable[place].rule.order} or one before it is true whenever its own test is"


def _unreadable(row: RatingRule) -> Issue:
    try:
        read_test(row.scale, row.when)
    except Unreadable as error:
        return _ABOUT[error.about].at(row.place("when"), f"{error}: {row.when}", error.remedy)
    raise AssertionError("a rule that can be read was taken for one that can't")
