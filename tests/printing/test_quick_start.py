"""The printing library is loaded quickly, as itself: what was made ready for it is what it would have made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.printing.pdf import declared, declaring, quick_start

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent.parent


def said_by(code: str) -> str:
    """What a new process prints."""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return ran.stdout.strip()


def test_what_is_declared_beforehand_is_what_weasyprint_declares() -> None:
    """Where this fails, WeasyPrint or cffi is new: run python -m pipeline.printing.pdf.declaring."""
    source = quick_start.declarations()
    assert source is not None
    made: dict[str, object] = {}
    exec(declaring.tables(source), made)
    assert (made["DIGEST"], made["TABLES"]) == (declared.DIGEST, declared.TABLES)


def test_no_c_is_parsed_and_no_font_is_cut_in_python_to_print_a_paper() -> None:
    code = (
        "import sys\n"
        "from pipeline.printing import print_paper\n"
        "from tests.printing.samples import AS_AT, long_paper\n"
        "assert print_paper(long_paper(), name='x.docx', as_at=AS_AT, formats=('pdf',)).pdf\n"
        "print([each for each in ('cffi', 'pycparser', 'fontTools.subset', 'weasyprint') if each in sys.modules])"
    )
    assert said_by(code) == "['weasyprint']"


@pytest.mark.parametrize(
    "before",
    ["import cffi", "from pipeline.printing.pdf import declared; declared.DIGEST = 'of another'"],
    ids=["cffi is there already", "another WeasyPrint"],
)
def test_weasyprint_is_loaded_as_it_is_where_nothing_was_made_ready(before: str) -> None:
    code = (
        f"{before}\n"
        "from pipeline.printing.pdf import quick_start\n"
        "import sys; ffi = quick_start.weasyprint().text.ffi.ffi\n"
        "print(type(ffi).__module__, ffi.sizeof('PangoRectangle'), 'pycparser' in sys.modules)"
    )
    assert said_by(code) == "cffi.api 16 True"


def test_what_was_left_for_later_is_loaded_when_it_is_called() -> None:
    code = (
        "import sys\n"
        "from pipeline.printing.pdf import quick_start\n"
        "from pipeline.printing.pdf.pdf import load; load()\n"
        "assert not set(quick_start.LATER) & set(sys.modules)\n"
        "from weasyprint import HTML; from weasyprint.pdf.fonts import subset\n"
        "print(HTML(string='<p>x').etree_element.tag, type(subset.Options()).__name__)"
    )
    assert said_by(code) == "html Options"


def test_python_ends_in_peace_whatever_is_let_go_of_last() -> None:
    code = (
        "import sys\n"
        "from pipeline.printing.pdf import quick_start\n"
        "sys.kept = [quick_start.weasyprint().HTML(string='Words').render()]\n"
        "sys.kept.append(sys.kept)\n"
        "print(len(sys.kept[0].pages))"
    )
    assert said_by(code) == "1"
