"""Chasing: what each lead still has to send or mend, from what the checks have found, ready to send."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.forms.workbook import file_words
from pipeline.issues import Issue
from pipeline.model import RatedAction, RatedPlan
from pipeline.newbook import Book, Head, Kind, Table, Value
from pipeline.places import Place
from pipeline.sheets.details import Details
from pipeline.sheets.people import Person
from pipeline.wording import count, day, joined

_NO_UPDATE = "No update has come."
# What the checks find that a lead can put right, and what to ask; with nothing to ask, the finding says it.
_ASKED: Mapping[str, str] = {
    "C-03": "Please correct it.",
    "C-04": "Please fill it in.",
    "D-05": "Please say which is right.",
    "D-05a": "Please say which is right.",
    "D-06": "Please confirm that it is this quarter's update, with the day you made it.",
    "D-06a": "Please tell us in new words what happened this quarter.",
    "D-06b": "Please tell us what was done this quarter.",
    "I-03": "Please correct the reference.",
    "P-01": "Please fill it in: members are told for each such action.",
    "P-01a": "Please fill it in: members are told for each such action.",
    "R-03": "Please send it, with its date and where it is held; or report the action as in progress.",
    "S-04": "Please take it out and tell us that you have: these words are printed.",
    "U-02": "Please fill in this quarter's form.",
    "U-03": "Please fill it in.",
    "U-04": "Please say which action the update is about.",
    "U-08": "Please tell us which one holds.",
    "U-12": "Please say when it will be done.",
}


@dataclass(frozen=True)
class Point:
    """One thing asked of a lead about an action: what was found, what to do, and where it stands."""

    found: str
    ask: str
    place: Place


@dataclass
class Chase:
    """What one lead is asked: by action (in the plan's order), and of the form as a whole."""

    lead: str
    name: str
    email: str
    unsent: list[RatedAction] = field(default_factory=list)  # those without an update
    actions: dict[str, list[Point]] = field(default_factory=dict)
    form: list[Point] = field(default_factory=list)


def chases(now: RatedPlan, issues: Sequence[Issue]) -> list[Chase]:
    """A chase for each lead of whom something is asked, in the plan's order."""
    people = {person.role: person for person in now.plan.of(Person)}
    rows = {
        (place.file, place.sheet, _row(place)): each.update.action
        for each in now.actions.values()
        if each.update
        for place in [each.update.place()]
    }
    found: dict[str, Chase] = {}

    def of(lead: str) -> Chase:
        person = people.get(lead)
        return found.setdefault(lead, Chase(lead, person.name if person else "", person.email if person else ""))

    for action in now.actions.values():
        if action.update is None:
            of(action.action.lead).unsent.append(action)
    for issue in [each for told in issues for each in told.alike or (told,)]:
        ask = _ASKED.get(issue.code)
        if ask is None:
            continue
        if issue.code == "C-03":
            ask = f"{ask} {issue.remedy}"  # which words or what form of date it takes
        place = issue.place
        item = issue.about.removeprefix("action ").removeprefix("update ")
        item = item if item in now.actions else rows.get((place.file, place.sheet, _row(place)), "")
        if item and now.actions[item].update is not None:
            of(now.actions[item].action.lead).actions.setdefault(item, []).append(Point(issue.message, ask, place))
        elif issue.code != "D-06" and (lead := _lead_named(issue, people)):
            of(lead).form.append(Point(issue.message, ask, place))
    ordered = list(dict.fromkeys(each.action.lead for each in now.actions.values()))
    return sorted(
        found.values(), key=lambda chase: ordered.index(chase.lead) if chase.lead in ordered else len(ordered)
    )


def _row(place: Place) -> str:
    return place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _lead_named(issue: Issue, people: Mapping[str, Person]) -> str:
    """The lead whose form an issue is about, for what belongs to no action."""
    if issue.about in people:
        return issue.about
    return next((lead for lead in people if f"the form of {lead} " in issue.message), "")


def letter(chase: Chase, now: RatedPlan) -> str:
    """The text of an e-mail to a lead: address, subject and words, ready to paste."""
    details = now.plan.details
    lines = [f"To: {chase.email}"] if chase.email else [f"To: {chase.lead}"]
    lines += [
        f"Subject: {details.plan_title}: your updates for {details.quarter}",
        "",
        f"Dear {chase.name or chase.lead},",
        "",
        f"Updates for {details.quarter} close on {day(details.updates_close)}. We still need this from you.",
    ]
    for point in chase.form:
        lines += ["", f"{point.found} {point.ask}"]
    if chase.unsent:
        many = count(len(chase.unsent), "action")
        lines += ["", f"No update has come for {many}. Please fill in your form for:"]
        lines += [f"  {_titled(now, each.action.id)}" for each in chase.unsent]
    for item, points in sorted(chase.actions.items(), key=lambda pair: list(now.actions).index(pair[0])):
        lines += ["", f"Action {_titled(now, item)}"]
        lines += [f"  - {point.found} {point.ask}" for point in points]
    lines += ["", "If anything here is wrong, please tell me. Thank you.", ""]
    return "\n".join(lines)


def _titled(now: RatedPlan, item: str) -> str:
    action = now.actions[item]
    late = f", {count(action.days_overdue, 'day')} overdue" if action.days_overdue else ""
    return f"{item}: {action.action.text} (due {day(action.action.due)}{late})"


def letters(found: Sequence[Chase], now: RatedPlan) -> dict[str, bytes]:
    """File name -> the text of each lead's e-mail, with the line ends and mark that Windows wants."""
    texts: dict[str, bytes] = {}
    for chase in found:
        stem, number = f"Chase - {file_words(chase.lead)}", 1
        while f"{stem}.txt" in texts:
            number += 1
            stem = f"Chase - {file_words(chase.lead)} {number}"
        texts[f"{stem}.txt"] = letter(chase, now).replace("\n", "\r\n").encode("utf-8-sig")
    return texts


def sheet(found: Sequence[Chase], now: RatedPlan) -> bytes:
    """A workbook with a row for each lead and action of which something is asked."""
    details = now.plan.details
    book = Book(f"Chasing for {details.quarter}", details.as_at)
    rows: list[tuple[Value, ...]] = []
    for chase in found:
        who = (chase.lead, chase.name, chase.email)
        rows += [(*who, "", "", None, None, _asked([point]), str(point.place)) for point in chase.form]
        missing = {each.action.id for each in chase.unsent}
        for item, action in now.actions.items():
            points = [*([Point(_NO_UPDATE, "", Place(""))] if item in missing else []), *chase.actions.get(item, [])]
            if not points:
                continue
            where = joined(dict.fromkeys(str(point.place) for point in points if point.place.file))
            about = (item, action.action.text, action.action.due, action.days_overdue or None)
            rows.append((*who, *about, _asked(points), where))
    heads = (
        Head("Lead", 24), Head("Name", 18), Head("Email", 30), Head("Action", 9), Head("What we will do", 40),
        Head("Due date", 14, Kind.DATE), Head("Days overdue", 11, Kind.NUMBER), Head("What is asked", 70),
        Head("Where it stands", 44),
    )  # fmt: skip
    titles = (f"Chasing for {details.quarter}: {details.plan_title}", _closing(details))
    book.table(Table("Chasing", titles, heads, rows, frozen=1))
    return book.bytes()


def _closing(details: Details) -> str:
    return f"As at {day(details.as_at)}. Updates close on {day(details.updates_close)}."


def _asked(points: Sequence[Point]) -> str:
    return "\n".join(f"{point.found} {point.ask}".strip() for point in points)
