"""The whole line: a checked quarter is filled, printed, proved and published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path

from pipeline import __version__, handback, publish, wording
from pipeline.errors import CannotRead, typed
from pipeline.facts.fact import Facts, Item
from pipeline.facts.making import Ground
from pipeline.facts.state import appendix_letters
from pipeline.finish import Job, Made, finish
from pipeline.issues import Issue, Severity, by_place, errors, rule
from pipeline.papers import PaperType, paper_types
from pipeline.places import FOLDER, Place
from pipeline.progress import Progress
from pipeline.protected import Protected
from pipeline.quarter import EVERY_PAPER, Checked, check, copies
from pipeline.rating import figure_of
from pipeline.rating.suppression import few
from pipeline.read.folder import DRAFTS
from pipeline.sheets.appendices import Appendix
from pipeline.sheets.measures import Measure, Unit
from pipeline.sheets.meetings import Classification, Meeting
from pipeline.sheets.readings import Reading
from pipeline.workers import pool as processes

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"

NO_MEETING = rule("Q-03", Severity.ERROR, "Every paper that is asked for has a row in the Meetings sheet.")
NO_TEMPLATE = rule("Q-04", Severity.ERROR, "Every paper has a template.")
UNUSED_DRAFT = rule("Q-06", Severity.QUERY, "Every Word draft in the papers folder has a paper's name.")

_RECORDED = ("docxtpl", "jinja2", "lxml", "pandas", "pikepdf", "pydantic", "rule-engine", "weasyprint")


# Whether all may see a paper -> the facts that such papers share.
Shared = dict[bool, dict[str, Item]]


@dataclass(frozen=True)
class Built:
    """What a build did: the problems, and what was published (None where something stopped it).

    ``copies`` are the workbooks handed back; ``problems`` where they and the list went, where nothing else was published.
    """

    checked: Checked
    issues: list[Issue]
    published: publish.Published | None = None
    failed_at: str = ""  # "data", "template" or "proof"
    papers: tuple[Made, ...] = ()
    copies: tuple[handback.Copy, ...] = ()
    problems: publish.Published | None = None


def build(
    folder: Path,
    outputs: Path,
    *,
    only: Sequence[str] = (),
    templates: Path = TEMPLATES,
    workers: int = 4,
    progress: Progress = lambda *_: None,
) -> Built:
    """The whole line: check, fill, print, prove and publish into ``outputs``, whole or not at all.

    Errors in the data stop it before a paper is filled, errors in the templates before one is
    printed, errors in the proof before anything is published; the list of problems is always written.
    """
    with processes(workers) as pool:
        checked = check(folder, progress)
        issues = list(checked.issues)
        if checked.ground is None or errors(issues):
            return _stopped(checked, issues, outputs, "data")
        progress("filling", 0, 0)
        printing = []
        shared: Shared = {}
        for job, found in _filled(checked.folder, checked.ground, only, templates, shared):
            issues += found
            if job is not None:
                printing.append(pool.submit(finish, job))
        issues = _said_of_papers(issues)
        if errors(issues):
            pool.shutdown(cancel_futures=True)
            return _stopped(checked, issues, outputs, "template")
        printing += [pool.submit(finish, job) for job in _tables(shared, checked.ground)]
        progress("printing and proving", 0, len(printing))
        marked = tuple(copies(checked, issues))
        made = []
        for number, result in enumerate(as_completed(printing), 1):
            progress("printing and proving", number, len(printing))
            made.append(result.result())
    made.sort(key=lambda paper: paper.stem)
    for paper in made:
        issues += paper.issues
    issues = by_place(issues)
    if errors(issues):
        return _stopped(checked, issues, outputs, "proof")
    groups = [*(paper.files for paper in made), {publish.ISSUES: publish.issues_csv(issues)}]
    groups += [{copy.name: copy.content} for copy in marked]
    record = _record(checked, issues, templates)
    published = publish.publish(outputs, groups, record, whole=not only)
    return Built(checked, issues, published, papers=tuple(made), copies=marked)


def _stopped(checked: Checked, issues: list[Issue], outputs: Path, where: str) -> Built:
    ordered = by_place(issues)
    marked = tuple(copies(checked, ordered))
    files = {publish.ISSUES: publish.issues_csv(ordered)} | {copy.name: copy.content for copy in marked}
    problems = publish.publish_some(outputs, files, below=handback.FOLDER)
    return Built(checked, ordered, failed_at=where, copies=marked, problems=problems)


def _filled(
    folder: Path, ground: Ground, only: Sequence[str], templates: Path, shared: Shared
) -> Iterator[tuple[Job | None, list[Issue]]]:
    """Every paper asked for, filled, the longest first (see ``_in_turn``); then the appendices that are files.

    ``shared`` is given the facts that papers of one classification share.
    """
    from pipeline.facts.state import for_paper, state
    from pipeline.fill import beyond_powers, fill_template, in_own_words, unwritten_prompts

    meetings = ground.now.plan.meetings
    yield None, list(_unused_drafts(folder))
    for paper in _in_turn(paper_types()):
        if only and paper.name not in only:
            continue
        meeting = meetings.get(paper.name)
        if meeting is None:
            yield None, _not_wanted(paper, only)
            continue
        name, template, issues = _template(folder, templates, paper)
        if template is None:
            yield None, issues
            continue
        open_to_all = meeting.classification is Classification.PUBLIC and paper.public
        seen = ground if open_to_all else replace(ground, protected={}, public=False)
        if open_to_all not in shared:
            shared[open_to_all] = state(seen)
        facts = for_paper(seen, shared[open_to_all], meeting, paper.recommendations)
        docx, found = fill_template(template, name, facts, title=wording.apostrophes(meeting.title), as_at=ground.as_at)
        issues += found
        issues += in_own_words(template, name, open_to_all)
        if docx is None:
            yield None, issues
            continue
        issues += [*unwritten_prompts(docx, name), *beyond_powers(docx, name, meeting.committee)]
        yield _job(paper, meeting, docx, ground, open_to_all), issues
    if not only:
        for file, job in appendix_jobs(folder, ground):
            yield job, in_own_words(job.docx, file, job.public) if job.ending == ".docx" else []


def _in_turn(papers: Iterable[PaperType]) -> list[PaperType]:
    """The longest first, but one without charts before all: it is printed while charts are drawn."""
    longest = sorted(papers, key=lambda paper: -paper.pages)
    plain = next((paper for paper in longest if not paper.charts), longest[0])
    return [plain, *(paper for paper in longest if paper is not plain)]


def _not_wanted(paper: PaperType, only: Sequence[str]) -> list[Issue]:
    """A paper with no row in the Meetings sheet goes nowhere; that is wrong only where it was asked for."""
    if paper.name not in only:
        return []
    row = f"Add a row for {paper.name} to the Meetings sheet."
    return [NO_MEETING.at(Place(FOLDER, "Meetings"), f"No row says where {paper.name} goes.", row, about=paper.name)]


def _said_of_papers(issues: Sequence[Issue]) -> list[Issue]:
    """The issues, with one for a paper that has no row in Meetings: that it was asked for, or else that it isn't built."""
    asked = {issue.about for issue in issues if issue.code == NO_MEETING.code}
    return [issue for issue in issues if issue.code != EVERY_PAPER.code or issue.about not in asked]


