"""Evidence for the vendor: plain facts, requests that can be sent again, Python that says what was sent."""

from __future__ import annotations

import ast
import json
from typing import Any

import pytest

from pingone_conformance.findings import ConformanceError
from pingone_conformance.reporting.evidence import broken_row, evidence_of
from pingone_conformance.reporting.evidence.facts import fact
from pingone_conformance.reporting.evidence.replay import NotShownError, replay
from pingone_conformance.reporting.evidence.source import source_of, with_names
from pingone_conformance.reporting.evidence.trial import holds_for

from .conftest import CONTRACTS, EXCHANGE, Make, Results

ENV = "0d9cd2c5-6a59-4c44-b50a-6c7ce1b1a3a1"
USER = "4a5b6a2e-30f7-4a0f-a1c2-6d7e8f901234"
OTHER = "9f8e7d6c-5b4a-4938-8271-605f4e3d2c1b"
API = f"$PINGONE_API_PATH/environments/{ENV}"
TOKEN = {"authorization": "Bearer $PINGONE_ACCESS_TOKEN"}
JSON = {"content-type": "application/json", **TOKEN}


def answered(status: int, body: Any = None, **headers: str) -> dict[str, Any]:
    text = "" if body is None else json.dumps(body)
    return {"status": status, "response_body": text, "response_headers": headers}


@pytest.mark.parametrize(
    ("expected", "good", "bad"),
    [
        ("status 200 or 204", answered(204), answered(201)),
        ("the request to be accepted (2xx)", answered(200), answered(400)),
        ("the request to be refused (4xx)", answered(404), answered(200)),
        ("the request to be refused (4xx)", answered(404), answered(429)),
        ("a header Location", answered(201, location="x"), answered(201)),
        (
            "no-store in the header Cache-Control",
            answered(200, **{"cache-control": "a, No-Store"}),
            answered(200),
        ),
        (
            "a challenge Bearer in WWW-Authenticate",
            answered(401, **{"www-authenticate": "bearer x"}),
            answered(401),
        ),
        ("a JSON content type", answered(200, **{"content-type": "application/hal+json"}), answered(200)),
        ("a body that is JSON in UTF-8", answered(200, {}), answered(200)),
        ("a member a.b", answered(200, {"a": {"b": 0}}), answered(200, {"a": {"b": None}})),
        ("no member a.0", answered(200, {"a": []}), answered(200, {"a": [1]})),
        ("a.b to be 'c'", answered(200, {"a": {"b": "c"}}), answered(200, {"a": "b"})),
        ("a to be 1", answered(200, {"a": 1}), answered(200, {"a": True})),
        ("a to be a text", answered(200, {"a": ""}), answered(200, {"a": 1})),
        ("a to be Bearer", answered(200, {"a": "bearer"}), answered(200, {})),
        ("a to be a UUID", answered(200, {"a": USER}), answered(200, {"a": USER[1:]})),
        (
            "a to be an ISO 8601 timestamp in UTC",
            answered(200, {"a": "2030-01-01T00:00:00.1Z"}),
            answered(200, {}),
        ),
        ("a to be a number from 0 to 1", answered(200, {"a": 0.5}), answered(200, {"a": 50})),
        (
            "a of entry 1 to be a text",
            answered(200, {"_embedded": {"x": [{"a": "b"}]}}),
            answered(200, {"_embedded": {"x": [{"a": "b"}, {}]}}),
        ),
        ("a not to be 'b'", answered(200, {"a": "c"}), answered(200, {"a": "b"})),
        ("a as it was sent, {'b': 1}", answered(200, {"a": {"b": 1}}), answered(200, {"a": {"b": 2}})),
        ("a list _embedded.users", answered(200, {"_embedded": {"users": []}}), answered(200, {})),
        (
            "size to be 2, the number of entries in _embedded.x",
            answered(200, {"size": 1, "_embedded": {"x": [1]}}),
            answered(200, {"size": 2, "_embedded": {"x": [1]}}),
        ),
        ("a link self", answered(200, {"_links": {"self": {}}}), answered(200, {})),
        (
            "the link user to end in /users/u",
            answered(200, {"_links": {"user": {"href": "https://h/v1/users/u"}}}),
            answered(200, {"_links": {"user": {"href": "https://h/v1/users/w"}}}),
        ),
        (
            f"an entry with the id {USER}",
            answered(200, {"_embedded": {"x": [{"id": USER}]}}),
            answered(200, {"_embedded": {"x": []}}),
        ),
        (
            f"no entry with the id {USER}",
            answered(200, {"_embedded": {"x": []}}),
            answered(200, {"_embedded": {"x": [{"id": USER}]}}),
        ),
        ("the code NOT_FOUND or GONE", answered(404, {"code": "GONE"}), answered(404, {"code": "OTHER"})),
        ("at least one detail", answered(400, {"details": [{}]}), answered(400, {"details": []})),
        (
            "a detail whose target names a.b",
            answered(400, {"details": [{"target": "a.b"}]}),
            answered(400, {"details": [{"target": "c"}]}),
        ),
    ],
)
def test_a_fact_tells_good_from_bad(expected: str, good: dict[str, Any], bad: dict[str, Any]) -> None:
    lines = fact(expected)
    assert lines
    assert (holds_for(lines, good), holds_for(lines, bad)) == (True, False)


