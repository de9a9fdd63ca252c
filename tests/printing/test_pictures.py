"""Pictures printed as Word shows them, with nothing hidden in them."""

from __future__ import annotations

import base64
import io
from typing import Any

import pikepdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from pipeline.printing import print_paper, read_document
from pipeline.printing.document.tree import Paragraph
from pipeline.printing.document.tree_drawn import Picture
from pipeline.printing.drawing.pixels import PLAIN, Recolour, Unprintable, fit, kind_of
from pipeline.printing.drawing.safe_svg import safe_svg
from tests.printing.drawn_samples import Look, anchored, frame, inline, part, pic, put, raster
from tests.printing.samples import AS_AT, kinds, laid_out, paper, saved

RED, GREEN, BLUE = (255, 0, 0), (0, 128, 0), (0, 0, 255)
RIGHT = "<wp:positionH relativeFrom='margin'><wp:align>right</wp:align></wp:positionH>"


def test_what_is_cropped_away_is_cut_away() -> None:
    data, kind = fit(raster(["red", "green", "blue"]), "png", (0, 1 / 3, 0, 1 / 3), 60)
    image = Image.open(io.BytesIO(data)).convert("RGB")
    assert (kind, image.size, {dot for _, dot in image.getcolors() or []}) == ("png", (20, 20), {GREEN})


def test_a_cameras_notes_are_taken_out() -> None:
    notes = Image.Exif()
    notes[0x013B] = "Somebody's name"
    data, kind = fit(raster(["red"], "JPEG", exif=notes.tobytes()), "jpeg", (0, 0, 0, 0), 60)
    assert (kind, b"Somebody" in data, Image.open(io.BytesIO(data)).size) == ("jpeg", False, (20, 20))
    from PIL.PngImagePlugin import PngInfo

    about = PngInfo()
    about.add_text("Author", "Somebody's name")
    data, kind = fit(raster(["red"], pnginfo=about), "png", (0, 0, 0, 0), 60)
    assert (kind, b"Somebody" in data) == ("png", False)


@pytest.mark.parametrize(
    ("kind", "mode", "mades"),
    [("JPEG", "CMYK", "RGB"), ("TIFF", "CMYK", "RGB"), ("BMP", "RGB", "RGB"), ("TIFF", "L", "L"), ("GIF", "P", "RGB"),
     ("PNG", "I;16", "L"), ("PNG", "1", "L")],
)  # fmt: skip
def test_every_kind_of_picture_is_printed_in_rgb_or_grey(kind: str, mode: str, mades: str) -> None:
    if mode == "I;16":
        out = io.BytesIO()
        Image.new("I;16", (20, 20), 40000).save(out, "PNG")
        given = out.getvalue()
    else:
        given = raster(["red", "blue"], kind, mode)
    data, made = fit(given, kind_of(given), (0, 0, 0, 0), 60)
    assert made in ("png", "jpeg")
    assert Image.open(io.BytesIO(data)).mode in (mades, "1", "P")


def test_colours_are_changed_as_word_changes_them() -> None:
    def first(recolour: Recolour) -> object:
        return (
            Image.open(io.BytesIO(fit(raster(["red"]), "png", (0, 0, 0, 0), 60, recolour)[0]))
            .convert("RGB")
            .getpixel((0, 0))
        )

    assert first(Recolour(tone="grey")) == (76, 76, 76)
    assert first(Recolour(tone="bilevel")) == (0, 0, 0)
    assert first(Recolour(bright=1.0)) == (255, 255, 255)
    assert first(PLAIN) == RED


@pytest.mark.parametrize("cut", [0, 10, 40, 80])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "TIFF"])
def test_damaged_pictures_are_refused_in_a_sentence(kind: str, cut: int) -> None:
    whole = raster(["red", "green", "blue"] * 5, kind)
    damaged = whole[:cut] or b"\x89PNG nothing"
    with pytest.raises(Unprintable, match="damaged"):
        fit(damaged, kind_of(whole), (0, 0, 0, 0), 60)


def test_a_picture_too_large_to_unpack_is_refused_before_it_is() -> None:
    with pytest.raises(Unprintable, match="too large"):
        fit(_png_of(50_000, 50_000), "png", (0, 0, 0, 0), 60)


def test_a_photograph_that_lacks_its_last_bytes_is_printed_as_word_prints_it() -> None:
    whole = raster(["red", "green", "blue"] * 5, "JPEG", dots=64)
    data, kind = fit(whole[:-2], "jpeg", (0, 0, 0, 0), 60)
    assert (kind, Image.open(io.BytesIO(data)).size) == ("jpeg", (960, 64))


