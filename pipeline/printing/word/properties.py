"""What a paper is called and which language it is written in, as its properties and styles say."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from pipeline.issues import Severity, rule
from pipeline.printing.document.tree import Paragraph, Section
from pipeline.printing.letters.symbols import public
from pipeline.printing.word.reading import Reading
from pipeline.printing.word.styles import Styles

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")

NO_TITLE = rule("W-06", Severity.QUERY, "A paper's properties give its title.", "PDF/UA-1, 7.1; WCAG 2.2, 2.4.2")
NO_LANGUAGE = rule(
    "W-07", Severity.QUERY, "A paper says which language it is written in.", "PDF/UA-1, 7.2; WCAG 2.2, 3.1.1"
)


def title(reading: Reading, sections: list[Section]) -> str:
    """The title that the paper's properties give; where they give none, its first heading or words, and that is said."""
    package = reading.package
    core = package.lenient(package.one("", "core-properties") or "docProps/core.xml")
    found = " ".join((core.findtext(f".//{_TITLE}") or "").split()) if core is not None else ""
    if found:
        return public(found)
    blocks = [b for section in sections for b in section.blocks if isinstance(b, Paragraph) and b.text.strip()]
    first = next((b for b in blocks if b.level is not None), blocks[0] if blocks else None)
    found = " ".join(first.text.split())[:150] if first else ""
    found = public(found) or PurePosixPath(package.name).stem
    reading.near = ""
    reading.say(
        NO_TITLE,
        f"The paper's properties give no title; “{found}” is used.",
        "In Word, choose File, Info and type a Title.",
    )
    return found


def language(reading: Reading) -> str:
    """The language that most of the paper is written in, as a tag such as en-GB; where it says none, that is said."""
    tag: str = reading.styles.language or _default_language(reading.styles)
    if _LANGUAGE.fullmatch(tag):
        return tag
    reading.near = ""
    reading.say(
        NO_LANGUAGE, "The paper doesn't say which language it is in; British English is taken.",
        "In Word, select all, then choose Review, Language, Set Proofing Language, English (United Kingdom), Set As Default.",
    )  # fmt: skip
    return "en-GB"


def _default_language(styles: Styles) -> str:
    return str(styles.run_properties(styles.defaults.get("paragraph", "")).get("language", ""))
