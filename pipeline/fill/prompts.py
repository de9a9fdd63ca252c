"""Prompts for the officer's own words that are still in a paper."""

from __future__ import annotations

import re

from pipeline.fill import package, rules
from pipeline.fill.package import MAIN, parse, text_parts, w
from pipeline.fill.tags import shortened, text_of
from pipeline.issues import Issue
from pipeline.places import Place

_ASKS = re.compile(r"\s*\[(Write:|Please\b)", re.IGNORECASE)


def unwritten_prompts(docx: bytes, name: str) -> list[Issue]:
    """An error for each prompt still in a filled paper: a paragraph in style Prompt, or one that begins “[Write:”.

    ``name`` is the file as it is said to the officer.
    """
    parts = package.read(docx)
    if parts is None:
        return [not_word(name)]
    prompt_styles = _prompt_styles(parts.get("word/styles.xml", b""))
    issues = []
    for part in text_parts(parts):
        heading = ""
        for number, paragraph in enumerate(parse(parts[part]).iter(w("p")), 1):
            text = " ".join(text_of(paragraph).split())
            style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
            kind = style.get(w("val"), "") if style is not None else ""
            if kind.startswith("Heading"):
                heading = text
            if text and (kind in prompt_styles or _ASKS.match(text)):
                where = f"paragraph {number}" if part == MAIN else part
                under = f" under “{heading}”" if heading else ""
                issues.append(
                    rules.PROMPT_ANSWERED.at(
                        Place(name, cell=where, heading=heading),
                        f"The prompt{under} has not been answered: “{shortened(text, 160)}”",
                        "Save the filled paper as a draft in the quarter's papers folder, write over the prompt, and give the paragraph the style Numbered Paragraph or Normal.",
                    )
                )
    return issues


def not_word(name: str) -> Issue:
    """The issue for a file that isn't a Word document."""
    return rules.WORD_FILE.at(
        Place(name), f"{name} is not a Word document.", "Open it in Word and save it as a Word document (.docx)."
    )


def _prompt_styles(styles: bytes) -> set[str]:
    if not styles:
        return set()
    return {
        style.get(w("styleId"), "")
        for style in parse(styles).iter(w("style"))
        if (named := style.find(w("name"))) is not None and named.get(w("val"), "").casefold() == "prompt"
    }
