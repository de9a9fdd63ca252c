"""Glossary: words and abbreviations that readers may not know."""

from __future__ import annotations

from typing import Annotated

from pipeline.sheets.columns import Column, Row, sheet


@sheet("Glossary", required=False)
class Term(Row):
    """One row per word or abbreviation."""

    term: Annotated[str, Column("Term", "The word or abbreviation.", ("Abbreviation", "Acronym"), "APA")]
    meaning: Annotated[str, Column("Explanation", "What it means in plain words.", ("Definition", "In plain words"))]
