"""The data rooms are found in a checkout and in a wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from pingone_conformance import rooms
from pingone_conformance.findings import ConformanceError

MARKERS = {
    "openapi": "openapi.yaml",
    "contracts": "sources.yaml",
    "suites": "pytest.ini",
    "reports": "results.schema.json",
}


@pytest.fixture
def in_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout without rooms, as if the package had been loaded from it."""
    package = tmp_path / "src" / "pingone_conformance"
    package.mkdir(parents=True)
    monkeypatch.setattr(rooms, "_PACKAGE", package)
    monkeypatch.setattr(rooms, "_CHECKOUT", tmp_path)
    return tmp_path


@pytest.fixture
def in_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The package's folder in a site-packages that has a foreign folder where a checkout would have its room."""
    package = tmp_path / "lib" / "site-packages" / "pingone_conformance"
    package.mkdir(parents=True)
    (tmp_path / "lib" / "suites").mkdir()
    monkeypatch.setattr(rooms, "_PACKAGE", package)
    monkeypatch.setattr(rooms, "_CHECKOUT", tmp_path / "lib")
    return package


@pytest.mark.parametrize("name", MARKERS)
def test_each_room_has_what_its_readers_look_for(name: rooms.Room) -> None:
    assert (rooms.room(name) / MARKERS[name]).is_file()


def test_a_checkout_has_its_rooms_at_the_top(in_checkout: Path) -> None:
    (in_checkout / "suites").mkdir()
    assert rooms.room("suites") == in_checkout / "suites"


def test_a_checkout_comes_before_a_stale_copy_in_the_package(in_checkout: Path) -> None:
    (in_checkout / "suites").mkdir()
    (in_checkout / "src" / "pingone_conformance" / "suites").mkdir()
    assert rooms.room("suites") == in_checkout / "suites"


def test_a_wheel_has_its_rooms_inside_the_package(in_wheel: Path) -> None:
    (in_wheel / "suites").mkdir()
    assert rooms.room("suites") == in_wheel / "suites"


def test_a_folder_beside_site_packages_is_no_room(in_wheel: Path) -> None:
    with pytest.raises(ConformanceError, match="the data room 'suites' is neither at"):
        rooms.room("suites")


def test_a_missing_room_comes_with_a_way_out(in_checkout: Path) -> None:
    with pytest.raises(ConformanceError) as caught:
        rooms.room("openapi")
    assert caught.value.hint == "reinstall the package, or run from a complete checkout"
