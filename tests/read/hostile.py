"""Files made to hurt whoever opens them: bombs, lies, locks and breakages, each with the sentence it is refused with.

``python -m tests.read.hostile FOLDER`` reads such a folder within limits and says, as JSON, how it went.
"""

from __future__ import annotations

import io
import json
import resource
import struct
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.read.locked_workbook import agile, said_old

MEGABYTES = 500
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
ODS = f'xmlns:office="{OFFICE}office:1.0" xmlns:table="{OFFICE}table:1.0" xmlns:text="{OFFICE}text:1.0"'
SS = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
TOO_BIG = "is far larger inside than a plan's workbook"
DAMAGED = "is damaged and can't be opened"
LOCKED = "is protected by a password"
NO_PROGRAM = "holds XML that no spreadsheet program writes, so it was not opened"
READ = ""  # it is read: what makes it hostile takes nothing

HIDDEN = '<col min="1" max="16384" hidden="1"/>'
ZEROS = "0" * 3_000_000
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "' + f"&{chr(97 + n)};" * 10 + '">' for n in range(9))
    + "]>"
)
LEAK = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def zipped(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def workbook(
    sheet: str = "", *, rest: str = "", strings: str = "", prolog: str = "", sheets: int = 1, **more: str | bytes
) -> bytes:
    """An .xlsx whose one sheet (listed so many times) holds these rows, and this after them."""
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r1"/>' for n in range(1, sheets + 1))
    return zipped(
        {
            "_rels/.rels": f'<Relationships><Relationship Id="a" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'{prolog}<workbook {MAIN} xmlns:r="{REL}"><sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="r1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><sheetData>{sheet}</sheetData>{rest}</worksheet>",
            **({"xl/sharedStrings.xml": f"<sst {MAIN}>{strings}</sst>"} if strings else {}),
            **more,
        }
    )


def open_document(rows: str, prolog: str = "", **more: str) -> bytes:
    body = f'<office:body><office:spreadsheet><table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body>'
    return zipped({"content.xml": f"{prolog}<office:document-content {ODS}>{body}</office:document-content>", **more})


def wide_rows(rows: int, columns: int = 16_384) -> str:
    """Rows of text in every column."""
    from pipeline.read.cells import letters

    cells = [f'<c r="{letters(column)}{{}}" t="str"><v>Ref {column} due</v></c>' for column in range(columns)]
    return "".join(f'<row r="{row}">{"".join(cells).replace("{}", str(row))}</row>' for row in range(1, rows + 1))


def lying() -> bytes:
    """The size of a sheet is said to be 50 bytes, and is 50 million."""
    data = bytearray(workbook(" " * 50_000_000))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = 0
        while (start := data.find(mark, start)) >= 0:
            struct.pack_into("<I", data, start + at, min(50, struct.unpack_from("<I", data, start + at)[0]))
            start += 4
    return bytes(data)


def overlapping() -> bytes:
    """A thousand entries of the list at the end lead to the same part."""
    data = zipped({"xl/worksheets/sheet1.xml": b" " * 1_000_000})
    central = data.find(b"PK\x01\x02")
    end = data.rfind(b"PK\x05\x06")
    entry = data[central:end]
    entries = b"".join(entry.replace(b"sheet1", b"%06d" % n) for n in range(1000))
    tail = bytearray(data[end:])
    struct.pack_into("<HHI", tail, 8, 1000, 1000, len(entries))
    return data[:central] + entries + bytes(tail)


def many_parts() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for n in range(21_000):
            package.writestr(str(n), b"")
    return out.getvalue()


def old(before: bytes = b"", rows: bytes = b"") -> bytes:
    from tests.read.old_workbook import xls

    return xls({(0, 0): "first"}, before=before, rows=rows)


def circling() -> bytes:
    """An .xls whose chain of sectors leads back to its beginning."""
    data = bytearray(old())
    struct.pack_into("<I", data, 512 + 4 * 5, 2)
    return bytes(data)


def many_sheets() -> bytes:
    """An .xls that lists the same sheet two thousand times."""
    from tests.read.old_workbook import compound, record, stream

    inner = stream({(row, 0): "x" for row in range(200)}, b"", b"", 0x600)
    begin = inner[:20]
    name = struct.pack("<IH", 20 + 2100 * 15 + 4, 0) + b"\3\0Old"
    listed = record(0x85, name) * 2100
    return compound(begin + listed + record(0x0A) + inner[inner.index(b"\x09\x08", 4) :])


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb.xlsx": (lambda: workbook(" " * 120_000_000), TOO_BIG),
    "bomb of sheets.xlsx": (
        lambda: workbook(**{f"xl/worksheets/sheet{n}.xml": b" " * 90_000_000 for n in range(2, 5)}),
        TOO_BIG,
    ),
    "same sheet often.xlsx": (lambda: workbook(" " * 1_000_000, sheets=1900), TOO_BIG),
    "many sheets.xlsx": (lambda: workbook("", sheets=50_000), TOO_BIG),
    "lying.xlsx": (lying, DAMAGED),
    "overlapping.xlsx": (overlapping, TOO_BIG),
    "many parts.xlsx": (many_parts, TOO_BIG),
    "nested.xlsx": (
        lambda: zipped({"a.xlsx": zipped({"b.xlsx": workbook()})}),
        "is a compressed folder, which is not opened",
    ),
    "laughs.xlsx": (lambda: workbook(prolog=LAUGHS), NO_PROGRAM),
    "leak.xlsx": (lambda: workbook(prolog=LEAK), NO_PROGRAM),
    "late laughs.xlsx": (lambda: workbook(prolog="<!--" + " " * 20_000 + "-->" + LAUGHS), NO_PROGRAM),
    "laughs in utf-16.xlsx": (
        lambda: workbook(**{"xl/worksheets/sheet1.xml": (LAUGHS + "<worksheet/>").encode("utf-16")}),
        NO_PROGRAM,
    ),
    "laughs.ods": (lambda: open_document("", LAUGHS), NO_PROGRAM),
    "laughs.fods": (lambda: f"{LAUGHS}<office:document {ODS}/>".encode(), NO_PROGRAM),
    "laughs.xls": (lambda: f"<?xml version='1.0'?>{LAUGHS}<Workbook {SS}/>".encode(), NO_PROGRAM),
    "deep.xlsx": (lambda: workbook('<row r="1"><!-- -->' + "<x>" * 100_000 + "</x>" * 100_000 + "</row>"), DAMAGED),
    "deep in a row.xlsx": (lambda: workbook('<row r="1">' + "<x>" * 100_000 + "</x>" * 100_000 + "</row>"), READ),
    "deep.ods": (lambda: open_document("<table:table-row>" + "<text:span>" * 100_000), DAMAGED),
    "deep.xls": (lambda: b"<html><table><tr><td>" + b"<div>" * 300_000, READ),
    "wide.xlsx": (
        lambda: workbook(
            '<row r="1"><c r="XFD1"><v>1</v></c></row>',
            rest='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        ),
        READ,
    ),
    "wide text.xlsx": (lambda: workbook(wide_rows(50)), READ),
    "wide text and one more.xlsx": (lambda: workbook(wide_rows(50, 380)), READ),
    "hidden columns.xlsx": (
        lambda: workbook(
            **{"xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><cols>{HIDDEN * 100_000}</cols><sheetData/></worksheet>"}
        ),
        READ,
    ),
    "merged often.xlsx": (
        lambda: workbook(rest="<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 1_600_000 + "</mergeCells>"),
        TOO_BIG,
    ),
    "empty rows.xlsx": (lambda: workbook("<row/>" * 5_000_000), TOO_BIG),
    "four million cells.xlsx": (
        lambda: workbook(("<row>" + '<c r="A1"><v>1</v></c>' * 1000 + "</row>") * 4000),
        TOO_BIG,
    ),
    "cells in an odd way.xlsx": (lambda: workbook(("<row>" + "<c><v>1</v></c>" * 1000 + "</row>") * 2500), TOO_BIG),
    "tags in one row.xlsx": (lambda: workbook("<row>" + "<c/>" * 7_000_000 + "</row>"), TOO_BIG),
    "rows never closed.xlsx": (lambda: workbook("<row" * 900_000), DAMAGED),
    "spaces in a cell.xlsx": (lambda: workbook('<row r="1"><c r="A1">' + " " * 300_000 + "x</c></row>"), READ),
    "far away.xlsx": (lambda: workbook('<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>'), READ),
    "strings.xlsx": (lambda: workbook(strings="<si><t>ab</t></si>" * 3_100_000), TOO_BIG),
    "rich strings.xlsx": (lambda: workbook(strings="<si>" + "<r><t>a</t></r>" * 1_500_000 + "</si>"), TOO_BIG),
    "a long string often.xlsx": (
        lambda: workbook(
            ("<row>" + '<c r="A1" t="s"><v>0</v></c>' * 100 + "</row>") * 5000,
            strings=f"<si><t>{'x' * 9_000_000}</t></si>",
        ),
        READ,
    ),
    "long format.xlsx": (
        lambda: workbook(
            '<row r="1"><c r="A1" s="0"><v>1</v></c></row>',
            **{
                "xl/styles.xml": f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="200" formatCode="{ZEROS}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>'
            },
        ),
        READ,
    ),
    "locked.xlsx": (lambda: agile(b"", "children"), LOCKED),
    "locked for years.xlsx": (
        lambda: agile(b"", "VelvetSweatshop").replace(b'spinCount="10"', b'spinCount="4294967295"'),
        LOCKED,
    ),
    "locked for a minute.xlsx": (
        lambda: agile(b"", "VelvetSweatshop").replace(b'spinCount="10"', b'spinCount="10000000"'),
        LOCKED,
    ),
    "locked for a second.xlsx": (
        lambda: agile(b"", "VelvetSweatshop").replace(b'spinCount="10"', b'spinCount="1000000"'),
        LOCKED,
    ),
    "locked with a size that lies.xlsx": (
        lambda: agile(b"PK", "VelvetSweatshop").replace(struct.pack("<Q", 2), b"\xff" * 8),
        DAMAGED,
    ),
    "locked records.xls": (
        lambda: (
            b"".join(
                struct.pack("<HH", kind, len(data)) + data
                for kind, data in ((0x809, bytes(16)), (0x2F, said_old("VelvetSweatshop")))
            )
            + b"\1\0\0\0" * 14_000_000
        ),
        TOO_BIG,
    ),
    "locked.xls": (lambda: old(struct.pack("<HH", 0x2F, 6) + bytes(6)), LOCKED),
    "locked.ods": (
        lambda: open_document(
            "", **{"META-INF/manifest.xml": "<m:manifest xmlns:m='m'><m:encryption-data/></m:manifest>"}
        ),
        LOCKED,
    ),
    "locked again.ods": (lambda: zipped({"content.xml": b"", "encrypted-package": b"x"}), LOCKED),
    "rows repeated.ods": (
        lambda: open_document(
            '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
        ),
        READ,
    ),
    "numbers that lie.ods": (
        lambda: open_document(
            '<table:table-row table:number-rows-repeated="99999999999999999999"><table:table-cell table:number-columns-spanned="999999999" table:number-rows-spanned="999999999" office:value-type="string"><text:p>x<text:s text:c="999999999"/></text:p></table:table-cell></table:table-row>'
        ),
        READ,
    ),
    "cells.ods": (
        lambda: open_document(
            (
                "<table:table-row>"
                + '<table:table-cell office:value-type="float" office:value="1"/>' * 1000
                + "</table:table-row>"
            )
            * 1500
        ),
        TOO_BIG,
    ),
    "circling.xls": (circling, READ),
    "strings.xls": (lambda: old(struct.pack("<HHII", 0xFC, 8, 0xFFFFFFFF, 0xFFFFFFFF)), READ),
    "many sheets.xls": (many_sheets, TOO_BIG),
    "spans.xls": (
        lambda: b"<html><table>" + b'<tr><td colspan="99999" rowspan="99999">x</td></tr>' * 5_000 + b"</table></html>",
        TOO_BIG,
    ),
    "commas.csv": (lambda: b"," * 30_000_000, TOO_BIG),
    "lines.csv": (lambda: b"\n" * 30_000_000, TOO_BIG),
    "quotation marks.csv": (
        lambda: b'a,b\n"a""' + b'"a""' * 10_000_000,
        "opens a quotation mark in row 2 and doesn't close it",
    ),
    "large.csv": (lambda: b"x" * 61_000_000, TOO_BIG),
    "one word.csv": (lambda: b"a" * 20_000_000 + b"Caf\x82,b\nx,y\n", READ),
    "one cell.dif": (
        lambda: b'TABLE\r\n0,1\r\n"X"\r\nDATA\r\n0,0\r\n""\r\n-1,0\r\nBOT\r\n1,0\r\n"' + b"x\r\n" * 3_000_000,
        READ,
    ),
    "sheets that are not there.xls": (
        lambda: b"<html><table><tr><td>x</td></tr></table>" + b"<x:ExcelWorksheet>" * 1_400_000,
        READ,
    ),
    "styles that do not end.xls": (
        lambda: b"<html><table><tr><td>x</td></tr></table><style>" + b".a{" * 10_000_000,
        READ,
    ),
    "noise.csv": (lambda: bytes(range(256)) * 1000, "holds neither a spreadsheet nor text"),
    "truncated.xlsx": (lambda: workbook("<row/>" * 1000)[:-200], DAMAGED),
    "empty.xlsx": (lambda: b"", "is empty"),
    "nothing inside.xlsx": (lambda: zipped({}), "is empty"),
    "paper.xlsx": (lambda: zipped({"word/document.xml": "<document/>"}), "is a Word document and no spreadsheet"),
    "print.xlsx": (lambda: b"%PDF-1.7 ...", "is a PDF and no spreadsheet"),
}


def main(folder: Path) -> None:
    """Reads and assembles every file in turn, the whole of it in one process's limits."""
    from pipeline.assemble import assemble
    from pipeline.read import read_file

    base = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    limit = base + MEGABYTES * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    said = {}
    for path in sorted(folder.iterdir()):
        start = time.process_time()
        try:
            sheets, issues = read_file(path, path.name)
            assemble(sheets)
            said[path.name] = [time.process_time() - start, [f"{issue.code} {issue.message}" for issue in issues]]
        except BaseException as failure:
            said[path.name] = [time.process_time() - start, [f"{type(failure).__name__}: {failure}"]]
    print(json.dumps(said))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