def _png_of(width: int, height: int) -> bytes:
    import struct
    import zlib

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>", "<foreignObject><p>x</p></foreignObject>", '<rect onclick="x()" width="1"/>',
        '<image href="https://example.org/x.png"/>', '<image xlink:href="file:///etc/passwd"/>',
        '<rect fill="url(https://example.org/#a)"/>', "<style>@import 'https://example.org/x.css';</style>",
        "<style>rect{fill:url(http://example.org/x)}</style>", '<a href="javascript:x()"><rect/></a>',
        '<use href="other.svg#x"/>', "<metadata>Author: example.org</metadata>",
        '<image href="data:image/svg+xml;base64,AAAA"/>', '<animate attributeName="href" values="https://example.org"/>',
    ],
)  # fmt: skip
def test_svg_pictures_lose_what_could_fetch_run_or_hide(bad: str) -> None:
    clean = safe_svg(SVG.format(bad + '<circle r="1"/>').encode()).decode()
    assert "circle" in clean
    for word in ("script", "example.org", "passwd", "onclick", "foreignObject", "other.svg", "svg+xml"):
        assert word not in clean


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;").encode(), "entities"),
        (b"<svg", "damaged"),
        (SVG.format('<image href="data:image/png;base64,AAAA"/>').encode(), "damaged"),
        (b"<html><svg/></html>", "not an SVG"),
        (SVG.format('<g id="a"><use href="#a"/></g>').encode(), "too many"),
        (SVG.format("".join(
            f'<g id="g{n}">' + f'<use href="#g{n + 1}"/>' * 10 + "</g>" for n in range(8)
        ) + '<g id="g8"><rect/></g>').encode(), "too many"),
    ],
    ids=["entities", "cut short", "a broken picture inside", "a page", "round and round", "a bomb"],
)  # fmt: skip
def test_svg_bombs_and_tricks_are_refused(data: bytes, why: str) -> None:
    with pytest.raises(Unprintable, match=why):
        safe_svg(data)


def test_a_picture_inside_an_svg_picture_is_printed() -> None:
    held = base64.b64encode(raster(["red"])).decode()
    svg = SVG.format(f'<image width="9" height="9" xlink:href="data:image/png;base64,{held}"/>')
    made = paper()
    put(made.add_paragraph(), inline(pic(part(made, svg.encode(), "media/a.svg")), alt="Red"))
    look = Look(saved(made))
    assert (look.box(RED) is not None, look.codes) == (True, [])
    with pikepdf.open(io.BytesIO(look.printed.pdf)) as pdf:
        (image,) = [
            each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        ]
        assert image.Interpolate is False


def test_a_broken_picture_leaves_its_room_and_is_said() -> None:
    made = paper()
    put(made.add_paragraph("before"), inline(pic(part(made, raster(["red"])[:50], "media/a.png")), alt="Ratings"))
    put(made.add_paragraph("after"), inline(pic("rIdGone"), alt=""))
    look = Look(saved(made))
    assert look.codes == ["W-01", "W-01"]
    assert "“Ratings” is damaged" in look.messages
    assert look.printed.html.count("<img") == 2


def test_a_picture_used_twice_is_stored_once() -> None:
    made = paper()
    target = part(made, raster(["red"], dots=200), "media/a.png")
    for _ in range(2):
        put(made.add_paragraph(), inline(pic(target), alt="Ratings"))
    pdf = print_paper(saved(made), name="x", as_at=AS_AT).pdf
    assert pdf.count(b"/Subtype /Image") == 1


def test_a_picture_at_the_right_margin_has_words_at_its_left() -> None:
    made = paper()
    words = made.add_paragraph("Words go round it. " * 30)
    put(words, anchored(pic(part(made, raster(["red"]), "media/a.png")), across=RIGHT, alt="A red square"))
    look = Look(saved(made))
    box = look.box(RED)
    assert box is not None
    section = made.sections[0]
    edge = (section.page_width - section.right_margin) / 12700
    assert abs(box[2] - edge) <= 1.5
    assert (box[2] - box[0], box[3] - box[1]) == (pytest.approx(100, abs=2), pytest.approx(60, abs=2))
    assert look.codes == []


def test_a_picture_placed_on_the_page_stands_there_over_the_words() -> None:
    made = paper()
    made.add_paragraph("First. " * 100)
    at = [
        f"<wp:position{axis} relativeFrom='page'><wp:posOffset>{points * 12700}</wp:posOffset></wp:position{axis}>"
        for axis, points in (("H", 300), ("V", 400))
    ]
    drawn = anchored(
        pic(part(made, raster(["blue"]), "media/a.png")), wrap="<wp:wrapNone/>", across=at[0], down=at[1], alt="Blue"
    )
    put(made.add_paragraph("Second. " * 100), drawn)
    assert Look(saved(made)).box(BLUE) == (
        pytest.approx(300, abs=1.5), pytest.approx(400, abs=1.5), pytest.approx(400, abs=1.5), pytest.approx(460, abs=1.5),
    )  # fmt: skip


def test_a_turned_picture_takes_the_room_it_is_seen_in() -> None:
    made = paper()
    turned = pic(part(made, raster(["red", "blue"]), "media/a.png"), frame=frame(0, 0, 100, 60, "rot='5400000'"))
    put(made.add_paragraph(), inline(turned, alt="Turned"))
    look = Look(saved(made))
    red, blue = look.box(RED), look.box(BLUE)
    assert red is not None
    assert blue is not None
    assert (red[2] - red[0], red[3] - red[1]) == (pytest.approx(60, abs=2), pytest.approx(50, abs=2))
    assert red[3] <= blue[1] + 1


