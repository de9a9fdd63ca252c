"""Rate: the plan with every action and measure rated by the council's own scheme, and how that moved."""

from pipeline.rating.default import default_key, default_rules
from pipeline.rating.expressions import names_for
from pipeline.rating.measures import SMALL_DENOMINATOR, figure_of
from pipeline.rating.movement import movement
from pipeline.rating.names import Kind, Name
from pipeline.rating.rate import rate
from pipeline.rating.schemes import load_scheme
from pipeline.rating.small_numbers import is_small, protect
from pipeline.rating.suppression import protected_counts, suppress
from pipeline.sheets.ratings import Scale


def rule_names() -> tuple[Name, ...]:
    """Every name that rating rules may use, for actions and then for measures, in the order of the README."""
    return tuple({each.name: each for scale in Scale for each in names_for(scale).values()}.values())


__all__ = [
    "SMALL_DENOMINATOR",
    "Kind",
    "Name",
    "default_key",
    "default_rules",
    "figure_of",
    "is_small",
    "load_scheme",
    "movement",
    "protect",
    "protected_counts",
    "rate",
    "rule_names",
    "suppress",
]
