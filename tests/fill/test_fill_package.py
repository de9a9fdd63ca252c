"""What programs keep about a Word file doesn't travel with it; its words and its marks do."""

import io
import zipfile
from datetime import date

from lxml import etree

from pipeline.fill.package import read, without_properties
from tests.fill.little_word import changed, names, part, texts, word

DAY = date(2026, 9, 30)
LABELS = {
    "docProps/custom.xml": b"<Properties><property name='SensitivityLabel'>Official</property></Properties>",
    "customXml/item1.xml": b"<library>Improvement</library>",
    "customXml/itemProps1.xml": b"<itemProps/>",
}


def labelled(docx: bytes) -> bytes:
    """As a document library saves it: labels beside the words, each with its relationship and its kind."""
    parts = read(docx)
    assert parts is not None
    parts |= LABELS
    kinds, links = (etree.fromstring(parts[name]) for name in ("[Content_Types].xml", "_rels/.rels"))
    for number, name in enumerate(LABELS):
        etree.SubElement(kinds, f"{{{kinds.nsmap[None]}}}Override", PartName=f"/{name}", ContentType="application/xml")
        etree.SubElement(
            links, f"{{{links.nsmap[None]}}}Relationship", Id=f"rIdLabel{number}", Type="urn:label", Target=name
        )
    parts["[Content_Types].xml"], parts["_rels/.rels"] = etree.tostring(kinds), etree.tostring(links)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def test_labels_and_who_wrote_a_file_are_left_out_with_what_points_to_them() -> None:
    docx = labelled(word("Terms of reference", "The board meets monthly.", header="Example board"))
    assert "docProps/custom.xml" in names(docx)
    assert part(docx, "docProps/core.xml").findtext("{*}creator") == "python-docx"
    clean = without_properties(docx, DAY)
    assert not [name for name in names(clean) if name.startswith("customXml/") or name == "docProps/custom.xml"]
    assert b"rIdLabel" not in etree.tostring(part(clean, "_rels/.rels"))
    assert b"custom" not in etree.tostring(part(clean, "[Content_Types].xml"))
    assert part(clean, "docProps/core.xml").findtext("{*}creator") is None
    assert texts(clean) == texts(docx) == ["Terms of reference", "The board meets monthly."]


def test_a_file_without_them_or_that_is_no_word_file_comes_back_as_it_is() -> None:
    clean = without_properties(labelled(word("Words")), DAY)
    assert without_properties(clean, DAY) is clean
    assert without_properties(b"%PDF-1.7", DAY) == b"%PDF-1.7"


def test_pictures_and_links_stay_however_their_targets_are_written() -> None:
    """A blank in a part's name stands as %20 where it is pointed to; a link within the paper points to no part."""
    kinds = '<Override PartName="/word/media/my%20plan.svg" ContentType="image/svg+xml"/></Types>'
    links = '<Relationship Id="rIdP" Type="urn:image" Target="media/my%20plan.svg"/>' + (
        '<Relationship Id="rIdL" Type="urn:hyperlink" Target="#aims"/></Relationships>'
    )
    docx = changed(labelled(word("Words")), "[Content_Types].xml", "</Types>", kinds)
    docx = changed(docx, "word/_rels/document.xml.rels", "</Relationships>", links)
    clean = without_properties(docx, DAY)
    kept = {link.get("Id") for link in part(clean, "word/_rels/document.xml.rels")}
    assert {"rIdP", "rIdL"} <= kept
    assert b"my%20plan.svg" in etree.tostring(part(clean, "[Content_Types].xml"))


def test_a_file_whose_relationships_cant_be_read_comes_back_as_it_is() -> None:
    docx = changed(labelled(word("Words")), "word/_rels/document.xml.rels", "</Relationships>", "")
    assert without_properties(docx, DAY) is docx


def test_a_field_that_shows_who_wrote_the_file_keeps_its_words() -> None:
    """Word fills such a field from the property each time it opens the file: without the property it would be empty."""
    field = (
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/cp:coreProperties/dc:creator" w:storeItemID="{}"/></w:sdtPr>'
        "<w:sdtContent><w:p><w:r><w:t>Improvement team</w:t></w:r></w:p></w:sdtContent></w:sdt><w:sectPr"
    )
    clean = without_properties(changed(word("Terms"), "word/document.xml", "<w:sectPr", field), DAY)
    assert texts(clean) == ["Terms", "Improvement team"]
    assert not list(part(clean).iter("{*}dataBinding"))
