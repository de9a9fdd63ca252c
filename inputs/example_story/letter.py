"""The inspectors' letter: an invented one, in plain type, as a tagged PDF."""

from __future__ import annotations

from html import escape

from inputs.example_story.council import COUNCIL, DIRECTOR, FINDINGS, IMPROVEMENT, LETTER_TITLE, OFFICER, PRIORITY

_OPENING = (
    "This letter sets out what was found when inspectors visited the council's children's services on 9 and 10 December 2025. The visit looked at children in need and children subject to a child protection plan.",
    "Inspectors talked with children, parents, social workers and managers, and read children's records. Leaders know their service well and were open about what is not yet good enough. Social workers speak about children with warmth. Too often, however, they don't have the time or the support to help them as well as they could.",
)
_MIDDLE = "Practice is not yet consistent. Where social workers have time, good supervision and a clear plan, children's lives improve. The following need to improve so that this is every child's experience."
_CLOSING = (
    "The council should send a draft of its written statement of the action it proposes within 20 working days of receiving this letter, and the final statement within 70 working days.",
    "A copy of this letter is sent to the Secretary of State.",
)
_STYLE = """
@page { size: A4; margin: 25mm 22mm; @bottom-right { content: 'Page ' counter(page) ' of ' counter(pages);
        font: 10pt 'Liberation Sans', Arial, sans-serif } }
body { font: 12pt/1.45 'Liberation Sans', Arial, sans-serif; color: #0B0C0C }
h1 { font-size: 18pt } h2 { font-size: 14pt; break-after: avoid }
.invented { border: 1.5pt solid #0B0C0C; padding: 6pt 10pt }
p.n { padding-left: 12mm; text-indent: -12mm } p.n .no { display: inline-block; width: 12mm; text-indent: 0 }
address { font-style: normal; margin: 8mm 0 }
"""


def letter_html() -> str:
    """The letter as a web page; findings are word for word those of the Findings sheet, with their paragraphs."""
    body = [
        '<p class="invented">Invented letter, for demonstration. No inspectorate wrote it, and the council is invented.</p>',
        f"<h1>Focused visit to {escape(COUNCIL)}</h1>",
        f"<address>{escape(OFFICER)}<br>{escape(COUNCIL)}<br>1 Sample Street, Placeholder Town</address>",
        "<p>19 January 2026</p>",
        f"<p>Dear {escape(DIRECTOR)}</p>",
        "<h2>What we looked at</h2>",
        *_numbered(1, _OPENING),
        "<h2>Areas for priority action</h2>",
        *_found(PRIORITY),
        "<h2>Areas for improvement</h2>",
        *_numbered(5, (_MIDDLE,)),
        *_found(IMPROVEMENT),
        "<h2>What happens next</h2>",
        *_numbered(16, _CLOSING),
        "<p>Yours sincerely</p><p>L. Example<br>Invented inspector</p>",
    ]
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{LETTER_TITLE}'
        f"</title><style>{_STYLE}</style></head><body>{''.join(body)}</body></html>"
    )


def letter_pdf() -> bytes:
    """``appendices/inspection-letter.pdf``, tagged as PDF/UA-1."""
    from weasyprint import HTML

    made = HTML(string=letter_html()).write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    assert isinstance(made, bytes)
    return made


def _numbered(first: int, paragraphs: tuple[str, ...]) -> list[str]:
    return [_paragraph(str(number), words) for number, words in enumerate(paragraphs, start=first)]


def _found(kind: str) -> list[str]:
    return [_paragraph(paragraph, text) for _, text, what, _, paragraph in FINDINGS if what == kind]


def _paragraph(number: str, words: str) -> str:
    return f'<p class="n"><span class="no">{number}</span>{escape(words)}</p>'
