"""Walks: which links an answer offers, and that the same numbers take the same way."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import httpx
import pytest

from pingone_conformance.config import load_settings
from pingone_conformance.generation.walk import Step, links_of, walk
from pingone_conformance.plugin.connect import connect
from pingone_conformance.plugin.target import Target
from pingone_conformance.spec import Description, load_description
from pingone_conformance.target.requests import acceptable_body

STARTS = ["createUser", "createVerifyPolicy"]
LINKS = {
    "read": {"operationId": "readThing", "parameters": {"thingID": "$response.body#/id"}},
    "update": {
        "operationId": "updateThing",
        "parameters": {"thingID": "$response.body#/id", "boxID": "$request.path.boxID"},
        "requestBody": {"owner": {"id": "$response.body#/owner/id"}, "kind": "plain"},
    },
}


def described() -> Description:
    def operation(name: str, links: dict[str, Any]) -> dict[str, Any]:
        return {"operationId": name, "tags": ["t"], "responses": {"201": {"description": "", "links": links}}}

    return Description(
        {
            "paths": {
                "/things": {"post": operation("createThing", LINKS)},
                "/things/{thingID}": {"get": operation("readThing", {})},
                "/boxes/{boxID}/{thingID}": {"put": operation("updateThing", {})},
            }
        }
    )


def offered(step: Step, body: Any, status: int = 201) -> list[Step]:
    return list(links_of(described(), step, httpx.Response(status, json=body)))


def test_a_link_takes_its_path_from_the_answer() -> None:
    assert offered(Step("createThing", {}), {"id": 7}) == [Step("readThing", {"thingID": "7"})]


def test_a_link_takes_its_path_from_the_request_and_its_body_from_both() -> None:
    steps = offered(Step("createThing", {"boxID": "b"}), {"id": "a", "owner": {"id": "o"}})
    assert steps[1] == Step(
        "updateThing", {"thingID": "a", "boxID": "b"}, {"owner": {"id": "o"}, "kind": "plain"}
    )


@pytest.mark.parametrize("body", [{}, {"other": 1}, [], None, "text"])
def test_a_link_whose_expression_finds_nothing_is_left_out(body: Any) -> None:
    assert offered(Step("createThing", {"boxID": "b"}), body) == []


def test_an_answer_that_is_not_documented_has_no_links() -> None:
    assert offered(Step("createThing", {}), {"id": "a"}, status=404) == []


@pytest.fixture
def target() -> Iterator[Target]:
    target = connect(load_settings({"target": "mock", "seed": 1}))
    yield target
    target.close()


def travelled(target: Target, seed: int, steps: int = 25) -> list[str]:
    """The operations of one walk on a fresh mock, with their paths."""
    target.start_test("walk")
    given = target.given()
    taken = []

    def take(step: Step) -> httpx.Response:
        path = {name: value for name, value in step.path.items() if name != "envID"}
        body = acceptable_body(step.operation_id, given)
        if step.body is not None:
            body["json"] = step.body
        taken.append(f"{step.operation_id} {sorted(path.values())}")
        return target.api.call(step.operation_id, **body, **path)

    walk(load_description(), STARTS, steps, Random(seed), take)  # noqa: S311 - repeatable, not secret
    return taken


def test_the_same_seed_takes_the_same_way(target: Target) -> None:
    assert travelled(target, 1) == travelled(target, 1)


def test_another_seed_takes_another_way(target: Target) -> None:
    assert travelled(target, 1) != travelled(target, 2)


def test_a_walk_begins_with_its_starts(target: Target) -> None:
    assert [step.partition(" ")[0] for step in travelled(target, 1)[:2]] == STARTS


def test_a_walk_has_the_steps_that_were_asked_for(target: Target) -> None:
    assert len(travelled(target, 1, steps=10)) == 10


def test_a_walk_gets_beyond_what_it_started_with(target: Target) -> None:
    assert any(step.startswith("readOneVerifyTransaction") for step in travelled(target, 1, steps=60))


def test_a_walk_that_leads_nowhere_ends() -> None:
    taken: list[str] = []

    def take(step: Step) -> httpx.Response:
        taken.append(step.operation_id)
        return httpx.Response(500)

    walk(load_description(), STARTS, 10, Random(1), take)  # noqa: S311 - repeatable, not secret
    assert taken == STARTS
