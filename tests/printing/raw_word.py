"""Word files written from raw XML, for what Word writes and python-docx doesn't."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="22"/>'
    '<w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
)
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A plan</dc:title></cp:coreProperties>'
)
_SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
)


def p(*runs: str, properties: str = "") -> str:
    """A paragraph; what doesn't begin with a tag is words."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(r(run) for run in runs)}</w:p>"


def r(words: str, properties: str = "") -> str:
    """A run of words."""
    if words.startswith("<"):
        return words
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def mark(kind: str, inside: str = "") -> str:
    """A field's mark: begin, separate or end."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def field(instruction: str, *shown: str, form: str = "") -> str:
    """A field with its result (none where nothing is shown) and a form field's settings."""
    code = (
        instruction
        if instruction.startswith("<")
        else f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    )
    data = f"<w:ffData>{form}</w:ffData>" if form else ""
    result = mark("separate") + "".join(r(each) for each in shown) if shown else ""
    return mark("begin", data) + code + result + mark("end")


def raw(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    related: Mapping[str, tuple[str, str]] | None = None,
    section: str = _SECTION,
) -> bytes:
    """A Word file: its body, lists and styles beyond the plainest, further parts, and its relationships (id -> kind, target)."""
    links = {"st": ("styles", "styles.xml"), **(related or {})}
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="html" ContentType="text/html"/><Default Extension="txt" ContentType="text/plain"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": _links({"d": ("officeDocument", "word/document.xml")})
        .replace("</Rel", '<Relationship Id="c" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/'
                 'core-properties" Target="docProps/core.xml"/></Rel', 1),
        "docProps/core.xml": _CORE,
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}{section}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {SPACES}>{_STYLES}{styles}</w:styles>",
    }  # fmt: skip
    if numbering:
        files["word/numbering.xml"] = f"<w:numbering {SPACES}>{numbering}</w:numbering>"
        links["nu"] = ("numbering", "numbering.xml")
    files |= parts or {}
    files["word/_rels/document.xml.rels"] = _links(links)
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


def _links(links: Mapping[str, tuple[str, str]]) -> str:
    made = "".join(
        f'<Relationship Id="{key}" Type="{KIND}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if '://' in target else ''}/>"
        for key, (kind, target) in links.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{made}</Relationships>'
