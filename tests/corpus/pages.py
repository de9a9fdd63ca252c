"""How alike the pages of two PDFs look: the share of ink that stands in the same place.

Each page is drawn in grey at the same small size and cut into cells of about 4 mm. Two pages are as alike as the
ink that both have in a cell is to the ink that either has: 1 for the same page, 0 where nothing stands in the same
place. A page that only one of them has counts as 0. It sees text that moved by more than a line or a few letters,
missing pictures, shading and borders; it doesn't see which letters they are.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2

_ACROSS = 52
_FINE = 4  # dots a side of each cell
_MOST = 40  # pages compared of a long paper


def read(pdf: Path) -> tuple[int, str]:
    """How many pages a PDF has, and the words that they show."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document), "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def likeness(ours: Path, theirs: Path) -> float:
    """How alike two PDFs look, page by page, from 0 to 1."""
    one, two = _ink(ours), _ink(theirs)
    pages = max(len(one), len(two))
    return sum(alike(a, b) for a, b in zip(one, two, strict=False)) / pages if pages else 1.0


def alike(one: np.ndarray, two: np.ndarray) -> float:
    """How alike the inks of two pages are; what stands outside the smaller page is in one of them only."""
    rows, columns = min(one.shape[0], two.shape[0]), min(one.shape[1], two.shape[1])
    a, b = one[:rows, :columns], two[:rows, :columns]
    both = float(np.minimum(a, b).sum())
    either = float(one.sum() + two.sum()) - both
    return both / either if either else 1.0


def _ink(pdf: Path) -> list[np.ndarray]:
    """The ink of each page by cell."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_cells(document[number]) for number in range(min(len(document), _MOST))]
    finally:
        document.close()


def _cells(page: pypdfium2.PdfPage) -> np.ndarray:
    scale = _ACROSS * _FINE / max(min(page.get_size()), 1.0)
    drawn = page.render(scale=scale, grayscale=True).to_numpy()
    ink = 255.0 - (drawn[:, :, 0] if drawn.ndim == 3 else drawn)
    high, wide = (size // _FINE * _FINE for size in ink.shape)
    cells = ink[:high, :wide].reshape(high // _FINE, _FINE, wide // _FINE, _FINE).mean(axis=(1, 3))
    padded = np.pad(cells, 1)  # spread a little, so that a line half a cell lower is still much the same
    near = padded[:-2, 1:-1] + padded[2:, 1:-1] + padded[1:-1, :-2] + padded[1:-1, 2:]
    return (2 * cells + near / 2) / 4
