"""No protected figure is in a public paper: beside its measure in text, table, chart, alternative text or properties."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from pipeline.checks import identifiers
from pipeline.checks.identifiers import identifiers_in
from pipeline.checks.registry import rule_of
from pipeline.issues import Issue, Severity, rule
from pipeline.periods import parse_period
from pipeline.places import Place
from pipeline.proof.finished import Finished
from pipeline.proof.pdf_file import PdfFile
from pipeline.proof.reading import Cell, Grid, Image, Passage, Spot, plain, shortened
from pipeline.proof.word_file import WordFile
from pipeline.protected import Protected
from pipeline.wording import in_words

DISCLOSED = rule(
    "S-01",
    Severity.ERROR,
    "No count of children from 1 to 5, nor a figure that reveals one, is in a public paper in any form.",
    "DfE disclosure control: children in need, and children looked after, data guidance",
)
HINTED = rule(
    "S-01b",
    Severity.QUERY,
    "Nothing stands beside a measure whose figure is hidden that may be that figure in other words.",
    "DfE disclosure control: children in need, and children looked after, data guidance",
)

_REMEDY = "Take the figure out of the words where it stands (print c instead), or make the paper exempt."
_PERIOD = re.compile(
    r"\b20\d\d[-–/](?:20)?\d\d(?: Q[1-4])?\b|\bQ[1-4] 20\d\d[-–/]\d\d\b"
    r"|\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]* 20\d\d\b"
)
_NOT_READINGS = re.compile(
    r"\b(?:target|tolerance|benchmark|baseline|england|neighbours?|region|range|measure|ref)\b", re.I
)
_BETWEEN = re.compile(
    r"(?<=[,;.])\s+|(?<=\w) (?=and 20\d\d|(?:(?:as )?compared|against|from|than|but|while|whereas|up from|down from)\b"
    r"|to (?:\d|c\b|one\b|two\b|three\b|four\b|five\b)(?! *(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)))",
    re.I,
)
"""Where a sentence may go on to speak of another period: ``fell from 12 in 2025-26 Q4`` / ``to 3``."""
_EARLIER = re.compile(r"(?:as compared|compared|against|(?:up |down )?from)\b(?! c\b)(?!.*\b20\d\d)", re.I)
"""A clause that speaks of a figure of before, without saying of when: ``against 3 in the year before``."""
_BASELINE = re.compile(r"\bbaseline\b", re.I)
_NUMBERED = re.compile(
    r"\b(?:paragraphs?|sections?|domains?|actions?|findings?|recommendations?|tables?|figures?|pages?|items?|versions?|phases?"
    r"|stages?|levels?|quarters?|tiers?|no\.|numbers?|parts?|steps?|regulations?|reg\.|schedules?) (?:[\d.]+(?:,| and|–|-) ?)*$",
    re.I,
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|(?-i:May|MAY)|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_UNITS_OF_TIME = (
    rf"(?: (?:of )?{_MONTH}"
    r"|(?: working| calendar)?[ -](?:days?|weeks?|months?|quarters?|years?|hours?|percentage points?)\b)"
)
_OF_ITSELF = r"(?! (?:of|about|against|involving) (?!(?:the|this|these|that|those|our|its|each|all|which)\b))"
"""A count of findings of abuse is one of children; a count of findings of the visit is the plan's own."""
_OF_THE_PLAN = (
    r"(?:(?: of (?:the )?\d+)?(?: (?:more|other|rated|measure|delivery|impact))*"
    r" (?:areas for (?:improvement|priority action)"
    rf"|(?:actions|domains|exceptions|measures|milestones|ratings)\b|(?:findings|risks)\b{_OF_ITSELF}))"
)
"""What a count that is no count of children is followed by: ``3 measures are off track``, ``2 of the 8 rated measures``."""
_ONE_OF_THE_PLAN = (
    r"(?: (?:more |other |rated )*(?:area for (?:improvement|priority action)"
    rf"|(?:action|domain|exception|measure|milestone|rating)\b|(?:finding|risk(?! assess))\b{_OF_ITSELF}))"
)
_OF_THE_SERVICE = (
    r"(?: (?:of|the|our|these|more|other|new|vacant|independent|social|support|team|service|specialist|permanent|agency|partner|foster"
    r"|external|reviewing|training|learning))*"
    r" (?:posts?|vacanc(?:y|ies)|audits?|workshops?|panels?|hubs?|teams?|workers?|managers?|officers?|practitioners?|carers?"
    r"|providers?|workstreams?|localit(?:y|ies)|wards?|themes?|reasons?|agenc(?:y|ies))\b"
)
"""What is counted of those who do the work, and of what they do: ``3 vacant posts``, ``two new panels``, ``one of four hubs``."""
_LOOSELY = {"1": "a single", "2": "a couple"}
_ASK = "If it is that figure or would give it away, take it out of the words where it stands, or make the paper exempt."


