"""What a Word file carries besides its words: a signature, macros, words in the lines above its notes."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.issues import Issue, Severity, rule
from pipeline.places import Place
from pipeline.printing.word.package import Package, W
from pipeline.printing.word.reading import NOT_CARRIED

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
    """A query for a digital signature, one for macros, and one for words in the lines above notes."""
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
    for kind in ("footnote", "endnote"):
        root = package.xml(package.one(package.document, f"{kind}s"))
        lines = (
            [] if root is None else [line for line in root.iter(W + kind) if line.get(f"{W}type", "normal") != "normal"]
        )
        for said in dict.fromkeys("".join(text.text or "" for text in line.iter(f"{W}t")).strip() for line in lines):
            if any(map(str.isalnum, said)):
                yield NOT_CARRIED.at(
                    place, f"The line above the {kind}s holds words of its own, “{said}”, which are not printed.", "Put them into the text."
                )  # fmt: skip
