"""WeasyPrint loaded in half the time: Pango's functions declared beforehand, and left for later what papers hardly ever need.

At every start WeasyPrint gives cffi 400 declarations in C to parse, and parses more for each type that it makes.
cffi's own way round that is to compile them ahead, to tables: those in ``declared.py``, which
:mod:`pipeline.printing.pdf.declaring` writes. They are used only with the WeasyPrint that they were made from.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline.printing.pdf import declared

LATER = ("fontTools.subset", "fontTools.varLib.instancer", "tinyhtml5")
"""Cuts fonts where HarfBuzz can't, settles variable fonts, parses HTML: WeasyPrint only calls what is in them."""


def weasyprint() -> Any:
    """The library, loaded; ImportError or OSError where it or Pango can't be."""
    if "weasyprint" not in sys.modules:
        with _declared_before(), _left_for_later():
            import_module("weasyprint")
    return sys.modules["weasyprint"]


def declarations() -> Path | None:
    """WeasyPrint's own file of declarations, if it is here."""
    found = find_spec("weasyprint")
    source = Path(found.origin).parent / "text" / "ffi.py" if found and found.origin else None
    return source if source and source.is_file() else None


def digest(source: Path) -> str:
    """What tells one file of declarations from another."""
    return sha256(source.read_bytes()).hexdigest()


@contextmanager
def _declared_before() -> Iterator[None]:
    """cffi as WeasyPrint asks for it, with the functions declared already."""
    source = declarations()
    if "cffi" in sys.modules or source is None or digest(source) != declared.DIGEST:
        yield
        return
    from _cffi_backend import FFI

    class Declared(FFI):  # type: ignore[misc]
        def cdef(self, source: str) -> None:
            """Nothing to do: what is declared here is in the tables."""

        def dlopen(self, *names: Any) -> Any:
            """A library that is never closed: what it made may be given back to it after it when Python ends."""
            from ctypes import py_object, pythonapi

            opened = super().dlopen(*names)
            pythonapi.Py_IncRef(py_object(opened))
            return opened

    ready = ModuleType("cffi")
    vars(ready)["FFI"] = lambda: Declared("weasyprint", **declared.TABLES)
    sys.modules["cffi"] = ready
    try:
        yield
    finally:
        del sys.modules["cffi"]


@contextmanager
def _left_for_later() -> Iterator[None]:
    """Modules that are loaded when something of theirs is first called."""
    left = [name for name in LATER if name not in sys.modules]
    for name in left:
        sys.modules[name] = _Later(name)
        package, _, inside = name.rpartition(".")
        if package:
            setattr(import_module(package), inside, sys.modules[name])
    try:
        yield
    finally:
        for name in left:
            del sys.modules[name]


class _Later(ModuleType):
    """A module of which each name is a function that loads the true one and calls what has that name there."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kwargs: getattr(import_module(self.__name__), name)(*args, **kwargs)
