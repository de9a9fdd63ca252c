"""What the part of a chart in a Word file keeps: single settings, and the words and numbers cached of a workbook's cells."""

from __future__ import annotations

from lxml import etree

from pipeline.printing.chart.numbers import written
from pipeline.printing.word.package import A, says_on, whole

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
C15 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"
MOST = 5000
_LARGEST = 1e100


def value(parent: etree._Element | None, name: str) -> str:
    """The value of a child element; nothing without it."""
    found = None if parent is None else parent.find(C + name)
    return "" if found is None else found.get("val", "")


def flag(parent: etree._Element | None, name: str, *, absent: bool) -> bool:
    """Whether a child element says yes; ``absent`` where there is none."""
    found = None if parent is None else parent.find(C + name)
    return absent if found is None else says_on(found.get("val", "1"))


def number(text: str | None) -> float | None:
    """A number that can be drawn; None for anything else."""
    try:
        found = float(text) if text and text.strip() else None
    except ValueError:
        return None
    if found is None or not abs(found) < _LARGEST:
        return None
    return found if abs(found) > 1 / _LARGEST else 0.0


def _cache(holder: etree._Element | None) -> etree._Element | None:
    """The kept values of a reference, or the literal ones."""
    for name in ("numRef/numCache", "strRef/strCache", "multiLvlStrRef/multiLvlStrCache", "numLit", "strLit"):
        found = None if holder is None else holder.find("/".join(C + step for step in name.split("/")))
        if found is not None:
            return found
    return None


def numbers(holder: etree._Element | None) -> tuple[tuple[float | None, ...], str]:
    """The numbers of a reference, None for a gap, and the format that they are written in."""
    cache = _cache(holder)
    if cache is None:
        return (), "General"
    found = {whole(pt.get("idx")): number(pt.findtext(f"{C}v")) for pt in cache.findall(f"{C}pt")}
    count = min(max(whole(value(cache, "ptCount")), max(found, default=-1) + 1), MOST)
    return tuple(found.get(i) for i in range(count)), cache.findtext(f"{C}formatCode") or "General"


def words(holder: etree._Element | None) -> tuple[str, ...]:
    """Words by place; those of several levels are joined, the outer first."""
    levels = word_levels(holder)
    said: list[list[str]] = [[] for _ in (levels[0] if levels else ())]
    for number_of, level in enumerate(reversed(levels)):
        last = ""
        for i, word in enumerate(level):
            last = word or (last if number_of < len(levels) - 1 else "")
            if last:
                said[i].append(last)
    return tuple(" ".join(each) for each in said)


def word_levels(holder: etree._Element | None) -> tuple[tuple[str, ...], ...]:
    """Words by place, of each level, the inmost first; an outer level's stand where each begins."""
    cache = _cache(holder)
    if cache is None:
        return ()
    form = cache.findtext(f"{C}formatCode") or "General"
    counted = cache.tag in (f"{C}numCache", f"{C}numLit")
    count = min(whole(value(cache, "ptCount")), MOST)
    found = []
    for level in cache.findall(f"{C}lvl") or [cache]:
        held = {}
        for pt in level.findall(f"{C}pt"):
            text = " ".join((pt.findtext(f"{C}v") or "").split())
            own = pt.get("formatCode") or form
            numeric = number(text) if counted else None
            held[whole(pt.get("idx"))] = text if numeric is None else written(numeric, own)
        found.append(tuple(held.get(i, "") for i in range(count)))
    return tuple(found)


def text_of(holder: etree._Element | None) -> str:
    """The words of a title or label: typed, or those of the cell that it refers to."""
    if holder is None:
        return ""
    paragraphs = ["".join(t.text or "" for t in p.iter(f"{A}t")) for p in holder.iter(f"{A}p")]
    typed = " ".join(" ".join(paragraphs).split())
    return typed or " ".join(words(holder.find(f"{C}tx"))) or " ".join(words(holder))