@dataclass(frozen=True)
class _Unit:
    """Words that belong together: what they say (in clauses), texts that may name a measure, and where they are."""

    clauses: tuple[str, ...]
    about: tuple[str, ...]
    where: str
    place: Place

    @cached_property
    def folded(self) -> str:
        """All that it may be about, without case, for a first quick look."""
        return "\n".join(self.about).casefold()


def disclosures(paper: Finished, word: WordFile, pdf: PdfFile) -> Iterator[Issue]:
    """Every protected figure found beside its measure. Exempt papers hold them lawfully and are not looked at."""
    if not paper.public or not paper.protected:
        return
    units = [
        *_of_word(paper.word_place, word),
        *_units(paper.pdf_place, pdf.passages, pdf.tables, pdf.images),
        *(_unit(text, "", f"in the property {key}", paper.pdf_place) for key, text in pdf.properties),
    ]
    yield from _disclosed(units, paper.protected)


def in_word(name: str, word: WordFile, protected: Sequence[Protected]) -> Iterator[Issue]:
    """Every protected figure in a public Word file by itself."""
    yield from _disclosed(list(_of_word(Place(name), word)), protected)


def _of_word(place: Place, word: WordFile) -> Iterator[_Unit]:
    yield from _units(place, word.passages, word.tables, word.images)
    yield from (_unit(note.text, note.spot.heading, f"in a note {note.spot}", place) for note in word.notes)
    yield from (_unit(text, "", "in a header or footer", place) for text in word.running)
    yield from _properties(place, word)


def in_table(name: str, data: bytes, protected: Sequence[Protected]) -> Iterator[Issue]:
    """Every protected figure in a public CSV file: a row of headings, then a row a measure."""
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig", "replace")))
    grid = Grid(tuple(tuple(Cell(plain(text)) for text in row) for row in rows), Spot())
    yield from _disclosed(list(_rows(grid, 1, Place(name))), protected)


def in_pdf(name: str, pdf: PdfFile, protected: Sequence[Protected]) -> Iterator[Issue]:
    """Every protected figure in a public PDF that stands alone, such as an appendix that came as a PDF."""
    place = Place(name)
    units = [
        *_units(place, pdf.passages, pdf.tables, pdf.images),
        *(_unit(text, "", f"in the property {key}", place) for key, text in pdf.properties),
    ]
    yield from _disclosed(units, protected)


def children_named(name: str, pdf: PdfFile) -> Iterator[Issue]:
    """Dates of birth, NHS numbers and the like in the words of a public PDF that stands alone (S-04)."""
    texts = [passage.text for passage in pdf.passages]
    texts += [cell.text for grid in pdf.tables for row in grid.rows for cell in row]
    for what in dict.fromkeys(what for text in texts for what in identifiers_in(text)):
        yield rule_of("S-04").at(Place(name), f"{name} holds what looks like {what}.", identifiers.REMEDY)


def _disclosed(units: Sequence[_Unit], protected: Sequence[Protected]) -> Iterator[Issue]:
    seen: set[tuple[str, str, str, Place]] = set()
    for figure in protected:
        name, reference = plain(figure.measure_name).casefold(), figure.measure_id.casefold()
        about = _about(figure)
        for unit in units:
            if not (name in unit.folded or reference in unit.folded) or not any(map(about.search, unit.about)):
                continue
            key = (figure.measure_id, figure.period, unit.where, unit.place)
            loosely = [_LOOSELY[text] for text in (*figure.texts, *figure.hints) if text in _LOOSELY]
            plainly = [clause for clause in unit.clauses if not _EARLIER.match(clause)]
            for broken, clauses, texts, remedy in (
                (DISCLOSED, plainly, figure.texts, _REMEDY),
                (HINTED, unit.clauses, (*figure.texts, *figure.hints, *loosely), _ASK),
            ):
                text = next((text for clause in clauses if (text := _found(clause, figure, texts))), "")
                if text and key not in seen:
                    seen.add(key)
                    yield broken.at(
                        unit.place,
                        f"“{text}” stands beside the measure {figure.measure_name} ({figure.measure_id}), whose figure for "
                        f"{figure.period} is protected ({unit.where}).",
                        remedy,
                        about=f"measure {figure.measure_id}",
                    )


def _units(
    place: Place, passages: Sequence[Passage], tables: Sequence[Grid], images: Sequence[Image]
) -> Iterator[_Unit]:
    for passage in passages:
        if not passage.spot.table:
            yield _unit(passage.text, passage.spot.heading, str(passage.spot), place)
    for number, grid in enumerate(tables, 1):
        yield from _rows(grid, number, place)
    for image in images:
        yield _unit(image.alt, image.spot.heading, f"in a picture's alternative text {image.spot}", place)
        if image.drawn:
            yield _Unit(
                _labels(image.drawn), (plain(image.alt), *_labels(image.drawn)), f"in a picture {image.spot}", place
            )


def _unit(text: str, about: str, where: str, place: Place) -> _Unit:
    return _Unit(_clauses(text), (plain(text), plain(about)), where, place)


