"""What a header or footer repeats from the paragraphs of its page (Word's STYLEREF): their words or their number.

Source: ECMA-376 Part 1, 17.16.5.58 (STYLEREF).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from pipeline.printing.document.tree import Document, PageField, Paragraph, deep, inlines
from pipeline.printing.word.reading import BROKEN_REFERENCE, NOT_CARRIED, Reading

_NUMBER = re.compile(r"\\[nrwst](?![A-Za-z])", re.I)
_NOT_LATIN = re.compile("[^a-z0-9]")


class RunningHeads:
    """The styles whose words or numbers the headers and footers of a document repeat, and how CSS calls them."""

    def __init__(self, document: Document) -> None:
        self._styles = document.style_names
        self._names: dict[tuple[str, bool], str] = {}
        fields = list(_repeated(document))
        used = _used(document) if fields else set()
        for field in fields:
            if (style := style_named(field.style, self._styles)) in used:
                self._names.setdefault((style, field.numbers == "label"), f"style{len(self._names)}")

    def class_of(self, field: PageField) -> str:
        """The class of an element that shows what a field repeats; nothing where no paragraph has its style."""
        name = self._names.get((style_named(field.style, self._styles), field.numbers == "label"), "")
        return f"{name}-last" if name and field.last else name

    def repeats(self, block: Paragraph) -> bool:
        """Whether a paragraph of a header or footer shows something that its words don't hold yet."""
        return any(isinstance(each, PageField) and self.class_of(each) for each in inlines(block.children))

    def rules(self) -> list[str]:
        """The CSS of those elements."""
        return [
            f".{name}{end}::before{{content:string({name}{which})}}"
            for name in self._names.values()
            for end, which in (("", ""), ("-last", ",last"))
        ]

    def sets(self, block: Paragraph) -> bool:
        """Whether a paragraph's words or number are repeated."""
        return any((block.style, number) in self._names for number in (False, True))

    def set_by(self, element: Element, block: Paragraph) -> str:
        """The CSS by which a paragraph gives its words or its number to the headers of its page; nothing for most."""
        said = []
        for number in (False, True):
            if name := self._names.get((block.style, number)):
                words = (block.label.text if block.label else "0").rstrip(".") if number else block.text
                element.set(f"data-{name}", " ".join(words.split()))
                said.append(f"{name} attr(data-{name})")
        return f"string-set:{','.join(said)}" if said else ""


def say_unknown_heads(reading: Reading, document: Document) -> None:
    """Say which styles headers and footers repeat that no paragraph of the paper has."""
    fields = list(_repeated(document))
    used = _used(document) if fields else set()
    of_letters = {style.name.lower() for style in reading.styles.styles.values() if style.kind == "character"}
    for field in fields:
        style = style_named(field.style, document.style_names)
        if style in used:
            continue
        what = f"A header or footer repeats the words of the style “{field.style}”"
        shown = f"is printed as Word last showed it: “{field.shown.strip()}”."
        if style in of_letters:
            reading.say_of_all(
                NOT_CARRIED, f"{what}, which is a style of letters, not of paragraphs; it {shown}",
                "Let the header repeat a heading's style.",
            )  # fmt: skip
        else:
            reading.say_of_all(
                BROKEN_REFERENCE, f"{what}, which no words in the paper have; it {shown}",
                "In Word, give the paragraph that the header should repeat this style, or take the field out.",
            )  # fmt: skip


def _used(document: Document) -> set[str]:
    return {block.style for block in document.blocks() if isinstance(block, Paragraph) and block.text.strip()}


def _repeated(document: Document) -> Iterator[PageField]:
    """The fields in headers and footers that repeat something of the page's paragraphs."""
    for section in document.sections:
        for blocks in (*section.headers.values(), *section.footers.values()):
            for block in deep(blocks):
                for each in inlines(block.children) if isinstance(block, Paragraph) else ():
                    if isinstance(each, PageField) and each.kind == "style":
                        yield each


def asks_for_number(instruction: str) -> bool:
    """Whether a STYLEREF field asks for the paragraph's number, not for its words."""
    return bool(_NUMBER.search(instruction))


def style_named(argument: str, names: Mapping[str, str]) -> str:
    """The style that a STYLEREF names, as the file calls it: a number is a heading's level.

    ``names`` are the file's styles by id: a name in another language (Überschrift 1) is known by the id that Word
    makes of it, which holds its plain Latin letters and figures (berschrift1).
    """
    if argument.isdigit():
        return f"heading {argument}"
    name = argument.lower()
    by_id = {key.lower(): style.lower() for key, style in names.items()}
    return name if name in by_id.values() else by_id.get(_NOT_LATIN.sub("", name), name)
