"""The quarterly update for an overview committee: what changed, what is off track, what to look at."""

from pipeline.papers.paper_type import PaperType

PAPER = PaperType(
    name="quarterly_update",
    label="Quarterly-Update",
    what="The quarter's progress and exceptions, for the overview committee",
    pages=33,
    charts=True,
    sections=(
        "What changed this quarter",
        "What is off track",
        "What members are asked to look at",
        "Recommendations",
        "Ratings this quarter",
        "Exceptions",
        "Measures",
        "Charts of measures",
        "Slipped and re-dated actions",
        "Completed this quarter",
        "Milestones due next quarter",
        "Data notes",
    ),
    recommendations=(
        ("", "Note the position at {plan.as_at}: {phrases.completed} complete, {phrases.off_track} off track."),
        (
            "counts.exceptions",
            "Consider the {phrases.exceptions} and whether the recovery dates are good enough.",
        ),
        ("counts.redated_now", "Comment on the due dates moved this quarter ({phrases.redated_now})."),
        ("", "Note the measures, their targets and the data notes."),
    ),
)
