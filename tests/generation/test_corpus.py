"""The corpus: replayed cases are those that were generated, and a folder that is of no use does no harm."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pingone_conformance.generation import generator
from pingone_conformance.generation.case import GeneratedCase
from pingone_conformance.generation.corpus import cases_for
from pingone_conformance.profiles import Profile

OPERATION = "createUser"
SMALL = Profile("small", positive=2, negative=2, coverage=6, walks=0, steps=0)

Forbid = Callable[[], None]


@pytest.fixture
def no_generation(monkeypatch: pytest.MonkeyPatch) -> Forbid:
    def fail(*_: object) -> list[GeneratedCase]:
        raise RuntimeError("generated again")

    return lambda: monkeypatch.setattr(generator, "generate_cases", fail)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_replayed_is_what_was_generated(tmp_path: Path, no_generation: Forbid) -> None:
    generated = cases_for(OPERATION, SMALL, 1, tmp_path)
    no_generation()
    assert cases_for(OPERATION, SMALL, 1, tmp_path) == generated


def test_one_file_is_left_for_an_operation(tmp_path: Path) -> None:
    cases_for(OPERATION, SMALL, 1, tmp_path)
    assert [file.name for file in files(tmp_path)] == [f"{OPERATION}.json"]


@pytest.mark.parametrize(
    ("operation", "profile", "seed"),
    [
        ("readOneUser", SMALL, 1),
        (OPERATION, SMALL, 2),
        (OPERATION, Profile("small", positive=2, negative=2, coverage=5, walks=0, steps=0), 1),
    ],
)
def test_another_operation_profile_or_seed_is_generated(
    tmp_path: Path, no_generation: Forbid, operation: str, profile: Profile, seed: int
) -> None:
    cases_for(OPERATION, SMALL, 1, tmp_path)
    no_generation()
    with pytest.raises(RuntimeError, match="generated again"):
        cases_for(operation, profile, seed, tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[",
        b"\xff",
        b"null",
        b"{}",
        b"[]",
        b'{"cases": null}',
        b'{"cases": ["valid"]}',
        b'{"cases": [{"valid": true}]}',
        b'{"cases": [{"other": 1}]}',
    ],
)
def test_a_broken_file_is_generated_again(tmp_path: Path, content: bytes) -> None:
    generated = cases_for(OPERATION, SMALL, 1, tmp_path)
    (file,) = files(tmp_path)
    file.write_bytes(content)
    assert cases_for(OPERATION, SMALL, 1, tmp_path) == generated


def test_a_broken_file_is_replaced(tmp_path: Path, no_generation: Forbid) -> None:
    generated = cases_for(OPERATION, SMALL, 1, tmp_path)
    files(tmp_path)[0].write_bytes(b"[")
    cases_for(OPERATION, SMALL, 1, tmp_path)
    no_generation()
    assert cases_for(OPERATION, SMALL, 1, tmp_path) == generated


def test_a_folder_that_cannot_be_made_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert cases_for(OPERATION, SMALL, 1, tmp_path / "file") == cases_for(OPERATION, SMALL, 1, tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert cases_for(OPERATION, SMALL, 1, tmp_path)
