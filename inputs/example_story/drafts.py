"""The officers' drafts: the templates with their prompts replaced by what was written."""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document
from docx.text.paragraph import Paragraph

from inputs.example_story.files import repacked
from inputs.example_story.prose import AS_BULLETS, WRITTEN, Prose

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
_PROMPT = "Prompt"


def draft_docx(paper: str, quarter: str) -> bytes:
    """``papers/<paper>.docx``: raises StopIteration for a prompt that nobody has answered."""
    document = Document(str(TEMPLATES / f"{paper}.docx"))
    section = ""
    for paragraph in list(document.paragraphs):
        name = paragraph.style.name if paragraph.style else ""
        if name.startswith("Heading"):
            section = paragraph.text
        elif name == _PROMPT:
            _answer(paragraph, section, _written(paper, section)[quarter])
    stream = io.BytesIO()
    document.save(stream)
    return repacked(stream.getvalue())


def _written(paper: str, section: str) -> Prose:
    """What was written for a section: found by the first word of its heading, as headings get reworded."""
    first = section.split()[0]
    return next(prose for heading, prose in WRITTEN[paper].items() if heading.split()[0] == first)


def _answer(prompt: Paragraph, section: str, texts: tuple[str, ...]) -> None:
    """The prompt's paragraph becomes as many as were written, numbered like those around it."""
    style = "List Bullet" if section in AS_BULLETS else "Numbered Paragraph"
    for words in texts:
        prompt.insert_paragraph_before(words, style)
    body = prompt._p.getparent()
    assert body is not None
    body.remove(prompt._p)
