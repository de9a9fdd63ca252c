"""People: the posts that may lead an action."""

from __future__ import annotations

from typing import Annotated

from pipeline.sheets.columns import Column, Row, sheet


@sheet("People")
class Person(Row):
    """One row per post. Papers print posts; names are only for chasing."""

    role: Annotated[
        str,
        Column("Post", "The post.", ("Role", "Job title", "Post title", "Position", "Job role"), "Head of Assessment"),
    ]
    name: Annotated[str, Column("Name", "Who holds it.", ("Post holder", "Officer", "Officer name", "Full name"))] = ""
    email: Annotated[str, Column("Email", "Their e-mail.", ("E-mail", "Email address"))] = ""
