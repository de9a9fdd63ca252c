"""Small Word files made for the printing tests."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from functools import cache
from typing import Any
from xml.etree.ElementTree import tostring

import docx
import pikepdf
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from pipeline.printing.layout.html import write_html
from pipeline.printing.word.read_word import read_document

AS_AT = date(2026, 11, 11)
_SMALLEST_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489000000"
    "0d49444154789c63504858f01f0003e402207b860edc0000000049454e44ae426082"
)

OUTLINE = """<w:abstractNum {ns} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/><w:lvlText w:val="%1."/>
<w:pPr><w:ind w:left="720" w:hanging="720"/></w:pPr></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/>
<w:pPr><w:ind w:left="720" w:hanging="720"/></w:pPr></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%3)"/>
<w:pPr><w:ind w:left="1440" w:hanging="720"/></w:pPr></w:lvl></w:abstractNum>"""


def paper(title: str = "Plan for children & families") -> Any:
    """An empty Word paper in Arial with a title in its properties and headings numbered 1., 1.1, (i)."""
    made = docx.Document()
    made.core_properties.title = title
    made.styles["Normal"].font.name = "Arial"
    for style in ("Heading 1", "Heading 2", "Title"):
        fonts = made.styles[style].element.rPr.rFonts
        for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{name}"), None)
        made.styles[style].font.name = "Arial"
    numbering = made.part.numbering_part.element
    numbering.insert(0, parse_xml(OUTLINE.format(ns=nsdecls("w"))))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    number(made.styles["Heading 1"].element, 0)
    return made


def number(element: Any, level: int, list_id: int = 90) -> None:
    """Number a paragraph or a style at a level of a list."""
    element.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')
    )


def field(paragraph: Any, instruction: str, shown: str) -> None:
    """A complex field with its result."""
    for xml in (
        '<w:fldChar w:fldCharType="begin"/>', f'<w:instrText xml:space="preserve">{instruction}</w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>', f"<w:t>{shown}</w:t>", '<w:fldChar w:fldCharType="end"/>',
    ):  # fmt: skip
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{xml}</w:r>"))


def table(made: Any, headings: tuple[str, ...], rows: list[tuple[str, ...]], *, repeat: bool = True) -> Any:
    """A table with a header row that repeats."""
    grid = made.add_table(rows=1, cols=len(headings))
    grid.style = "Table Grid"
    for cell, words in zip(grid.rows[0].cells, headings, strict=True):
        cell.text = words
    if repeat:
        grid.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for row in rows:
        for cell, words in zip(grid.add_row().cells, row, strict=True):
            cell.text = words
    return grid


def picture(made: Any, alt: str) -> None:
    """A picture with alternative text (none where ``alt`` is empty)."""
    made.add_picture(io.BytesIO(_SMALLEST_PNG), width=Pt(60))
    made.inline_shapes[-1]._inline.docPr.set("descr", alt)


def saved(made: Any) -> bytes:
    """The bytes of a Word paper."""
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, old: str, new: str) -> bytes:
    """A Word file with one replacement made in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == name:
                assert old in part.decode(), f"{old!r} is not in {name}"
                part = part.decode().replace(old, new).encode()
            target.writestr(entry, part)
    return out.getvalue()


@cache
def long_paper() -> bytes:
    """A paper of several pages: contents, numbered paragraphs, lists, a table and a paragraph over pages, a landscape page."""
    made = paper()
    made.sections[0].footer.paragraphs[0].text = "Public, page "
    field(made.sections[0].footer.paragraphs[0], " PAGE ", "1")
    made.add_paragraph("Plan for children & families", "Title")
    field(made.add_paragraph(), ' TOC \\o "1-2" \\h ', "Made when built")
    for heading in ("Synopsis", "Report"):
        made.add_heading(heading, 1)
        for _ in range(3):
            number(made.add_paragraph("The board reviews the plan each quarter. " * 4)._p, 1)
        made.add_paragraph("Two points:")
        for words in ("First point", "Second point"):
            made.add_paragraph(words, "List Bullet")
    made.add_heading("Actions", 1)
    table(
        made, ("Action", "Lead", "Rating"), [(f"1.{n}", "Head of service", "Green " + "words " * 30) for n in range(40)]
    )
    made.add_heading("A long paragraph", 2)
    made.add_paragraph("It goes on over the end of its page and the next one. " * 150)
    picture(made, "A bar for each rating: 3 red, 9 green")
    wide = made.add_section()
    wide.page_width, wide.page_height = wide.page_height, wide.page_width
    made.add_heading("Across the page", 1)
    made.add_paragraph("On a landscape page.")
    return saved(made)


def laid_out(data: bytes) -> str:
    """The HTML that a Word paper's PDF is laid out from."""
    document, _ = read_document(data, "x.docx")
    return "<!DOCTYPE html>\n" + tostring(write_html(document).root, encoding="unicode", method="html")


def kinds(pdf: pikepdf.Pdf) -> list[tuple[str, Any]]:
    """The structure elements of a PDF in reading order, with their type."""
    found: list[tuple[str, Any]] = []

    def walk(element: Any) -> None:
        found.append((str(element.S)[1:], element))
        children = element.get("/K", [])
        for child in list(children) if isinstance(children, pikepdf.Array) else [children]:
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                walk(child)

    walk(pdf.Root.StructTreeRoot.K[0])
    return found


def outline(html: str) -> list[str]:
    """The headings, list items and label spans of a page, one per line, tags dropped."""
    return [re.sub(r"<[^>]+>", "", each).strip() for each in re.findall(r"<(?:h\d|li)\b.*?>(.*?)</(?:h\d|li)>", html)]
