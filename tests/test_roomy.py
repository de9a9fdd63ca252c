"""Calls take no memory anew, however deep they begin."""

import sys

import pytest

from pipeline.roomy import roomy

resource = pytest.importorskip("resource")
OFTEN = 2_000
DEEP = 150
"""Calls inside one another: more than one piece of frame memory, 16 KB, holds."""


def nothing() -> None:
    pass


def busy() -> int:
    """Pages of memory that the system hands out while one function is called often."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(OFTEN):
        nothing()
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)


def down(steps: int) -> int:
    return down(steps - 1) if steps else busy()


def deepest_cost() -> int:
    return max(down(steps) for steps in range(DEEP))


@pytest.mark.skipif(sys.platform != "linux", reason="Linux counts the pages that a process is handed")
def test_busy_calls_take_no_memory_anew_however_deep_they_begin() -> None:
    assert roomy(deepest_cost)() < OFTEN / 10


def test_a_roomy_function_is_otherwise_the_function_itself() -> None:
    """Named, documented and answering as before, with what it raises passed on."""

    def share(whole: float, *, parts: int) -> float:
        """Equal shares."""
        return whole / parts

    with_room = roomy(share)
    assert (with_room.__name__, with_room.__doc__) == ("share", "Equal shares.")
    assert with_room(6, parts=3) == 2
    with pytest.raises(ZeroDivisionError):
        with_room(1, parts=0)
