"""A quarter's folder read, assembled, rated and checked: the stages before any paper is filled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from pipeline import law, wording
from pipeline.assemble import assemble
from pipeline.checks.dates import speaks_from
from pipeline.checks.registry import run_check, run_checks
from pipeline.errors import CannotRead, UsageError, typed
from pipeline.facts.making import Ground
from pipeline.handback import Copy, hand_back, marked_before
from pipeline.issues import Issue, Severity, by_place, errors, rule
from pipeline.model import Plan, RatedPlan
from pipeline.papers import paper_types
from pipeline.periods import Period, Span, parse_period
from pipeline.places import FOLDER, Place
from pipeline.progress import Progress
from pipeline.published import with_published
from pipeline.rating import load_scheme, movement, protect, rate
from pipeline.read import READ, read_folder
from pipeline.repeats import REPEATED
from pipeline.said_once import OTHER_QUARTERS, said_once
from pipeline.sheets.appendices import Appendix
from pipeline.sheets.background_papers import BackgroundPaper
from pipeline.sheets.details import Details
from pipeline.sheets.meetings import Meeting
from pipeline.sheets.to_confirm import Proposal

FOLDER_NAME = rule(
    "Q-01", Severity.ERROR, "A quarter's folder is named after the quarter it reports, such as 2026-27-q2."
)
EXAMPLE = "example"
"""The folder of the invented plan that comes with the program."""

LAST_QUARTER = rule(
    "Q-02", Severity.QUERY, "Last quarter's folder is there and can be read, so that movement can be shown."
)
LAST_QUARTER_SOUND = rule(
    "Q-07",
    Severity.ERROR,
    "Last quarter's folder has no errors of its own: what it can't say would be taken for no change.",
)
OLDER_QUARTERS = rule(
    "S-07",
    Severity.QUERY,
    "The folders of quarters before last can be read, so that what their papers hid stays hidden.",
    "Statistical disclosure control: papers that hide different figures of one table give them away together",
)
KNOWN_PAPER = rule("Q-08", Severity.ERROR, "Meetings, Appendices and Background papers name papers that are built.")
EVERY_PAPER = rule("Q-09", Severity.QUERY, "Every paper has a row in Meetings; without one it isn't built.")
ONE_APPENDIX = rule(
    "Q-10", Severity.ERROR, "A paper has no appendix twice: neither the same file nor the same short name."
)
APPENDIX_FILE = rule(
    "Q-05", Severity.ERROR, "Every appendix is a file in the quarter's folder or a paper that is built."
)

WORD = (".docx", ".docm", ".doc", ".dotx", ".odt", ".rtf")


@dataclass(frozen=True)
class Checked:
    """A quarter read, rated and checked; ``ground`` is None where it could not be assembled.

    ``files`` are all that was there to read, earlier quarters' among them.
    """

    folder: Path
    issues: list[Issue]
    ground: Ground | None = None
    files: tuple[Path, ...] = ()


def newest_quarter(inputs: Path) -> Path:
    """The folder of the newest quarter below an inputs folder, the example's only where there is no other plan.

    UsageError where there is none, or several plans have the newest.
    """
    found = [(period, path) for path in inputs.glob("*/*") if path.is_dir() and (period := parse_period(path.name))]
    found = [each for each in found if each[1].parent.name != EXAMPLE] or found
    if not found:
        raise UsageError(
            f"There is no quarter's folder below {inputs}. Name one: papers build inputs/my-plan/2026-27-q2"
        )
    newest = max(period for period, _ in found)
    of_it = sorted(path for period, path in found if period == newest)
    if len(of_it) > 1:
        raise UsageError(f"{wording.joined(map(str, of_it))} are of the newest quarter alike. Name one of them.")
    return of_it[0]


def named_quarter(folder: Path) -> Path:
    """The folder that was named, if it may be a quarter's; CannotRead or UsageError, which says what to do, where it can't."""
    if folder.is_file():
        if folder.suffix.lower() in WORD:
            raise UsageError(f"{folder} is a Word file. Its PDF and web page are made by: papers print {typed(folder)}")
        raise UsageError(
            f"{folder} is a file; name the quarter's folder that it is in. What a file alone holds is said by: papers inspect "
            f"{typed(folder)}"
        )
    if not folder.is_dir():
        raise CannotRead(f"There is no folder {folder}.{_instead(folder)}")
    own, above = parse_period(folder.resolve().name), parse_period(folder.resolve().parent.name)
    if own is None and above is not None and above.span is Span.QUARTER:
        raise UsageError(f"{folder} is part of a quarter's folder; name the whole: {typed(folder.parent)}")
    if within := quarters_within(folder):
        raise UsageError(f"{folder} is no quarter's folder, but holds some. Name one of them, such as {within[-1]}")
    held = [path.suffix.lower() for path in folder.iterdir() if path.is_file()]
    if any(ending in WORD for ending in held) and not any(ending in READ for ending in held):
        raise UsageError(
            f"{folder} holds Word files and no workbooks. Their PDFs are made by: papers print {typed(folder)}"
        )
    if held and not any(path.suffix.lower() in READ for path in folder.rglob("*")):
        kinds = wording.joined(sorted({ending or "no ending" for ending in held}))
        raise UsageError(
            f"{folder} holds no workbooks, but {wording.count(len(held), 'other file')} ({kinds}). Put the plan's workbooks in it; "
            "where there is only a PDF of one, ask whoever made it for the workbook."
        )
    return folder


def _instead(folder: Path) -> str:
    """What may have been meant by a folder that is not there: one named nearly so, or the newest quarter."""
    above = next((path for path in folder.parents if path.is_dir()), Path())
    wanted = folder.relative_to(above).parts[0]
    there = [path for path in sorted(above.iterdir()) if path.is_dir() and not path.name.startswith(".")]
    near = get_close_matches(wanted, [path.name for path in there], 1, 0.6) or [
        path.name for path in there if path.name.startswith(wanted)
    ]
    if near:
        return f" Did you mean {typed(above / near[0])}?"
    within = quarters_within(above)
    return f" The newest quarter there is {typed(within[-1])}." if within else ""


def quarters_within(folder: Path) -> list[Path]:
    """The quarters' folders, oldest first, of a plan's folder or of the inputs folder: one that holds only folders."""
    if parse_period(folder.resolve().name) or any(path.suffix.lower() in READ for path in folder.iterdir()):
        return []
    found = [
        (period, path)
        for path in folder.glob("*/*" if folder.resolve().name == "inputs" else "*")
        if path.is_dir() and (period := parse_period(path.name)) and period.span is Span.QUARTER
    ]
    return [path for _, path in sorted(found)]


def check(folder: Path, progress: Progress = lambda *_: None) -> Checked:
    """Read, assemble, rate and check a quarter and those before it; all problems in one list."""
    if not folder.is_dir():
        raise CannotRead(f"There is no folder {folder}.")
    progress("reading", 0, 0)
    sheets, issues = read_folder(folder, lambda name, done, of: progress(f"reading {name}", done, of))
    marked = list(marked_before(sheets))
    named = parse_period(folder.resolve().name)
    plan, found = assemble(
        sheets, {issue.place.file for issue in marked}, named if named and named.span is Span.QUARTER else None
    )
    repeated = {issue.place.file for issue in found if issue.code == REPEATED.code}
    issues += [*found, *(issue for issue in marked if issue.place.file not in repeated)]
    if plan is None:
        return Checked(folder, by_place(issues))
    plan, found = with_published(plan, folder)
    issues += found
    issues += _folder_named(folder, plan)
    said, plan = plan, _as_meant(folder, plan)
    progress("rating", 0, 0)
    scheme, found = load_scheme(plan)
    issues += found
    now, found = rate(plan, scheme)
    issues += found
    earlier = _earlier(folder, plan)
    before, found = _quarter_before(plan, earlier[-1:], progress)
    issues += found
    older, found = _older(earlier[:-1], progress)
    issues += found
    progress("checking", 0, 0)
    issues += run_checks(now, before)
    issues += run_check("D-03c", replace(now, plan=said), before)
    issues += _appendix_files(folder, plan)
    issues += _papers_named(plan)
    issues = said_once(issues, plan.rows, before.plan.rows if before else {})
    if plan.may_hold(Details, ""):  # others stood in for its details
        return Checked(folder, by_place(issues))
    protected = protect(now, [*older, *([before] if before else [])])
    ground = Ground(now, before, movement(now, before), law.deadlines(plan.details), protected, older=older)
    return Checked(folder, by_place(issues), ground, _files(folder, plan))


def copies(checked: Checked, issues: Iterable[Issue]) -> list[Copy]:
    """The workbooks of the quarter's folder that ``issues`` are about, each to be handed back with its own marked."""
    ground = checked.ground
    plan, as_at = (ground.now.plan.details.plan_title, ground.as_at) if ground else ("", None)
    return hand_back(checked.folder, issues, plan, as_at)


