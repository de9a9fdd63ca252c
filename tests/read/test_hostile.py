"""What is made to hurt is refused with a sentence within seconds and half a gigabyte, and the rest is read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.read.hostile import HOSTILE, READ

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 5  # of processor time


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    for name, (made, _) in HOSTILE.items():
        (folder / name).write_bytes(made())
    command = [sys.executable, "-m", "tests.read.hostile", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    for path in folder.iterdir():
        path.unlink()
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_time_and_in_little_memory(outcomes, name):
    seconds, said = outcomes[name]
    expected = HOSTILE[name][1]
    if expected == READ:
        assert [line for line in said if not line.startswith(("C-13", "C-15", "Z-21"))] == []
    else:
        assert said == [f"C-01 {name} {expected}."]
    assert seconds < SECONDS
