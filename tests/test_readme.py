"""The README can't rot: its reference is what the code says, and its house is the house."""

from pathlib import Path

from pipeline.reference.readme import END, START, reference, rewritten
from pipeline.sheets.columns import sheet_types

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_the_reference_is_what_the_code_says() -> None:
    assert rewritten(README) == README, "run: python -m pipeline.reference"


def test_a_reference_that_is_behind_is_seen() -> None:
    before, _, rest = README.partition(START)
    stale = before + START + "\n\nold\n\n" + END + rest.partition(END)[2]
    assert rewritten(stale) == rewritten(README) != stale


def test_the_reference_has_every_command_and_rule() -> None:
    text = reference()
    for word in (
        "papers build",
        "papers check",
        "papers print",
        "papers explain",
        "papers list",
        "D-01",
        "days_overdue",
    ):
        assert word in text


def test_every_folder_and_file_the_readme_names_is_there() -> None:
    for name in ("inputs/README.md", "templates/example-page.png", "pipeline/rating/default_scheme.csv", "LICENSE"):
        assert name in README
        assert (ROOT / name).exists(), name
    for folder in (path for path in (ROOT / "pipeline").iterdir() if (path / "__init__.py").exists()):
        assert f"`pipeline/{folder.name}`" in README or f"`{folder.name}`" in README, folder.name
    for file in (path for path in (ROOT / "pipeline").glob("*.py") if not path.name.startswith("__")):
        assert f"`pipeline/{file.name}`" in README or f"`{file.name}`" in README, file.name


def test_every_sheet_is_in_the_guide() -> None:
    guide = (ROOT / "inputs" / "README.md").read_text("utf-8")
    assert all(kind.name in guide for kind in sheet_types())
