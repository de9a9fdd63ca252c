"""What a Word file carries besides its words: a signature, macros."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.issues import Issue, Severity, rule
from pipeline.places import Place
from pipeline.printing.package import Package

SIGNED = rule(
    "W-15",
    Severity.QUERY,
    "What was signed is what is published: a print of a signed paper bears no signature.",
    "Electronic Communications Act 2000, section 7",
)
MACROS = rule(
    "W-16", Severity.QUERY, "A paper holds no macros; they are never run and never carried.", "NCSC: macro security"
)


def carried_along(package: Package) -> Iterator[Issue]:
    """A query for a digital signature, and one for macros."""
    place = Place(package.name)
    names = [part.casefold() for part in package.parts]
    if any(name.startswith("_xmlsignatures/") and name.endswith(".xml") for name in names):
        yield SIGNED.at(
            place,
            "The paper is digitally signed; its print doesn't carry the signature, and is not what was signed.",
            "Publish the signed Word file as well, or sign the PDF.",
        )
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
        yield MACROS.at(
            place, "The paper holds macros, which were not run and are not carried.", "In Word, save it as a .docx, which holds none."
        )  # fmt: skip