def test_a_picture_that_is_a_link_says_where_it_leads() -> None:
    made = paper()
    target = part(made, raster(["red"]), "media/a.png")
    link = made.part.relate_to(
        "https://example.org/plan",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        True,
    )
    xml = (
        inline(pic(target), alt="The plan")
        .replace("'d' ", "'d' ")
        .replace('descr="The plan"/>', f'descr="The plan"><a:hlinkClick r:id="{link}"/></wp:docPr>')
    )
    put(made.add_paragraph("See "), xml)
    import pikepdf

    printed = print_paper(saved(made), name="x", as_at=AS_AT)
    pdf = pikepdf.Pdf.open(io.BytesIO(printed.pdf))
    names = [kind for kind, _ in kinds(pdf)]
    assert names[names.index("Link") : names.index("Link") + 2] == ["Link", "Figure"]
    annotation = pdf.pages[0].Annots[0]
    assert (str(annotation.A.URI), str(annotation.Contents)) == ("https://example.org/plan", "The plan")


def test_a_round_picture_has_its_corners_cut() -> None:
    made = paper()
    target = part(made, raster(["red"]), "media/a.png")
    put(
        made.add_paragraph(),
        inline(pic(target, extra="<a:prstGeom prst='ellipse'/>"), width=60, height=60, alt="Leader"),
    )
    look = Look(saved(made))
    left, top, right, bottom = look.box((255, 0, 0)) or (0, 0, 0, 0)
    assert look.page().getpixel((left + 3, top + 3)) == (255, 255, 255)
    assert look.page().getpixel(((left + right) // 2, (top + bottom) // 2)) == (255, 0, 0)
    assert "border-radius:50%" in look.printed.html


def test_a_picture_in_a_line_of_words_is_raised_or_lowered_as_its_run_is() -> None:
    made = paper()
    target = part(made, raster(["red"]), "media/a.png")
    for lift in (0, -24, 24):  # half-points
        line = made.add_paragraph("Before ")
        put(line, f"<w:rPr><w:position w:val='{lift}'/></w:rPr>" + inline(pic(target), alt="Red", width=20, height=20))
        line.add_run(" after")
    document, _ = read_document(saved(made), "x.docx")
    blocks = [block for block in document.blocks() if isinstance(block, Paragraph)]
    assert [each.lift for block in blocks for each in block.children if isinstance(each, Picture)] == [0, -12, 12]
    looks = laid_out(saved(made))
    assert "vertical-align:-12pt" in looks
    assert "vertical-align:12pt" in looks


@pytest.mark.parametrize(("said", "stands"), [("baseline", ""), ("auto", ""), ("center", "middle"), ("top", "top")])
def test_pictures_stand_in_their_lines_as_the_paragraph_says(said: str, stands: str) -> None:
    made = paper()
    line = made.add_paragraph("Before ")
    line._p.get_or_add_pPr().append(parse_xml(f"<w:textAlignment {nsdecls('w')} w:val='{said}'/>"))
    put(line, inline(pic(part(made, raster(["red"]), "media/a.png")), alt="Red"))
    assert [each for each in ("top", "middle", "bottom") if f" lined-{each}" in laid_out(saved(made))] == [
        stands
    ] * bool(stands)


def _newer(target: str, order: int, behind: bool) -> str:
    drawn = anchored(pic(target), wrap="<wp:wrapNone/>", alt="A", behind=behind)
    return drawn.replace("<wp:anchor ", f"<wp:anchor relativeHeight='{order}' ")


def _older(target: str, order: int, behind: bool) -> str:
    style = f"position:absolute;width:100pt;height:60pt;z-index:{order - 0x1E000000 if behind else order}"
    return f"<w:pict><v:rect style='{style}' stroked='f'><v:imagedata r:id='{target}'/></v:rect></w:pict>"


@pytest.mark.parametrize(
    ("first", "second", "top"),
    [((_newer, 5, False), (_newer, 3, False), BLUE), ((_newer, 3, False), (_older, 5, False), RED),
     ((_older, 9, True), (_newer, 7, True), BLUE), ((_newer, 7, True), (_newer, 3, False), RED)],
)  # fmt: skip
def test_of_pictures_over_one_another_the_one_is_on_top_that_word_has_there(
    first: Any, second: Any, top: object
) -> None:
    made = paper()
    line = made.add_paragraph("Words. " * 60)
    for number, ((drawn, order, behind), colour) in enumerate(((first, "blue"), (second, "red"))):
        put(line, drawn(part(made, raster([colour]), f"media/{number}.png"), 251658240 + order, behind))
    look = Look(saved(made))
    assert [colour for colour in (BLUE, RED) if look.box(colour)] == [top]
