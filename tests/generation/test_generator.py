"""Generated cases: the same for the same seed, wherever and after whatever they are generated."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from functools import cache
from pathlib import Path

import pytest

from pingone_conformance.generation.case import GeneratedCase
from pingone_conformance.generation.generator import generate_cases
from pingone_conformance.generation.schema import PLACEHOLDERS
from pingone_conformance.profiles import Profile
from pingone_conformance.spec import load_description

SMALL = Profile("small", positive=4, negative=4, coverage=20, walks=0, steps=0)
BODIES = ["createUser", "createVerifyTransaction", "updatePortraitBackground"]
OPERATIONS = [*BODIES, "readOneUser", "readAllVerifiedData", "readFlow"]

CHILD = """
import json, sys
from dataclasses import asdict
sys.path.insert(0, sys.argv[1])
if sys.argv[2]:
    import constants_of_a_local_module
from pingone_conformance.profiles import Profile
from pingone_conformance.generation.generator import generate_cases
profile = Profile("small", positive=20, negative=20, coverage=0, walks=0, steps=0)
print(json.dumps([asdict(case) for case in generate_cases("createUser", profile, 1)]))
"""


@cache
def cases(operation: str, seed: int = 1) -> list[GeneratedCase]:
    return generate_cases(operation, SMALL, seed)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_same_seed_gives_the_same_cases(operation: str) -> None:
    assert generate_cases(operation, SMALL, 1) == cases(operation)


def test_what_was_generated_before_changes_nothing() -> None:
    generate_cases("updateVerifyPolicy", SMALL, 1)
    assert generate_cases("createVerifyPolicy", SMALL, 1) == cases("createVerifyPolicy")


@pytest.mark.parametrize("operation", BODIES)
def test_another_seed_gives_other_cases(operation: str) -> None:
    assert cases(operation, 2) != cases(operation)


def test_constants_of_local_modules_change_nothing(tmp_path: Path) -> None:
    texts = "\n".join(f"TEXT_{number} = 'a peculiar constant {number}'" for number in range(300))
    numbers = "\n".join(f"NUMBER_{number} = {number * 7919 + 12345}" for number in range(300))
    (tmp_path / "constants_of_a_local_module.py").write_text(f"{texts}\n{numbers}\n", encoding="utf-8")
    generated = [
        subprocess.run(
            [sys.executable, "-c", CHILD, str(tmp_path), first], capture_output=True, check=True, cwd=tmp_path
        ).stdout
        for first in ("", "import it first")
    ]
    assert generated[0] == generated[1]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_there_are_valid_cases(operation: str) -> None:
    assert [case for case in cases(operation) if case.valid]


@pytest.mark.parametrize("operation", BODIES)
def test_there_are_invalid_cases(operation: str) -> None:
    assert [case for case in cases(operation) if not case.valid]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_there_are_no_more_cases_than_the_profile_allows(operation: str) -> None:
    assert len(cases(operation)) <= SMALL.positive + SMALL.negative + SMALL.coverage


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_case_survives_being_written_down(operation: str) -> None:
    written = json.loads(json.dumps([asdict(case) for case in cases(operation)]))
    assert [GeneratedCase(**row) for row in written] == cases(operation)


@pytest.mark.parametrize("operation", BODIES)
def test_a_body_is_bytes_in_latin_1(operation: str) -> None:
    assert all(isinstance(case.body.encode("latin-1"), bytes) for case in cases(operation) if case.body)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_path_of_a_case_holds_only_what_is_wrong(operation: str) -> None:
    assert [case for case in cases(operation) if case.valid and case.path] == []


@pytest.mark.parametrize("operation", OPERATIONS)
def test_no_case_brings_its_own_token_or_type_header(operation: str) -> None:
    names = {name.lower() for case in cases(operation) for name in case.headers}
    assert names & {"authorization", "content-type", "content-length", "host"} == set()


@pytest.mark.parametrize("operation", BODIES)
def test_a_valid_body_has_the_documented_type(operation: str) -> None:
    types = {case.content_type for case in cases(operation) if case.valid and case.body}
    assert types == {load_description().operation(operation).media_type}


def test_an_existing_thing_is_named_by_a_placeholder() -> None:
    bodies = [case.body for case in cases("createVerifyTransaction") if case.valid and case.body]
    assert any(PLACEHOLDERS["verifyPolicy"] in body for body in bodies)


def test_cases_of_the_cloud_have_no_headers_and_placeholders_for_what_has_to_exist() -> None:
    begun = [case for case in cases("authenticate") if case.valid]
    assert begun
    assert all("authIndexValue=%7BjourneyID%7D" in case.query for case in begun)
    assert not any("accept-api-version" in map(str.lower, case.headers) for case in begun)
    nodes = [json.loads(case.body or "") for case in cases("replaceNode") if case.valid]
    assert {node["script"] for node in nodes} == {"{scriptID}"}
