"""Planting a fault in a PDF."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf


def changed_pdf(data: bytes, change: Callable[[Any], object]) -> bytes:
    """The PDF after ``change`` was made to it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def elements(pdf: Any, tag: str) -> list[Any]:
    """Every structure element of a kind, in order."""

    def walk(node: Any) -> Iterator[Any]:
        if isinstance(node, pikepdf.Array):
            for each in node:
                yield from walk(each)
        elif isinstance(node, pikepdf.Dictionary):
            if node.get("/S") == pikepdf.Name("/" + tag):
                yield node
            if "/K" in node:
                yield from walk(node.K)

    return list(walk(pdf.Root.StructTreeRoot.K))


def element(pdf: Any, tag: str) -> Any:
    """The first of them."""
    return elements(pdf, tag)[0]
