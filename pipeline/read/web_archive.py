"""Web pages saved in one file (.mht), as Excel and some reporting tools save workbooks: each page of it holds sheets."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message

from pipeline.read.cells import Sheet
from pipeline.read.refusals import MOST_SHEETS, SAVE_AGAIN, Refused, too_big
from pipeline.read.web_page import Listed, formats_of, listed, page_text, read_table, read_web_page, tables_of


def read_web_archive(data: bytes, file: str) -> list[Sheet]:
    """Every sheet that Excel noted, by the page it is in; where it noted none, a sheet for each table of the first page."""
    pages = {_location(part): bytes(part.get_payload(decode=True) or b"") for part in message_from_bytes(data).walk()
             if part.get_content_type() == "text/html"}  # fmt: skip
    if not pages:
        raise Refused("is a saved web page without a table", SAVE_AGAIN)
    first = next(iter(pages.values()))
    noted = [sheet for sheet in listed(page_text(first)) if _found(sheet, pages)]
    if not noted:
        return read_web_page(first, file)
    if len(noted) > MOST_SHEETS:
        raise too_big()
    sheets: list[Sheet] = []
    for sheet in noted:
        page = page_text(pages[_found(sheet, pages)])
        tables = tables_of(page)
        names = [sheet.name, *(f"{sheet.name} table {number}" for number in range(2, len(tables) + 1))]
        formats = formats_of(page)
        sheets += [
            read_table(table, file, Listed(name, sheet.hidden), formats)
            for name, table in zip(names, tables, strict=False)
        ]
    return sheets


def _location(part: Message) -> str:
    return str(part.get("Content-Location", "")).replace("\\", "/").rpartition("/")[2].lower()


def _found(sheet: Listed, pages: dict[str, bytes]) -> str:
    """The page that a sheet is in; empty where it is not here."""
    name = sheet.source.replace("\\", "/").rpartition("/")[2].lower()
    return name if name in pages else ""
