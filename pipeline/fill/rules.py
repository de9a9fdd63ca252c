"""What must hold for a Word template or draft to be filled."""

from __future__ import annotations

from pipeline.issues import Severity, rule

WORD_FILE = rule("F-01", Severity.ERROR, "A template or draft is a Word document (.docx) that can be opened.")
TAG_READABLE = rule("F-02", Severity.ERROR, "Every tag in a template is closed in its own paragraph and can be read.")
TAG_PAIRED = rule(
    "F-03", Severity.ERROR, "Every for and if in a template is ended in the same place and with the same prefix."
)
NAME_KNOWN = rule("F-04", Severity.ERROR, "Every name in a template is the name of a fact.")
PRINTS_A_FACT = rule(
    "F-05", Severity.ERROR, "What a template prints is a single fact or picture; what it repeats is a list."
)
NOTHING_LOST = rule("F-06", Severity.ERROR, "A paragraph or row that holds a {%p or {%tr tag holds nothing else.")
PROMPT_ANSWERED = rule(
    "F-07",
    Severity.ERROR,
    "Every prompt for the officer's own words has been replaced by them.",
    "Report templates of several councils: prompts left in a published paper",
)
CHANGES_SETTLED = rule(
    "F-08", Severity.ERROR, "Tracked changes in a template or draft are accepted or rejected.", "S-03"
)
COMMENTS_LEFT_OUT = rule("F-09", Severity.QUERY, "A template or draft carries no comments; they are left out.", "S-03")
NOTHING_LEFT = rule("F-10", Severity.ERROR, "A filled paper holds no template code and is well-formed.")
WITHIN_POWERS = rule(
    "F-11",
    Severity.QUERY,
    "Overview and scrutiny is asked to note, consider, comment or recommend; only who decides is asked to approve.",
    "Local Government Act 2000, s.9F: overview and scrutiny reviews, reports and recommends",
)
