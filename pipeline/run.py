"""The whole line: a checked quarter is filled, printed, proved and published."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import Any

from pipeline import __version__, publish, wording
from pipeline.errors import CannotRead
from pipeline.facts.fact import Facts
from pipeline.facts.making import Ground
from pipeline.facts.state import appendix_letters
from pipeline.finish import Job, Made, finish, warm
from pipeline.issues import Issue, Severity, by_place, errors, rule
from pipeline.papers import PaperType, paper_types
from pipeline.places import Place
from pipeline.proof.finished import Protected
from pipeline.quarter import Checked, Progress, check
from pipeline.rating import figure_of
from pipeline.sheets.appendices import Appendix
from pipeline.sheets.meetings import Classification, Meeting

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
DRAFTS = "papers"

NO_MEETING = rule("Q-03", Severity.ERROR, "Every paper that is asked for has a row in the Meetings sheet.")
NO_TEMPLATE = rule("Q-04", Severity.ERROR, "Every paper has a template.")
UNUSED_DRAFT = rule("Q-06", Severity.QUERY, "Every Word draft in the papers folder has a paper's name.")

_RECORDED = ("docxtpl", "jinja2", "pandas", "pikepdf", "pydantic", "python-calamine", "rule-engine", "weasyprint")


@dataclass(frozen=True)
class Built:
    """What a build did: the problems, and what was published (None where something stopped it)."""

    checked: Checked
    issues: list[Issue]
    published: publish.Published | None = None
    failed_at: str = ""  # "data", "template" or "proof"
    papers: tuple[Made, ...] = ()


def build(
    folder: Path,
    outputs: Path,
    *,
    only: Sequence[str] = (),
    templates: Path = TEMPLATES,
    workers: int = 2,
    progress: Progress = lambda _: None,
) -> Built:
    """The whole line: check, fill, print, prove and publish into ``outputs``, whole or not at all.

    Errors in the data stop it before a paper is filled, errors in the templates before one is
    printed, errors in the proof before anything is published; the list of problems is always written.
    """
    with _workers(workers) as pool:
        checked = check(folder, progress)
        issues = list(checked.issues)
        if checked.ground is None or errors(issues):
            return _stopped(checked, issues, outputs, "data")
        progress("filling")
        jobs, found = _filled(checked.folder, checked.ground, only, templates)
        issues += found
        if errors(found):
            return _stopped(checked, issues, outputs, "template")
        progress("printing and proving")
        made = []
        for result in pool.map(finish, sorted(jobs, key=lambda job: -len(job.docx))):
            progress(f"printed {result.stem}")
            made.append(result)
            issues += result.issues
    made.sort(key=lambda paper: paper.stem)
    issues = by_place(issues)
    if errors(issues):
        return _stopped(checked, issues, outputs, "proof")
    groups: list[dict[str, bytes]] = [paper.files for paper in made]
    groups += [{publish.ISSUES: publish.issues_csv(issues)}]
    record = _record(checked, issues, templates)
    return Built(checked, issues, publish.publish(outputs, groups, record, whole=not only), papers=tuple(made))


@contextmanager
def _workers(many: int) -> Iterator[Executor]:
    """Processes that load the printing libraries while this one reads and rates."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(many, mp_context=context, initializer=warm) as pool:
        for _ in range(many):
            pool.submit(warm)
        yield pool


def _stopped(checked: Checked, issues: list[Issue], outputs: Path, where: str) -> Built:
    ordered = by_place(issues)
    publish.publish_issues(outputs, ordered)
    return Built(checked, ordered, failed_at=where)