def _clauses(text: str) -> tuple[str, ...]:
    """The parts of a sentence, each of which speaks of one period; those about targets are left out."""
    parts = [part for part in _BETWEEN.split(plain(text)) if part]
    return tuple(part for part in parts if not re.match(r"(?:the )?(?:target|benchmark|baseline)\b", part, re.I))


def _labels(drawn: str) -> tuple[str, ...]:
    """The words of a chart but for bare whole numbers, which are its scale."""
    return tuple(part for part in drawn.split(" | ") if not re.fullmatch(r"\d+%?", part.strip()))


def _rows(grid: Grid, number: int, place: Place) -> Iterator[_Unit]:
    """Each row of a table as clauses, one a cell, each with the period its column's heading names."""
    headings = [cell.text for cell in _by_column(grid.rows[0])] if grid.rows else []
    for n, row in enumerate(grid.rows, 1):
        cells = _by_column(row)
        first = cells[0].text if cells else ""
        clauses = []
        for column, cell in enumerate(cells):
            heading = headings[column] if column < len(headings) and n > 1 else ""
            if not cell.text:
                continue
            if _NOT_READINGS.search(heading):
                # A baseline that names its period is that period's reading.
                clauses += [p for p in _clauses(cell.text) if _BASELINE.search(heading) and _PERIOD.search(p)]
                continue
            period = _PERIOD.search(heading) or (_PERIOD.search(first) if column else None)
            clauses += [f"{period[0]}: {part}" if period else part for part in _clauses(cell.text)]
        about = (grid.caption, grid.spot.heading, *headings, *(cell.text for cell in cells))
        yield _Unit(tuple(clauses), about, str(Spot(grid.spot.heading, number, n)), place)


def _by_column(row: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in row for _ in range(cell.columns)]


def _properties(place: Place, word: WordFile) -> Iterator[_Unit]:
    for part in ("docProps/core.xml", "docProps/app.xml"):
        root = word.package.xml(part)
        for element in () if root is None else root.iter():
            if element.text and element.text.strip():
                yield _unit(element.text, "", "in the file's properties", place)


def _about(figure: Protected) -> re.Pattern[str]:
    """The measure's name; or its reference where it stands as a name does (``A7``, ``A7:``, ``(A7)``), not in a list."""
    names = [re.escape(plain(figure.measure_name))]
    if re.search(r"[A-Za-z]", figure.measure_id):
        reference = re.escape(figure.measure_id)
        names.append(rf"^{reference}(?!\w|,| and\b)|\({reference}\)|\bmeasure {reference}\b|(?<![\w.]){reference}:")
    return re.compile("|".join(name for name in names if name), re.I)


def _found(clause: str, figure: Protected, texts: Sequence[str]) -> str:
    """The one of the texts that a clause prints, unless the clause speaks of another period only."""
    said = [_period(match[0]) for match in _PERIOD.finditer(clause)]
    if said and not any(_overlap(each, _period(figure.period)) for each in said):
        return ""
    rest = _PERIOD.sub(" ", clause)
    rest = re.sub(re.escape(plain(figure.measure_name)), " ", rest, flags=re.I)
    for text in _forms(texts):
        for match in _pattern(text).finditer(rest):
            if not (text.isalnum() and _NUMBERED.search(rest[: match.start()])):
                return shortened(match[0], 40)
    return ""


def _forms(texts: Sequence[str]) -> list[str]:
    """The forms given, and those that begin with a small count in words too."""
    counts = [(int(text[0]), text[1:]) for text in texts if re.match(r"[1-9](?!\S)", text)]
    return list(dict.fromkeys([*texts, *(in_words(n) + rest for n, rest in counts)]))


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """A protected text as a whole word; a bare count not where it counts days, dates, the service's own or what the plan is made of."""
    escaped = re.escape(plain(text)).replace(r"\ of\ ", r" (?:out )?of (?:the |all |these )?").replace(r"\ ", " ")
    escaped = escaped.replace(" ", r"\s+")
    after = r"(?![\w%]|[.,]\d|\s?%|\s+per ?cent\b)" if not text.endswith("%") else r"(?!\w)"
    if text.endswith("%"):
        escaped = escaped.removesuffix("%") + r"(?:\s?%|\s+per\s?cent\b)"
    of_the_plan = _ONE_OF_THE_PLAN if text.casefold() in ("1", "one", "a single") else _OF_THE_PLAN
    counts = rf"(?!{_UNITS_OF_TIME}|{of_the_plan}|{_OF_THE_SERVICE})" if re.fullmatch(r"\w+|a \w+", text) else ""
    return re.compile(rf"(?<![\w£])(?<!\d[.,]){escaped}{after}{counts}", re.I)


def _overlap(one: str, other: str) -> bool:
    """Whether one period is the other or within it: "at 30 September 2026" speaks of 2026-27 Q2."""
    if one == other:
        return True
    first, second = parse_period(one), parse_period(other)
    return first is not None and second is not None and first.start <= second.end and second.start <= first.end


def _period(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("–", "-").replace("/", "-")).casefold()
