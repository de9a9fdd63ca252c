"""Which words of a paper are in another language than the paper's, so that a voice of that language reads them out."""

from __future__ import annotations

import re

from pipeline.printing.document.tree import Text

_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")
_ARABIC = re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_IN_HEBREW_LETTERS = ("he", "iw", "yi")


def foreign(text: Text, own: str) -> str:
    """The language of words that are not in the paper's ``own``; nothing for words that are.

    Word gives every run that goes from right to left the language that its defaults name (Arabic, as a rule), so what has
    no such letters is in no such language, and what has letters of the other script is in that.
    """
    language = text.format.language
    if not language:
        return ""
    if text.format.right_to_left:
        hebrew, arabic = _HEBREW.search(text.text), _ARABIC.search(text.text)
        if not hebrew and not arabic:
            return ""
        if hebrew and not arabic and _main(language) not in _IN_HEBREW_LETTERS:
            language = "he"
        elif arabic and not hebrew and _main(language) in _IN_HEBREW_LETTERS:
            language = "ar"
    return language if _main(language) != _main(own) else ""


def _main(language: str) -> str:
    return language.split("-")[0].lower()
