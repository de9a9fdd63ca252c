"""Room for Python's call frames, taken once: where a piece of their memory ends among busy calls, each of them maps and frees one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")
_ROOM = 1 << 18  # bytes; a quarter of it is enough for the example's papers
_WORD = 8


def roomy(work: Callable[Given, Result]) -> Callable[Given, Result]:
    """The function, with all that it calls in one piece of frame memory.

    CPython keeps frames in pieces of 16 KB (``DATA_STACK_CHUNK_SIZE`` in its pystate.c) and gives each back as soon as the
    last frame in it ends. Laying out a paper can call across such an edge tens of thousands of times: a tenth of its time
    and more, by chance of how deep the call began. A frame that is larger than a piece gets a larger one, as much as twice its own
    size, and the frames above it share what is left; memory that they never reach is never touched.
    """

    def with_room(*args: Given.args, **named: Given.kwargs) -> Result:
        return work(*args, **named)

    with_room.__code__ = with_room.__code__.replace(co_stacksize=_ROOM // _WORD)
    return wraps(work)(with_room)
