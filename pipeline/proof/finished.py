"""A finished paper and what must hold of it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.places import Place
from pipeline.protected import Protected


@dataclass(frozen=True)
class Finished:
    """A paper's Word and PDF files and what they must hold. ``name`` is its file name, with or without ``.docx``.

    ``sections`` are headings (without their numbers) that must be there and not be empty;
    ``header`` labels that must have a value; ``appendices`` pairs of ``Appendix A`` and its title, in
    the order they are listed. ``protected`` figures may be nowhere in a ``public`` paper.
    """

    name: str
    docx: bytes
    pdf: bytes
    sections: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    appendices: tuple[tuple[str, str], ...] = ()
    public: bool = True
    protected: tuple[Protected, ...] = ()
    title: str = ""
    language: str = "en-GB"

    @property
    def word_place(self) -> Place:
        """The Word file, as a place."""
        return Place(f"{self.name.removesuffix('.docx')}.docx")

    @property
    def pdf_place(self) -> Place:
        """The PDF file, as a place."""
        return Place(f"{self.name.removesuffix('.docx')}.pdf")
