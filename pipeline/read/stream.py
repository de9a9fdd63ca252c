"""XML read element by element, so that a long document never stands in memory as a tree."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.read.package import MOST_TAGS
from pipeline.read.refusals import too_big

MOST_STREAMED = 8_000_000
"""How many tags are read one after another: some seconds' worth."""

_CHUNK = 1 << 20
_count = etree.XPath("count(descendant-or-self::*)")


class Stream:
    """The elements of some tags as they begin or end; what an ended one of ``cleared`` held is forgotten after it.

    ``root`` is the document's own element. Refused where there are too many tags in all, or in memory at once.
    """

    def __init__(self, data: bytes, ended: tuple[str, ...], begun: tuple[str, ...] = (), cleared: str = "") -> None:
        self._data = data
        self._cleared = cleared or ended[0]
        self._parser = etree.XMLPullParser(
            ("start", "end") if begun else ("end",),
            tag=[*{*ended, *begun}],
            resolve_entities=False,
            no_network=True,
            huge_tree=True,  # a picture inside the document may be one long text; the file's size is limited before
            remove_comments=True,
            remove_pis=True,
        )
        self.root: etree._Element | None = None

    def __iter__(self) -> Iterator[tuple[str, etree._Element]]:
        if self._data.count(b"<") > MOST_STREAMED:
            raise too_big()
        clears = self._cleared.rpartition("}")[2]
        alive = 0
        for at in range(0, len(self._data), _CHUNK):
            chunk = self._data[at : at + _CHUNK]
            self._parser.feed(chunk)
            alive += chunk.count(b"<")
            for event, node in self._parser.read_events():
                if not isinstance(event, str) or not isinstance(node, etree._Element):
                    continue  # what this parser doesn't report
                yield event, node
                if event == "end" and str(node.tag).rpartition("}")[2] == clears:
                    alive -= 2 * int(str(_count(node)).partition(".")[0]) - 2
                    node.clear()
            if alive > MOST_TAGS:
                raise too_big()
        self.root = self._parser.close()
