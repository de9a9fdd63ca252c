"""Meetings: where each paper goes, and the facts of its header."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import AfterValidator

from pipeline.sheets.columns import Choice, Column, Row, sheet


class Classification(Choice):
    """Whether the public may see a paper."""

    PUBLIC = "Public"
    EXEMPT = "Exempt"

    @classmethod
    def also(cls) -> Mapping[str, Choice]:
        return {
            "open": cls.PUBLIC,
            "part 1": cls.PUBLIC,
            "part i": cls.PUBLIC,
            "part 2": cls.EXEMPT,
            "part ii": cls.EXEMPT,
            "private": cls.EXEMPT,
        }


class YesNo(Choice):
    """Yes or no; left empty it is neither."""

    YES = "yes"
    NO = "no"

    @classmethod
    def also(cls) -> Mapping[str, Choice]:
        return {"y": cls.YES, "true": cls.YES, "n": cls.NO, "false": cls.NO}


def paper_name(text: str) -> str:
    """A paper's short name, however it is written: ``Cabinet paper`` is ``cabinet_paper``."""
    return "_".join(text.replace("-", " ").replace("_", " ").casefold().split())


PaperName = Annotated[str, AfterValidator(paper_name)]


@sheet("Meetings")
class Meeting(Row):
    """One row per paper: the meeting it goes to and what its header says."""

    paper: Annotated[
        PaperName,
        Column(
            "Paper",
            "The paper: cabinet_paper, improvement_plan, ofsted_submission, quarterly_update, or another that papers list names.",
            ("Report", "Paper name", "Short name"),
            "cabinet_paper",
        ),
    ]
    title: Annotated[
        str, Column("Title", "The title of the paper.", ("Paper title", "Report title"), "Children's Improvement Plan")
    ]
    committee: Annotated[
        str, Column("Committee", "The body that receives it.", ("Body", "Meeting"), "Cabinet", groups=True)
    ]
    day: Annotated[
        date,
        Column(
            "Meeting date",
            "Day of the meeting, or of submission.",
            ("Date of meeting", "Date", "Date of committee"),
            "11/11/2026",
            groups=True,
        ),
    ]
    publish_on: Annotated[
        date | None,
        Column(
            "Publish on",
            "Day the paper will be published.",
            ("Publication date", "Publish by", "Published on"),
            "03/11/2026",
        ),
    ] = None
    item: Annotated[
        str,
        Column(
            "Item",
            "Item number on the agenda, or 'to be confirmed by Democratic Services'.",
            ("Agenda item", "Item no"),
            "8",
        ),
    ]
    classification: Annotated[
        Classification,
        Column(
            "Public or exempt",
            "Public, or exempt.",
            ("Classification", "Open or exempt", "Public or private"),
            "Public",
        ),
    ]
    exempt_paragraph: Annotated[
        str,
        Column(
            "Exempt paragraph",
            "For an exempt paper: paragraph 1 to 7 of Schedule 12A, Local Government Act 1972.",
            (),
            "2",
        ),
    ] = ""
    public_interest: Annotated[
        str,
        Column(
            "Public interest",
            "For an exempt paper: why the public interest in keeping it exempt outweighs that in publishing it. It is printed.",
            ("Public interest test",),
            "It would tell who children are, and nothing in it bears on how public money is spent.",
        ),
    ] = ""
    officer: Annotated[
        str,
        Column(
            "Responsible officer", "Post and name.", ("Report author", "Contact officer", "Report of", "Lead officer")
        ),
    ]
    email: Annotated[str, Column("Email", "The officer's e-mail.", ("E-mail", "Email address", "Contact email"))]
    telephone: Annotated[
        str, Column("Telephone", "The officer's telephone.", ("Tel", "Phone", "Telephone number", "Contact number"))
    ]
    portfolio_holder: Annotated[
        str,
        Column(
            "Portfolio holder",
            "The Cabinet member: the post, or Cllr and the name.",
            ("Cabinet member", "Cabinet Member (Portfolio Holder)"),
        ),
    ]
    local_member: Annotated[
        str,
        Column("Local member", "Members whose wards are affected, or All Members.", ("Wards affected",), "All Members"),
    ] = ""
    key_decision: Annotated[
        YesNo | None,
        Column(
            "Key decision", "Yes or no; leave empty where no executive decision is made.", ("Key decision?",), "yes"
        ),
    ] = None
    notice_published: Annotated[
        date | None,
        Column(
            "Key decision notice published",
            "Day the notice in the forward plan was first published.",
            ("Forward plan notice", "Notice published"),
            "09/10/2026",
        ),
    ] = None
    late_reason: Annotated[
        str,
        Column(
            "Reason if late", "If notice was short: the general exception or special urgency wording.", ("Urgency",)
        ),
    ] = ""
