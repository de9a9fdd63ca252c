"""inputs/README.md: how each sheet is filled in, made from the same declarations that cells are read by."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_origin

import pipeline.sheets  # noqa: F401 - loads every sheet we know
from pipeline.periods import Period
from pipeline.sheets.columns import Choice, Column, SheetType, sheet_types
from pipeline.wording import joined

GUIDE = Path(__file__).resolve().parents[2] / "inputs" / "README.md"
READING_ORDER = (
    "Plan details",
    "Meetings",
    "Domains",
    "Findings",
    "People",
    "Actions",
    "Milestones",
    "Updates",
    "Measures",
    "Readings",
    "Risks",
)
"""Sheets in the order an officer fills them in; any others follow by name."""

OPENING = """\
# What goes in this folder

Each plan has a folder here, and in it one folder a quarter: `example/2026-27-q2` is the second quarter
(July to September) of 2026-27 of the plan called `example`. A quarter's folder holds all that its papers
are made from:

| in the quarter's folder | what it is |
| --- | --- |
| workbooks (`.xlsx`, `.xlsm`, `.xls`, `.xlsb`, `.ods`, `.csv`, and what a system exports for Excel as a web page, XML or text), in any number of files and folders | the plan, the measures, and the updates that leads send back, just as they are |
| `papers/` | Word drafts, where you write a paper's words yourself: `cabinet_paper.docx` is filled in place of the template of that name |
| `appendices/` | files that are attached to papers as they are |
| `published/` | data files of published statistics (csv), just as they are downloaded; the sheet [Benchmarks](#benchmarks) says which figures are used |

## A quarter, step by step

1. `papers new-quarter` makes the next quarter's folder beside the last one, which it never touches: your
   workbooks with the new quarter's dates proposed, a blank row for each reading that is due, what is finished
   carried forward, drafts and appendices copied. What was proposed is listed in `To confirm ...xlsx`: correct it
   where it stands, or write yes there. `papers check` asks about the rest.
2. `papers forms` writes each lead's update form into `outputs`, filled in with the plan and last quarter's
   update. Send them out. Leads fill in the yellow cells; nothing else can be typed in.
3. Drop the forms that come back into `updates/`, just as they are. Leads who keep a workbook of their own may
   send that instead: it is known by its headings. An e-mail is not read: type what it says into the form.
4. `papers chase` lists what each lead still has to send or mend, as e-mails to paste and as a sheet.
5. Fill in the readings, in the new rows or in your own sheet of readings (rows left blank then give way), run
   `papers check`, and build.

You may also copy the last quarter's folder by hand. Leave the old one as it was: the new one is compared with it.

## How sheets are read

- **Name files and sheets as you like.** A sheet is known by its headings, which may stand in any order, in
  one row or two, below titles and notes. Sheets that are not in the list below are left alone, and so are
  columns that are not: keep your own notes there. `papers inspect FILE` says what was recognised, and what
  was not and why.
- **Keep your own headings.** Many are understood already. List the others once, in a sheet
  [Headings](#headings), and they count in every file.
- **Lay tables out as you do.** Several may share a sheet, below or beside each other. Titles may stand between
  rows, and give the domain where there is no column for it. A tracker of actions may have each action's status
  and progress beside it. Readings may have a row for each measure and a column for each period, such as
  Q1 2026-27 or Apr-26, with Num, Den and % below it, and a column of notes that hold for the row; columns for each
  quarter are read for the quarter reported.
- **Write ratings as words.** A cell that is only coloured says nothing: colours are not read.
- **Leave a sheet that you have nothing for**, such as Milestones or Risks, with its headings alone.
- **Two sheets of a kind are put together**, so seven leads can send seven workbooks of updates.
- **Type dates as day/month/year**, such as 30/09/2026. 30 Sept 2026, Wed 30 September 2026 and 2026-09-30
  are understood. "End of September" and "ongoing" are not dates.
- **Type figures alone**: 84.2 or 84.2% for a percentage, 1,234 or 1234. Leave a cell empty, or type n/a,
  where there is no figure; in Readings c, z, x, k, low, : and <5 keep their meaning. None of them is ever 0.
- **Type periods** as 2026-27 Q2, September 2026 or 2026-27. Jul-26 to Sep-26 and academic year 2025/26 are
  understood. A quarterly measure's readings may be dated by the last day of their quarter: you are asked.
- **Type references as text** where they end in a nought: as a number, Excel keeps 3.10 as 3.1.
- **Don't merge cells among the data**, but for a domain, lead or finding that holds for several rows, and don't
  leave cells that show #REF! or #N/A. Totals and averages are not read.
- Filtered and hidden rows are read, and you are told.

What can't be read is listed with its file, sheet and cell when you run `papers check`: an *error* must be
put right; a *query* must be put right or explained.

## The sheets

Columns marked *yes* must be filled on every row. Capitals, spaces and punctuation in headings don't matter.
"""


def guide() -> str:
    """The whole of inputs/README.md."""
    kinds = sorted(sheet_types(), key=_order)
    contents = [f"- [{kind.name}](#{_anchor(kind.name)})" for kind in kinds]
    return "\n".join([OPENING, *contents, "", *(_sheet(kind) for kind in kinds)]).rstrip() + "\n"


def _order(kind: SheetType) -> tuple[int, str]:
    place = READING_ORDER.index(kind.name) if kind.name in READING_ORDER else len(READING_ORDER)
    return (place, kind.name)


def _anchor(name: str) -> str:
    return name.lower().replace(" ", "-")


def _sheet(kind: SheetType) -> str:
    lines = [f"### {kind.name}", "", " ".join(kind.help.split())]
    if not kind.required:
        lines[-1] += " You can leave this sheet out."
    first = "item (one a line, with its value beside it)" if kind.key_value else "heading"
    lines += ["", f"| {first} | what goes in | for example | must be filled | also understood |", "|" + " --- |" * 5]
    choices = []
    for name, column in kind.columns().items():
        field = kind.row.model_fields[name]
        lines.append(_line(column, _kind_of(field.annotation), field.is_required()))
        choice = _choice(field.annotation)
        if choice is not None:
            choices.append(_words(column, choice))
    return "\n".join([*lines, "", *choices, *([""] if choices else [])])


def _line(column: Column, what: str, needed: bool) -> str:
    said = column.help + (f" {what}" if what else "")
    cells = (column.heading, said, column.example, "yes" if needed else "", "; ".join(column.also))
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _kinds(annotation: Any) -> tuple[Any, ...]:
    members = get_args(annotation) if type(None) in get_args(annotation) else (annotation,)
    return tuple(member for member in members if member is not type(None))


def _kind_of(annotation: Any) -> str:
    kind = _kinds(annotation)[0]
    if get_origin(kind) is tuple:
        return "A list, with ; between."
    said = {date: "A date.", Decimal: "A figure.", int: "A whole number.", Period: "A period."}
    return said.get(kind, "")


def _choice(annotation: Any) -> type[Choice] | None:
    kind = _kinds(annotation)[0]
    return kind if isinstance(kind, type) and issubclass(kind, Choice) else None


def _words(column: Column, choice: type[Choice]) -> str:
    also: dict[str, list[str]] = {}
    for word, member in choice.also().items():
        also.setdefault(member.value, []).append(word)
    words = []
    for member in choice:
        others = also.get(member.value, [])
        words.append(f"`{member.value}`" + (f" (or {joined(others, 'or')})" if others else ""))
    return f"- **{column.heading}** is one of: {', '.join(words)}."


def write() -> None:
    """Write it anew."""
    GUIDE.write_text(guide(), encoding="utf-8")
