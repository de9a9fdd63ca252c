"""What a published file may not hide: tracked changes, comments, hidden text, names, embedded files, scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.issues import Issue, Severity, rule
from pipeline.places import Place
from pipeline.printing.word.package import W, is_on
from pipeline.proof.finished import Finished
from pipeline.proof.pdf_file import PdfFile
from pipeline.proof.reading import plain, shortened
from pipeline.proof.word_file import WordFile

HIDDEN = rule(
    "S-03",
    Severity.ERROR,
    "A published file hides nothing: no tracked change, comment, hidden text, author, embedded file or script.",
    "Information Commissioner: reprimands for data hidden in published workbooks",
)

_INSPECT = "In Word, choose File, Info, Check for Issues, Inspect Document and remove it; then build or print again."
_PEOPLE = {
    "{http://purl.org/dc/elements/1.1/}creator": "an author",
    "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy": "who last changed it",
    "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Manager": "a manager",
}
_PARTS = (
    (r"word/embeddings/", "an embedded file"),
    (r"word/charts/", "a chart that carries its figures (paste it as a picture)"),
    (r".*\.bin$|.*vbaProject.*", "a macro or an embedded object"),
    (r"word/activeX/", "an ActiveX control"),
    (r"word/comments\w*\.xml$", "comments"),
    (r"word/people\.xml$", "the names of reviewers"),
    (r"customXml/item\d*\.xml$", "custom XML data"),
    (r"docProps/custom\.xml$", "custom properties"),
    (r"docProps/thumbnail\.", "a thumbnail of an earlier page"),
)
_MARKS = {
    f"{W}ins": "tracked changes",
    f"{W}del": "tracked changes",
    f"{W}moveFrom": "tracked changes",
    f"{W}moveTo": "tracked changes",
    f"{W}rPrChange": "tracked changes",
    f"{W}pPrChange": "tracked changes",
    f"{W}commentReference": "comments",
    f"{W}altChunk": "an embedded file",
}
_NAMED = {"author": "an author", "creator": "an author"}


def in_word(paper: Finished, word: WordFile) -> Iterator[Issue]:
    """Parts, marks, properties and outside links of the Word file that a reader doesn't see."""
    found: dict[str, str] = {}
    for what, detail in _unseen(word):
        found.setdefault(what, detail)
    for what, detail in found.items():
        said = f": “{shortened(detail, 60)}”" if detail else ""
        yield HIDDEN.at(paper.word_place, f"The Word file holds {what}{said}.", _INSPECT)


def _unseen(word: WordFile) -> Iterator[tuple[str, str]]:
    """What a Word file holds that a reader doesn't see, and words of it."""
    for part in sorted(word.package.parts):
        for pattern, what in _PARTS:
            if re.match(pattern, part) and not _holds_nothing(word, part):
                yield what, ""
        if part.startswith("word/") and part.endswith(".xml") and not part.endswith(("styles.xml", "settings.xml")):
            yield from _marked(word.package.xml(part))
        if part.endswith(".rels"):
            owner = re.sub(r"_rels/(.*)\.rels$", r"\1", part)
            for link in word.package.related(owner).values():
                if link.external and link.kind != "hyperlink":
                    yield f"a link to a file elsewhere ({link.kind})", link.target
    for part in ("docProps/core.xml", "docProps/app.xml"):
        root = word.package.xml(part)
        for tag, what in _PEOPLE.items():
            text = "" if root is None else (root.findtext(tag) or "").strip()
            if text:
                yield what, text


def _marked(root: etree._Element | None) -> Iterator[tuple[str, str]]:
    """Marks of changes and comments in a part, and its hidden text."""
    for element in () if root is None else root.iter():
        if element.tag in _MARKS:
            yield _MARKS[str(element.tag)], ""
        elif element.tag == f"{W}vanish" and is_on(element):
            run = next(element.iterancestors(f"{W}r"), None)
            text = "" if run is None else plain("".join(t.text or "" for t in run.iter(f"{W}t")))
            if text:
                yield "hidden text", text


def in_pdf(paper: Finished, pdf: PdfFile) -> Iterator[Issue]:
    """Attachments, scripts, marks and names in the PDF."""
    for what in pdf.carried:
        yield HIDDEN.at(
            paper.pdf_place,
            f"The PDF holds {what}.",
            "Print the paper again with 'papers print', and publish that file.",
        )
    for key, text in dict(pdf.properties).items():
        if key.casefold() in _NAMED and text.strip():
            yield HIDDEN.at(
                paper.pdf_place,
                f"The PDF holds {_NAMED[key.casefold()]}: “{shortened(text, 60)}”.",
                "Take the name out of the Word file's properties (File, Info) and print again.",
            )


def carried(name: str, pdf: PdfFile) -> Iterator[Issue]:
    """Attachments, scripts, forms, layers and mark-up in a PDF."""
    for what in pdf.carried:
        yield HIDDEN.at(
            Place(name),
            f"The PDF holds {what}.",
            "Make the PDF again from its source without it, and publish that file.",
        )


def _holds_nothing(word: WordFile, part: str) -> bool:
    """Word's own empty list of bibliography sources, in most of the files it makes; LibreOffice's empty properties."""
    data = word.package.parts[part]
    if part == "docProps/custom.xml":
        root = word.package.xml(part)
        return root is not None and len(root) == 0
    return part.startswith("customXml/") and b"<b:Sources" in data and b"<b:Source>" not in data
