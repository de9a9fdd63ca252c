"""The example council's newest quarter, checked once for all tests that read it."""

from pathlib import Path

import pytest

from pipeline.facts.making import Ground
from pipeline.quarter import Checked, check, newest_quarter

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
