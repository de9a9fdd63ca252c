"""The cells of a worksheet part: found by reference, made where the file has none, and how wide and high they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from pipeline.read.cells import column_number, letters
from pipeline.read.package import few_tags

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_TRUE = ("1", "true")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, strip_cdata=False)
_UTF8 = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml(?![^>]*encoding=[\"'](?!utf-?8[\"']))[^>]*\?>\s*)?<", re.IGNORECASE)
_OPENED = re.compile(rb"<(\w+:)?sheetData(\s[^>]*?)?(/?)>")
_NUMBER = re.compile(rb"\sr\s*=\s*[\"'](\d+)[\"']")
_HIDDEN = re.compile(rb"\shidden\s*=\s*[\"'](?:1|true)[\"']")
_HEIGHT = re.compile(rb"\sht\s*=\s*[\"']([\d.]+)[\"']")
LAST_COLUMN = 16_383
LAST_ROW = 1_048_576


def address(cell: str) -> tuple[int, int] | None:
    """Row from 1 and column from 0 of the first cell of ``F12`` or ``B5:B8``; None where it is neither."""
    match = _REFERENCE.fullmatch(cell.partition(":")[0])
    if match is None:
        return None
    row, column = int(match[2]), column_number(match[1])
    return (row, column) if 1 <= row <= LAST_ROW and column <= LAST_COLUMN else None


def reference(row: int, column: int) -> str:
    """``F12`` of row 12 and column 5."""
    return f"{letters(column)}{row}"


class Grid:
    """A worksheet part cut down to the rows of the cells that are to be marked; all other rows stay the bytes they are.

    ``root`` is the tree of what is left, which may be changed. Rows and cells without a reference
    follow the one before. A row that the file doesn't hold is put in its place.
    """

    def __init__(self, data: bytes, cells: Iterable[tuple[int, int]]) -> None:
        data = _plain(data)
        opened = _OPENED.search(data)
        if opened is None:
            raise KeyError("sheetData")
        prefix = opened[1] or b""
        end = opened.end() if opened[3] else data.rfind(b"</" + prefix + b"sheetData")
        head = data[: opened.start()] + b"<" + prefix + b"sheetData" + (opened[2] or b"") + b">"
        tail = b"</" + prefix + b"sheetData>" + (data[end:] if opened[3] else data[data.index(b">", end) + 1 :])
        self._body = b"" if opened[3] else data[opened.end() : end]
        self._kept: list[tuple[int, int]] = []
        self._sizes: dict[int, bytes] = {}
        self._look(etree.fromstring(head + tail, _PARSER))
        wanted = sorted({self.top_left(*cell)[0] for cell in cells})
        self._look(etree.fromstring(head + self._cut(prefix, wanted) + tail, _PARSER))
        self.rows: dict[int, list[etree._Element]] = {}
        number = 0
        for each in self.root.iterfind(f"{{{self.ns}}}sheetData/*"):
            if str(each.tag).endswith("}row"):
                self.rows.setdefault(int(each.get("r", number + 1)), []).append(each)
                number = int(each.get("r", number + 1))

    def _look(self, root: etree._Element) -> None:
        self.root = root
        self.ns = str(etree.QName(root).namespace)
        self.columns = list(root.iterfind(f"{{{self.ns}}}cols/{{{self.ns}}}col"))
        self.merged = list(self._merged())

    def _cut(self, prefix: bytes, wanted: Sequence[int]) -> bytes:
        """The wanted rows, with a mark for each stretch of the others."""
        cut: list[bytes] = []
        waiting, asked = list(wanted), set(wanted)
        start = self._body.find(b"<" + prefix + b"row")
        start = len(self._body) if start < 0 else start
        rest = start  # where the stretch that is kept begins
        number = 0

        def keep(to: int) -> None:
            if to > rest:
                cut.append(b"<?kept %d?>" % len(self._kept))
                self._kept.append((rest, to))

        tags = [*re.finditer(rb"<" + prefix + rb"row(?=[\s/>])[^>]*>", self._body)]
        ends = [*(tag.start() for tag in tags[1:]), len(self._body)]
        for tag, end in zip(tags, ends, strict=False):
            said = _NUMBER.search(tag[0])
            number = int(said[1]) if said else number + 1
            self._sizes[number] = tag[0]
            while waiting and waiting[0] < number:
                keep(tag.start())
                rest = tag.start()
                cut.append(b'<%srow r="%d"/>' % (prefix, waiting.pop(0)))
            if number in asked:
                keep(tag.start())
                row = self._body[tag.start() : end]
                cut.append(row if said else row.replace(b"row", b'row r="%d"' % number, 1))
                rest = end
                if waiting and waiting[0] == number:
                    waiting.pop(0)
        keep(len(self._body))
        cut += [b'<%srow r="%d"/>' % (prefix, each) for each in waiting]
        return b"".join(cut)

    def written(self) -> bytes:
        """The part's bytes, the rows that were cut out back in their places."""
        data = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)

        def back(mark: re.Match[bytes]) -> bytes:
            start, end = self._kept[int(mark[1])]
            return self._body[start:end]

        return re.sub(rb"<\?kept (\d+)\?>", back, data)

    def _merged(self) -> Iterator[tuple[int, int, int, int]]:
        for each in self.root.iterfind(f"{{{self.ns}}}mergeCells/{{{self.ns}}}mergeCell"):
            first, _, last = each.get("ref", "").partition(":")
            start, end = address(first), address(last or first)
            if start and end:
                yield (*start, *end)

    def top_left(self, row: int, column: int) -> tuple[int, int]:
        """The cell that is seen where ``row`` and ``column`` meet: a merged range's first."""
        for top, left, bottom, right in self.merged:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    def cell(self, row: int, column: int) -> etree._Element:
        """The cell's element, made in its place where there is none."""
        for element in self.rows.get(row, ()):
            for at, cell in _cells(element, self.ns):
                if at == column:
                    return cell
        return self._new_cell(self.rows[row][-1], row, column)

    def _new_cell(self, row: etree._Element, number: int, column: int) -> etree._Element:
        element = etree.Element(f"{{{self.ns}}}c", r=reference(number, column))
        style = self._style_of_blank(row, column)
        if style:
            element.set("s", style)
        later = next((cell for at, cell in _cells(row, self.ns) if at > column), None)
        if later is not None:
            later.addprevious(element)
        else:
            last = [cell for _, cell in _cells(row, self.ns)]
            if last:
                last[-1].addnext(element)
            else:
                row.insert(0, element)
        spans = re.fullmatch(r"(\d+):(\d+)", row.get("spans", ""))
        if spans:
            row.set("spans", f"{min(int(spans[1]), column + 1)}:{max(int(spans[2]), column + 1)}")
        return element

    def _style_of_blank(self, row: etree._Element, column: int) -> str:
        """The style that a cell has which the file doesn't hold: its row's, else its column's."""
        if row.get("customFormat") in _TRUE:
            return row.get("s", "")
        found = self._column(column)
        return found.get("style", "") if found is not None else ""

    def _column(self, column: int) -> etree._Element | None:
        for each in self.columns:
            first, last = each.get("min", ""), each.get("max", "")
            if first.isdecimal() and last.isdecimal() and int(first) <= column + 1 <= int(last):
                return each
        return None

    def width(self, column: int) -> int:
        """A column's width in pixels as Excel draws it with its usual font; 0 where it is hidden."""
        found = self._column(column)
        if found is not None and found.get("hidden") in _TRUE:
            return 0
        standard = self.root.find(f"{{{self.ns}}}sheetFormatPr")
        usual = standard.get("defaultColWidth") if standard is not None else None
        said = (found.get("width") if found is not None else None) or usual
        return round(_number(said, 64 / 7) * 7)

    def height(self, row: int) -> int:
        """A row's height in pixels; 0 where it is hidden."""
        standard = self.root.find(f"{{{self.ns}}}sheetFormatPr")
        usual = standard.get("defaultRowHeight") if standard is not None else None
        tag = self._sizes.get(row, b"")
        if _HIDDEN.search(tag):
            return 0
        said = _HEIGHT.search(tag)
        return round(_number(said[1].decode() if said else usual, 15) * 4 / 3)


def _plain(data: bytes) -> bytes:
    """A part whose rows can be told by their bytes: written again where its encoding, comments or the like forbid that."""
    start = data.find(b"sheetData")
    if _UTF8.match(data) and start >= 0 and b"<!" not in data and data.find(b"<?", start) < 0:
        return data
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.tostring(etree.fromstring(few_tags(data), parser), encoding="UTF-8", xml_declaration=True)


def _number(text: str | None, otherwise: float) -> float:
    try:
        return float(text) if text else otherwise
    except ValueError:
        return otherwise


def _cells(row: etree._Element, ns: str) -> Iterator[tuple[int, etree._Element]]:
    column = -1
    for cell in row.iterchildren(f"{{{ns}}}c"):
        match = _REFERENCE.fullmatch(cell.get("r", ""))
        column = column_number(match[1]) if match else column + 1
        yield column, cell
