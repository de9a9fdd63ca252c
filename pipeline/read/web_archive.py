"""Web pages saved in one file (.mht), as Excel and some reporting tools save workbooks: each page of it holds sheets."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message

from pipeline.read.cells import Sheet
from pipeline.read.refusals import MOST_SHEETS, SAVE_AGAIN, Refused, too_big
from pipeline.read.web_page import Listed, formats_of, listed, page_text, read_table, read_web_page, tables_of


def read_web_archive(data: bytes, file: str) -> list[Sheet]:
    """Every sheet that Excel noted, by the page it is in; where it noted none, a sheet for each table of the pages.

    Pages that don't say where they were saved are the noted sheets' in their order, where there are as many.
    """
    pages = [
        (_location(part), bytes(part.get_payload(decode=True) or b""))
        for part in message_from_bytes(data).walk()
        if part.get_content_type() == "text/html"
    ]
    if not pages:
        raise Refused("is a saved web page without a table", SAVE_AGAIN)
    noted = listed(page_text(pages[0][1]))
    if len(noted) > MOST_SHEETS:
        raise too_big()
    named = {name: page for name, page in pages if name}
    found = [(sheet, named[_last(sheet.source)]) for sheet in noted if _last(sheet.source) in named]
    held = [page for _, page in pages if tables_of(page_text(page))]
    if not found and noted and len(held) == len(noted):
        found = list(zip(noted, held, strict=True))
    if not found:
        return _of_all(held, file) if held[1:] else read_web_page(held[0] if held else pages[0][1], file)
    return [sheet for about, page in found for sheet in _of_one(about, page, file)]


def _of_one(about: Listed, data: bytes, file: str) -> list[Sheet]:
    page = page_text(data)
    tables, formats = tables_of(page), formats_of(page)
    names = [about.name, *(f"{about.name} table {number}" for number in range(2, len(tables) + 1))]
    return [
        read_table(table, file, Listed(name, about.hidden), formats) for name, table in zip(names, tables, strict=False)
    ]


def _of_all(pages: list[bytes], file: str) -> list[Sheet]:
    """The tables of several pages that no list names, numbered through."""
    read = [(table, formats_of(page)) for page in map(page_text, pages) for table in tables_of(page)]
    if len(read) > MOST_SHEETS:
        raise too_big()
    return [
        read_table(table, file, Listed(f"table {number}"), formats) for number, (table, formats) in enumerate(read, 1)
    ]


def _location(part: Message) -> str:
    """The file name a page was saved under: where it says, or else as the attachment that it is."""
    return _last(str(part.get("Content-Location") or part.get_filename() or ""))


def _last(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2].lower()
