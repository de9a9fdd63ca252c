"""Files that are not there, there twice, of another quarter, open elsewhere or no workbooks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.faulty_workbooks import sound
from tests.faulty_workbooks.planting import Fault, filled, saved, sound_books, sound_books_before


def faults() -> Iterator[Fault]:
    yield from missing()
    yield from twice()
    yield from of_another_quarter()
    yield from not_read()


def folder(name: str, plant: Callable[[dict[str, bytes]], object], *found: tuple[str, str], file: str = "") -> Fault:
    """Something done to the files of a quarter's folder; the spots are of ``file``."""
    return Fault(name, file, plant, found)


def missing() -> Iterator[Fault]:
    yield folder(
        "a lead of two actions has sent nothing",
        lambda books: books.pop(sound.ASSESSMENT),
        ("D-06", "Actions/lead/1"),
    )
    yield folder(
        "a lead of one action has sent nothing", lambda books: books.pop(sound.CARE), ("P-01a", "Actions/id/3")
    )
    yield folder("the measures are not there", lambda books: books.pop(sound.MEASURES), ("I-01", "folder"))
    yield folder("the plan is not there", lambda books: books.pop(sound.PLAN), ("I-01", "folder"))


def twice() -> Iterator[Fault]:
    def again(source: str, name: str) -> Fault:
        def plant(books: dict[str, bytes]) -> None:
            books[name] = books[source]

        return folder(f"{source} again as {name}", plant, ("I-08", ""), file=name)

    yield again(sound.PLAN, "Copy of plan.xlsx")
    yield again(sound.MEASURES, "old/measures.xlsx")
    yield again(sound.ASSESSMENT, "updates/Head of Assessment (2).xlsx")
    yield again(sound.CARE, "updates/Head of Care final.xlsx")


def of_another_quarter() -> Iterator[Fault]:
    def old(name: str, *found: tuple[str, str]) -> Fault:
        def plant(books: dict[str, bytes]) -> None:
            books[name] = sound_books_before()[name]

        return folder(f"last quarter's {name} put in unchanged", plant, *found, file=name)

    def beside(books: dict[str, bytes]) -> None:
        books["plan Q1.xlsx"] = sound_books_before()[sound.PLAN]

    def update_beside(books: dict[str, bytes]) -> None:
        books["updates/Q1.xlsx"] = sound_books_before()[sound.ASSESSMENT]

    yield old(sound.PLAN, ("Q-01", "Plan details/quarter/1"))
    yield old(sound.ASSESSMENT, ("U-16", "Updates/action/1"))
    yield old(sound.CARE, ("U-16", "Updates/action/1"))
    yield folder("last quarter's plan beside this one's", beside, ("I-08", ""), file="plan Q1.xlsx")
    yield folder("last quarter's update beside this one's", update_beside, ("I-08", ""), file="updates/Q1.xlsx")


def not_read() -> Iterator[Fault]:
    def put(name: str, data: bytes, code: str = "C-15", at: str = "") -> Fault:
        def plant(books: dict[str, bytes]) -> None:
            books[name] = data

        return folder(f"{name} is there", plant, (code, ""), file=at or name)

    yield put(f"~${sound.PLAN}", b"\x05Ann Officer" + bytes(150), at=sound.PLAN)
    yield put("updates/Head of Care.docx", b"PK\x03\x04")
    yield put("updates/scan.pdf", b"%PDF-1.7")
    yield put("updates/Re update.msg", b"\xd0\xcf\x11\xe0")
    yield put("everything.zip", b"PK\x03\x04")
    yield put("measures.numbers", b"PK\x03\x04")
    yield put("Plan of 2026", saved(filled(sound.quarter()[sound.CARE])))
    yield put("2026-27-q1/plan.xlsx", sound_books()[sound.PLAN], at="2026-27-q1")
