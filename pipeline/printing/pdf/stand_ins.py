"""What stands in for WeasyPrint's own functions while a paper is printed: every change to it is made, and undone, here."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def in_place_of(theirs: Any, ours: Any) -> Iterator[None]:
    """One function for another in every module of WeasyPrint that has imported it."""
    name = theirs.__name__
    users = [
        module
        for key, module in list(sys.modules.items())
        if key.startswith("weasyprint.") and vars(module).get(name) is theirs
    ]
    for module in users:
        setattr(module, name, ours)
    try:
        yield
    finally:
        for module in users:
            setattr(module, name, theirs)


@contextmanager
def given(owner: Any, **ours: Any) -> Iterator[None]:
    """A class or module of WeasyPrint with attributes of ours; afterwards it has its own again, or none where it had none."""
    theirs = {name: vars(owner)[name] for name in ours if name in vars(owner)}
    for name, each in ours.items():
        setattr(owner, name, each)
    try:
        yield
    finally:
        for name in ours:
            if name in theirs:
                setattr(owner, name, theirs[name])
            else:
                delattr(owner, name)
