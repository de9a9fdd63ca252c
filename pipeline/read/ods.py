"""OpenDocument spreadsheets (.ods) read from their own XML."""

from __future__ import annotations

import re
from datetime import date, datetime

from lxml import etree

from pipeline.read.cells import NO_VALUE, Area, Cell, Line, Sheet
from pipeline.read.formats import exact
from pipeline.read.package import Package
from pipeline.read.refusals import MOST_CELLS, damaged, locked, too_big

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DURATION = re.compile(r"(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?")
_ERRORS = ("#", "Err:")
_MOST_REPEATED = 1_000  # a filled row or cell repeated more often than this is a fill of the whole sheet


def read_ods(package: Package, file: str) -> list[Sheet]:
    """Every sheet of the spreadsheet, in its order."""
    if b"encryption-data" in (package.xml("META-INF/manifest.xml") or b""):
        raise locked()
    content = package.xml("content.xml")
    if content is None:
        raise damaged()
    root = etree.fromstring(content, _PARSER)
    hidden_styles = {
        style.get(_style("name"))
        for style in root.iter(_style("style"))
        if any(node.get(_TABLE + "display") == "false" for node in style)
    }
    return [_sheet(table, file, hidden_styles) for table in root.iter(_TABLE + "table")]


def _style(name: str) -> str:
    return "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}" + name


def _sheet(table: etree._Element, file: str, hidden_styles: set[str | None]) -> Sheet:
    lines, merged = [], []
    number = filled = 0
    for row in table.iter(_TABLE + "table-row"):
        repeated = int(row.get(_TABLE + "number-rows-repeated", "1"))
        cells, areas = _cells(row, number + 1)
        if cells:
            hidden = row.get(_TABLE + "visibility") in ("collapse", "filter")
            for step in range(min(repeated, _MOST_REPEATED)):
                lines.append(Line(number + 1 + step, hidden, cells))
                filled += len(cells)
                if filled > MOST_CELLS:
                    raise too_big()
        merged.extend(areas)
        number += repeated
    return Sheet(
        file,
        table.get(_TABLE + "name", ""),
        tuple(lines),
        tuple(merged),
        table.get(_TABLE + "style-name") in hidden_styles,
        _hidden_columns(table),
    )


def _cells(row: etree._Element, number: int) -> tuple[dict[int, Cell], list[Area]]:
    cells: dict[int, Cell] = {}
    areas = []
    column = 0
    for node in row.iterchildren(_TABLE + "table-cell", _TABLE + "covered-table-cell"):
        repeated = int(node.get(_TABLE + "number-columns-repeated", "1"))
        cell = _cell(node)
        if cell is not None:
            for step in range(min(repeated, _MOST_REPEATED)):
                cells[column + step] = cell
        across = int(node.get(_TABLE + "number-columns-spanned", "1"))
        down = int(node.get(_TABLE + "number-rows-spanned", "1"))
        if across > 1 or down > 1:
            areas.append(Area(number, column, number + down - 1, column + across - 1))
        column += repeated
    return cells, areas


def _cell(node: etree._Element) -> Cell | None:
    kind = node.get(_OFFICE + "value-type", "")
    shown = "\n".join(_text(paragraph) for paragraph in node.iterchildren(_TEXT + "p", _TEXT + "h"))
    formula = node.get(_TABLE + "formula")
    if shown.startswith(_ERRORS) and (formula or kind in ("", "error")):
        return Cell(None, "", shown)
    if kind in ("float", "currency", "percentage"):
        try:
            value = exact(node.get(_OFFICE + "value", ""))
        except ValueError:
            return Cell(shown) if shown else None
        _, _, places = shown.rstrip("% ").partition(".")
        format_ = f"0.{'0' * len(places)}" if places.isdigit() else ""
        return Cell(value, (format_ or "0") + "%" if kind == "percentage" else format_)
    if kind == "date":
        return _date(node.get(_OFFICE + "date-value", ""), shown)
    if kind == "time":
        return _time(node.get(_OFFICE + "time-value", ""), shown)
    if kind == "boolean":
        return Cell(node.get(_OFFICE + "boolean-value") == "true")
    if shown:
        return Cell(shown)
    if formula and kind != "string":
        return Cell(None, "", NO_VALUE)
    return None


def _date(text: str, shown: str) -> Cell:
    try:
        moment = datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return Cell(shown or text)
    day: date | datetime = moment if moment.time().isoformat() != "00:00:00" else moment.date()
    return Cell(day)


def _time(text: str, shown: str) -> Cell:
    """Hours, minutes and seconds as a part of a day, as Excel keeps them."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return Cell(shown or text)
    days, hours, minutes, seconds = (float((found or "0").replace(",", ".")) for found in match.groups()[1:])
    length = days + (hours + (minutes + seconds / 60) / 60) / 24
    return Cell(exact(repr(-length if match[1] else length)), "[h]:mm:ss")


def _text(paragraph: etree._Element) -> str:
    """The words of a paragraph, with its coded spaces, tabs and line breaks; not those of its notes."""
    words = [paragraph.text or ""]
    for node in paragraph:
        if node.tag == _TEXT + "s":
            words.append(" " * min(int(node.get(_TEXT + "c", "1")), 100))
        elif node.tag == _TEXT + "line-break":
            words.append("\n")
        elif node.tag == _TEXT + "tab":
            words.append("\t")
        elif node.tag != _OFFICE + "annotation" and isinstance(node.tag, str):
            words.append(_text(node))
        words.append(node.tail or "")
    return "".join(words)


def _hidden_columns(table: etree._Element) -> frozenset[int]:
    hidden: set[int] = set()
    column = 0
    for node in table.iter(_TABLE + "table-column"):
        repeated = int(node.get(_TABLE + "number-columns-repeated", "1"))
        if node.get(_TABLE + "visibility") in ("collapse", "filter"):
            hidden.update(range(column, min(column + repeated, 16_384)))
        column += repeated
    return frozenset(hidden)
