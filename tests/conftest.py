"""The example council's newest quarter, checked once for all tests that read it; and how laws are tried.

Laws are tried on the same cases in every run. To look for new ones: HYPOTHESIS_PROFILE=exploring make test
"""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from pipeline.facts.making import Ground
from pipeline.quarter import Checked, check, newest_quarter

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("exploring")
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def example_folder() -> Path:
    return newest_quarter(ROOT / "inputs")


@pytest.fixture(scope="session")
def checked(example_folder: Path) -> Checked:
    return check(example_folder)


@pytest.fixture(scope="session")
def ground(checked: Checked) -> Ground:
    assert checked.ground is not None
    return checked.ground
