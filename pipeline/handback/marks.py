"""A workbook with its problems marked: each one's cell filled, edged and commented, the sheet *Queries* first, all else as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from pipeline.handback import shapes
from pipeline.handback.comments import Comments
from pipeline.handback.grid import Grid, reference
from pipeline.handback.listed import Letter
from pipeline.handback.package import CannotMark, Package, attribute, put_after
from pipeline.handback.problems import comment, worst
from pipeline.handback.queries import add_queries
from pipeline.handback.spots import Places, spread
from pipeline.handback.styles import Styles
from pipeline.handback.workbook import Tab, Workbook
from pipeline.issues import Issue

# What stands before a sheet's old drawing (ECMA-376 part 1, 18.3.1.99).
_BEFORE_DRAWING = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
)  # fmt: skip


def marked(data: bytes, found: Sequence[Issue], letter: Letter) -> tuple[bytes, bool]:
    """The bytes of a marked copy of an Excel workbook, and whether macros were left out of it.

    Raises CannotMark where a copy would lose or contradict something, and what the XML and zip
    libraries raise where the file is broken.
    """
    package = Package(data)
    book = Workbook(package)
    book.refuse_what_cant_be_kept()
    macros = book.without_macros()
    if macros:
        letter = replace(letter, lines=[*letter.lines, "The macros of your workbook are not in this copy."])
    book.without_signatures()
    styles = book.styles()
    tabs = {tab.name: tab for tab in book.tabs}
    by_sheet, letter = spread(found, letter)
    for name, places in by_sheet.items():
        if name in tabs and tabs[name].kind == "worksheet":
            _mark_sheet(book, tabs[name], places, styles)
    add_queries(book, found, letter, styles.looks())
    return package.packed(), macros


def _mark_sheet(book: Workbook, tab: Tab, places: Places, styles: Styles) -> None:
    package = book.package
    grid = Grid(package.read(tab.part), list(places))
    at: dict[tuple[int, int], list[Issue]] = {}
    for place, issues in places.items():
        at.setdefault(grid.top_left(*place), []).extend(issues)
    comments = Comments(package, tab.part, grid.ns, book.relation, book.name)
    drawing = _old_drawing(book, tab, grid.root)
    boxes = shapes.Shapes(package.read(drawing), grid)
    for (row, column), issues in sorted(at.items()):
        cell = grid.cell(row, column)
        style = cell.get("s", "0")
        cell.set("s", str(styles.marked(int(style) if style.isdecimal() else 0, worst(issues))))
        boxes.show(row, column, comments.say(reference(row, column), comment(issues)))
    package.write(drawing, boxes.written())
    package.write(tab.part, grid.written())


def _old_drawing(book: Workbook, tab: Tab, root: etree._Element) -> str:
    """The name of the sheet's old drawing part, which holds the boxes of comments; made where there is none."""
    package, ns = book.package, str(etree.QName(root).namespace)
    element = root.find(f"{{{ns}}}legacyDrawing")
    if element is not None:
        id_ = attribute(element, "id")
        target = next((each.target for each in package.relations(tab.part) if each.id == id_), "")
        if not package.has(target):
            raise CannotMark("its drawings are not where it says they are")
        return target
    name = package.free("xl/drawings/vmlDrawing{}.vml")
    package.write(name, shapes.EMPTY)
    package.declare(name, shapes.TYPE)
    element = etree.Element(f"{{{ns}}}legacyDrawing", nsmap={"r": book.relation})
    element.set(f"{{{book.relation}}}id", package.relate(tab.part, name, f"{book.relation}/vmlDrawing"))
    put_after(root, element, _BEFORE_DRAWING)
    return name
