"""Writes ``declared.py``, Pango's functions as WeasyPrint declares them: ``python -m pipeline.printing.pdf.declaring``."""

from __future__ import annotations

import ast
import tempfile
from contextlib import redirect_stdout
from pathlib import Path
from pprint import pformat

from pipeline.printing.pdf import declared
from pipeline.printing.pdf.quick_start import declarations, digest

_HEAD = '''"""Pango's functions as WeasyPrint declares them, in cffi's tables; made by python -m pipeline.printing.pdf.declaring."""
# fmt: off

'''


def tables(source: Path) -> str:
    """The module for the declarations in WeasyPrint's file: what cffi's own compiler makes of them."""
    import cffi

    calls = [node for node in ast.walk(ast.parse(source.read_text("utf-8"))) if isinstance(node, ast.Call)]
    said = next(call.args[0] for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "cdef")
    compiler = cffi.FFI()
    compiler.cdef(ast.literal_eval(said))
    compiler.set_source("weasyprint", None)
    with tempfile.TemporaryDirectory() as place:
        made = Path(place) / "made.py"
        with redirect_stdout(None):
            compiler.emit_python_code(str(made))
        call = next(node for node in ast.walk(ast.parse(made.read_text("utf-8"))) if isinstance(node, ast.Call))
    given = {str(each.arg): ast.literal_eval(each.value) for each in call.keywords}
    listed = pformat(given, width=118, compact=True, sort_dicts=False)
    return f"{_HEAD}DIGEST = {digest(source)!r}\nTABLES = {listed}\n"


if __name__ == "__main__":
    source = declarations()
    assert source is not None
    Path(declared.__file__).write_text(tables(source), "utf-8")
