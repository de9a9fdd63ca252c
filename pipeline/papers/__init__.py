"""The papers we build, one file each with a ``PAPER``: add a file and a template, and the paper is built."""

from importlib import import_module
from pkgutil import iter_modules

from pipeline.errors import Misdeclared
from pipeline.papers.paper_type import PaperType


def paper_types() -> tuple[PaperType, ...]:
    """Every paper type in this folder, by name; a file without a ``PAPER`` of its own name is a mistake."""
    found = []
    for module in sorted(iter_modules(__path__), key=lambda info: info.name):
        if module.name == "paper_type":
            continue
        paper = getattr(import_module(f"{__name__}.{module.name}"), "PAPER", None)
        if not isinstance(paper, PaperType) or paper.name != module.name:
            raise Misdeclared(f"papers/{module.name}.py must define PAPER = PaperType(name={module.name!r}, ...).")
        found.append(paper)
    return tuple(found)


__all__ = ["PaperType", "paper_types"]