def _folder_named(folder: Path, plan: Plan) -> Iterable[Issue]:
    said, details = parse_period(folder.resolve().name), plan.details
    if said is None or said == details.quarter:
        return
    of_then = details.quarter.start <= details.as_at <= details.quarter.end
    yield FOLDER_NAME.at(
        details.place("quarter"),
        f"'Quarter' says {details.quarter}, but the folder is called {folder.resolve().name}"
        f"{f', and As at is {wording.day(details.as_at)}: the workbook is of another quarter' if of_then else ''}.",
        "Put in this quarter's workbook, or move the file to the right folder."
        if of_then
        else "Correct the quarter, or move the file to the right folder.",
        about=OTHER_QUARTERS if of_then else "",
    )


def _as_meant(folder: Path, plan: Plan) -> Plan:
    """The plan speaking from a day of the folder's quarter, where it says another: that is one error, and nothing is
    printed; all else is checked as it will be when it is put right."""
    details = plan.details
    named = parse_period(folder.resolve().name)
    quarter = named if named is not None and named.span is Span.QUARTER else details.quarter
    as_at = details.as_at if speaks_from(plan.meetings.values(), quarter, details.as_at) else quarter.end
    if (quarter, as_at) == (details.quarter, details.as_at):
        return plan
    return replace(plan, details=details.model_copy(update={"quarter": quarter, "as_at": as_at}))


