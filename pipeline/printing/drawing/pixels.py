"""A picture's bytes made fit to publish: whole, of a kind that is printed, and with nothing hidden in them.

What is cropped away is cut away, not covered; cameras' and editors' notes (places, names, thumbnails) are taken out.
"""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass
from typing import Any

_KINDS = {
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"BM": "bmp",
    b"II*\x00": "tiff",
    b"MM\x00*": "tiff",
    b"\xd7\xcd\xc6\x9a": "wmf",
    b"\x01\x00\x09\x00": "wmf",
    b"\x02\x00\x09\x00": "wmf",
    b"II\xbc": "wdp",
}
_MOST_DOTS = 80_000_000
_ENOUGH_DOTS = 12_000_000
_ENOUGH_PER_INCH = 300
_PNG_KEPT = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"sRGB", b"cHRM", b"iCCP", b"pHYs"))
_PNG_START = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Recolour:
    """How Word shows a picture in other colours: ``tone`` is grey or bilevel, the rest shares from -1 to 1.

    ``pair`` are the two colours (``#rrggbb``) that black and white become.
    """

    tone: str = ""
    bright: float = 0.0
    contrast: float = 0.0
    pair: tuple[str, str] | None = None


PLAIN = Recolour()

Crop = tuple[float, float, float, float]
"""Shares of the picture cut away at the top, right, bottom and left; below nothing for room added."""


class Unprintable(Exception):
    """Why a picture's bytes can't be printed, to end a sentence that begins "The picture"."""


def kind_of(data: bytes) -> str:
    """``png``, ``jpeg``, ``gif``, ``bmp``, ``tiff``, ``svg``, ``emf``, ``wmf``, ``wdp`` or ``other``, told from the bytes."""
    for start, kind in _KINDS.items():
        if data.startswith(start):
            return kind
    if data[:4] == b"\x01\0\0\0" and data[40:44] == b" EMF":
        return "emf"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[:12] == b"\0\0\0\x0cjP  \r\n\x87\n" or data[:4] == b"\xff\x4f\xff\x51":
        return "jp2"
    return "svg" if b"<svg" in data[:4000] or b":svg" in data[:4000] else ""


def fit(data: bytes, kind: str, crop: Crop, width: float, recolour: Recolour = PLAIN) -> tuple[bytes, str]:
    """The bytes and kind to print: PNG or JPEG, cropped, in RGB or grey.

    ``width`` is what the whole picture takes on the page in points. Unprintable where the bytes are damaged or too
    large.
    """
    if not any(crop) and recolour == PLAIN and kind in ("png", "jpeg"):
        plain = _plain_png(data) if kind == "png" else _plain_jpeg(data)
        if plain:
            return plain, kind
    return _redrawn(data, kind, crop, width, recolour)


def is_seen_through(over: bytes, under: bytes) -> bool:
    """Whether one picture is another with parts of it clear."""
    from PIL import Image

    with Image.open(io.BytesIO(over)) as top, Image.open(io.BytesIO(under)) as below:
        same = top.size == below.size and top.mode == "RGBA"
        return same and top.convert("RGB").tobytes() == below.convert("RGB").tobytes()


def _plain_png(data: bytes) -> bytes:
    """A PNG of 8 bits or fewer without its notes; nothing where it must be drawn again."""
    if len(data) < 33 or data[12:16] != b"IHDR":
        return b""
    across, down, depth = struct.unpack(">IIB", data[16:25])
    if depth > 8 or across * down > _ENOUGH_DOTS:
        return b""
    out, at, seen = [_PNG_START], 8, set()
    while at + 12 <= len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        if at + 12 + length > len(data):
            return b""
        if name in _PNG_KEPT:
            out.append(data[at : at + 12 + length])
            seen.add(name)
        at += 12 + length
        if name == b"IEND":
            return b"".join(out) if b"IDAT" in seen and _sound_png(data) else b""
    return b""


