"""What a folder says about its own headings: the sheet Headings, and the quarter that columns may be headed by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.issues import Issue, Severity, rule
from pipeline.parse.beside import beside
from pipeline.parse.fitting import row_of
from pipeline.parse.heads import heads_of
from pipeline.parse.sheet import parse_sheet
from pipeline.parse.tables import SEARCHED
from pipeline.parse.values import parser
from pipeline.parse.vocabulary import EVERYDAY, Vocabulary
from pipeline.parse.words import folded, nearest
from pipeline.periods import Period
from pipeline.read.cells import Sheet
from pipeline.sheets.columns import SheetType, sheet_types
from pipeline.sheets.details import Details
from pipeline.sheets.headings import OwnHeading
from pipeline.wording import joined

NO_SUCH_HEADING = rule("C-28", Severity.ERROR, "Every row of the sheet Headings names a sheet and a heading we know.")
TWO_MEANINGS = rule("C-29", Severity.ERROR, "A heading of the council's own stands for one thing on a sheet.")


def learn(sheets: Iterable[Sheet], named: Period | None = None) -> tuple[Vocabulary, list[Issue]]:
    """The headings understood in a folder with these sheets, and what is wrong with its own ones.

    ``named`` is the quarter that the folder is named after, for where its details don't say one.
    """
    given = list(sheets)
    (kind,) = (kind for kind in sheet_types() if kind.row is OwnHeading)
    rows = [row for sheet in given if _is_of(sheet, kind) for row in _rows(sheet)]
    added, issues = _understood(rows)
    words = Vocabulary(added)
    quarter = next((found for sheet in given if (found := _quarter(sheet, words)) is not None), None)
    return Vocabulary(added, quarter or named), issues


def _is_of(sheet: Sheet, kind: SheetType) -> bool:
    """Whether some row of a sheet has all the headings of a kind."""
    for line in sheet.lines[:SEARCHED]:
        table = row_of(heads_of(line), kind, EVERYDAY) if len(line.cells) > 2 else None
        if table is not None and not table.missing:
            return True
    return False


def _rows(sheet: Sheet) -> list[OwnHeading]:
    found, _ = parse_sheet(sheet)  # what is wrong with the sheet itself is said when it is read among the others
    return [row for each in found for row in each.rows if isinstance(row, OwnHeading)]


def _understood(rows: Sequence[OwnHeading]) -> tuple[dict[str, dict[str, str]], list[Issue]]:
    """Name of the kind -> folded heading of the council's -> field; and the rows that can't be used."""
    kinds = {folded(kind.name): kind for kind in sheet_types()}
    added: dict[str, dict[str, str]] = {}
    issues = []
    for row in rows:
        if not (row.sheet and row.standard and row.ours):
            continue  # an empty cell is said already
        kind = kinds.get(folded(row.sheet)) or kinds.get(folded(row.sheet) + "s")
        if kind is None:
            names = [known.name for known in kinds.values()]
            issues.append(_unknown(row, "sheet", row.sheet, "is not the name of a sheet", names))
            continue
        columns = kind.columns()
        fields = {folded(column.heading): name for name, column in columns.items()}
        name = fields.get(folded(row.standard), "")
        if not name:
            headings = [column.heading for column in columns.values()]
            issues.append(
                _unknown(row, "standard", row.standard, f"is not a standard heading of {kind.name}", headings)
            )
            continue
        mine = added.setdefault(kind.name, {})
        before = mine.setdefault(folded(row.ours), name)
        if before != name:
            place = row.place("ours")
            issues.append(
                TWO_MEANINGS.at(
                    place,
                    f"{place.heading}: '{row.ours}' already stands for '{columns[before].heading}' on {kind.name}.",
                    "Keep one of the two rows.",
                )
            )
    return added, issues


def _unknown(row: OwnHeading, field: str, said: str, wrong: str, known: Sequence[str]) -> Issue:
    place = row.place(field)
    like = nearest(said, known, 0.6)
    remedy = f"Did you mean '{like}'?" if like else f"Write {joined(list(known), 'or')}."
    return NO_SUCH_HEADING.at(place, f"{place.heading}: '{said}' {wrong}, so this row was not used.", remedy)


def _quarter(sheet: Sheet, words: Vocabulary) -> Period | None:
    """The quarter reported, where the sheet has the plan's details."""
    table = beside(sheet, words)
    if table is None or table.kind.row is not Details or "quarter" not in table.heads:
        return None
    row = table.heads["quarter"].row
    cell = next((line.cells.get(table.beside[0]) for line in sheet.lines if line.number == row), None)
    said = parser(Period)(cell).value if cell is not None and not cell.fault else None
    return said if isinstance(said, Period) else None
