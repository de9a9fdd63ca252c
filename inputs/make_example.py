"""Makes the example council's three quarters from its story: ``python -m inputs.make_example``.

The council is invented. What it makes is committed, because that is what a build reads; change the
story in ``inputs/example_story`` and run this again.
"""

from __future__ import annotations

from pathlib import Path

from inputs.example_story.drafts import draft_docx
from inputs.example_story.files import same_package
from inputs.example_story.lead_books import lead_book
from inputs.example_story.letter import letter_pdf
from inputs.example_story.measure_books import RELEASE, legal_ods, measures_book, release_csv, workforce_csv
from inputs.example_story.plan_book import plan_book
from inputs.example_story.prose import WRITTEN
from inputs.example_story.telling import FOLDERS, LEADS, NAMES, QUARTERS
from inputs.example_story.terms import terms_docx

EXAMPLE = Path(__file__).resolve().parent / "example"


def quarter_files(quarter: str) -> dict[str, bytes]:
    """Every file of a quarter's folder, by its path in the folder; the letter is made apart."""
    name = NAMES[quarter]
    files = {
        f"Improvement plan {name}.xlsx": plan_book(quarter),
        f"Measures {name}.xlsx": measures_book(quarter),
        f"Workforce readings {name}.csv": workforce_csv(quarter),
        f"Legal services readings {name}.ods": legal_ods(quarter),
        "appendices/terms-of-reference.docx": terms_docx(),
        f"published/{RELEASE}": release_csv(),
    }
    for paper in WRITTEN:
        files[f"papers/{paper}.docx"] = draft_docx(paper, quarter)
    for lead in LEADS:
        files[f"updates/Update - {lead}.xlsx"] = lead_book(lead, quarter)
    return files


def main() -> None:
    """Writes what has changed, and takes away workbooks and drafts that the story no longer has."""
    letter = letter_pdf()
    for quarter in QUARTERS:
        folder = EXAMPLE / FOLDERS[quarter]
        files = quarter_files(quarter) | {"appendices/inspection-letter.pdf": letter}
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not (path.exists() and same_package(path.read_bytes(), content)):
                path.write_bytes(content)
        for path in folder.rglob("*"):
            if path.is_file() and path.relative_to(folder).as_posix() not in files:
                path.unlink()


if __name__ == "__main__":
    main()
