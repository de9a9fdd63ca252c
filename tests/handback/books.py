"""Workbooks to be marked: made by openpyxl where it can, written by hand where it can't."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl import Workbook, load_workbook

from pipeline.handback import Copy, hand_back
from pipeline.issues import Issue, Severity
from pipeline.places import Place

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"


def book(fill: Callable[[Workbook], object]) -> bytes:
    """A workbook with a sheet ``Actions`` that ``fill`` may change."""
    made = Workbook()
    page = made.worksheets[0]
    page.title = "Actions"
    for row in (["Reference", "Title", "Due date"], ["1.1", "Recruit", "soon"], ["1.2", "Train", "30/9/26"]):
        page.append(row)
    fill(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def by_hand(sheet: str, *, main: str = MAIN, office: str = OFFICE, more: Mapping[str, str] | None = None) -> bytes:
    """A workbook of one sheet ``Actions`` whose XML is ``sheet``, with nothing that it can do without."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": relations({"officeDocument": "xl/workbook.xml"}, office),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Actions" sheetId="7" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations({"worksheet": "worksheets/sheet1.xml"}, office),
        "xl/worksheets/sheet1.xml": sheet,
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def relations(targets: Mapping[str, str], office: str = OFFICE) -> str:
    """A relationships part: the last word of each type (or all of it) -> target."""
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{type_ if "/" in type_ else f"{office}/{type_}"}" Target="{target}"/>'
        for number, (type_, target) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'


def changed(data: bytes, change: Callable[[dict[str, str]], object]) -> bytes:
    """A workbook with its parts, as text, changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        texts = {name: package.read(name).decode() for name in package.namelist()}
    change(texts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in texts.items():
            package.writestr(name, text)
    return out.getvalue()


def error(
    cell: str, message: str = "Due date: 'soon' is not a date.", sheet: str = "Actions", file: str = "a.xlsx"
) -> Issue:
    place = Place(file, sheet, cell, "Due date" if cell else "")
    return Issue("C-03", Severity.ERROR, place, message, "Write the day, month and year.", "action 1.1", "30/09/2026")


def query(cell: str, message: str = "A date is kept as text.", sheet: str = "Actions", file: str = "a.xlsx") -> Issue:
    return Issue("M-02", Severity.QUERY, Place(file, sheet, cell, "Due date"), message, "Type dates into it.")


def handed_back(folder: Path, data: bytes, *issues: Issue, file: str = "a.xlsx") -> Copy:
    """The copy of a workbook that is put in ``folder``; the file itself stays as it was."""
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    [copy] = hand_back(folder, issues)
    assert path.read_bytes() == data
    return copy


def opened(copy: Copy) -> Workbook:
    return load_workbook(io.BytesIO(copy.content))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name.replace("\\", "/"): package.read(name) for name in package.namelist()}


def rows_of(copy: Copy) -> list[tuple[object, ...]]:
    """The rows of the list of problems, without its headings."""
    page = opened(copy).worksheets[0]
    [table] = page.tables.values()
    return [tuple(cell.value for cell in row) for row in page[table.ref]][1:]
