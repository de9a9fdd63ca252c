"""The improvement board's terms of reference, as a Word document."""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from inputs.example_story.council import CHAIR, COUNCIL, DIRECTOR, PLAN, PORTFOLIO, SYNTHETIC, TERMS_TITLE
from inputs.example_story.files import MADE, repacked
from inputs.example_story.telling import BOARD

SECTIONS = (
    ("Purpose", (
        f"The {BOARD} oversees the {PLAN} of {COUNCIL}. It makes sure that what the inspectors found is put right, and that children can tell the difference.",
        "The board advises and challenges. Decisions that belong to Cabinet, Council or an officer stay with them.",
    )),
    ("What the board does", (
        "It agrees the actions, dates and measures of the plan before they go to Cabinet.",
        "It looks at progress every month, asks for evidence that an action is complete, and asks again later whether it lasted.",
        "It agrees any change to a due date and records the reason. The first date is always kept.",
        "It hears from children, parents and staff at every meeting.",
        "It tells Cabinet and the overview committee each quarter what has improved, what has not, and what is being done about it.",
    )),
    ("Members", ("The members of the board are listed below. A member who can't come sends a deputy who can decide.",)),
    ("Meetings", (
        "The board meets every month. Papers are sent out five working days before.",
        "The board can make recommendations when five members are present, one of whom is from another organisation.",
        "Meetings are private because they may discuss people who could be identified. A summary is published.",
    )),
    ("Review", ("These terms are looked at every year, and the board ends when Council agrees that its work is done.",)),
)  # fmt: skip
MEMBERS = (
    (CHAIR, "Chairs the board", "Independent of the council"),
    (PORTFOLIO, "Answers for the plan in Cabinet", COUNCIL),
    ("Opposition spokesperson for children", "Brings challenge from other parties", COUNCIL),
    ("Chief Executive", "Brings the whole council's support", COUNCIL),
    (DIRECTOR, "Leads the plan", COUNCIL),
    ("Director of Resources", "Answers for money and workforce", COUNCIL),
    ("Superintendent for public protection", "Speaks for the police", "Police"),
    ("Director of Nursing", "Speaks for health services", "Health"),
    ("Head teachers' representative", "Speaks for schools", "Schools"),
    ("Young people's forum representative", "Speaks for children and young people", "Young people's forum"),
)
_LAST_BEFORE_TABLE = "Members"
_NUMBERING = (
    f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/>'
    '<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="709" w:hanging="709"/></w:pPr></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="BodyText"/>'
    '<w:lvlText w:val="%1.%2"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="709" w:hanging="709"/></w:pPr></w:lvl>'
    "</w:abstractNum>"
)


def terms_docx() -> bytes:
    """``appendices/terms-of-reference.docx``."""
    document = Document()
    _styles(document)
    document.add_paragraph(TERMS_TITLE, "Title")
    document.add_paragraph(f"{COUNCIL}. Agreed by the board on 10 February 2026. {SYNTHETIC}", "Normal")
    for title, paragraphs in SECTIONS:
        document.add_paragraph(title, "Heading 1")
        for words in paragraphs:
            document.add_paragraph(_typed(words), "Body Text")
        if title == _LAST_BEFORE_TABLE:
            _members(document)
    _properties(document)
    stream = io.BytesIO()
    document.save(stream)
    return repacked(stream.getvalue())


def _styles(document: DocumentType) -> None:
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(_NUMBERING))
    number = parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    numbering.append(number)
    sizes = {"Normal": 12, "Body Text": 12, "Heading 1": 14, "Title": 20}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Arial", Pt(size), RGBColor(0x0B, 0x0C, 0x0C)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            if "heme" in key:
                del fonts.attrib[key]
        for key in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(key), "Arial")
        style.paragraph_format.space_after = Pt(8)
    for level, name in enumerate(("Heading 1", "Body Text")):
        number = document.styles[name].element.get_or_add_pPr().get_or_add_numPr()
        number.get_or_add_ilvl().val = level
        number.get_or_add_numId().val = 90
    for border in document.styles["Title"].element.findall(".//" + qn("w:pBdr")):
        border.getparent().remove(border)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)


def _members(document: DocumentType) -> None:
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    _describe(table, "Members of the board", "Each member's post, part in the board and organisation.")
    head = table.rows[0]
    mark = OxmlElement("w:tblHeader")
    head._tr.get_or_add_trPr().append(mark)
    for cell, words in zip(head.cells, ("Member", "Part in the board", "Organisation"), strict=True):
        _say(cell.paragraphs[0], words, bold=True)
    for member in MEMBERS:
        for cell, words in zip(table.add_row().cells, member, strict=True):
            _say(cell.paragraphs[0], words)
    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _say(paragraph: Paragraph, words: str, *, bold: bool = False) -> None:
    """A cell's words, set a little apart from the lines of the table."""
    paragraph.add_run(_typed(words)).bold = bold or None
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)


def _typed(words: str) -> str:
    """Words with the apostrophes that Word makes of typed ones."""
    return words.replace("'", "’")


def _describe(table: Table, title: str, words: str) -> None:
    properties = table._tbl.tblPr
    for name, value in (("w:tblCaption", title), ("w:tblDescription", words)):
        element = OxmlElement(name)
        element.set(qn("w:val"), value)
        properties.append(element)


def _properties(document: DocumentType) -> None:
    core = document.core_properties
    core.title, core.author, core.comments = TERMS_TITLE, "", ""
    core.last_modified_by, core.language, core.revision = "", "en-GB", 1
    core.created = core.modified = MADE
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            package.rels.pop(key)
