"""Rating every measure and action: the first rule that is true gives the rating, its figures the reason."""

from __future__ import annotations

import decimal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.issues import Issue, Severity, rule
from pipeline.model import Plan, RatedAction, RatedMeasure, RatedPlan, Rating, Scheme
from pipeline.places import Place
from pipeline.rating import measures as figures
from pipeline.rating.action_names import ActionCase, periods_on_target
from pipeline.rating.expressions import reason, unknown_fields
from pipeline.rating.measure_names import MeasureCase
from pipeline.rating.names import Unclear
from pipeline.rating.order import GOOD
from pipeline.rating.overrides import overridden, usable
from pipeline.rating.rule_language import errors
from pipeline.rating.schemes import ReadRule, not_known, read_rules
from pipeline.sheets.findings import Finding, FindingKind
from pipeline.sheets.overrides import Override
from pipeline.sheets.ratings import RatingKey, Scale
from pipeline.sheets.rules import RatingRule

_TOLERANCE = rule(
    "Z-18",
    Severity.ERROR,
    "A tolerance says what it is in: percentage points for percentages only, or per cent of target.",
)
_FAILED = rule("Z-19", Severity.ERROR, "A rating rule can be worked out for every action or measure.")
_MISSING = rule("Z-20", Severity.QUERY, "No rating rule makes missing data on track or done.")


@dataclass
class _Rater:
    """The scheme ready to use, and what went wrong in using it."""

    scheme: Scheme
    overrides: Mapping[tuple[Scale, str], Override]
    issues: list[Issue]
    rules: dict[Scale, tuple[ReadRule, ...]]
    unknown: dict[Scale, RatingKey]
    guarded: list[RatingRule] = field(default_factory=list)  # once for each item that a rule wrongly made good
    failed: list[tuple[RatingRule, str, str]] = field(default_factory=list)  # rule, item, what went wrong

    def rating(self, scale: Scale, item: str, case: Any, missing: str) -> Rating:
        computed = self._computed(scale, item, case, missing)
        row = self.overrides.get((scale, item))
        if row is None:
            return computed
        result, issues = overridden(self.scheme, computed, row)
        self.issues.extend(issues)
        return result

    def _computed(self, scale: Scale, item: str, case: Any, missing: str) -> Rating:
        unknown = self.unknown[scale]
        for each in self.rules[scale]:
            row, place = each.rule, each.rule.place("when")
            if each.test is None:
                return Rating(unknown, f"Rule {row.order} of the rating rules can't be used", place, stopped=True)
            try:
                if not each.test.holds(case):
                    continue
                if each.key is None:
                    return Rating(
                        unknown, f"Rule {row.order} gives a rating that is not in the key", place, stopped=True
                    )
                if missing and each.key.standing in GOOD:
                    self.guarded.append(row)
                    return Rating(unknown, missing, place)
                said = each.key.meaning if unknown_fields(scale, row.because) else reason(scale, row.because, case)
                return Rating(each.key, said, place)
            except Unclear as error:
                return Rating(unknown, f"Not rated, as {error}", place)
            except (errors.EngineError, decimal.DecimalException) as error:
                self.failed.append((row, item, str(error)))
                return Rating(unknown, f"Rule {row.order} of the rating rules can't be worked out", place, stopped=True)
        return Rating(unknown, "No rating rule applies", Place(""), stopped=True)


def rate(plan: Plan, scheme: Scheme) -> tuple[RatedPlan, list[Issue]]:
    """Every measure, then every action (delivery and impact apart), rated as at the plan's own date.

    Missing data is never on track or done, whatever the rules say. What a rule that can't be used
    would have decided is not rated.
    """
    overrides, issues = usable(plan, scheme)
    rater = _Rater(
        scheme,
        overrides,
        issues,
        {scale: read_rules(scheme, scale) for scale in Scale},
        {scale: not_known(scheme, scale) for scale in Scale},
    )
    measures = _measures(plan, rater)
    actions = _actions(plan, rater, measures)
    for rules in rater.rules.values():
        issues += _of_rules(rater, rules)
    return RatedPlan(plan, scheme, actions, measures), issues


def _of_rules(rater: _Rater, rules: tuple[ReadRule, ...]) -> Iterator[Issue]:
    """What rules did wrong, once a rule however many items it met."""
    for row in (each.rule for each in rules):
        place = row.place("when")
        items = [(item, error) for failed, item, error in rater.failed if failed is row]
        if items:
            (first, error), more = items[0], len(items) - 1
            yield _FAILED.at(
                place,
                f"The test of rule {row.order} can't be worked out for {first}{f' and {more} more' if more else ''}: {error}",
                "Put a test before it that leaves such cases out, as in target != 0 and …",
                about=first,
            )
        many = sum(good is row for good in rater.guarded)
        if many:
            yield _MISSING.at(
                place,
                f"Rule {row.order} gave “{row.rating}” to {many} with no update or reading; not rated instead",
                "Put a rule for missing data before it.",
            )


def _measures(plan: Plan, rater: _Rater) -> dict[str, RatedMeasure]:
    found: dict[str, RatedMeasure] = {}
    for measure in plan.measures:
        if measure.id in found:
            continue
        if not figures.tolerance_fits(measure):
            unit = measure.tolerance_unit
            wrong = f"{unit} doesn't fit a measure in “{measure.unit}”" if unit else "doesn't say what it is in"
            rater.issues.append(
                _TOLERANCE.at(
                    measure.place("tolerance_unit" if measure.tolerance_unit else "tolerance"),
                    f"The tolerance of {measure.tolerance} {wrong}",
                    "In the column Tolerance in, write percentage points (for a measure in %) or per cent of target.",
                    about=f"measure {measure.id}",
                )
            )
        case = MeasureCase(measure, plan.readings.get(measure.id, ()), plan.details.quarter)
        missing = "" if case.latest else f"No figure for {plan.details.quarter}"
        found[measure.id] = RatedMeasure(
            measure,
            case.readings,
            case.latest,
            rater.rating(Scale.MEASURE, measure.id, case, missing),
            case.on_quarter,
            case.on_year,
        )
    return found


def _actions(plan: Plan, rater: _Rater, measures: Mapping[str, RatedMeasure]) -> dict[str, RatedAction]:
    urgent = {row.id for row in plan.of(Finding) if row.kind is FindingKind.PRIORITY}
    runs = {id_: periods_on_target(each) for id_, each in measures.items()}
    found: dict[str, RatedAction] = {}
    for action in plan.actions:
        if action.id in found:
            continue
        case = ActionCase(
            action,
            plan.updates.get(action.id),
            milestones=plan.milestones.get(action.id, ()),
            measures=tuple(measures[id_] for id_ in dict.fromkeys(action.measures) if id_ in measures),
            priority=not urgent.isdisjoint(action.findings),
            as_at=plan.details.as_at,
            window=(plan.details.updates_open, plan.details.updates_close),
            scheme=rater.scheme,
            runs=runs,
        )
        missing = "" if case.has_update else "No update this quarter"
        found[action.id] = RatedAction(
            action,
            case.update,
            case.milestones,
            rater.rating(Scale.DELIVERY, action.id, case, missing),
            rater.rating(Scale.IMPACT, action.id, case, missing),
            case.priority,
            case.overdue(action.due),
        )
    return found
