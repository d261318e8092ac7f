"""No room for the reports: a sentence, no traceback, and nothing that could be taken for results."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from .conftest import COMMAND, environment

resource = pytest.importorskip("resource", reason="only POSIX bounds the size of files")
ROOM = 20_000


def bounded() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))


def test_a_run_without_room_for_its_reports_ends_with_2(tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "run", "--rule", "PORTRAIT-003", "--out", "out"],
        cwd=tmp_path,
        env=environment(),
        preexec_fn=bounded,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stdout + done.stderr) == (2, False)
    assert done.stderr == (
        f"error: the reports cannot be written to {tmp_path / 'out'}\n"
        "hint: is the disk full? make room there, or choose another --out\n"
    )
    assert json.loads((tmp_path / "out/results.json").read_text(encoding="utf-8"))["complete"] is False
    assert not (tmp_path / "out/results.json.part").exists()
