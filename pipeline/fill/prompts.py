"""What is asked of the officer's own words in a paper: no prompt is left among them, and they hold true."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.words import in_words
from pipeline.fill import package, rules
from pipeline.fill.package import MAIN, parse, text_parts, w
from pipeline.fill.tags import shortened, text_of
from pipeline.issues import Issue
from pipeline.places import Place
from pipeline.read.folder import DRAFTS

_DECIDES = re.compile(
    r"(?:that (?:the )?(?:committee|panel|members?) |to )?(approves?|agrees?(?= (?:the|to)\b)|adopts?|authorises?|delegates?|ratif(?:y|ies)|resolves?)\b",
    re.IGNORECASE,
)
_SCRUTINY = re.compile(r"\b(?:overview|scrutiny|select committee)\b", re.IGNORECASE)
_ASKS = re.compile(r"\s*\[(Write:|Please\b)", re.IGNORECASE)
_RESTYLE = "give the paragraph the style Numbered Paragraph or Normal."


def unwritten_prompts(docx: bytes, name: str) -> list[Issue]:
    """An error for each prompt still in a filled paper: a paragraph in style Prompt, or one that begins “[Write:”.

    ``name`` is the file as it is said to the officer. A prompt is told by its heading: its paragraph has another
    number in that file, of which lists have as many paragraphs as tags.
    """
    parts = package.read(docx)
    if parts is None:
        return [not_word(name)]
    prompt_styles = _prompt_styles(parts.get("word/styles.xml", b""))
    is_draft = name.startswith(f"{DRAFTS}/")
    begin = (
        "Write" if is_draft else f"In Word, save it under the same name in the quarter's folder {DRAFTS}; there, write"
    )
    issues = []
    for place, kind, text in _paragraphs(parts, name):
        asks = _ASKS.match(text) is not None
        if not text or not (asks or kind in prompt_styles):
            continue
        under = f" under “{place.heading}”" if place.heading else ""
        said = shortened(text, 160)
        message = f"The prompt{under} has not been answered: “{said}”"
        remedy = f"{begin} over the prompt, and {_RESTYLE}"
        if not asks:
            message = f"What stands{under} has the style Prompt, as what is still to be written has: “{said}”"
            remedy = f"If it is written, {_RESTYLE}"
        issues.append(rules.PROMPT_ANSWERED.at(place, message, remedy))
    return issues


def _paragraphs(parts: package.Parts, name: str) -> Iterator[tuple[Place, str, str]]:
    """Every paragraph of the Word file ``name``: its place, with the heading it stands under; its style; its words."""
    for part in text_parts(parts):
        heading = ""
        for paragraph in parse(parts[part]).iter(w("p")):
            text = " ".join(text_of(paragraph).split())
            style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
            kind = style.get(w("val"), "") if style is not None else ""
            if kind.startswith("Heading"):
                heading = text
            yield Place(name, cell="" if part == MAIN else part, heading=heading), kind, text


def in_own_words(docx: bytes, name: str, public: bool = True) -> list[Issue]:
    """What is wrong in the own words of a draft or appendix, by the rules for what leads write; nothing for what is no Word file.

    Counts of children from 1 to 5 are only asked about in ``public`` ones.
    """
    issues = []
    for place, _, text in _paragraphs(package.read(docx) or {}, name):
        for broken, said, remedy in in_words(text, public):
            under = f"What stands under “{place.heading}”" if place.heading else "The text"
            issues.append(broken.at(place, f"{under} {said}.", remedy))
    return issues


def beyond_powers(docx: bytes, name: str, committee: str) -> list[Issue]:
    """A query for each recommendation of a filled paper that asks overview and scrutiny to decide."""
    issues: list[Issue] = []
    if not _SCRUTINY.search(committee):
        return issues
    heading = ""
    for paragraph in parse((package.read(docx) or {})[MAIN]).iter(w("p")):
        text = " ".join(text_of(paragraph).split())
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        if style is not None and style.get(w("val"), "").startswith("Heading"):
            heading = text
        elif heading.casefold().startswith("recommendation") and (asked := _DECIDES.match(text)):
            issues.append(
                rules.WITHIN_POWERS.at(
                    Place(name, heading=heading),
                    f"{committee} is asked to {asked[1].lower()}: “{shortened(text, 80)}”",
                    "Ask it to note, consider, comment or recommend; what is to be approved goes to who decides it.",
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
