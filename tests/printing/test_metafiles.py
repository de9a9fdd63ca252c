"""Windows metafiles are drawn through LibreOffice, with their words said, or it is said why they aren't."""

from __future__ import annotations

import base64
import io
import os
import re
import struct
from pathlib import Path
from time import process_time

import pytest
from lxml import etree
from PIL import Image

from pipeline.printing import print_paper
from pipeline.printing.drawing import metafiles
from pipeline.printing.drawing.metafile_words import letters, spread
from pipeline.printing.drawing.pixels import Unprintable
from pipeline.printing.drawing.safe_svg import words_in
from tests.printing.drawn_samples import inline, part, pic, put
from tests.printing.samples import AS_AT, paper, saved

needs_office = pytest.mark.skipif(not metafiles.installed(), reason="LibreOffice isn't installed")


def wmf(*records: tuple[int, bytes]) -> bytes:
    """A metafile of 2 by 1 inches that holds these records."""
    start = struct.pack("<IHhhhhHI", 0x9AC6CDD7, 0, 0, 0, 2880, 1440, 1440, 0)
    start += struct.pack("<H", 0xFFFF & (0x9AC6 ^ 0xCDD7 ^ 2880 ^ 1440 ^ 1440))
    packed = [struct.pack("<IH", 3 + len(body) // 2, kind) + body for kind, body in (*records, (0, b""))]
    sizes = [len(each) // 2 for each in packed]
    return start + struct.pack("<HHHIHIH", 1, 9, 0x300, 9 + sum(sizes), 0, max(sizes), 0) + b"".join(packed)


def says(words: str) -> tuple[int, bytes]:
    text = words.encode("ascii")
    return 0x0521, struct.pack("<H", len(text)) + text + b"\0" * (len(text) % 2) + struct.pack("<hh", 300, 300)


def spaced(words: bytes, x: int, y: int, *steps: int) -> tuple[int, bytes]:
    """Words with so much room for each letter."""
    gaps = struct.pack(f"<{len(steps)}h", *steps)
    return 0x0A32, struct.pack("<hhHH", y, x, len(words), 0) + words + b"\0" * (len(words) % 2) + gaps


MADE_BY = (0x0626, struct.pack("<HH", 15, 8) + b"MathType")
EQUATION = wmf(
    (0x020B, struct.pack("<hh", 0, 0)), (0x020C, struct.pack("<hh", 1440, 2880)),
    (0x02FB, struct.pack("<hhhhhBBBBBBBB", -900, 0, 0, 0, 400, 0, 0, 0, 0, 0, 0, 0, 0) + b"Arial\0"), (0x012D, b"\0\0"),
    MADE_BY, spaced(b"(,)", 300, 300, 700, 700, 300), spaced(b"ab", 700, 300, 700, 300),
)  # fmt: skip
BOX = (0x041B, struct.pack("<hhhh", 1200, 2600, 100, 100))


@pytest.mark.slow
@needs_office
def test_a_metafile_is_drawn_and_its_words_are_said_where_it_has_no_alternative_text() -> None:
    made = paper()
    target = part(made, wmf(BOX, says("Cases waiting: 7")), "media/drawn.wmf", "image/x-wmf")
    put(made.add_paragraph(), inline(pic(target), width=144, height=72))
    printed = print_paper(saved(made), name="paper.docx", as_at=AS_AT)
    assert "W-01" not in {issue.code for issue in printed.issues}
    assert 'alt="Picture with the words “Cases waiting: 7”"' in printed.html
    svg = base64.b64decode(re.findall(r"data:image/svg\+xml;base64,([^\"]+)", printed.html)[0])
    assert words_in(svg) == "Cases waiting: 7"


@pytest.mark.slow
@needs_office
def test_letters_of_an_equation_stand_where_its_metafile_has_them_and_are_said_in_that_order() -> None:
    picture, kind, said = metafiles.drawn(EQUATION, (), set())
    assert (kind, said) == ("svg", "(a,b)")
    width = float(re.findall(rb'viewBox="\S+ \S+ (\d+)', picture)[0])
    places = [[float(x) for x in found.split()] for found in re.findall(rb'tspan[^>]* x="([^" ]+ [^"]+)"', picture)]
    assert [round((x - places[0][0]) / width * 2880) for x in places[0]] == [0, 700, 1400]
    assert [round((x - places[0][0]) / width * 2880, -1) for x in places[1]] == [400, 1100]


@pytest.mark.slow
@needs_office
def test_a_metafile_that_draws_nothing_is_said_to_be_unreadable() -> None:
    with pytest.raises(Unprintable, match="can't be read"):
        metafiles.drawn(wmf(), (), set())


@pytest.mark.parametrize("end", range(0, len(EQUATION), 7))
def test_a_metafile_that_breaks_off_gives_the_letters_before_it(end: int) -> None:
    found = list(letters(EQUATION[:end]))
    assert found == list(letters(EQUATION))[: len(found)]


def test_letters_are_spread_in_time_though_a_drawing_has_thousands_of_words_that_its_metafile_has_otherwise() -> None:
    many = 3000
    pieces = [spaced(f"own {number}".encode(), 0, 0, *[9] * len(f"own {number}")) for number in range(many)]
    metafile = wmf((0x020C, struct.pack("<hh", 1440, 2880)), *pieces, spaced(b"last", 0, 0, 9, 9, 9, 9))
    words = [*(f"other {number}" for number in range(many)), "\uf06cast"]
    drawing = etree.fromstring("<svg>" + "".join(f'<g x="5"><tspan>{each}</tspan></g>' for each in words) + "</svg>")
    begun = process_time()
    spread(drawing, metafile, 100.0)
    assert process_time() - begun < 2
    assert len(drawing.xpath("//tspan[@x]")) == 1
    assert len(drawing[-1][0].get("x").split()) == 4


@pytest.mark.parametrize(("font", "shown"), [("Symbol", "β"), ("MARLETT", "")])
def test_signs_of_a_symbol_font_are_drawn_as_unicode_or_left_out(font: str, shown: str) -> None:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg"><text font-family="{font}, serif"><tspan>\uf062</tspan></text></svg>'
    )
    root = etree.fromstring(svg)
    metafiles._signs(root)
    assert words_in(etree.tostring(root)) == shown


@pytest.mark.parametrize(("place", "under", "left"), [(0, "black", 1), (5, "black", 2), (0, "white", 2)])
def test_a_picture_with_clear_parts_has_none_of_its_own_under_it(place: int, under: str, left: int) -> None:
    clear = Image.new("RGBA", (2, 2), (0, 0, 0, 0))
    clear.putpixel((0, 0), (200, 0, 0, 255))
    whole = Image.new("RGB", (2, 2), under)
    whole.putpixel((0, 0), (200, 0, 0))
    images = "".join(
        f'<image x="{x}" y="0" width="9" height="9" xlink:href="data:image/png;base64,{_png(each)}"/>'
        for x, each in ((0, whole), (place, clear))
    )
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    root = etree.fromstring(f"<svg {names}>{images}</svg>")
    metafiles.draw_once(root)
    assert len(root) == left


def test_words_of_a_metafile_stand_in_the_fonts_that_stand_in_for_theirs() -> None:
    root = etree.fromstring('<svg><text font-family="Segoe UI embedded"/><text font-family="Symbol"/></svg>')
    metafiles.stand_ins(root)
    assert [text.get("font-family") for text in root] == ['"Segoe UI","Liberation Sans","Arimo",sans-serif', "Symbol"]


def _png(image: Image.Image) -> str:
    out = io.BytesIO()
    image.save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


def test_without_libreoffice_it_is_said_that_a_metafile_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metafiles, "_HOMES", ())
    with pytest.raises(Unprintable, match="only where LibreOffice is installed"):
        metafiles.drawn(wmf(BOX, says("Never drawn")), (), set())


_OFFICE = """#!/bin/sh
while [ "$1" != --outdir ]; do shift; done
mkdir -p "$2"; into="$2"; shift 2
for file; do
  grep -q slow "$file" && sleep 0.6
  grep -q stuck "$file" && sleep 60
  made="$into/$(basename "${file%.*}").svg"
  cat > "$made" <<'END'
<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1" viewBox="0 0 1 1" preserveAspectRatio="none"
><g class="SlideGroup"><rect class="BoundingBox" x="0" y="0" width="9" height="9"/><path d="M0 0L9 9"/></g></svg>
END
done
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for a LibreOffice that takes its time")
@pytest.mark.parametrize("wait", ["slow", "stuck"])
def test_metafiles_that_take_longer_than_one_call_may_are_all_drawn_but_what_stops_it(
    wait: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = tmp_path / "soffice"
    office.write_text(_OFFICE)
    office.chmod(0o755)
    monkeypatch.setattr(metafiles, "_HOMES", (str(office),))
    monkeypatch.setattr(metafiles, "_SECONDS", 2)
    given = [wmf(says(f"{wait if wait == 'slow' or not n else 'plain'} {n}")) for n in range(5)]
    made = metafiles._turned({metafiles._key(each): each for each in given})
    assert [metafiles._key(each) in made for each in given] == [wait == "slow", *[True] * 4]


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for LibreOffice")
def test_a_metafile_that_could_not_be_drawn_is_tried_again_when_another_paper_is_printed_not_in_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    metafile = wmf(says("tried again"))
    office = tmp_path / "soffice"
    monkeypatch.setattr(metafiles, "_HOMES", (str(office),))
    undrawn: set[str] = set()
    with pytest.raises(Unprintable):
        metafiles.drawn(metafile, (), undrawn)
    office.write_text(_OFFICE)
    office.chmod(0o755)
    with pytest.raises(Unprintable):
        metafiles.drawn(metafile, (), undrawn)
    assert metafiles.drawn(metafile, (), set())[1] == "svg"
