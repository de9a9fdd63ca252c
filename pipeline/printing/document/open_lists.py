"""Lists inside lists, as HTML has them, made of paragraphs that each say only how deep they stand."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from pipeline.printing.document.tree import Label


class OpenLists:
    """The lists that are open among the blocks of one ``parent``: the outermost first, each with its level and number.

    ``begin`` makes a list for a label inside an element.
    """

    def __init__(self, parent: Element, begin: Callable[[Element, Label], Element]) -> None:
        self._parent, self._begin = parent, begin
        self._open: list[tuple[Element, int, int]] = []

    def close(self) -> None:
        """End all lists: what follows is no item of theirs."""
        self._open.clear()

    def item(self, label: Label) -> Element:
        """A new item of a label's list; one that is deeper than the item before begins a list inside it."""
        while self._open and (
            self._open[-1][1] > label.level or (self._open[-1][1] == label.level and self._open[-1][2] != label.list_id)
        ):
            self._open.pop()
        if not self._open or self._open[-1][1] < label.level:
            outer = self._open[-1][0][-1] if self._open else self._parent
            self._open.append((self._begin(outer, label), label.level, label.list_id))
        return SubElement(self._open[-1][0], "li")
