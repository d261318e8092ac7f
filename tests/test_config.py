"""Settings: who wins, where each value came from, and what is said about one that is not allowed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from pingone_conformance.config import ENVIRONMENT_PREFIX, FILE_NAME, OPTIONS, load_settings
from pingone_conformance.findings import ConformanceError, ExitCode

DEFAULTS: dict[str, Any] = {
    "target": "mock",
    "mock_url": "",
    "profile": "standard",
    "seed": 1,
    "workers": 0,
    "strict": False,
    "waivers": None,
    "out": Path("reports/latest"),
}

# For each setting: what a flag, the environment and the file say, and what comes of it.
SAID: dict[str, tuple[tuple[Any, Any], tuple[str, Any], tuple[str, Any]]] = {
    "target": (("mock", "mock"), ("tenant", "tenant"), ('"tenant"', "tenant")),
    "mock_url": (
        ("http://127.0.0.1:1/", "http://127.0.0.1:1"),
        ("https://mock.test", "https://mock.test"),
        ('"http://[::1]:9"', "http://[::1]:9"),
    ),
    "profile": (("smoke", "smoke"), ("deep", "deep"), ('"standard"', "standard")),
    "seed": (("3", 3), ("4", 4), ("5", 5)),
    "workers": (("2", 2), ("3", 3), ("4", 4)),
    "strict": ((True, True), ("no", False), ("true", True)),
    "waivers": (("a.yaml", Path("a.yaml")), ("b.yaml", Path("b.yaml")), ('"c.yaml"', Path("c.yaml"))),
    "out": (("a", Path("a")), ("b", Path("b")), ('"c"', Path("c"))),
}

REFUSED: dict[str, list[str]] = {
    "target": ["tenants", ""],
    "mock_url": [
        "ftp://mock.test",
        "localhost:8080",
        "http://",
        "http://[::1",
        "http://mock.test:port",
        "http://h?a=b",
        "http://h#a",
    ],
    "profile": ["Smoke", ""],
    "seed": ["-1", "4294967296", "one", "1.5", ""],
    "workers": ["-1", "65", "auto"],
    "strict": ["maybe", ""],
    "waivers": [""],
    "out": [""],
}


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(ENVIRONMENT_PREFIX)]:
        monkeypatch.delenv(name)


def write(folder: Path, text: str) -> None:
    (folder / FILE_NAME).write_text(text, encoding="utf-8")


def failure(flags: dict[str, Any], folder: Path) -> ConformanceError:
    with pytest.raises(ConformanceError) as caught:
        load_settings(flags, folder=folder)
    return caught.value


@pytest.mark.parametrize("name", DEFAULTS)
def test_defaults(name: str, tmp_path: Path) -> None:
    settings = load_settings({}, folder=tmp_path)
    assert (getattr(settings, name), settings.origins[name]) == (DEFAULTS[name], "default")


@pytest.mark.parametrize("name", SAID)
def test_the_file_comes_before_the_default(name: str, tmp_path: Path) -> None:
    text, value = SAID[name][2]
    write(tmp_path, f"{name} = {text}")
    settings = load_settings({}, folder=tmp_path)
    assert (getattr(settings, name), settings.origins[name]) == (value, FILE_NAME)


@pytest.mark.parametrize("name", SAID)
def test_the_environment_comes_before_the_file(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    variable, (text, value) = ENVIRONMENT_PREFIX + name.upper(), SAID[name][1]
    write(tmp_path, f"{name} = {SAID[name][2][0]}")
    monkeypatch.setenv(variable, text)
    settings = load_settings({}, folder=tmp_path)
    assert (getattr(settings, name), settings.origins[name]) == (value, f"environment {variable}")


@pytest.mark.parametrize("name", SAID)
def test_a_flag_comes_before_everything(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given, value = SAID[name][0]
    write(tmp_path, f"{name} = {SAID[name][2][0]}")
    monkeypatch.setenv(ENVIRONMENT_PREFIX + name.upper(), SAID[name][1][0])
    settings = load_settings({name: given}, folder=tmp_path)
    assert (getattr(settings, name), settings.origins[name]) == (value, "flag")


def test_a_flag_of_none_was_not_given(tmp_path: Path) -> None:
    assert load_settings({"seed": None}, folder=tmp_path).origins["seed"] == "default"


def test_the_file_is_looked_for_in_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "seed = 9")
    monkeypatch.chdir(tmp_path)
    assert load_settings({}).seed == 9


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in REFUSED for value in REFUSED[name]])
def test_a_refused_flag_is_named_with_its_value(name: str, value: str, tmp_path: Path) -> None:
    error = failure({name: value}, tmp_path)
    assert error.message == f"{name} = {value!r} (flag) is not allowed"


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_value_of_the_environment_is_named_with_its_variable(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    variable, value = ENVIRONMENT_PREFIX + name.upper(), REFUSED[name][0]
    monkeypatch.setenv(variable, value)
    assert failure({}, tmp_path).message == f"{name} = {value!r} (environment {variable}) is not allowed"


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_value_of_the_file_is_named_with_the_file(name: str, tmp_path: Path) -> None:
    write(tmp_path, f'{name} = "{REFUSED[name][0]}"')
    assert failure({}, tmp_path).message == f"{name} = {REFUSED[name][0]!r} ({FILE_NAME}) is not allowed"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("target", "give one of mock, tenant"),
        ("mock_url", "give an http:// or https:// address"),
        ("profile", "give one of smoke, standard, deep"),
        ("seed", "give a whole number from 0 to 4294967295"),
        ("workers", "give a whole number from 0 to 64"),
        ("strict", "give true or false"),
        ("out", "give a text that is not empty"),
    ],
)
def test_the_hint_says_what_is_allowed(name: str, hint: str, tmp_path: Path) -> None:
    assert failure({name: REFUSED[name][0]}, tmp_path).hint == hint


@pytest.mark.parametrize(
    "text", ["seed = true", "profile = 1", "out = 3", "mock_url = 8080", "workers = [2]"]
)
def test_a_value_of_another_type_is_refused(text: str, tmp_path: Path) -> None:
    write(tmp_path, text)
    assert failure({}, tmp_path).message.endswith(f"({FILE_NAME}) is not allowed")


def test_a_member_of_the_file_that_is_no_setting_is_named(tmp_path: Path) -> None:
    write(tmp_path, "seed = 1\nprofiles = 'smoke'")
    error = failure({}, tmp_path)
    assert error.message == f"{FILE_NAME} has a member that is no setting: profiles"
    assert error.hint == "did you mean profile?"


def test_a_member_that_is_like_no_setting_is_answered_with_all_of_them(tmp_path: Path) -> None:
    write(tmp_path, "xyzzy = 1")
    assert failure({}, tmp_path).hint == "use " + ", ".join(OPTIONS)


def test_a_file_that_is_not_toml_is_named_with_the_line(tmp_path: Path) -> None:
    write(tmp_path, "seed = 1\nprofile smoke")
    assert failure({}, tmp_path).message.startswith(f"{FILE_NAME} cannot be read: ")
    assert "line 2, column 9" in failure({}, tmp_path).message


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"out = '\xff'")
    assert failure({}, tmp_path).hint == "mend the file or remove it"


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    assert failure({}, tmp_path).message.startswith(f"{FILE_NAME} cannot be read: ")


def test_a_refused_setting_is_bad_usage(tmp_path: Path) -> None:
    assert failure({"profile": "x"}, tmp_path).exit_code is ExitCode.USAGE


@pytest.mark.parametrize(
    "value", ["http://name:canary@mock.test", "https://canary@mock.test/", "canary@mock.test"]
)
def test_a_password_in_an_address_is_refused_and_not_repeated(value: str, tmp_path: Path) -> None:
    error = failure({"mock_url": value}, tmp_path)
    assert "canary" not in str(error)
    assert error.hint == "give an address without a name and a password"
