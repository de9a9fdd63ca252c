"""New workbooks: what Excel asks of lists, lengths and text is kept to."""

from __future__ import annotations

import io
from datetime import date

from openpyxl import load_workbook

from pipeline.newbook import Book, Head, Table, list_name


def made(*heads: Head, rows: list[list[str]]) -> bytes:
    book = Book("A title & more", date(2026, 9, 30))
    book.table(Table("Sheet", ("Title",), heads, rows, locked=True))
    book.lists({list_name(head.heading): head.choices for head in heads if head.choices})
    return book.bytes()


def test_a_list_of_words_that_holds_a_comma_or_a_quote_or_is_long_stands_on_a_sheet_of_its_own() -> None:
    awkward = (
        ("Amber, embedding", "Green"),
        ('Called "red"', "Green"),
        tuple(f"Rating number {number} of a long scheme" for number in range(20)),
    )
    heads = [Head(f"Rating {number}", 20, entry=True, choices=words) for number, words in enumerate(awkward)]
    book = load_workbook(io.BytesIO(made(*heads, rows=[["", "", ""]])))
    rules = [rule.formula1 for rule in book["Sheet"].data_validations.dataValidation]
    assert rules == ["List_Rating_0", "List_Rating_1", "List_Rating_2"]
    assert book.defined_names["List_Rating_1"].attr_text == "Lists!$B$1:$B$2"
    assert [cell.value for cell in book["Lists"]["B"][:2]] == ['Called "red"', "Green"]
    assert book["Lists"].sheet_state == "hidden"


def test_text_is_text_whatever_it_begins_with_and_however_long_it_is() -> None:
    said = ["=1+1", "https://example.org", "0012", "x" * 40_000, "a\x01b\nc"]
    book = load_workbook(io.BytesIO(made(Head("Words", 20), rows=[[text] for text in said])))
    cells = [cell.value for (cell,) in book["Sheet"].iter_rows(min_row=4)]
    assert cells[:3] == said[:3]
    assert all(cell.data_type == "s" for (cell,) in book["Sheet"].iter_rows(min_row=4))
    assert len(cells[3]) == 32_767
    assert cells[3].endswith("x …")
    assert book["Sheet"]["A4"].hyperlink is None


def test_the_same_content_gives_the_same_bytes() -> None:
    head = Head("Words", 20, entry=True, choices=("one", "two"))
    assert made(head, rows=[["one"]]) == made(head, rows=[["one"]])