def _sound_png(data: bytes) -> bool:
    """Whether every piece of a PNG has the sum that it says."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as image:
            image.verify()
    except Exception:  # Pillow raises many kinds for damaged bytes; any of them means that it is drawn again
        return False
    return True


def _plain_jpeg(data: bytes) -> bytes:
    """A whole RGB or grey JPEG without its notes; nothing where it must be drawn again."""
    out, at = [b"\xff\xd8"], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        mark, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if mark == 0xFF:
            at += 1
            continue
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            if length < 11 or at + 10 > len(data):
                return b""
            down, across, parts = struct.unpack(">HHB", data[at + 5 : at + 10])
            if mark > 0xC2 or data[at + 4] != 8 or parts not in (1, 3) or not 0 < across * down <= _ENOUGH_DOTS:
                return b""
        if mark == 0xDA:
            end = data.rfind(b"\xff\xd9")
            return b"".join([*out, data[at : end + 2]]) if end > at else b""
        if mark in (0xE0, 0xEE) or not (0xE0 <= mark <= 0xEF or mark == 0xFE):
            out.append(data[at : at + 2 + length])
        at += 2 + length
    return b""


def _redrawn(data: bytes, kind: str, crop: Crop, width: float, recolour: Recolour) -> tuple[bytes, str]:
    from PIL import Image

    try:
        image = _in_rgb(_read(data, width))
    except _Cut:
        image = _what_is_there(data, width)
    top, right, bottom, left = (min(max(share, 0.0), 0.99) for share in crop)
    across, down = image.size
    box = (round(left * across), round(top * down), round((1 - right) * across), round((1 - bottom) * down))
    if box != (0, 0, across, down) and box[0] < box[2] and box[1] < box[3]:
        image = image.crop(box)
    enough = _enough(image.width, image.height, width * max(1 - left - right, 0.01))
    if image.size != enough:
        image = image.resize(enough, Image.Resampling.LANCZOS)
    if recolour != PLAIN:
        image = _recoloured(image, recolour)
    out = io.BytesIO()
    if kind in ("jpeg", "jp2", "webp") and image.mode in ("RGB", "L"):
        image.save(out, "JPEG", quality=92)
        return out.getvalue(), "jpeg"
    image.save(out, "PNG")
    return out.getvalue(), "png"


class _Cut(Exception):
    """A picture's bytes stop short, or some are wrong."""


def _read(data: bytes, width: float, *, whole: bool = True) -> Any:
    """A picture's dots; Unprintable where there are too many, _Cut where the bytes are damaged."""
    from PIL import Image, ImageFile

    kept, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, not whole
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as opened:
            warnings.simplefilter("ignore")
            across, down = opened.size
            if across * down > _MOST_DOTS:
                raise Unprintable(f"is {across:,} by {down:,} dots, which is too large to print")
            opened.draft(None, _enough(across, down, width))
            opened.load()
            return opened.copy()
    except Unprintable:
        raise
    except Image.DecompressionBombError as error:
        raise Unprintable("has far too many dots to print; it is too large") from error
    except Exception as error:  # Pillow raises many kinds for damaged bytes
        raise _Cut from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = kept


def _what_is_there(data: bytes, width: float) -> Any:
    """A damaged picture as far as it can be read, where that reaches its foot."""
    try:
        image = _in_rgb(_read(data, width, whole=False))
    except _Cut as error:
        raise Unprintable("is damaged, or of a kind that can't be printed") from error
    foot = image.crop((0, image.height * 9 // 10, image.width, image.height))
    if foot.convert("RGB").getcolors(1) is not None:
        raise Unprintable("is damaged: it stops short")
    return image


def _in_rgb(image: Any) -> Any:
    """A picture in RGB or grey, of 8 bits, with its transparency."""
    clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        scale = 1 / 257 if image.getextrema()[1] > 255 else 1.0
        image = image.convert("F").point(lambda dot: dot * scale).convert("L")
    return image.convert("RGBA" if clear else "L" if image.mode in ("L", "1") else "RGB")


def _recoloured(image: Any, recolour: Recolour) -> Any:
    from PIL import ImageOps

    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    image = image.convert("RGB") if alpha else image
    if recolour.tone or recolour.pair:
        image = image.convert("L")
    if recolour.tone == "bilevel":
        image = image.point(lambda dot: 255 if dot > 127 else 0)
    if recolour.pair:
        image = ImageOps.colorize(image, *recolour.pair)
    if recolour.bright or recolour.contrast:
        table = [
            min(255, max(0, round(((dot / 255 - 0.5) * (1 + recolour.contrast) + 0.5 + recolour.bright) * 255)))
            for dot in range(256)
        ]
        image = image.point(table * len(image.getbands()))
    if alpha:
        image = image.convert("RGBA")
        image.putalpha(alpha)
    return image


def _enough(across: int, down: int, width: float) -> tuple[int, int]:
    """The dots worth keeping of a large picture: 300 to the inch on the page."""
    if across * down <= _ENOUGH_DOTS or width <= 0:
        return across, down
    share = min(1.0, max(width / 72 * _ENOUGH_PER_INCH / across, (1_000_000 / (across * down)) ** 0.5))
    return max(1, round(across * share)), max(1, round(down * share))
