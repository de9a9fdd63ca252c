"""What a Word file's readers share: the file's parts, styles, lists, and the issues found on the way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.issues import Issue, Rule, Severity, rule
from pipeline.places import Place
from pipeline.printing.document.tree import Block, Inline, Paragraph, RunFormat
from pipeline.printing.word.merging import Properties
from pipeline.printing.word.note_marks import NoteMarks
from pipeline.printing.word.numbering import Numbering
from pipeline.printing.word.package import MOST_PARAGRAPHS, Package, W, within
from pipeline.printing.word.styles import Styles

NOT_CARRIED = rule(
    "W-01",
    Severity.QUERY,
    "Everything in the Word paper is carried to the PDF and the web page, or is said here.",
    "WCAG 2.2, 1.3.1: what is seen is also there to be read",
)
BROKEN_REFERENCE = rule(
    "W-02", Severity.ERROR, "Every link and page reference inside a paper leads to a place in it.", "WCAG 2.2, 2.4.4"
)
PRINTED_PLAIN = rule(
    "W-30",
    Severity.QUERY,
    "What a Word paper looks like is kept in print, or is said here.",
    "The page as Word shows it",
)


_NAMED = 5  # places of issues that say the same
_LISTED = 3  # issues of one kind that each name something of their own
_NAMES = re.compile("“[^”]*”")


@dataclass
class Field:
    """A field being read: what it is told to do, where its result is being gathered, and a form field's settings."""

    instruction: str = ""
    in_result: bool = False
    outer: list[Inline] | None = None
    form: etree._Element | None = None
    look: RunFormat = field(default_factory=RunFormat)


@dataclass
class Reading:
    """One pass over a Word file; ``older`` ones are laid out as Word did before 2013. ``part`` is the part being read, ``near`` the words being read.

    ``seen`` holds every paragraph read, hidden ones too, with its element; ``waiting`` bookmarks set between paragraphs, for the next
    one; ``stray`` field marks without their fellow; ``shape_types`` the kinds of older drawings by part and name; ``counted`` how far fields that number have counted.
    """

    package: Package
    name: str
    styles: Styles
    numbering: Numbering
    part: str
    issues: list[Issue] = field(default_factory=list)
    near: str = ""
    fields: list[Field] = field(default_factory=list)
    notes: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    note_parts: dict[str, str] = field(default_factory=dict)
    note_marks: NoteMarks = field(default_factory=NoteMarks)
    bookmarks: set[str] = field(default_factory=set)
    anchors_used: dict[str, str] = field(default_factory=dict)
    seen: list[tuple[etree._Element, Paragraph]] = field(default_factory=list)
    pictures: dict[object, tuple[bytes, str, str]] = field(default_factory=dict)
    shape_types: dict[etree._Element, dict[str, etree._Element]] = field(default_factory=dict)
    older: bool = False
    waiting: list[str] = field(default_factory=list)
    stray: set[etree._Element] = field(default_factory=set)
    counted: dict[str, int] = field(default_factory=dict)
    embedded: bool = False
    _said: set[Issue] = field(default_factory=set)
    _alike: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    blocks: Callable[[etree._Element, Properties, Properties], list[Block]] = lambda *_: []

    def say(self, entered: Rule, message: str, remedy: str) -> None:
        """Add an issue at the words being read."""
        where = self.part.rsplit("/", 1)[-1].removesuffix(".xml")
        place = Place(self.name, heading=self.near or ("" if where == "document" else where))
        issue = entered.at(place, message, remedy)
        if issue in self._said:
            return
        self._said.add(issue)
        self._alike[_same(issue)] += 1
        if self._alike[_same(issue)] <= _NAMED:
            self.issues.append(issue)

    def gather(self) -> None:
        """Make one issue of those of one message, and one query of those that differ in what they name; the first are named."""
        kinds: dict[tuple[str, str, str, str], dict[str, list[Issue]]] = {}
        for issue in self.issues:
            like = (issue.place.file, issue.code, _NAMES.sub("“”", issue.message), issue.remedy)
            kinds.setdefault(like, {}).setdefault(issue.message, []).append(issue)
        gathered: list[Issue] = []
        for kind in (list(each.values()) for each in kinds.values()):
            if len(kind) > _LISTED and kind[0][0].severity is Severity.QUERY:
                gathered.append(_like(kind, sum(map(self._times, kind))))
            else:
                gathered += [_of_all(each, self._times(each)) for each in kind]
        self.issues[:] = gathered

    def _times(self, issues: list[Issue]) -> int:
        """In how many places issues of one message say it; not all were kept."""
        return max(len(issues), self._alike[_same(issues[0])])

    def say_of_all(self, entered: Rule, message: str, remedy: str) -> None:
        """Add an issue once for the whole paper."""
        near, self.near = self.near, ""
        part, self.part = self.part, self.package.document
        self.say(entered, message, remedy)
        self.near, self.part = near, part

    def mark(self, element: etree._Element) -> None:
        """Keep a bookmark for the words that follow it."""
        name = element.get(f"{W}name", "")
        if name and name != "_GoBack":
            self.bookmarks.add(name)
            self.waiting.append(name)

    @property
    def at_edge(self) -> bool:
        """Whether a header or footer is being read."""
        root = self.package.xml(self.part)
        return root is not None and root.tag in (f"{W}hdr", f"{W}ftr")

    @property
    def in_contents(self) -> bool:
        """Whether a contents list is being read, whose links Word shows in the look of its entries."""
        return any(field.instruction.lstrip().upper().startswith("TOC") for field in self.fields)

    def boxed(self, text: etree._Element, run: Properties | None = None) -> list[Block]:
        """The blocks of a text box, whose lists count by themselves."""
        with self.numbering.story():
            return self.blocks(text, {}, run or {})

    def inside(self, part: str, root: etree._Element) -> list[Block]:
        """The blocks of another part (a header, a note), read as that part; CannotRead where they were called too often."""
        within(len(self.seen), MOST_PARAGRAPHS, "paragraphs with those of its notes", self.name)
        kept = self.part, self.fields, self.waiting, self.near
        self.part, self.fields, self.waiting, self.near = part, [], [], ""
        self.stray |= stray_marks(root)
        try:
            with self.numbering.story("edges" if self.at_edge else part):
                return self.blocks(root, {}, {})
        finally:
            self.part, self.fields, self.waiting, self.near = kept


