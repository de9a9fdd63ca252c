"""Records of what styles and direct formatting set, merged into the format that a run or paragraph has."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pipeline.printing.document.formats import ParagraphFormat, RunFormat, TabStop

Properties = dict[str, Any]
"""What one style or one piece of direct formatting sets, by the names of ``formats``; what it leaves alone isn't there."""

_LOOKS = 4096
_MOST_STOPS = 64  # Word's own most
_LANGUAGE = re.compile(r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{4}))?(?:[-_]([a-zA-Z]{2}|[0-9]{3}))?(?![a-zA-Z0-9])")
_EAST_ASIAN = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_RUN_FIELDS = frozenset(RunFormat.__dataclass_fields__)
_PARAGRAPH_FIELDS = frozenset(ParagraphFormat.__dataclass_fields__)


def merge(*records: Properties) -> Properties:
    """Later records win; tab stops and borders are merged stop by stop and side by side."""
    merged: Properties = {}
    for record in records:
        for key, item in record.items():
            merged[key] = {**merged[key], **item} if isinstance(item, dict) and key in merged else item
    return merged


def toggled(base: Properties, character: Properties) -> Properties:
    """A character style over a paragraph's text: bold on a bold paragraph style is not bold (Word's toggles).

    ``toggles`` in ``base`` names those that the paragraph style sets; a table style's are not counted.
    """
    merged = {**base, **character}
    for key in base.get("toggles", ()):
        if character.get(key):
            merged[key] = False
    return merged


def language_tag(tag: str) -> str:
    """Word's name of a language as a tag that screen readers know (es-ES for es-ES_tradnl); nothing for what is none."""
    found = _LANGUAGE.match(tag)
    return "-".join(part for part in found.groups() if part) if found else ""


def run_format(properties: Properties, text: str = "") -> RunFormat:
    """The format, from its merged record, of a run that says ``text``: each script has its own font and size."""
    kept = {key: item for key, item in properties.items() if key in _RUN_FIELDS}
    if properties.get("right_to_left") or properties.get("complex"):
        kept["bold"] = properties.get("bold_cs", False)
        kept["italic"] = properties.get("italic_cs", False)
        for key, other in (("font", "font_cs"), ("size", "size_cs"), ("language", "language_cs")):
            if other in properties:
                kept[key] = properties[other]
    elif _EAST_ASIAN.search(text):
        kept["east_asia"] = properties.get("font_east", "")
        if len(_EAST_ASIAN.findall(text)) * 2 > len(text.strip()):
            kept["language"] = properties.get("language_east") or kept.get("language", "")
    if properties.get("all_caps") or properties.get("small_caps"):
        kept["caps"] = "uppercase" if properties.get("all_caps") else "small-caps"
    kern = properties.get("kern", 0.0)
    kept["kerned"] = 0 < kern <= kept.get("size", 10.0)
    made: RunFormat = one(RunFormat(**kept))
    return made


def paragraph_format(properties: Properties) -> ParagraphFormat:
    """A paragraph's format from its merged record; left and right are those of the page, whichever way it is read."""
    kept = {key: item for key, item in properties.items() if key in _PARAGRAPH_FIELDS}
    kept["borders"] = tuple(sorted((side, line) for side, line in kept.get("borders", {}).items() if line))
    kept["padding"] = tuple(sorted(kept.get("padding", {}).items()))
    kept["bars"] = tuple(sorted(at for at, (align, _) in kept.get("tabs", {}).items() if align == "bar")[:_MOST_STOPS])
    kept["tabs"] = tuple(
        TabStop(position, "left" if align == "num" else align, leader)
        for position, (align, leader) in sorted(kept.get("tabs", {}).items())[:_MOST_STOPS]
        if align not in ("clear", "bar")
    )
    if kept.get("right_to_left"):
        kept["left"], kept["right"] = kept.get("right", 0.0), kept.get("left", 0.0)
        kept["align"] = {"left": "right", "right": "left"}.get(kept.get("align", "left"), kept.get("align"))
    made: ParagraphFormat = one(ParagraphFormat(**kept))
    return made


@lru_cache(_LOOKS)
def one(look: Any) -> Any:
    """The first of equal formats, so that a thousand paragraphs or cells of one look hold one."""
    return look
