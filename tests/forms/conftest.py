"""The example's second quarter without its updates, the forms made for it, and the forms filled in."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filled import HA, Edit, filled, quarter_folder

from inputs.make_example import EXAMPLE
from pipeline.forms import form_workbooks
from pipeline.quarter import Checked, check


@pytest.fixture(scope="session")
def whole() -> Checked:
    """The example's quarter as its leads really updated it."""
    return check(EXAMPLE / "2026-27-q2")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quarter_folder(tmp_path_factory.mktemp("inputs"))


@pytest.fixture(scope="session")
def made(folder: Path) -> dict[str, bytes]:
    shutil.rmtree(folder / "updates", ignore_errors=True)
    ground = check(folder).ground
    assert ground is not None
    return form_workbooks(ground)


@pytest.fixture(scope="session")
def full(made: dict[str, bytes], whole: Checked) -> dict[str, bytes]:
    """Every form filled in with what the example's leads said."""
    assert whole.ground is not None
    return {name: filled(form, whole.ground.now.plan.updates) for name, form in made.items()}


@pytest.fixture
def returned(folder: Path, full: dict[str, bytes]) -> Callable[..., Checked]:
    """Checks the folder with every form returned, one of them changed, others added."""
    updates = folder / "updates"
    shutil.rmtree(updates, ignore_errors=True)
    updates.mkdir()
    for name, form in full.items():
        (updates / name).write_bytes(form)

    def again(name: str = HA, edit: Edit | None = None, **also: bytes) -> Checked:
        (updates / name).write_bytes(filled(full[name], {}, edit))
        for stem, content in also.items():
            (updates / f"{stem}.xlsx").write_bytes(content)
        return check(folder)

    return again