@pytest.mark.parametrize(
    "expected",
    [
        "a background of the colour (1, 2, 3), up to 12 levels per channel",
        "a body as openapi/ describes it",
        "a to be a choice",
        "a to be {'b': 1…",
        "an id of its own for each refusal",
    ],
)
def test_what_is_no_plain_fact_has_no_lines(expected: str) -> None:
    assert fact(expected) is None


@pytest.mark.parametrize(
    "path",
    ["a'; import os; '", "a\nimport os", "__import__('os')", "a to be __import__('os')", "a') or True #"],
)
def test_no_text_of_a_finding_becomes_code(path: str) -> None:
    for form in (
        "{} to be 'b'",
        "a member {}",
        "a to be {}",
        "a as it was sent, {}",
        "a link {}",
        "the code {}",
    ):
        for line in fact(form.format(path)) or ():
            names = {node.id for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Name)}
            assert names <= {
                "value",
                "member",
                "answer",
                "type",
                "str",
                "isinstance",
                "int",
                "dict",
                "list",
                "bool",
            }


@pytest.mark.parametrize(
    ("value", "source"),
    [
        (USER, "user_id"),
        (f"a{USER}b", "f'a{user_id}b'"),
        ({"id": USER, "n": 1}, "{'id': user_id, 'n': 1}"),
        (f"{{{USER}}}", "f'{{{user_id}}}'"),
        ("{}", "'{}'"),
        (f'it\'s "{USER}"', "f'it\\'s \"{user_id}\"'"),
    ],
)
def test_ids_become_names(value: Any, source: str) -> None:
    names = {USER: "user_id"}
    assert source_of(value, names) == source
    assert eval(source, {"user_id": USER}) == value  # noqa: S307


def test_names_are_put_into_lines_of_python() -> None:
    line = f"assert value == '{USER}' and x['y'] != \"/{USER}/{{}}\""
    assert with_names(line, {USER: "user_id"}) == "assert value == user_id and x['y'] != f\"/{user_id}/{{}}\""


def step(
    operation: str, method: str, url: str, status: int, body: Any = None, answer: Any = None
) -> dict[str, Any]:
    return {
        "operation": operation,
        "method": method,
        "url": url,
        "request_headers": TOKEN if body is None else JSON,
        "request_body": "" if body is None else json.dumps(body),
        "status": status,
        "response_body": "" if answer is None else json.dumps(answer),
    }


CREATED = step("createUser", "POST", f"{API}/users", 201, {"username": "p1c-1-1"}, {"id": USER})
UNRELATED = step("createUser", "POST", f"{API}/users", 201, {"username": "p1c-1-2"}, {"id": OTHER})
READ = step("readOneUser", "GET", f"{API}/users/{USER}", 200, answer={"id": USER})
GRANT = step("createToken", "POST", f"$PINGONE_AUTH_PATH/{ENV}/as/token", 200)
DELETED = step("deleteUser", "DELETE", f"{API}/users/{USER}", 204)


def operations(*steps: dict[str, Any]) -> list[str]:
    return [request.operation for request in replay(steps).requests]


def test_what_the_last_request_needs_is_kept() -> None:
    assert operations(CREATED, UNRELATED, READ, DELETED, READ) == ["createUser", "deleteUser", "readOneUser"]


def test_ids_are_taken_from_answers() -> None:
    made = replay([CREATED, READ])
    assert made.requests[0].taken == (("user_id", "answer.json()['id']"),)
    assert made.requests[1].arguments == (
        "'GET'",
        "f'{API}/environments/{ENVIRONMENT}/users/{user_id}'",
        "headers={'authorization': f'Bearer {token()}'}",
    )
    assert "json={'username': f'{NAME}-1'}" in made.requests[0].arguments


