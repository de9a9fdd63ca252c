"""A Word file as text that a change can be reviewed in: styles, headings, paragraphs, tables, fields and sections."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from pipeline.fill import package
from pipeline.fill.package import parse, text_parts, w

_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def outline(docx: bytes) -> str:
    """One line for each paragraph (with its style in brackets), table row, field, picture and section break."""
    parts = package.read(docx)
    if parts is None:
        return "not a Word document\n"
    names = dict(_style_names(parts))
    lines: list[str] = []
    for part in text_parts(parts):
        lines.append(f"=== {part.removeprefix('word/').removesuffix('.xml')}")
        root = parse(parts[part])
        body = root.find(w("body"))
        lines += _blocks(root if body is None else body, names, "")
    lines += ["=== styles", *_styles(parts)]
    return "\n".join(lines) + "\n"


def _blocks(holder: etree._Element, names: dict[str, str], indent: str) -> Iterator[str]:
    for child in holder:
        if child.tag == w("p"):
            yield from _paragraph(child, names, indent)
        elif child.tag == w("tbl"):
            yield from _table(child, indent)
        elif child.tag == w("sectPr"):
            yield _section(child)
        elif child.tag in (w("sdt"), w("sdtContent"), w("footnote"), w("endnote")):
            yield from _blocks(child, names, indent)


def _paragraph(paragraph: etree._Element, names: dict[str, str], indent: str) -> Iterator[str]:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    words = _words(paragraph)
    if words:
        name = names.get(style.get(w("val"), ""), style.get(w("val"), "")) if style is not None else ""
        yield f"{indent}[{name}] {words}" if name else f"{indent}{words}"
    section = paragraph.find(f"{w('pPr')}/{w('sectPr')}")
    if section is not None:
        yield _section(section)


def _table(table: etree._Element, indent: str) -> Iterator[str]:
    caption = table.find(f"{w('tblPr')}/{w('tblCaption')}")
    widths = [column.get(w("w"), "") for column in table.findall(f"{w('tblGrid')}/{w('gridCol')}")]
    yield f"{indent}table {caption.get(w('val')) if caption is not None else ''} (widths {' '.join(widths)})"
    for row in table.findall(w("tr")):
        head = "header" if row.find(f"{w('trPr')}/{w('tblHeader')}") is not None else "row"
        cells = [" / ".join(filter(None, map(_words, cell.iter(w("p"))))) for cell in row.findall(w("tc"))]
        yield f"{indent}  {head} | {' | '.join(cells)} |"


def _section(section: etree._Element) -> str:
    size = section.find(w("pgSz"))
    landscape = size is not None and size.get(w("orient")) == "landscape"
    first = section.find(w("titlePg")) is not None
    return f"--- section: {'landscape' if landscape else 'portrait'}{', own first page' if first else ''}"


def _words(paragraph: etree._Element) -> str:
    return "".join(_piece(child) for run in paragraph.iter(w("r")) for child in run).strip()


def _piece(element: etree._Element) -> str:
    if element.tag == w("t"):
        return element.text or ""
    if element.tag == w("instrText"):
        return f"<{(element.text or '').strip()}>"
    if element.tag == w("drawing"):
        return "".join(f"<picture: {about.get('descr', '')}>" for about in element.iter(_DOC_PR))
    return {w("tab"): "\t", w("br"): " / "}.get(str(element.tag), "")


def _style_names(parts: package.Parts) -> Iterator[tuple[str, str]]:
    if "word/styles.xml" in parts:
        for style in parse(parts["word/styles.xml"]).iter(w("style")):
            name = style.find(w("name"))
            yield style.get(w("styleId"), ""), name.get(w("val"), "") if name is not None else ""


def _styles(parts: package.Parts) -> Iterator[str]:
    names = dict(_style_names(parts))
    if not names:
        return
    for style in parse(parts["word/styles.xml"]).iter(w("style")):
        settings = []
        for each in (*style.findall(f"{w('pPr')}/*"), *style.findall(f"{w('rPr')}/*")):
            values = (f"{etree.QName(str(name)).localname}={value!s}" for name, value in each.items())
            settings.append(" ".join((etree.QName(each).localname, *values)))
        yield f"{names[style.get(w('styleId'), '')]}: {'; '.join(settings)}"


def main() -> None:
    """Write the outline of the file named on the command line; git calls it to show what changed in a template."""
    sys.stdout.write(outline(Path(sys.argv[1]).read_bytes()))


if __name__ == "__main__":
    main()