def _filled(folder: Path, ground: Ground, only: Sequence[str], templates: Path) -> tuple[list[Job], list[Issue]]:
    """Every paper asked for, filled; and the Word appendices, ready to be printed."""
    from pipeline.facts.state import for_paper, state
    from pipeline.fill import fill_template, unwritten_prompts

    plan, issues = ground.now.plan, list[Issue]()
    shared: dict[Classification, dict[str, Any]] = {}
    jobs = []
    papers = [paper for paper in paper_types() if not only or paper.name in only]
    issues += _unused_drafts(folder)
    for paper in papers:
        meeting = plan.meetings.get(paper.name)
        if meeting is None:
            if paper.name in only:
                issues.append(
                    NO_MEETING.at(
                        Place("Meetings"),
                        f"No row says where {paper.name} goes.",
                        "Add a row for it to the Meetings sheet.",
                    )
                )
            continue
        name, template, found = _template(folder, templates, paper)
        issues += found
        if template is None:
            continue
        open_to_all = meeting.classification is Classification.PUBLIC and paper.public
        seen = ground if open_to_all else replace(ground, protected={})
        if meeting.classification not in shared:
            shared[meeting.classification] = state(seen)
        facts = for_paper(seen, shared[meeting.classification], meeting, paper.recommendations)
        docx, found = fill_template(template, name, facts, title=meeting.title, as_at=ground.as_at)
        issues += found
        if docx is None:
            continue
        issues += unwritten_prompts(docx, name)
        jobs.append(_job(paper, meeting, docx, ground, open_to_all))
    if not only:
        jobs += _appendix_jobs(folder, ground)
    return jobs, issues


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
        appendices=tuple((letter, row.title) for letter, row in appendices),
        title=meeting.title,
        public=open_to_all,
        protected=_protected(ground) if open_to_all else (),
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


def _appendix_jobs(folder: Path, ground: Ground) -> list[Job]:
    """Appendices that are files: Word ones are printed and proved like papers, others go as they are."""
    plan, built = ground.now.plan, {paper.name for paper in paper_types()}
    jobs, seen = [], set[str]()
    for host in plan.meetings.values():
        for letter, row in appendix_letters(plan.of(Appendix), host.paper):
            if row.file in built or row.file in seen:
                continue
            seen.add(row.file)
            path = folder / row.file
            stem = publish.file_stem(host.day, host.committee, "", f"{letter} {row.title}")
            jobs.append(
                Job(stem, path.read_bytes(), ground.as_at, title=row.title, ending=path.suffix.lower(), appendix=True)
            )
    return jobs


def _protected(ground: Ground) -> tuple[Protected, ...]:
    """Every suppressed figure in the forms it could be printed in, for the proof to look for."""
    found = []
    for (item, period), _ in sorted(ground.protected.items()):
        rated = ground.now.measures.get(item)
        reading = next((r for r in rated.readings if r.period == period), None) if rated else None
        if rated is None or reading is None:
            continue
        value = figure_of(rated.measure, reading)
        texts = [] if value is None else [wording.figure(value, rated.measure.unit, rated.measure.decimals)]
        if reading.numerator is not None and reading.denominator is not None:
            above, below = wording.number(reading.numerator), wording.number(reading.denominator)
            texts += [f"{above} of {below}", f"{above}/{below}", f"{above} out of {below}"]
        found.append(Protected(item, rated.measure.name, str(period), tuple(dict.fromkeys(texts))))
    return tuple(found)


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
        "inputs": {p.relative_to(checked.folder).as_posix(): publish.sha256(p.read_bytes()) for p in checked.files},
        "templates": {p.name: publish.sha256(p.read_bytes()) for p in sorted(templates.glob("*.docx"))},
        "versions": {"papers": __version__, **{name: metadata.version(name) for name in _RECORDED}},
        "issues": counts,
    }


def facts_of_papers(folder: Path) -> list[tuple[str, Facts]]:
    """Each paper's name and facts; raises CannotRead where the plan can't be put together."""
    from pipeline.facts.state import for_paper, state

    checked = check(folder)
    if checked.ground is None:
        raise CannotRead(f"The plan in {folder} can't be put together yet; run: papers check {folder}")
    shared = state(checked.ground)
    meetings = checked.ground.now.plan.meetings
    return [
        (paper.name, for_paper(checked.ground, shared, meetings[paper.name], paper.recommendations))
        for paper in paper_types()
        if paper.name in meetings
    ]