def _earlier(folder: Path, plan: Plan) -> list[tuple[Period, Path]]:
    """The quarters' folders beside this one that are before it, oldest first."""
    return sorted(
        (period, path)
        for path in folder.resolve().parent.iterdir()
        if path.is_dir() and (period := parse_period(path.name)) and period < plan.details.quarter
    )


def _files(folder: Path, plan: Plan) -> tuple[Path, ...]:
    folders = [folder.resolve(), *(path for _, path in _earlier(folder, plan))]
    return tuple(sorted(path for each in folders for path in each.rglob("*") if path.is_file()))


def _as_it_was(path: Path, progress: Progress) -> tuple[RatedPlan | None, list[Issue]]:
    """An earlier quarter as its own rules rate it, None where it can't be put together; and its errors."""
    sheets, unread = read_folder(path, lambda name, done, of: progress(f"reading {path.name}/{name}", done, of))
    old, unfit = assemble(sheets)
    if old is None or old.may_hold(Details, ""):
        return None, errors([*unread, *unfit])
    old, unpublished = with_published(old, path)
    return rate(old, load_scheme(old)[0])[0], errors([*unread, *unfit, *unpublished])


def _quarter_before(
    plan: Plan, found: Sequence[tuple[Period, Path]], progress: Progress
) -> tuple[RatedPlan | None, list[Issue]]:
    """Last quarter, where there is one ``found``, as its own rules rate it; its own problems are not repeated here."""
    if not found:
        return None, [_begun_from(plan.details.quarter.before())] if plan.of(Proposal) else []
    [(period, path)] = found
    old, bad = _as_it_was(path, progress)
    if old is None:
        issue = LAST_QUARTER.at(
            Place(f"../{path.name}"),
            f"Last quarter's folder {path.name} can't be read, so no movement is shown.",
            f"Run: papers check {typed(path)}",
        )
        return None, [issue]
    issues = []
    if bad:
        issues.append(
            LAST_QUARTER_SOUND.at(
                Place(f"../{path.name}"),
                f"Last quarter's folder {path.name} has {wording.count(len(bad), 'error')}, the first in {bad[0].place}, "
                "so what changed since then can't be told.",
                f"Run: papers check {typed(path)}. Put them right, or move the folder away: no movement is then shown.",
            )
        )
    if period != plan.details.quarter.before():
        issues.append(
            LAST_QUARTER.at(
                Place(f"../{path.name}"),
                f"The folder before this one is {path.name}, not {plan.details.quarter.before().folder}.",
                "Movement is shown since that quarter; add the missing folder if there is one.",
            )
        )
    return old, issues


