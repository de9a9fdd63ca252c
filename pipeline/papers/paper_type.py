"""What a paper type is: a Word template and what must be in the finished paper."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import Misdeclared

# What the header block of every committee paper must say.
HEADER = (
    "Committee and date",
    "Item",
    "Public or exempt",
    "Responsible officer",
    "Email",
    "Telephone",
    "Portfolio holder",
)


@dataclass(frozen=True)
class PaperType:
    """One kind of paper.

    ``name`` is its short name: of its file here, its template (``templates/<name>.docx``), its row
    in the Meetings sheet. ``label`` is what its file is called. ``sections`` are headings that must
    be there and not empty, ``header`` labels that must have a value. ``recommendations`` are
    (name of a fact that must be there, after ``not`` of one that must not, or empty; sentence with
    ``{names}`` of facts), in order.
    ``pages`` is about how long it is: the longest are printed first. ``charts`` take time to draw:
    a paper with them is filled while one without is printed. A ``public`` paper prints no small numbers.
    """

    name: str
    label: str
    what: str
    sections: tuple[str, ...]
    header: tuple[str, ...] = HEADER
    recommendations: tuple[tuple[str, str], ...] = ()
    pages: int = 10
    charts: bool = False
    public: bool = True

    def __post_init__(self) -> None:
        for field in ("sections", "header"):
            if isinstance(getattr(self, field), str):
                raise Misdeclared(f"papers/{self.name}.py: {field} is a tuple; put a comma after its one text.")
        for pair in self.recommendations:
            if isinstance(pair, str) or len(pair) != 2:
                raise Misdeclared(f"papers/{self.name}.py: each recommendation is a pair: (when, sentence).")

    @property
    def template(self) -> str:
        """File name of its template, and of an officer's draft."""
        return f"{self.name}.docx"
