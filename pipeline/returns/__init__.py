"""Returned update forms -> updates and milestones of the plan: each form is checked against what it was made from."""

from pipeline.returns.against_plan import without_strangers, written_on_paper
from pipeline.returns.form import FILLED_IN, FOR_PRINTING, says_something
from pipeline.returns.merging import merge

__all__ = ["FILLED_IN", "FOR_PRINTING", "merge", "says_something", "without_strangers", "written_on_paper"]
