"""The improvement plan itself: the Cabinet paper's first appendix, and what is published."""

from pipeline.papers.paper_type import PaperType

PAPER = PaperType(
    name="improvement_plan",
    label="Improvement-Plan",
    what="The plan: every action with its lead, dates, ratings and progress",
    pages=24,
    sections=("Plan on a page", "How to read the ratings", "Actions by domain"),
)
