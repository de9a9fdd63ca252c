"""The house: imports point one way down the line of stages, and folders and modules stay what they are."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "pipeline").rglob("*.py"))
LONGEST = 400
"""Lines of a module."""

# The line of stages: a module imports only from its own floor or a lower one.
FLOORS = [
    ["places", "issues", "errors", "progress", "roomy"],
    ["periods"],
    ["sheets"],
    ["model", "wording", "working_days", "law", "protected", "symbols", "colours"],
    ["read"],
    ["parse"],
    ["returns", "repeats"],
    ["assemble", "reference.sheets_guide"],
    ["published"],
    ["rating"],
    ["checks"],
    ["facts.fact"],
    ["charts"],
    ["facts"],
    ["papers"],
    ["fill"],
    ["printing.letters", "printing.seal"],
    ["printing.document"],
    ["printing.word", "printing.drawing", "printing.chart", "printing.equations", "printing.contents_lists"],
    ["printing.layout"],
    ["printing.pdf", "printing.queries", "printing.web"],
    ["printing"],
    ["proof"],
    ["publish", "newbook", "handback"],
    ["said_once"],
    ["forms"],
    ["quarter", "finish", "measures_table"],
    ["workers"],
    ["run", "reprint"],
    ["edited"],
    ["roll"],
    ["chasing"],
    ["asking"],
    ["explaining", "inspecting", "reference.listing"],
    ["cli"],
    ["reference"],
    ["__main__"],
]


@cache
def text_of(path: Path) -> str:
    return path.read_text("utf-8")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(text_of(path))


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def floor(module: str) -> int:
    inside = module.removeprefix("pipeline").lstrip(".")
    for number, names in enumerate(FLOORS):
        if any(inside == name or (inside.startswith(name + ".") and name != "facts") for name in names):
            return number
    if inside.startswith("facts"):
        return next(n for n, names in enumerate(FLOORS) if "facts" in names)
    raise AssertionError(f"{module} is on no floor of the house; put it in tests/test_house.py")


def imported(path: Path) -> list[str]:
    names = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("pipeline"):
            module = ROOT / Path(*node.module.split("."))
            for alias in node.names:
                deeper = (module / f"{alias.name}.py").is_file() or (module / alias.name).is_dir()
                names.append(f"{node.module}.{alias.name}" if deeper else node.module)
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names if alias.name.startswith("pipeline")]
    return [name for name in names if name != "pipeline"]


def test_modules_import_only_from_their_own_floor_or_a_lower_one() -> None:
    of_all = ("pipeline", "pipeline.facts")
    above = [
        f"{name_of(path)} imports {name}"
        for path in MODULES
        if name_of(path) not in of_all
        for name in imported(path)
        if floor(name) > floor(name_of(path))
    ]
    assert above == []


def test_the_import_rule_can_fail() -> None:
    assert floor("pipeline.cli.commands") > floor("pipeline.read.folder")
    assert floor("pipeline.facts.state") > floor("pipeline.charts") > floor("pipeline.facts.fact")


def test_a_module_is_short_and_says_what_it_is() -> None:
    assert [name_of(path) for path in MODULES if not ast.get_docstring(tree_of(path))] == [], "start with a sentence"
    assert [name_of(path) for path in MODULES if len(text_of(path).splitlines()) > LONGEST] == []


def test_only_the_edges_import_what_touches_the_world() -> None:
    homes = {"docxtpl": "pipeline/fill", "weasyprint": "pipeline/printing/pdf", "xlsxwriter": "pipeline/newbook.py"}
    for path in MODULES:
        for library, home in homes.items():
            if re.search(rf"^\s*(from|import) {library}\b", text_of(path), re.M):
                assert path.relative_to(ROOT).as_posix().startswith(home), f"{path} imports {library}"


def test_nothing_between_reading_and_writing_asks_the_clock_or_chance() -> None:
    asked = re.compile(r"\b(date\.today|datetime\.now|time\.time|random\.|os\.environ|uuid)\b")
    found = [name_of(path) for path in MODULES if asked.search(text_of(path))]
    assert found == []


def test_there_are_no_drawers_for_everything() -> None:
    bad = {"utils", "util", "common", "helpers", "helper", "manager", "base", "misc"}
    assert [name_of(path) for path in MODULES if bad & set(path.relative_to(ROOT).with_suffix("").parts)] == []
