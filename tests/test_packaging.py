"""The wheel: its files are those of the checkout, no more and no fewer."""

from __future__ import annotations

import json
import tomllib
from importlib.metadata import Distribution, distribution
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

NAME = "pingone-conformance"
PACKAGE = "pingone_conformance"
CHECKOUT = Path(__file__).parents[1]
ROOMS = ("openapi", "contracts", "suites", "reports")
METADATA = {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}
# What an installer adds.
OF_THE_INSTALLER = {"INSTALLER", "REQUESTED", "direct_url.json"}


@pytest.fixture(scope="module")
def installed() -> Distribution:
    return distribution(NAME)


@pytest.fixture(scope="module")
def wheel(installed: Distribution) -> Distribution:
    origin = json.loads(installed.read_text("direct_url.json") or "{}")
    if origin.get("dir_info", {}).get("editable"):
        pytest.skip("the package is installed editable, so there is no wheel to look into")
    return installed


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    file = CHECKOUT / "pyproject.toml"
    content: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))["project"]
    return content


def files_below(folder: Path) -> set[str]:
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    # Results of runs are left beside the templates, and belong to nobody else.
    ignored = {"__pycache__", "latest"}
    return {path.as_posix() for path in found if not ignored & set(path.parts) and path.suffix != ".pyc"}


def files_of(wheel: Distribution) -> set[str]:
    return {path.as_posix() for path in wheel.files or [] if "__pycache__" not in path.parts}


def test_the_wheel_has_the_files_of_the_package_and_of_the_rooms(wheel: Distribution) -> None:
    expected = {f"{PACKAGE}/{file}" for file in files_below(CHECKOUT / "src" / PACKAGE)}
    expected |= {f"{PACKAGE}/{room}/{file}" for room in ROOMS for file in files_below(CHECKOUT / room)}
    assert {file for file in files_of(wheel) if file.startswith(f"{PACKAGE}/")} == expected


def test_the_wheel_has_nothing_beside_the_package_but_its_metadata(wheel: Distribution) -> None:
    folder = f"{PACKAGE}-{wheel.version}.dist-info/"
    beside = {file for file in files_of(wheel) if not file.startswith((f"{PACKAGE}/", "../"))}
    assert beside - {folder + name for name in OF_THE_INSTALLER} == {folder + name for name in METADATA}


def test_the_command_is_installed(installed: Distribution) -> None:
    (command,) = installed.entry_points.select(group="console_scripts")
    assert (command.name, command.value) == (NAME, f"{PACKAGE}.cli:main")


def test_the_plugin_is_known_to_pytest(installed: Distribution) -> None:
    (plugin,) = installed.entry_points.select(group="pytest11")
    assert (plugin.name, plugin.value) == (PACKAGE, f"{PACKAGE}.plugin")


@pytest.mark.parametrize("group", ["console_scripts", "pytest11"])
def test_an_entry_point_can_be_loaded(installed: Distribution, group: str) -> None:
    assert [entry.load() for entry in installed.entry_points.select(group=group)]


def test_the_version_is_that_of_the_project(installed: Distribution, project: dict[str, Any]) -> None:
    assert installed.version == project["version"]


def test_the_metadata_says_licence_and_python(installed: Distribution, project: dict[str, Any]) -> None:
    said = installed.metadata
    assert (said["License-Expression"], said["Requires-Python"]) == (
        project["license"],
        project["requires-python"],
    )


def test_the_package_says_that_it_has_types() -> None:
    assert (files(PACKAGE) / "py.typed").is_file()


def test_every_dependency_has_a_lowest_version(project: dict[str, Any]) -> None:
    assert [line for line in project["dependencies"] if ">=" not in line and "==" not in line] == []