def test_entries_of_a_list_are_found_by_their_type() -> None:
    transaction = f"{API}/users/{USER}/verifyTransactions/{OTHER}"
    selfie = "11111111-2222-4333-8444-555555555555"
    listed = {
        "_embedded": {"verifiedData": [{"id": ENV[::-1], "type": "X"}, {"id": selfie, "type": "SELFIE"}]}
    }
    steps = [
        CREATED,
        step("readAllVerifiedData", "GET", f"{transaction}/verifiedData", 200, answer=listed),
        step("updatePortraitBackground", "POST", f"{transaction}/verifiedData/{selfie}", 200, {"a": 1}),
    ]
    made = replay(steps)
    assert list(made.needs) == ["USER", "TRANSACTION"]
    assert [request.operation for request in made.requests] == [
        "readAllVerifiedData",
        "updatePortraitBackground",
    ]
    where = "answer.json()['_embedded']['verifiedData']"
    assert made.requests[0].taken == (
        ("found_id", f"next(one for one in {where} if one['type'] == 'SELFIE')['id']"),
    )
    steps[1]["response_body"] = steps[1]["response_body"][:-3]
    assert replay(steps).requests == made.requests


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ([], "did not keep"),
        ([GRANT, GRANT, READ], "several tokens"),
        ([{**READ, "url": "https://elsewhere.example/"}], "no address"),
        ([{**READ, "request_headers": {"authorization": "Bearer ***"}}], "a secret"),
        ([{**CREATED, "request_body": "abc … (12 more characters)"}], "does not have all of the request"),
        ([{**CREATED, "response_body": f'{{"a": "{USER}'}, READ], "one of its ids"),
        (
            [CREATED, {**UNRELATED, "url": f"$PINGONE_API_PATH/environments/{OTHER}/users"}],
            "two environments",
        ),
    ],
)
def test_what_cannot_be_sent_again_says_why(steps: list[dict[str, Any]], why: str) -> None:
    with pytest.raises(NotShownError, match=why):
        replay(steps)


def test_without_a_content_type_none_is_added() -> None:
    arguments = replay([{**CREATED, "request_headers": TOKEN}]).requests[0].arguments
    assert arguments[-1].startswith("content=")


def broken(make: Make, **changes: Any) -> Results:
    exchange = {**EXCHANGE, **step("readOneUser", "GET", f"{API}/users/{USER}", 200, answer={}), **changes}
    made = make.breaking("PORTRAIT-003")
    made.breaches[0] |= {"exchange": exchange, "steps": [CREATED, READ], "brought_about": []}
    return make.results(made)


def test_a_test_is_python_and_names_its_source(make: Make) -> None:
    results = broken(make)
    found = evidence_of(results, broken_row(results, "PORTRAIT-003"), CONTRACTS)
    compile(found.test, "test", "exec")
    assert "Update Portrait Background, Headers" in found.test
    assert "assert answer.status_code in (415,), answer.text" in found.test
    assert USER not in found.test


def test_a_page_hides_nothing_and_breaks_out_of_nothing(make: Make) -> None:
    results = broken(
        make, response_body="```\n# <script>\x1b[31m\u202e", response_headers={"correlation-id": "`|x"}
    )
    page = evidence_of(results, broken_row(results, "PORTRAIT-003"), CONTRACTS).page
    assert "````http\n200" in page
    assert not {"\x1b", "\u202e"} & set(page)
    assert "| Correlation id | `x` |" in page


def test_findings_about_the_documents_are_on_the_page(make: Make) -> None:
    made = make.breaking("PORTRAIT-001")
    results = make.results(made)
    page = evidence_of(results, broken_row(results, "PORTRAIT-001"), CONTRACTS).page
    assert "* **FINDING-001** The picture is square" in page
    assert "because the run did not keep what was sent" in page


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("PORTRAIT-001", "it conforms"),
        ("USER-003", r"it is untested \(not offered here\)"),
        ("AUTH-001", "it could not be judged"),
        ("USER-009", "was not part of that run"),
    ],
)
def test_what_is_not_broken_is_said(make: Make, rule: str, said: str) -> None:
    with pytest.raises(ConformanceError, match=said) as caught:
        broken_row(make.of_each_verdict(), rule)
    assert "pingone-conformance run --rule" in caught.value.hint
