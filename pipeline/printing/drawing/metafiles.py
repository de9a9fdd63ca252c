"""Windows metafiles (EMF, WMF) turned into SVG by LibreOffice, where it is installed.

All of a paper's are turned in as few calls as can be, each within a time limit, under a profile that is thrown away.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from pipeline.printing.drawing.metafile_words import in_line, is_equation, spread
from pipeline.printing.drawing.pixels import Unprintable, is_seen_through
from pipeline.printing.drawing.safe_svg import safe_svg, words_in
from pipeline.printing.letters.fonts import stack
from pipeline.printing.letters.symbols import family, is_private, likely, symbol

_SECONDS = 90
_AT_ONCE = 100
_MOST_STOPPED = 4
_LARGEST = 30 * 2**20
_HOMES = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
_BOX = re.compile(rb'class="BoundingBox"[^>]*? x="(-?\d+)" y="(-?\d+)" width="(\d+)" height="(\d+)"')
_PAGE = re.compile(rb'<svg([^>]*?) width="[^"]*" height="[^"]*" viewBox="[^"]*" preserveAspectRatio="[^"]*"')
_CLIPS = re.compile(rb"<(mask|filter|pattern|image)\b")
_MARKS = re.compile(rb"<(path|text|polygon|polyline|line|circle|ellipse|image)\b")
_PICTURE = b'class="SlideGroup"'  # before it stand LibreOffice's own bullets
_ADDRESS = "{http://www.w3.org/1999/xlink}href"
_PLACE = ("x", "y", "width", "height", "transform", "clip-path")
_NOTHING = (b"", "")
_KEPT = 200
_drawn: dict[str, tuple[bytes, str]] = {}
"""Metafiles drawn lately, by their hash: a paper is read more than once before it is printed, and others have its logo."""


def installed() -> str:
    """Where LibreOffice is; nothing where it isn't."""
    return next((found for found in map(shutil.which, _HOMES) if found), "")


def drawn(data: bytes, others: Iterable[bytes], undrawn: set[str]) -> tuple[bytes, str, str]:
    """A metafile as a picture, with its kind and the words drawn in it; ``others`` are the paper's other metafiles, turned in the same call.

    ``undrawn`` are the hashes of those that nothing could be made of while this paper is printed: they aren't tried
    again. Unprintable where LibreOffice isn't installed or can't read it.
    """
    wanted = _key(data)
    if wanted not in _drawn and wanted not in undrawn:
        if len(_drawn) > _KEPT:
            _drawn.clear()
        asked = {key: each for each in (data, *others) if (key := _key(each)) not in _drawn and key not in undrawn}
        made = _turned(asked)
        undrawn.update(asked.keys() - made.keys())
        _drawn.update(made)
    if wanted in undrawn:
        raise Unprintable(
            "is an old Windows drawing (EMF or WMF) that can't be read"
            if installed()
            else "is an old Windows drawing (EMF or WMF), which is printed only where LibreOffice is installed"
        )
    picture, words = _drawn[wanted]
    return picture, "svg" if picture.lstrip().startswith(b"<") else "png", words


