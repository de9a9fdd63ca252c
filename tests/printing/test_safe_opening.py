"""Files that are not Word's, not whole or not honest: answered in one sentence, quickly, and without looking outside them."""

from __future__ import annotations

import io
import struct
import sys
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.errors import CannotRead
from pipeline.printing import read_document
from pipeline.printing.word import read_section, reading
from pipeline.printing.word.package import whole
from tests.corpus_word import measured
from tests.printing.raw_word import SPACES, field, mark, p, r, raw, zipped

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)
) + "]>"  # fmt: skip


def refused(data: bytes) -> str:
    with pytest.raises(CannotRead) as said:
        read_document(data, "x.docx")
    return str(said.value)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def changed(data: bytes, name: str, change: Callable[[str], str | bytes]) -> bytes:
    found = parts(data)
    written = change(found[name].decode())
    return zipped({**found, name: written})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\0" * 4000, "is empty"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "is protected with a password"),
        (OLE + "WordDocument".encode("utf-16-le"), "is an old Word file (.doc)"),
        (OLE + "Workbook".encode("utf-16-le"), "is an old Excel workbook (.xls)"),
        (OLE, "is protected with a password or is an old Office file"),
        (b"{\\rtf1\\ansi words}", "is a Rich Text file (.rtf)"),
        (b"%PDF-1.7\n\0\0", "is a PDF already"),
        (b"<!DOCTYPE html><html><body>words", "is a web page (.html)"),
        (b"\xef\xbb\xbf<html>", "is a web page (.html)"),
        (b'<?xml version="1.0"?>\n<html xmlns="x">', "is a web page (.html)"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "is a web page in one file (.mht)"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="x"/>', "is a Word XML file"),
        (b"\x89PNG\r\n\x1a\n", "is a picture"),
        ("Minutes of the meeting, café".encode(), "is plain text"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>", "META-INF/manifest.xml": "<x/>"}), "is an OpenDocument file (.odt)"),
        (zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}), "is an Excel workbook (.xlsx)"),
        (zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<x/>"}), "is a PowerPoint file (.pptx)"),
        (zipped({"readme.txt": "words"}), "is not a Word document: it has no document part"),
        (raw(p("a"))[:900], "is not a whole Word file (.docx)"),
        (b"PK\x03\x04" + b"\1" * 900, "is not a whole Word file (.docx)"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_word_s_is_named_for_what_it_is(data: bytes, said: str) -> None:
    assert refused(data).startswith(f"x.docx {said}")


def claimed(files: dict[str, bytes], size: int, ending: bytes = b".png") -> bytes:
    """A zip whose list of contents says that some parts unpack to a size."""
    data, at = bytearray(zipped(files)), -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        if data[at + 46 : at + 46 + struct.unpack("<H", data[at + 28 : at + 30])[0]].endswith(ending):
            data[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(data)


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    larger = changed(raw(p("a")), "word/document.xml", lambda xml: xml.replace("<w:body>", "<w:body>" + " " * 5000))
    said = refused(claimed(parts(larger), 1000, b"word/document.xml"))
    assert said == "x.docx is damaged: its part word/document.xml can't be unpacked."


def test_a_damaged_picture_or_property_does_not_matter_where_it_is_not_printed() -> None:
    found = parts(raw(p("words")))
    found["docProps/core.xml"] = b"<not xml"
    found["customXml/item1.xml"] = b"<!DOCTYPE x><x/>"
    document, _ = read_document(zipped(found), "x.docx")
    assert [block.text for block in document.blocks()] == ["words"]


@pytest.mark.parametrize("twin", ["word/document.xml", "word\\document.xml", "/word/document.xml", "WORD/Document.xml"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(twin: str) -> None:
    out = io.BytesIO(raw(p("shown")))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(twin, f"<w:document {SPACES}><w:body>{p('other')}</w:body></w:document>")
    assert "two parts of the same name" in refused(out.getvalue())


@pytest.mark.parametrize(
    "target",
    ["/word/document.xml", "word/./document.xml", "word/x/../document.xml", "WORD/DOCUMENT.XML", "word/document%2Exml"],
)
def test_parts_are_found_however_their_address_is_written(target: str) -> None:
    data = changed(raw(p("words")), "_rels/.rels", lambda xml: xml.replace("word/document.xml", target))
    document, _ = read_document(data, "x.docx")
    assert [block.text for block in document.blocks()] == ["words"]


def test_the_document_is_found_by_its_type_where_no_relationship_names_it() -> None:
    found = parts(raw(p("words")))
    del found["_rels/.rels"]
    found["word/other.xml"] = found.pop("word/document.xml")
    found["[Content_Types].xml"] = found["[Content_Types].xml"].replace(b"/word/document.xml", b"/word/other.xml")
    document, _ = read_document(zipped(found), "x.docx")
    assert [block.text for block in document.blocks()] == ["words"]


def test_a_file_without_styles_or_any_relationship_is_printed() -> None:
    body = f"<w:document {SPACES}><w:body>{p('words')}</w:body></w:document>"
    document, _ = read_document(zipped({"word/document.xml": body}), "x.docx")
    assert [block.text for block in document.blocks()] == ["words"]


@pytest.mark.parametrize("outside", ["../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "..\\..\\secret.png"])
def test_no_address_leads_out_of_the_file(outside: str) -> None:
    picture = '<w:r><w:pict><v:shape><v:imagedata r:id="i"/></v:shape></w:pict></w:r>'
    document, issues = read_document(raw(p("a", picture), related={"i": ("image", outside)}), "x.docx")
    assert all(picture.name == "missing.svg" for picture in document.pictures())
    assert any("picture" in issue.message for issue in issues)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
@pytest.mark.parametrize("strict", [False, True])
def test_parts_in_other_encodings_are_read(encoding: str, strict: bool) -> None:
    def recoded(xml: str) -> bytes:
        if strict:
            xml = xml.replace(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
        return f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>{xml}'.encode(encoding)

    document, _ = read_document(changed(raw(p("Säure")), "word/document.xml", recoded), "x.docx")
    assert [block.text for block in document.blocks()] == ["Säure"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_they_are_read(encoding: str) -> None:
    data = changed(raw(p("&j;")), "word/document.xml", lambda xml: (DOCTYPE + xml).encode(encoding))
    assert "declares a document type" in refused(data)


def test_signatures_and_macros_are_said() -> None:
    found = parts(raw(p("words")))
    found |= {"_xmlsignatures/sig1.xml": b"<Signature/>", "word/vbaProject.bin": b"\xd0\xcf"}
    document, issues = read_document(zipped(found), "x.docm")
    assert [block.text for block in document.blocks()] == ["words"]
    assert [issue.code for issue in issues] == ["W-15", "W-16"]


def test_templates_and_files_with_macros_are_word_files() -> None:
    for kind in ("document.macroEnabled.main+xml", "template.main+xml", "template.macroEnabledTemplate.main+xml"):
        data = changed(raw(p("words")), "[Content_Types].xml", lambda xml: xml.replace("document.main+xml", kind))
        assert [block.text for block in read_document(data, "x.dotm")[0].blocks()] == ["words"]


def test_many_issues_of_one_kind_are_counted_rather_than_listed() -> None:
    body = "".join(p(f"words {n}", "<w:r><w:unheard/></w:r>") for n in range(60))
    _, issues = read_document(raw(body), "x.docx")
    first = "“words 0”, “words 1”, “words 2”, “words 3” and “words 4”"
    assert [issue.message for issue in issues if issue.code == "W-01"] == [
        f"Word's “unheard” is not understood here. It is so in 60 places; the first are {first}."
    ]


def test_of_issues_of_one_kind_the_only_one_with_words_beside_it_is_named() -> None:
    odd = "<w:r><w:unheard/></w:r>"
    _, (issue,) = read_document(raw(p(odd) + p("words", odd)), "x.docx")
    assert issue.message.endswith("It is so in 2 places; the first is “words”.")


def nested(times: int, opening: str, inner: str, closing: str) -> str:
    return opening * times + inner + closing * times


CELL, CELL_END = "<w:tbl><w:tblGrid/><w:tr><w:tc>", f"</w:tc></w:tr></w:tbl>{p('')}"
BOX, BOX_END = (
    "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>",
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
)
BOMBS: dict[str, Callable[[], bytes]] = {
    "a part of 70 million spaces": lambda: changed(
        raw(p("a")), "word/document.xml", lambda xml: xml.replace("<w:body>", "<w:body>" + " " * 70_000_000)
    ),
    "a gigabyte of pictures": lambda: claimed({**parts(raw(p("a"))), **{f"word/media/{n}.png": b"\0" for n in range(10)}}, 100_000_000),
    "six thousand parts": lambda: zipped({**parts(raw(p("a"))), **{f"a{n}": b"" for n in range(6000)}}),
    "a million paragraphs": lambda: raw("<w:p/>" * 1_000_000),
    "five million letters": lambda: raw(p("a" * 5_000_000)),
    "a million cells": lambda: raw("<w:tbl><w:tblGrid/>" + ("<w:tr>" + "<w:tc><w:p/></w:tc>" * 60 + "</w:tr>") * 17_000 + "</w:tbl>"),
    "thousands of sections": lambda: raw(p("", properties="<w:sectPr/>") * 5000),
    "tables in tables": lambda: raw(nested(1000, CELL, p("deep"), CELL_END)),
    "controls in controls": lambda: raw(nested(5000, "<w:sdt><w:sdtContent>", p("deep"), "</w:sdtContent></w:sdt>")),
    "entities in a style": lambda: changed(raw(p("a")), "word/styles.xml", lambda xml: DOCTYPE + xml),
}  # fmt: skip
PRINTED: dict[str, Callable[[], bytes]] = {
    "a billion columns": lambda: raw(
        "<w:tbl><w:tblGrid/>" + ("<w:tr>" + '<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>' + p("deep") + "</w:tc></w:tr>") * 20 + "</w:tbl>"
    ),
    "columns before the first": lambda: raw(
        f'<w:tbl><w:tblGrid/><w:tr><w:trPr><w:gridBefore w:val="999999999"/></w:trPr><w:tc>{p("deep")}</w:tc></w:tr></w:tbl>'
    ),
    "a grid of 100,000 columns": lambda: raw(
        "<w:tbl><w:tblGrid>" + '<w:gridCol w:w="1"/>' * 100_000 + f"</w:tblGrid><w:tr><w:tc>{p('deep')}</w:tc></w:tr></w:tbl>"
    ),
    "600 tables in one another": lambda: raw(nested(600, CELL, p("deep"), CELL_END)),
    "20 boxes in one another": lambda: raw(nested(20, BOX, p("deep"), BOX_END)),
    "styles in a long row": lambda: raw(
        p("deep", properties='<w:pStyle w:val="S5000"/>') * 50,
        styles="".join(f'<w:style w:type="paragraph" w:styleId="S{n}"><w:name w:val="S{n}"/><w:basedOn w:val="S{n - 1}"/></w:style>' for n in range(5001)),
    ),
    "a letter of a mile": lambda: raw(p(r("deep", '<w:sz w:val="99999999"/>'))),
    "numbers past all letters": lambda: raw(
        p("deep", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        numbering='<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="2147483647"/><w:numFmt w:val="lowerLetter"/>'
        '<w:lvlText w:val="%1%1%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    ),
    "tabs without end": lambda: raw("<w:p><w:r>" + "<w:tab/>" * 20_000 + "<w:t>deep</w:t></w:r></w:p>"),
    "fields in fields": lambda: raw("<w:p>" + (mark("begin") + mark("separate")) * 3000 + r("deep") + mark("end") * 3000 + "</w:p>"),
    "a million columns of text": lambda: raw(p("deep"), section='<w:sectPr><w:cols w:num="100000000"/></w:sectPr>'),
    "a page a mile wide": lambda: raw(
        p("deep", properties='<w:pBdr><w:top w:val="dotted" w:sz="4"/></w:pBdr>'), section='<w:sectPr><w:pgSz w:w="2000000000" w:h="1"/></w:sectPr>'),
    "lengths out of all measure": lambda: raw(
        p("deep", properties='<w:spacing w:before="2000000000" w:line="999999999"/><w:ind w:left="2000000000" w:firstLine="-99999999"/>') * 3
    ),
    "a link that runs on": lambda: raw(p(field('HYPERLINK "https://example.org/' + "a" * 100_000 + '"', "deep"))),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_a_sentence(name: str) -> None:
    said = refused(BOMBS[name]())
    assert said.startswith("x.docx")
    assert said.count(". ") <= 1
    assert said.endswith(".")


@pytest.mark.parametrize("name", ["tables in tables", "controls in controls"])
def test_a_file_too_deep_to_be_read_is_not_said_to_be_damaged(name: str) -> None:
    assert "inside one another deeper than can be printed" in refused(BOMBS[name]())


@pytest.mark.parametrize("name", PRINTED)
def test_an_odd_file_is_read_with_its_words(name: str) -> None:
    document, _ = read_document(PRINTED[name](), "x.docx")
    assert any("deep" in block.text for block in document.blocks())


@pytest.mark.slow
def test_bombs_and_odd_files_take_seconds_and_little_memory(tmp_path: Path) -> None:
    """Each printed by the command itself, in a process that is measured and stopped at the limit."""

    def printed(made: Callable[[], bytes], name: str) -> tuple[int, str, float, float]:
        file = tmp_path / f"{name}.docx"
        file.write_bytes(made())
        return measured([sys.executable, "-m", "pipeline", "print", str(file)], limit=10)

    with ThreadPoolExecutor(2) as pool:
        bombs = list(pool.map(printed, BOMBS.values(), (f"bomb{n}" for n in range(len(BOMBS)))))
        odd = list(pool.map(printed, PRINTED.values(), (f"odd{n}" for n in range(len(PRINTED)))))
    assert {code for code, *_ in bombs} == {3}
    assert {code for code, *_ in odd} <= {0, 1}
    assert [said for _, said, *_ in bombs + odd if "fault" in said] == []
    assert max(megabytes for *_, megabytes in bombs + odd) < 1000
    assert sorted({file.stem for file in tmp_path.glob("*.pdf")}) == sorted(f"odd{n}" for n in range(len(PRINTED)))


def test_a_relationship_of_every_kind_outside_the_file_is_never_followed() -> None:
    kinds = ("image", "attachedTemplate", "aFChunk", "subDocument", "oleObject", "header", "frame")
    related = {f"k{n}": (kind, "http://127.0.0.1:9/x") for n, kind in enumerate(kinds)}
    body = (
        p("words", '<w:r><w:pict><v:shape><v:imagedata r:id="k0"/></v:shape></w:pict></w:r>')
        + '<w:altChunk r:id="k2"/><w:p><w:subDoc r:id="k3"/></w:p>'
    )
    data = raw(body, related=related, section='<w:sectPr><w:headerReference w:type="default" r:id="k5"/></w:sectPr>')
    document, issues = read_document(data, "x.docx")
    assert "words" in [block.text for block in document.blocks()]
    assert len(issues) >= 4


@pytest.mark.parametrize(
    ("written", "read"),
    [("12", 12), ("12.7", 12), ("1e20", 2**31 - 1), ("-" + "9" * 30, 1 - 2**31), ("x", 5), ("nan", 5), ("", 5)],
)
def test_no_number_of_a_file_is_larger_than_word_s_own(written: str, read: int) -> None:
    assert whole(written, 5) == read


@pytest.mark.parametrize("what", ["note", "header"])
def test_what_is_repeated_too_often_is_refused(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_PARAGRAPHS", 100)
    monkeypatch.setattr(read_section, "MOST_PARAGRAPHS", 100)
    inside = p("line") * 30
    if what == "note":
        body = p("a", '<w:r><w:footnoteReference w:id="1"/></w:r>') * 9
        part = f'<w:footnotes {SPACES}><w:footnote w:id="1">{inside}</w:footnote></w:footnotes>'
    else:
        section = '<w:sectPr><w:headerReference w:type="default" r:id="x"/></w:sectPr>'
        body, part = p("a", properties=section) * 9, f"<w:hdr {SPACES}>{inside}</w:hdr>"
    data = raw(body, parts={"word/x.xml": part}, related={"x": ({"note": "footnotes"}.get(what, what), "x.xml")})
    assert "can be printed at once" in refused(data)
