"""`script lint`: what it prints, its exit codes, and files that are none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pingone_conformance.cli.script_input import MAX_BYTES

from .conftest import COMMAND, Call, environment

CLEAN = "action.goTo('true');\n"
WRONG = "var utils = 1;\nsecrets.getGenericSecret('mine');\n"


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    file = tmp_path / "clean.js"
    file.write_text(CLEAN, encoding="utf-8")
    return file


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    file = tmp_path / "wrong.js"
    file.write_text(WRONG, encoding="utf-8")
    return file


@pytest.mark.usefixtures("clean")
def test_a_clean_script_ends_with_0(call: Call) -> None:
    done = call("script", "lint", "clean.js")
    assert (done.returncode, done.stdout, done.stderr) == (0, "no problems in 1 script\n", "")


@pytest.mark.usefixtures("clean", "wrong")
def test_problems_are_told_with_place_rule_and_hint_and_end_with_1(call: Call) -> None:
    done = call("script", "lint", "clean.js", "wrong.js")
    assert done.returncode == 1
    assert done.stdout == (
        "wrong.js:1:5: reserved-name: utils is the name of a binding, and reserved for it\n"
        "    hint: give the variable another name\n"
        "wrong.js:2:26: secret-label: “mine” does not begin with scripted.node.\n"
        "    hint: only scripted.node.… is accepted\n"
        "2 problems in 2 scripts\n"
    )


@pytest.mark.usefixtures("wrong")
def test_problems_as_json(call: Call) -> None:
    done = call("script", "lint", "wrong.js", "--format", "json")
    assert done.returncode == 1
    first, _ = json.loads(done.stdout)["problems"]
    assert first == {
        "file": "wrong.js",
        "rule": "reserved-name",
        "line": 1,
        "column": 5,
        "message": "utils is the name of a binding, and reserved for it",
        "hint": "give the variable another name",
        "certain": True,
    }


def test_lines_are_at_most_80_columns_wide(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text(
        "systemEnv.getProperty('esv.a', 'b', 'java.lang.Integer');", encoding="utf-8"
    )
    done = call("script", "lint", "a.js")
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "java.util.Map" in done.stdout


def test_what_may_be_meant_so_is_marked(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("function f(realm) { return realm; }", encoding="utf-8")
    assert "(perhaps on purpose)" in " ".join(call("script", "lint", "a.js").stdout.split())


def test_the_engine_and_the_context_can_be_chosen(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("outcome = scriptName;", encoding="utf-8")
    assert call("script", "lint", "a.js", "--legacy").returncode == 0
    assert call("script", "lint", "a.js", "--legacy", "--context", "POLICY_CONDITION").returncode == 1


def test_the_standard_input_is_read(tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "script", "lint", "-"],
        input=WRONG,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment(),
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.startswith("<stdin>:1:5: reserved-name: ")


def test_a_byte_order_mark_moves_no_column(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.js").write_bytes(b"\xef\xbb\xbf" + WRONG.encode())
    assert "a.js:1:5: " in call("script", "lint", "a.js").stdout


def test_what_a_script_says_cannot_steer_the_terminal(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("secrets.getGenericSecret('\x1b[2J\u202e');", encoding="utf-8")
    done = call("script", "lint", "a.js")
    assert r"\x1b[2J\u202e" in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda _: None, "error: a.js cannot be read: No such file or directory"),
        (Path.mkdir, "error: a.js is a folder"),
        (lambda file: file.write_bytes(b"var a = '\xff';"), "error: a.js is not UTF-8 at byte 10"),
        (lambda file: file.write_bytes(b" " * (MAX_BYTES + 1)), "error: a.js is larger than 1,024 KiB"),
    ],
    ids=["missing", "folder", "binary", "large"],
)
@pytest.mark.usefixtures("wrong")
def test_a_file_that_is_no_script_ends_with_2(call: Call, tmp_path: Path, make, said: str) -> None:
    make(tmp_path / "a.js")
    done = call("script", "lint", "wrong.js", "a.js")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(said)
    assert "\nhint: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="everything is readable here")
def test_a_file_that_may_not_be_read_ends_with_2(call: Call, clean: Path) -> None:
    clean.chmod(0)
    assert call("script", "lint", "clean.js").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Missing argument 'FILE...'"),
        (("clean.js", "--context", "decision node"), "'decision node' is no context of scripts"),
        (("clean.js", "--format", "xml"), "'xml' is not one of"),
    ],
)
@pytest.mark.usefixtures("clean")
def test_bad_usage_ends_with_2(call: Call, arguments: tuple[str, ...], said: str) -> None:
    done = call("script", "lint", *arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_help_names_the_exit_codes(call: Call) -> None:
    assert "Exit codes: 0 nothing was found" in " ".join(call("script", "lint", "--help").stdout.split())
