"""Appendices: what is attached to each paper. Letters are given once, in this order, and never typed."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from pipeline.sheets.columns import Column, Row, sheet
from pipeline.sheets.meetings import PaperName, paper_name


def _file_or_paper(text: str) -> str:
    """A file's path, its folders parted by ``/``; a name without an ending is a paper's."""
    path = text.replace("\\", "/")
    return path if "." in path or "/" in path else paper_name(path)


@sheet("Appendices")
class Appendix(Row):
    """One row per appendix, in the order of their letters."""

    paper: Annotated[PaperName, Column("Paper", "The paper it is attached to.", ("Report",), "cabinet_paper")]
    name: Annotated[
        PaperName,
        Column(
            "Short name",
            "The name templates call it by. Ours know improvement_plan, terms_of_reference and inspection_letter, and say "
            "nothing of one that isn't attached.",
            ("Key",),
            "terms_of_reference",
        ),
    ]
    title: Annotated[
        str,
        Column(
            "Appendix title",
            "Its title, used everywhere.",
            ("Title",),
            "Children's Improvement Board: terms of reference",
        ),
    ]
    file: Annotated[
        str,
        AfterValidator(_file_or_paper),
        Column(
            "File",
            "The Word file or PDF in this folder, or the short name of a paper that is built.",
            ("File or paper",),
            "appendices/terms-of-reference.docx",
        ),
    ]
    exempt_paragraph: Annotated[
        str,
        Column(
            "Exempt paragraph",
            "Where this appendix alone is exempt: paragraph 1 to 7 of Schedule 12A, Local Government Act 1972. The paper stays "
            "public, lists the appendix and says why it is not published.",
            (),
            "2",
        ),
    ] = ""
