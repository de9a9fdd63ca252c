"""Web pages opened in a real browser, where ``make browser`` has put one."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
MISSING = next(
    (
        f"{what} is not here: make browser"
        for what, there in (
            ("Node", shutil.which("node")),
            ("Chromium", CHROMIUM),
            ("axe-core", (HERE / "node_modules" / "axe-core").is_dir()),
        )
        if not there
    ),
    "",
)
"""Why no page can be looked at here, if none can."""


def looked(files: Sequence[Path], seconds: float = 300) -> dict[str, list[str]]:
    """What axe-core, a narrow screen, print, other colours and the keyboard find wrong with each page."""
    command = ["node", str(HERE / "look.mjs"), CHROMIUM, *map(str, files)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds)
    said: dict[str, list[str]] = json.loads(ran.stdout)
    return said
