"""A PDF's objects turned into bytes once: WeasyPrint's writer asks for each of them twice, packed as hard as can be."""

from __future__ import annotations

import zlib
from typing import Any

import pydyf

_LEVEL = 6


class _Written(pydyf.Object):  # type: ignore[misc]
    """An object as the bytes that stand in the file."""

    data = b""
    compressible = False


def pack(pdf: Any) -> None:
    """Turn every object of a finished PDF into its bytes, its streams compressed."""
    pdf.objects[:] = [each if each.free == "f" else _written(each) for each in pdf.objects]


def _written(each: Any) -> _Written:
    made = _Written()
    made.number, made.generation, made.free, made.compressible = (
        each.number,
        each.generation,
        each.free,
        each.compressible,
    )
    if isinstance(each, pydyf.Stream) and each.compress:
        lines = [item if type(item) is bytes else pydyf._to_bytes(item) for item in each.stream]
        packed = zlib.compress(b"\n".join(lines), _LEVEL)
        each.stream, each.compress = [packed], False
        each.extra["Filter"] = "/FlateDecode"
    made.data = each.data
    return made
