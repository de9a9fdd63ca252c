"""The submission to Ofsted: the statement of proposed action, with how far it has got."""

from pipeline.papers.paper_type import PaperType

PAPER = PaperType(
    name="ofsted_submission",
    label="Submission",
    what="The plan as it goes to Ofsted and the Department for Education",
    pages=30,
    sections=(
        "Context and statutory basis",
        "How the plan answers the findings",
        "The plan by domain",
        "Success measures",
        "Governance",
        "Risks",
        "Glossary",
        "Sign-off",
    ),
)
