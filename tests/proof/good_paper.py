"""A small good paper, in Word and as its print, for checks to be shown a fault in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from lxml import etree

from pipeline.charts import Point, run_chart
from pipeline.periods import quarter
from pipeline.sheets.measures import Unit

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TITLE = "Children’s improvement plan: the autumn report"


def good_word() -> bytes:
    """A committee paper with a header block, sections, a list, a rating table, a chart and a list of appendices."""
    paper = docx.Document()
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(12)
    for name in ("Title", "Heading 1", "Heading 2"):
        paper.styles[name].font.color.rgb = RGBColor(0x0B, 0x0C, 0x0C)
    language = paper.styles.element.find(".//" + qn("w:lang"))
    language.set(qn("w:val"), "en-GB")
    core = paper.core_properties
    core.title, core.author, core.last_modified_by, core.comments = TITLE, "", "", ""
    section = paper.sections[0]
    section.header.paragraphs[0].text = "Exampleshire Council"
    footer = section.footer.paragraphs[0]
    footer.add_run("Page ")
    _field(footer, "PAGE", "1")
    paper.add_paragraph(TITLE, style="Title")
    _table(
        paper,
        [["Committee and date", "Item", "Public or exempt"], ["Cabinet, 11 November 2026", "7", "Public"]],
    )
    paper.add_paragraph("Responsible officer: Director of Children’s Services")
    paper.add_paragraph("Email: director@exampleshire.example")
    paper.add_heading("Synopsis", 1)
    paper.add_paragraph("The plan (Appendix A) answers every finding of the inspection.")
    _link(paper.add_paragraph("Read "), "the inspectors’ letter", "https://exampleshire.example/letter")
    paper.add_heading("Recommendations", 1)
    paper.add_paragraph("Approve the plan.", style="List Number")
    paper.add_paragraph("Note the progress.", style="List Number")
    paper.add_heading("Progress", 1)
    paper.add_heading("Ratings", 2)
    table = _table(
        paper,
        [
            ["Measure", "2026-27 Q1", "2026-27 Q2", "Target", "Rating"],
            ["A7 Children missing", "12", "c", "3", "● Green"],
        ],
    )
    cell = table.rows[1].cells[4]
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), "00703C")
    cell._tc.get_or_add_tcPr().append(shade)
    cell.paragraphs[0].runs[0].font.color.rgb = RGBColor(255, 255, 255)
    points = [Point(quarter(2026, 1), 12, "12"), Point(quarter(2026, 2), None, "c")]
    chart = run_chart("A7", "Children missing", points, unit=Unit.COUNT, decimals=0)
    picture = paper.add_picture(io.BytesIO(chart.png), width=Mm(150))
    picture._inline.docPr.set("descr", chart.alt)
    paper.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.LEFT
    paper.add_heading("Appendices", 1)
    paper.add_paragraph("Appendix A: The improvement plan")
    paper.add_paragraph("Appendix B: Terms of reference")
    out = io.BytesIO()
    paper.save(out)
    return without(out.getvalue(), "docProps/thumbnail.jpeg", "customXml/")


def _table(paper, rows):
    table = paper.add_table(len(rows), len(rows[0]), style="Table Grid")
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return table


def _link(paragraph, words, address):
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RT.HYPERLINK, is_external=True))
    link.append(paragraph.add_run(words)._r)
    paragraph._p.append(link)


def _field(paragraph, instruction, shown):
    for kind, text in (("begin", ""), ("", instruction), ("separate", ""), (None, shown), ("end", "")):
        run = paragraph.add_run(text if kind is None else "")
        if kind == "":
            code = OxmlElement("w:instrText")
            code.text = f" {instruction} "
            run._r.append(code)
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def without(data: bytes, *starts: str) -> bytes:
    """A Word file without some parts and what points at them."""
    parts = {name: part for name, part in parts_of(data).items() if not name.startswith(starts)}
    for name, part in parts.items():
        if name.endswith(".rels"):
            root = etree.fromstring(part)
            for each in list(root):
                if any(start in "/" + each.get("Target").lstrip("./") for start in starts):
                    root.remove(each)
            parts[name] = etree.tostring(root)
    return packed(parts)


def changed(data: bytes, change: Callable[[etree._Element], object], part: str = "word/document.xml") -> bytes:
    """A Word file with one XML part changed in place."""
    parts = parts_of(data)
    root = etree.fromstring(parts[part])
    change(root)
    parts[part] = etree.tostring(root)
    return packed(parts)


def paragraph_of(root: etree._Element, beginning: str) -> etree._Element:
    """The first paragraph that begins so."""
    for paragraph in root.iter(f"{W}p"):
        if "".join(t.text or "" for t in paragraph.iter(f"{W}t")).startswith(beginning):
            return paragraph
    raise LookupError(beginning)
