"""The web pages in a real browser: axe-core, a phone's width, dark and forced colours, print and the keyboard."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.errors import CannotRead
from pipeline.printing import print_paper
from pipeline.run import build
from tests.browser.looked import MISSING, looked
from tests.printing.samples import AS_AT, long_paper

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(MISSING), reason=MISSING)]

ROOT = Path(__file__).resolve().parent.parent.parent
CORPUS = Path(os.environ.get("PAPERS_CORPUS", ROOT.parent / "shared" / "corpus")) / "word"
_SOUND = "<!doctype html><html lang='en'><title>A page</title><a href='#m'>Skip</a><main id='m' tabindex='-1'><h1>Plan</h1>{}</main>"


def written(data: bytes, name: str, folder: Path) -> Path:
    file = folder / f"{name}.html"
    file.write_text(
        print_paper(data, name=f"{name}.docx", as_at=AS_AT, changes="accepted", formats=("html",)).html, "utf-8"
    )
    return file


def test_nothing_is_found_in_a_paper_of_the_example_and_a_long_one(tmp_path: Path, example_folder: Path) -> None:
    build(example_folder, tmp_path, only=["quarterly_update"])
    [update] = tmp_path.glob("*.docx")
    files = [written(update.read_bytes(), "update", tmp_path), written(long_paper(), "long", tmp_path)]
    assert looked(files) == {str(file): [] for file in files}


@pytest.mark.skipif(not CORPUS.is_dir(), reason="The corpus is not here.")
def test_nothing_is_found_in_other_peoples_papers(tmp_path: Path) -> None:
    files = []
    for path in sorted(CORPUS.rglob("*.docx"))[::18]:
        with suppress(CannotRead):
            files.append(written(path.read_bytes(), path.stem, tmp_path))
    assert looked(files) == {str(file): [] for file in files}


FAULTS = {
    "": "<p>Words</p>",
    "light: image-alt": "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>",
    "asks for https://example.invalid/a.png": "<img alt='' src='https://example.invalid/a.png'>",
    "scrolls sideways on a phone, dark": "<p style='width:900px'>Words</p>",
    "dark: color-contrast": "<style>@media (prefers-color-scheme:dark){p{color:#222;background:#000}}</style><p>Words</p>",
    "forced colours: page-has-heading-one": "<style>@media (forced-colors:active){h1{display:none}}</style>",
    "scrolls sideways in print": "<style>@media print{p{width:3000px}}</style><p>Words</p>",
    "a stop of the keyboard is not marked": "<style>a{outline:none}</style>",
    "the keyboard stops where nothing is seen": "<a href='#m' style='position:absolute;left:-999px'>Words</a>",
    "the first stop of the keyboard is no way past the contents": "",
}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What is found in a page with each fault."""
    folder = tmp_path_factory.mktemp("pages")
    files = {says: folder / f"{number}.html" for number, says in enumerate(FAULTS)}
    for says, file in files.items():
        page = _SOUND.format(FAULTS[says])
        file.write_text(page if FAULTS[says] else page.replace("#m", "https://example.invalid"), "utf-8")
    found = looked(list(files.values()))
    return {says: found[str(file)] for says, file in files.items()}


@pytest.mark.parametrize("says", FAULTS)
def test_each_fault_of_a_page_is_found(faulty: dict[str, list[str]], says: str) -> None:
    assert any(says in each for each in faulty[says]) if says else faulty[says] == []
