"""No false alarms: scripts in which nothing is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from pingone_conformance.lint import lint
from pingone_conformance.rooms import room

from .scripts import LEGACY, LIBRARY, NEXT_GENERATION

SAMPLES = sorted((room("suites") / "bindings" / "samples").glob("*.js"))


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_the_samples_of_the_document_are_clean(file: Path) -> None:
    assert lint(file.read_text(encoding="utf-8"), legacy=file.stem.endswith(".legacy")) == []


def test_there_are_samples() -> None:
    assert len(SAMPLES) == 19


@pytest.mark.parametrize("text", NEXT_GENERATION.values(), ids=NEXT_GENERATION)
def test_next_generation_scripts_are_clean(text: str) -> None:
    assert lint(text) == []


@pytest.mark.parametrize("text", LEGACY.values(), ids=LEGACY)
def test_legacy_scripts_are_clean(text: str) -> None:
    assert lint(text, legacy=True) == []


def test_a_library_is_handed_bindings_under_their_names() -> None:
    assert lint(LIBRARY, context="LIBRARY") == []


def test_other_contexts_have_bindings_of_their_own() -> None:
    assert (
        lint("accessToken.setField('a', identity.getName());", context="OAUTH2_ACCESS_TOKEN_MODIFICATION")
        == []
    )


def test_nothing_is_found_in_nothing() -> None:
    assert lint("") == []