def _tables(shared: Shared, ground: Ground) -> Iterator[Job]:
    """The measures as data, as public papers print them; made while the papers are printed."""
    from pipeline.measures_table import measures_csv

    measures = shared[True]["measures"] if True in shared else None
    if isinstance(measures, tuple):
        yield Job("measures", measures_csv(measures), ground.as_at, protected=protected_figures(ground), ending=".csv")


def _unused_drafts(folder: Path) -> Iterable[Issue]:
    known = {paper.template for paper in paper_types()}
    for path in sorted((folder / DRAFTS).glob("*.docx")):
        if path.name not in known and not path.name.startswith("~$"):
            yield UNUSED_DRAFT.at(
                Place(f"{DRAFTS}/{path.name}"),
                f"{path.name} is not a paper's name, so this draft is not used.",
                f"Call it one of: {', '.join(sorted(known))}.",
            )


def _template(folder: Path, templates: Path, paper: PaperType) -> tuple[str, bytes | None, list[Issue]]:
    """The officer's draft where there is one, otherwise the template; and what to call it in issues."""
    for path, name in (
        (folder / DRAFTS / paper.template, f"{DRAFTS}/{paper.template}"),
        (templates / paper.template, f"templates/{paper.template}"),
    ):
        if path.is_file():
            try:
                return name, path.read_bytes(), []
            except OSError as problem:
                raise CannotRead(f"{path} can't be read; close it if it is open, and run again.") from problem
    missing = NO_TEMPLATE.at(
        Place(f"templates/{paper.template}"),
        "The template is not there.",
        "Put it back, or write a draft of that name.",
    )
    return "", None, [missing]


def _job(paper: PaperType, meeting: Meeting, docx: bytes, ground: Ground, open_to_all: bool) -> Job:
    appendices = appendix_letters(ground.now.plan.of(Appendix), meeting.paper)
    return Job(
        stem=_stem(paper, meeting, ground),
        docx=docx,
        as_at=ground.as_at,
        sections=paper.sections,
        header=paper.header,
        appendices=tuple((letter, wording.apostrophes(row.title)) for letter, row in appendices),
        title=wording.apostrophes(meeting.title),
        public=open_to_all,
        protected=protected_figures(ground) if open_to_all else (),
    )


def _stem(paper: PaperType, meeting: Meeting, ground: Ground) -> str:
    """A paper that is another's appendix is filed under that meeting, with its letter."""
    plan = ground.now.plan
    title = plan.details.plan_title
    for host in plan.meetings.values():
        for letter, row in appendix_letters(plan.of(Appendix), host.paper):
            if row.file == paper.name:
                label = f"{letter} {paper.label}"
                return publish.file_stem(host.day, host.committee, title, label, exempt=_exempt(meeting))
    return publish.file_stem(meeting.day, meeting.committee, title, paper.label, exempt=_exempt(meeting))


