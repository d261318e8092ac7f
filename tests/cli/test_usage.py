"""Help, and what is said about usage that is not right: one sentence, a hint, no traceback, exit code 2."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Call, Done

HEAVY = ("pytest", "rich", "schemathesis", "hypothesis", "httpx", "starlette", "pydantic", "yaml", "PIL")


def is_bad_usage(done: Done) -> bool:
    said = done.stdout + done.stderr
    return done.returncode == 2 and "Traceback" not in said


def test_help_lists_the_commands(call: Call) -> None:
    done = call("--help")
    assert done.returncode == 0
    assert [
        name for name in ("run", "mock", "rules", "faults", "power") if f"\n  {name} " not in done.stdout
    ] == []


def test_help_says_what_exit_codes_mean(call: Call) -> None:
    assert "Exit codes: 0 nothing violates, 1 a promise is broken" in call("--help").stdout


@pytest.mark.parametrize("command", ["run", "mock", "rules", "faults", "power"])
def test_each_command_has_help(call: Call, command: str) -> None:
    done = call(command, "-h")
    assert (done.returncode, done.stdout.startswith("Usage: ")) == (0, True)


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys\nfrom pingone_conformance.cli import main\nsys.argv[1:] = ['--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\nsys.stderr.write(' '.join(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert set(HEAVY) & set(done.stderr.split()) == set()


def test_the_version_is_told(call: Call) -> None:
    assert call("--version").stdout.startswith("pingone-conformance, version ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("walk",), "No such command 'walk'"),
        (("run", "--fast"), "No such option"),
        (("run", "--profile", "fast"), "'fast' is not one of 'smoke', 'standard', 'deep'"),
        (("run", "--suite", "nothing"), "'nothing' is not one of 'property', 'scenarios'"),
        (("mock", "--port", "65536"), "65536 is not in the range"),
        (("rules", "--format", "xml"), "'xml' is not one of"),
    ],
)
def test_an_option_that_does_not_exist_is_bad_usage(
    call: Call, arguments: tuple[str, ...], said: str
) -> None:
    done = call(*arguments)
    assert is_bad_usage(done)
    assert said in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--rule", "NOTHING-999"),
            ("there is no rule NOTHING-999", "hint: `pingone-conformance rules` lists them"),
        ),
        (
            ("--seed", "x"),
            ("seed = 'x' (flag) is not allowed", "hint: give a whole number from 0 to 4294967295"),
        ),
        (
            ("-n", "many"),
            ("workers = 'many' (flag) is not allowed", "hint: give a whole number from 0 to 64"),
        ),
        (
            ("--target", "cloud"),
            ("target = 'cloud' (flag) is not allowed", "hint: give one of mock, tenant"),
        ),
        (
            ("--mock-url", "localhost"),
            ("mock_url = 'localhost' (flag)", "hint: give an http:// or https:// address"),
        ),
    ],
)
def test_a_setting_that_is_not_allowed_comes_with_a_hint(
    call: Call, arguments: tuple[str, ...], said: tuple[str, str]
) -> None:
    done = call("run", *arguments)
    assert is_bad_usage(done)
    assert [part for part in said if part not in done.stderr] == []


def test_a_setting_of_the_environment_is_named_with_its_variable(call: Call) -> None:
    done = call("run", PINGONE_CONFORMANCE_PROFILE="fast")
    assert is_bad_usage(done)
    assert "(environment PINGONE_CONFORMANCE_PROFILE) is not allowed" in done.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("seed = ", "pingone-conformance.toml cannot be read: "),
        ("sede = 1", "pingone-conformance.toml has a member that is no setting: sede"),
        ("seed = 'x'", "seed = 'x' (pingone-conformance.toml) is not allowed"),
    ],
)
def test_a_broken_settings_file_is_bad_usage(call: Call, tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "pingone-conformance.toml").write_text(content, encoding="utf-8")
    done = call("run")
    assert is_bad_usage(done)
    assert said in done.stderr


def test_a_file_in_the_way_of_the_reports_is_bad_usage(call: Call, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = call("run", "--out", "file/reports")
    assert is_bad_usage(done)
    assert "hint: choose another folder with --out" in done.stderr


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_folder_that_cannot_be_written_is_bad_usage(call: Call, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    assert is_bad_usage(call("run", "--out", "locked/reports"))