def stray_marks(root: etree._Element) -> frozenset[etree._Element]:
    """Field marks without their fellow in the same body, note or text box, which Word takes no notice of."""
    stories: dict[etree._Element | None, list[etree._Element]] = {}
    stray: list[etree._Element] = []
    for mark in root.iter(f"{W}fldChar"):
        story = stories.setdefault(next(mark.iterancestors(f"{W}txbxContent"), None), [])
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            story.append(mark)
        elif not story:
            stray.append(mark)
        elif kind == "end":
            story.pop()
    return frozenset([*stray, *(mark for story in stories.values() for mark in story)])


def _same(issue: Issue) -> tuple[str, str, str]:
    """What an issue says, and of which file: the paper, or one embedded in it."""
    return issue.place.file, issue.code, issue.message


def _of_all(issues: list[Issue], times: int) -> Issue:
    """One issue for those that say the same in so many places."""
    first, names = issues[0], [f"“{issue.place.heading}”" for issue in issues if issue.place.heading]
    if times < 2:
        return first
    named = " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
    first_named = f"; the first {'is' if len(names) == 1 else 'are'} {named}"
    which = "" if not names else f": {named}" if len(names) == times else first_named
    return replace(
        first, place=Place(first.place.file), message=f"{first.message} It is so in {times:,} places{which}."
    )


def _like(issues: list[list[Issue]], times: int) -> Issue:
    """One issue for those of a kind that each name something of their own: the first, with the names and places of the next."""
    first, *others = [each[0] for each in issues[:_LISTED]]
    named = " and ".join(_NAMES.findall(each.message)[0] + _at(each) for each in others)
    alike = tuple(issue for each in issues for issue in each)
    return replace(first, message=f"{first.message} There are {times:,} of them; the next are {named}.", alike=alike)


def _at(issue: Issue) -> str:
    return f" (at “{issue.place.heading}”)" if issue.place.heading and issue.place.heading not in issue.message else ""


def first_words(element: etree._Element) -> str:
    """The first words of a paragraph, to find it by."""
    pieces = element.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}p")
    text = " ".join("".join((piece.text or "") if piece.tag == f"{W}t" else " " for piece in pieces).split())
    return text if len(text) <= 60 else text[:57].rsplit(" ", 1)[0] + "…"