def _exempt(meeting: Meeting) -> bool:
    return meeting.classification is Classification.EXEMPT


def appendix_jobs(folder: Path, ground: Ground) -> list[tuple[str, Job]]:
    """Appendices that are files, each with its name: Word ones are printed and proved like papers, others go as they are."""
    from pipeline.fill import package

    plan, built = ground.now.plan, {paper.name for paper in paper_types()}
    jobs, named = [], dict[str, str]()
    for host in plan.meetings.values():
        for letter, row in appendix_letters(plan.of(Appendix), host.paper):
            if row.file in built:
                continue
            path = folder / row.file
            exempt = _exempt(host) or bool(row.exempt_paragraph.strip())
            stem = publish.file_stem(host.day, host.committee, "", f"{letter} {row.title}", exempt=exempt)
            while named.get(stem, row.file) != row.file:
                stem += "_2"
            if stem in named:
                continue  # two papers of one meeting share it
            named[stem] = row.file
            job = Job(
                stem,
                package.without_properties(path.read_bytes(), ground.as_at),
                ground.as_at,
                title=row.title,
                public=not exempt,
                protected=() if exempt else protected_figures(ground),
                ending=path.suffix.lower(),
            )
            jobs.append((row.file, job))
    return jobs


def protected_figures(ground: Ground) -> tuple[Protected, ...]:
    """Every suppressed figure in the forms it could be printed in, for the proof to look for."""
    hidden = [
        (rated.measure, reading)
        for item, rated in sorted(ground.now.measures.items())
        for reading in (*rated.readings, *_baseline(rated.measure))
        if (item, reading.period) in ground.protected
    ]
    hidden += [
        (ground.now.measures[was.measure].measure, was)
        for was, _ in ground.move.restated
        if (was.measure, was.period) in ground.protected_before
    ]
    found = [
        Protected(
            measure.id,
            wording.apostrophes(measure.name),
            str(reading.period),
            _forms(measure, reading),
            _hints(measure, reading),
        )
        for measure, reading in hidden
    ]
    return tuple(dict.fromkeys(found))


def _baseline(measure: Measure) -> tuple[Reading, ...]:
    """A dated baseline, as the reading of its period that it is."""
    if measure.baseline is None or measure.baseline_period is None:
        return ()
    return (Reading(measure=measure.id, period=measure.baseline_period, value=measure.baseline),)


def _forms(measure: Measure, reading: Reading) -> tuple[str, ...]:
    value = figure_of(measure, reading)
    texts = [] if value is None else [wording.figure(value, measure.unit, measure.decimals)]
    if reading.numerator is not None and reading.denominator is not None:
        above, below = wording.number(reading.numerator), wording.number(reading.denominator)
        texts += [f"{above} of {below}", f"{above}/{below}"]
    return tuple(dict.fromkeys(texts))


def _hints(measure: Measure, reading: Reading) -> tuple[str, ...]:
    """What people say instead of a share: it rounded, or only how many were counted, or how many were not."""
    value, above, below = figure_of(measure, reading), reading.numerator, reading.denominator
    if value is None or measure.unit not in (Unit.PERCENT, Unit.RATE):
        return ()
    texts = [wording.figure(value, measure.unit, places) for places in range(measure.decimals)]
    if above is not None:
        texts.append(wording.number(above))
    if above is not None and below is not None and measure.unit is Unit.PERCENT and few(below - above):
        texts.append(wording.number(below - above))
    return tuple(dict.fromkeys(text for text in texts if text not in _forms(measure, reading) and text != "0"))


def _record(checked: Checked, issues: Sequence[Issue], templates: Path) -> dict[str, object]:
    """What went in, which versions, and the date the papers speak from."""
    ground = checked.ground
    details = ground.now.plan.details if ground else None
    counts = {severity.value: sum(1 for i in issues if i.severity is severity) for severity in Severity}
    return {
        "plan": details.plan_title if details else "",
        "council": details.council if details else "",
        "quarter": str(details.quarter) if details else "",
        "as_at": details.as_at.isoformat() if details else "",
        "inputs": {
            path.relative_to(checked.folder.resolve().parent).as_posix(): publish.sha256(path.read_bytes())
            for path in checked.files
        },
        "templates": {p.name: publish.sha256(p.read_bytes()) for p in sorted(templates.glob("*.docx"))},
        "versions": {"papers": __version__, **{name: metadata.version(name) for name in _RECORDED}},
        "issues": counts,
    }


def facts_of_papers(folder: Path) -> list[tuple[str, Facts]]:
    """Each paper's name and facts; raises CannotRead where the plan can't be put together."""
    from pipeline.facts.state import for_paper, state

    checked = check(folder)
    if checked.ground is None:
        raise CannotRead(f"The plan in {folder} can't be put together yet; run: papers check {typed(folder)}")
    shared = state(checked.ground)
    meetings = checked.ground.now.plan.meetings
    return [
        (paper.name, for_paper(checked.ground, shared, meetings[paper.name], paper.recommendations))
        for paper in paper_types()
        if paper.name in meetings
    ]
