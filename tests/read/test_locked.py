"""Workbooks that are locked: opened where Excel opens them without asking, else said to be locked."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from old_workbook import compound, record, stream
from openpyxl.comments import Comment

from pipeline.read import read_file
from pipeline.read.besides import besides
from tests.read.locked_workbook import agile, locked_stream, newer_key, old_key, said_newer, said_old, standard

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "VelvetSweatshop"


@pytest.fixture
def read(tmp_path):
    def reading(data, name):
        (tmp_path / name).write_bytes(data)
        sheets, issues = read_file(tmp_path / name, name)
        cells = [[cell.value for cell in line.cells.values()] for sheet in sheets for line in sheet.lines]
        return cells, [issue.message for issue in issues]

    return reading


def old(said, key):
    words = {(row, 0): f"words {row}" for row in range(60)}  # more than one block
    return compound(locked_stream(stream(words, b"", record(0x2F, said), 0x600), key))


WORDS = [[f"words {row}"] for row in range(60)]
LOCKED = ["a.xls is protected by a password."]


def test_an_older_workbook_that_excel_opens_without_asking_is_read(read):
    assert read(old(said_old(PASSWORD), lambda block: old_key(PASSWORD, block)), "a.xls") == (WORDS, [])
    assert read(old(said_newer(PASSWORD), lambda block: newer_key(PASSWORD, block)), "a.xls") == (WORDS, [])
    assert read(old(b"\0\0\x59\xb3\x0a\x9a", None), "a.xls") == (WORDS, [])


def test_an_older_workbook_with_a_password_that_somebody_chose_is_said_to_be_locked(read):
    assert read(old(said_old("children"), lambda block: old_key("children", block)), "a.xls") == ([], LOCKED)
    assert read(old(said_newer("children"), lambda block: newer_key("children", block)), "a.xls") == ([], LOCKED)
    assert read(old(b"\0\0\x4a\x51\x1a\xcc", None), "a.xls") == ([], LOCKED)


def package():
    book = openpyxl.Workbook()
    book.active["B3"] = "words"
    book.save(made := io.BytesIO())
    return made.getvalue()


@pytest.mark.parametrize("locked", [standard, agile, lambda *given: agile(*given, "SHA1", 128)])
def test_a_workbook_that_excel_opens_without_asking_is_read(read, locked):
    made = package()
    assert read(locked(made, PASSWORD), "a.xlsx") == ([["words"]], [])
    assert read(locked(made, "children"), "a.xlsx") == ([], ["a.xlsx is protected by a password."])


def test_what_a_locked_workbook_holds_besides_its_cells_is_known(tmp_path):
    book = openpyxl.Workbook()
    book.active["B3"].comment = Comment("words", "Jo")
    book.save(made := io.BytesIO())
    (tmp_path / "a.xlsx").write_bytes(agile(made.getvalue(), PASSWORD))
    assert besides(tmp_path / "a.xlsx") == ("1 sheet with comments: comments are not read",)
    (tmp_path / "a.xlsx").write_bytes(agile(made.getvalue(), "children"))
    assert besides(tmp_path / "a.xlsx") == ()
    (tmp_path / "a.xlsx").write_bytes(agile(made.getvalue(), PASSWORD).replace(b"<keyEncryptors>", b"<keyEncryptors "))
    assert besides(tmp_path / "a.xlsx") == ()


def test_a_lock_that_the_library_does_not_open_is_said(read):
    assert read(agile(package(), PASSWORD, "SHA1", 256), "a.xlsx") == ([], ["a.xlsx is protected by a password."])
    said = said_newer(PASSWORD).replace(struct.pack("<I", 128), struct.pack("<I", 48))
    assert read(old(said, lambda block: newer_key(PASSWORD, block)), "a.xls") == ([], LOCKED)


def test_what_opens_a_locked_workbook_is_loaded_for_one_alone_and_leaves_the_log_as_it_was(tmp_path):
    locked = old(said_old(PASSWORD), lambda block: old_key(PASSWORD, block))
    (tmp_path / "a.xlsx").write_bytes(package())
    (tmp_path / "b.xls").write_bytes(locked)
    (tmp_path / "c.xlsx").write_bytes(agile(package(), PASSWORD))
    code = (
        "import logging, sys\nfrom pathlib import Path\nfrom pipeline.read import read_file\n"
        "for path in sorted(Path(sys.argv[1]).iterdir()):\n"
        "    sheets, _ = read_file(path, path.name)\n"
        "    loaded = sorted({'msoffcrypto', 'cryptography', 'olefile'} & set(sys.modules))\n"
        "    print(path.name, len(sheets), *loaded, logging.getLogger().handlers)"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, capture_output=True, text=True)
    library = "cryptography msoffcrypto olefile"
    assert ran.stdout.splitlines() == ["a.xlsx 1 []", f"b.xls 1 {library} []", f"c.xlsx 1 {library} []"]


def test_a_locked_workbook_that_is_broken_is_refused(read):
    made = agile(package(), PASSWORD)
    assert read(made.replace(b'keyBits="256"', b'keyBits="64"', 1), "a.xlsx")[1]
    assert read(made.replace(b'spinCount="10"', b'spinCount="9999999999"'), "a.xlsx")[1] == [
        "a.xlsx is protected by a password."
    ]
    no_xml = made.replace(b"<keyEncryptors>", b"<keyEncryptors ")
    assert read(no_xml, "a.xlsx")[1] == ["a.xlsx is damaged and can't be opened."]
    for cut in range(1000, len(made), 1013):
        cells, issues = read(made[:cut], "a.xlsx")
        assert cells == [] or cells == [["words"]]
        assert bool(cells) is not bool(issues)