def _begun_from(quarter: Period) -> Issue:
    """A quarter that was begun from a folder which is not there any more."""
    return LAST_QUARTER.at(
        Place(f"../{quarter.folder}"),
        f"This quarter was begun from last quarter's folder, and {quarter.folder} is not beside it: nothing is compared, "
        "and figures that last quarter's papers hid as small numbers may be printed now.",
        "Put every earlier quarter's folder beside this one.",
    )


def _older(found: Sequence[tuple[Period, Path]], progress: Progress) -> tuple[list[RatedPlan], list[Issue]]:
    """The quarters before last as their own rules rate them, for what their papers hid."""
    quarters, issues = [], []
    for _, path in found:
        old, bad = _as_it_was(path, progress)
        if old is not None:
            quarters.append(old)
        if old is None or bad:
            what = f"has {wording.count(len(bad), 'error')}, the first in {bad[0].place}" if old else "can't be read"
            issues.append(
                OLDER_QUARTERS.at(
                    Place(f"../{path.name}"),
                    f"The folder {path.name} {what}, so figures that its papers hid as small numbers may be printed now.",
                    f"Run: papers check {typed(path)}. Put it right, or check the earlier figures in this quarter's papers "
                    "against that quarter's.",
                )
            )
    return quarters, issues


def _papers_named(plan: Plan) -> Iterable[Issue]:
    """Rows for papers that don't exist would be left out without a word."""
    names = [paper.name for paper in paper_types()]
    rows: list[Meeting | Appendix | BackgroundPaper] = [
        *plan.of(Meeting),
        *plan.of(Appendix),
        *plan.of(BackgroundPaper),
    ]
    for row in rows:
        if row.paper not in names:
            near = get_close_matches(row.paper.casefold().replace(" ", "_"), names, 1, 0.4)
            yield KNOWN_PAPER.at(
                row.place("paper"),
                f"There is no paper '{row.paper}', so this row is not used.",
                f"Write {near[0] if near else 'one of ' + ', '.join(names)}.",
                about=row.title,
            )
    for name in names:
        if name not in plan.meetings and not plan.may_hold(Meeting, name):
            yield EVERY_PAPER.at(
                Place(FOLDER, "Meetings"),
                f"No row of Meetings is for {name}, so it isn't built.",
                "Add a row for it, if it is wanted this quarter.",
                about=name,
            )
    seen: dict[tuple[str, str], Appendix] = {}
    for row in plan.of(Appendix):
        for said, field in ((row.file, "file"), (row.name, "name")):
            first = seen.setdefault((row.paper, said.casefold()), row)
            if first is not row:
                yield ONE_APPENDIX.at(
                    row.place(field),
                    f"'{said}' is already an appendix of {row.paper}, in cell {first.place(field).cell}.",
                    "Take one of the two rows out, or correct it.",
                    about=row.title,
                )


def _appendix_files(folder: Path, plan: Plan) -> Iterable[Issue]:
    names = {paper.name for paper in paper_types()}
    for row in plan.of(Appendix):
        if row.file in names or (folder / row.file).is_file():
            continue
        yield APPENDIX_FILE.at(
            row.place("file"),
            f"'{row.file}' is neither a file in this folder nor a paper that is built.",
            f"Put the file there, or name one of the papers: {', '.join(sorted(names))}.",
            about=row.title,
        )