def _key(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _turned(files: dict[str, bytes]) -> dict[str, tuple[bytes, str]]:
    """The pictures, with their words, of those metafiles that LibreOffice can read."""
    program = installed()
    if not program:
        return {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        made = folder / "made"
        for key, data in files.items():
            if len(data) <= _LARGEST:
                suffix = "emf" if data[:4] == b"\x01\0\0\0" else "wmf"
                (folder / f"{key}.{suffix}").write_bytes(data)
        command = [
            program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            "--convert-to", "svg", "--outdir", str(made),
        ]  # fmt: skip
        waiting, stopped = sorted(folder.glob("*.?mf")), 0
        while waiting and stopped < _MOST_STOPPED:
            now, waiting = waiting[:_AT_ONCE], waiting[_AT_ONCE:]
            if not _run([*command, *map(str, now)], folder):
                done = max((n for n, each in enumerate(now, 1) if (made / f"{each.stem}.svg").is_file()), default=0)
                waiting = now[max(done - 1, 1) :] + waiting  # the last may be half written
                stopped += 1
        paths = {key: made / f"{key}.svg" for key in files}
        found = {key: _trimmed(path.read_bytes(), files[key]) for key, path in paths.items() if path.is_file()}
    return {key: drawing for key, drawing in found.items() if drawing != _NOTHING}


def _run(command: list[str], folder: Path) -> bool:
    """Whether LibreOffice ran to its end; it and what it started are ended when its time is up."""
    nothing = subprocess.DEVNULL
    try:
        running = subprocess.Popen(  # noqa: S603 - LibreOffice, found on the path, with files of our own naming
            command, stdin=nothing, stdout=nothing, stderr=nothing, cwd=folder, start_new_session=os.name == "posix"
        )
    except OSError:
        return False
    try:
        return running.wait(_SECONDS) == 0
    except subprocess.TimeoutExpired:
        if os.name == "posix":
            os.killpg(running.pid, signal.SIGKILL)
        running.kill()
        running.wait()
        return False


def stand_ins(root: etree._Element) -> None:
    """Words in the fonts that stand in for theirs, as the paper's own are: nothing else that draws an SVG knows them."""
    for piece in root.iterfind(".//*[@font-family]"):
        font = _font(piece.get("font-family", ""))
        if not family(font):
            piece.set("font-family", stack(font, ""))


def _font(named: str) -> str:
    """The first of the fonts that an SVG names, as Windows knows it."""
    return named.partition(",")[0].strip(" '").removesuffix(" embedded")


def _signs(root: etree._Element) -> None:
    """The characters of symbol fonts as those of Unicode; one that can't be told is left out."""
    for piece in root.iter("{*}tspan"):
        named = (each.get("font-family") for each in (piece, *piece.iterancestors()))
        font = _font(next(filter(None, named), ""))
        if piece.text and (family(font) or any(map(is_private, piece.text))):
            shown = [symbol(char, font) or (likely(char) if is_private(char) else char) for char in piece.text]
            places = piece.get("x", "").split()
            if len(places) == len(shown):
                piece.set("x", " ".join(place for place, char in zip(places, shown, strict=True) if char))
            piece.text = "".join(shown)


def draw_once(root: etree._Element) -> None:
    """Take out what LibreOffice puts under a picture with clear parts: the same one, black where it is clear."""
    for under in list(root.iter("{*}image")):
        over, parent = under.getnext(), under.getparent()
        if over is None or parent is None or over.tag != under.tag:
            continue
        if any(under.get(name) != over.get(name) for name in _PLACE):
            continue
        top, below = (base64.b64decode((each.get(_ADDRESS) or "").partition(",")[2]) for each in (over, under))
        if is_seen_through(top, below):
            parent.remove(under)


def _trimmed(data: bytes, metafile: bytes) -> tuple[bytes, str]:
    """The drawing alone, and its words: LibreOffice puts it on a page."""
    box = _BOX.search(data)
    if box is None or not int(box[3]) or not int(box[4]):
        return _NOTHING
    x, y, width, height = (int(number) for number in box.groups())
    head = (
        f' width="{width / 100}mm" height="{height / 100}mm" viewBox="{x} {y} {width} {height}"'
        ' preserveAspectRatio="none"'
    )
    data = _PAGE.sub(lambda match: b"<svg" + match[1] + head.encode(), data, count=1)
    try:
        clean = safe_svg(data)
    except Unprintable:
        return _NOTHING
    if not _MARKS.search(clean.partition(_PICTURE)[2]):
        return _NOTHING
    root = etree.fromstring(clean)
    draw_once(root)
    spread(root, metafile, width)
    _signs(root)
    stand_ins(root)
    clean = etree.tostring(root)
    words = in_line(root, height) if is_equation(metafile) else words_in(clean)
    if _CLIPS.search(clean):
        import resvg_py

        clean = bytes(
            resvg_py.svg_to_bytes(svg_string=clean.decode(), width=min(max(round(width * 0.12), 400), 2400), dpi=96)
        )
    return clean, words
