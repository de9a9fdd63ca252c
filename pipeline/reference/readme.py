"""The README's reference: commands, exit codes, papers, names for rating rules and the rule book, from the code itself."""

from __future__ import annotations

from pathlib import Path

from typer.core import TyperGroup
from typer.main import get_command

from pipeline import errors
from pipeline.cli.commands import app
from pipeline.issues import Severity, rules
from pipeline.papers import paper_types
from pipeline.rating import rule_names
from pipeline.reference.listing import load_rules

README = Path(__file__).resolve().parents[2] / "README.md"
START, END = "<!-- reference: made by python -m pipeline.reference -->", "<!-- end of reference -->"


def reference() -> str:
    """Commands, exit codes, papers, names for rating rules and the rule book, as Markdown."""
    return "\n\n".join([_commands(), _exit_codes(), _papers(), _names(), _rule_book()])


def rewritten(readme: str) -> str:
    """The README with its reference as the code has it now."""
    before, _, rest = readme.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n\n{reference()}\n\n{END}{after}"


def _table(headings: list[str], rows: list[list[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines)


def _commands() -> str:
    group = get_command(app)
    rows = []
    if isinstance(group, TyperGroup):
        for name, command in sorted(group.commands.items()):
            words = []
            for parameter in command.params:
                flag = parameter.opts[0] if parameter.opts[0].startswith("-") else ""
                shown = str(parameter.metavar or (parameter.name or "").upper())
                words.append(f"[{flag}]" if flag else shown if parameter.required else f"[{shown}]")
            rows.append([f"`papers {' '.join([name, *words])}`", command.help or ""])
    return "### Commands\n\n" + _table(["command", "what it does"], rows)


def _exit_codes() -> str:
    kinds = sorted(
        (kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.PapersError)),
        key=lambda kind: kind.exit_code,
    )
    rows = [["0", "Done."], ["1", "Errors in the data; the list says which."]]
    rows += [[str(kind.exit_code), (kind.__doc__ or "").split("\n")[0]] for kind in kinds if kind.exit_code > 1]
    rows += [["70", "A fault in this program."], ["130", "Stopped from the keyboard."]]
    return "### Exit codes\n\n" + _table(["code", "meaning"], rows)


def _papers() -> str:
    rows = [[f"`{paper.name}`", paper.what, f"`templates/{paper.template}`"] for paper in paper_types()]
    return "### Papers\n\n" + _table(["paper", "what it is", "template"], rows)


def _names() -> str:
    rows = [
        [f"`{entry.name}`", ", ".join(entry.scales), entry.kind, entry.meaning, f"`{entry.example}`"]
        for entry in rule_names()
    ]
    return "### Names for rating rules\n\n" + _table(["name", "for", "kind", "meaning", "a test with it"], rows)


def _rule_book() -> str:
    load_rules()
    kinds = {Severity.ERROR: "error", Severity.QUERY: "query"}
    rows = [[entry.code, kinds[entry.severity], entry.sentence, entry.source] for entry in rules()]
    return "### Rule book\n\nAn error blocks a paper; a query must be fixed or explained.\n\n" + _table(
        ["rule", "kind", "what must hold", "source"], rows
    )


def write() -> None:
    """Write it anew in its place."""
    README.write_text(rewritten(README.read_text("utf-8")), "utf-8")
