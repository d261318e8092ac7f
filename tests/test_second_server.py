"""The suite accuses a server of nothing that conforms differently; and that server does differ."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.second_server import create_app
from tests.second_server.visit import Visit

from pingone_conformance.contracts import contracts
from pingone_conformance.findings import Level
from pingone_conformance.mock.app import create_app as create_mock
from pingone_conformance.spec import load_cloud_description
from pingone_conformance.target.transports import InProcessTransport

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent / "second_server"

# Where a document allows either, a server may do the other thing: `may` says no more.
TAKEN_OTHERWISE = {
    "AUTH-018": "a 401 has no WWW-Authenticate",
    "BIO-015": "a value beside options is taken",
    "ERROR-013": "no detail has a target",
    "STATUS-040": "steps of an expired transaction say EXPIRED",
    "TOKEN-009": "the application authenticates with HTTP Basic only",
    "TXN-033": "times are given to the second",
    "USER-020": "a username that is taken is a conflict, 409",
}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a run over the whole suite says of the second server."""
    out = tmp_path_factory.mktemp("second")
    command = [sys.executable, "-m", "pytest", str(ROOT / "suites"), "-q", "-p", "tests.second_server.plugin"]
    options = ["--pingone-profile=smoke", f"--pingone-out={out}"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*command, *options],
        cwd=out,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads((out / "results.json").read_text("utf-8"))
    return found


def of_verdict(results: dict[str, Any], *verdicts: str) -> list[str]:
    return [row["id"] for row in results["rules"] if row["verdict"] in verdicts]


def test_it_is_accused_of_nothing(results: dict[str, Any]) -> None:
    assert results["complete"]
    assert not of_verdict(results, "violates", "broken")


def test_it_deviates_only_where_a_document_allows_either(results: dict[str, Any]) -> None:
    assert set(of_verdict(results, "deviates")) == set(TAKEN_OTHERWISE)
    assert {contracts().rules[rule].level for rule in TAKEN_OTHERWISE} == {Level.MAY}


def test_every_rule_that_can_be_tried_was_tried(results: dict[str, Any]) -> None:
    rules = contracts().rules
    untested = [rules[rule] for rule in of_verdict(results, "untested")]
    # It has no Advanced Identity Cloud side.
    cloud = set(load_cloud_description().operations)
    of_pingone = [rule for rule in untested if not rule.binding and not cloud.issuperset(rule.operations)]
    assert not [rule.id for rule in of_pingone if rule.untested is None]


def test_it_shares_no_code_with_the_mock_or_the_checks() -> None:
    imported = [
        name
        for file in sorted(HERE.glob("*.py"))
        for name in imports(file)
        if name.startswith("pingone_conformance")
    ]
    # The plugin connects a run to the server, and a visit compares two servers.
    assert set(imported) == {
        "pingone_conformance.plugin.connect",
        "pingone_conformance.plugin.keys",
        "pingone_conformance.target.transports",
    }


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield str(node.module)


@pytest.fixture(scope="module")
def visits() -> tuple[Visit, Visit]:
    """The same requests to both servers."""
    return Visit(create_mock(seed="7")), Visit(create_app("7", domain="second.example"))


def head(name: str) -> Callable[[httpx.Response], Any]:
    return lambda answer: answer.headers.get(name)


def at(*path: str) -> Callable[[httpx.Response], Any]:
    def read(answer: httpx.Response) -> Any:
        body = answer.json()
        for step in path:
            body = body.get(step, "absent")
        return body

    return read


def members(*path: str) -> Callable[[httpx.Response], Any]:
    return lambda answer: frozenset(at(*path)(answer))


def first_of(name: str) -> Callable[[httpx.Response], Any]:
    return lambda answer: frozenset(answer.json()["_embedded"][name][0])


def kinds(answer: httpx.Response) -> Any:
    return frozenset((entry["type"], entry["provider"]) for entry in answer.json()["_embedded"]["metaData"])


def full_user(answer: httpx.Response) -> bool:
    return "/environments/" in answer.json()["_links"]["user"]["href"]


def lives(answer: httpx.Response) -> int:
    """In minutes."""
    begin, end = (datetime.fromisoformat(answer.json()[name]) for name in ("createdAt", "expiresAt"))
    return int((end - begin).total_seconds() // 60)


def shape_of(text: str) -> str:
    return "".join("0" if char.isdigit() else char for char in text)


DIFFERENCES: list[tuple[str, str, Callable[[httpx.Response], Any]]] = [
    ("order of members", "user", lambda answer: list(answer.json()).index("_links") == 0),
    ("members of a user", "user", members()),
    ("links of a user", "user", members("_links")),
    ("members within a name", "user", members("name")),
    ("a value no page lists", "user", at("verifyStatus")),
    ("form of times of a user", "user", lambda answer: shape_of(answer.json()["createdAt"])),
    ("form of times of a policy", "policy", lambda answer: shape_of(answer.json()["createdAt"])),
    ("form of times of a flow", "flow", lambda answer: shape_of(answer.json()["createdAt"])),
    ("where a created thing is", "user", lambda answer: answer.headers["location"].startswith("/")),
    ("host of links", "user", lambda answer: httpx.URL(at("_links", "self", "href")(answer)).host),
    ("version of ids", "user", lambda answer: answer.json()["id"][14]),
    ("members of a policy's step", "policy", members("liveness")),
    ("whole numbers", "policy list", lambda answer: f'"size": {answer.json()["size"]}' in answer.text),
    ("length of the body", "user", lambda answer: "content-length" in answer.headers),
    ("content type of a creation", "user", head("content-type")),
    ("content type of a reading", "policy list", head("content-type")),
    ("encoding of a long answer", "policy list", head("content-encoding")),
    ("X-Frame-Options", "user", head("x-frame-options")),
    ("Cache-Control", "user", head("cache-control")),
    ("Correlation-Id", "user", lambda answer: len(answer.headers["correlation-id"])),
    ("characters beyond ASCII", "user", lambda answer: answer.content.isascii()),
    ("another page of a list", "policy list", lambda answer: "next" in answer.json()["_links"]),
    ("a list of nothing", "empty list", members()),
    ("a selfie that is not required", "transaction", members("requirements")),
    ("steps of a verification", "transaction", members("transactionStatus", "verificationStatus")),
    ("order of notifications", "transaction", lambda a: a.json()["sendNotification"]["results"][0]["method"]),
    ("a transaction read again", "transaction read", members()),
    ("the user's link when read again", "transaction read", full_user),
    ("a listed transaction", "transaction list", first_of("verifyTransactions")),
    ("expiry after an approval", "approval", lives),
    ("earlier results", "metadata", lambda answer: "previousAttempts" in answer.json()),
    ("kinds of results", "metadata", kinds),
    ("last slash of a list's link", "data", lambda answer: at("_links", "self", "href")(answer)[-1] == "/"),
    ("name of the transaction's link", "data", members("_links")),
    ("members of a listed entry", "data", first_of("verifiedData")),
    ("types of voice", "data of voice", lambda answer: answer.status_code),
    ("members of a portrait", "portrait", members()),
    ("members of an error", "no username", members()),
    ("text of an error", "no username", at("message")),
    ("detail of an error", "no username", lambda answer: frozenset(answer.json()["details"][0])),
    ("status of a username that is taken", "taken", lambda answer: answer.status_code),
    ("body of a wrong method", "wrong method", lambda answer: answer.content == b""),
    ("a path that nobody knows", "unknown path", lambda answer: (answer.status_code, frozenset(answer.json()))),
    ("an id that is none", "no id", lambda answer: answer.status_code),
    ("a user without a population", "no population", lambda answer: answer.status_code),
    ("a link that is not secure", "plain redirect", lambda answer: answer.status_code),
]  # fmt: skip


@pytest.mark.parametrize(
    ("which", "of"), [row[1:] for row in DIFFERENCES], ids=[row[0] for row in DIFFERENCES]
)
def test_it_differs(visits: tuple[Visit, Visit], which: str, of: Callable[[httpx.Response], Any]) -> None:
    mock, second = (visit.answers[which] for visit in visits)
    assert of(mock) != of(second)


def test_its_bodies_come_in_pieces(visits: tuple[Visit, Visit]) -> None:
    mock, second = visits
    assert mock.pieces == 1
    assert second.pieces > 3


def test_pictures_differ_in_size_and_encoding(visits: tuple[Visit, Visit]) -> None:
    mock, second = (visit.portrait() for visit in visits)
    assert mock.size != second.size
    assert mock.layer != second.layer  # type: ignore[attr-defined] - of a JPEG file
    assert [part[1:3] for part in second.layer] == [(2, 2), (1, 1), (1, 1)]  # type: ignore[attr-defined]


def test_it_does_not_repeat_the_redirect(visits: tuple[Visit, Visit]) -> None:
    assert "redirect" not in visits[1].answers["transaction"].json()


def test_permission_existence_content_type_and_body_are_looked_at_in_this_order(
    visits: tuple[Visit, Visit],
) -> None:
    second = visits[1]
    assert second.wrong_in("token", "id", "type", "body") == 401
    assert second.wrong_in("environment", "id", "type", "body") == 403
    assert second.wrong_in("id", "type", "body") == 404
    assert second.wrong_in("type", "body") == 415
    assert second.wrong_in("body") == 400
    assert second.wrong_in() == 200


def test_floats_are_cut_off_and_what_is_unknown_or_read_only_is_passed_over(
    visits: tuple[Visit, Visit],
) -> None:
    second = visits[1]
    colour, ratio = {"red": 255.9, "green": "40", "blue": 45}, {"aspectHeight": 4.7, "aspectWidth": 4.1}
    answer = second.repaint({"backgroundColor": colour, "aspectRatio": ratio, "id": 7, "shade": "dark"})
    assert answer.status_code == 200
    assert len(set(second.portrait(answer).size)) == 1


def test_the_same_seed_gives_the_same_answers() -> None:
    def told(seed: str) -> Any:
        with httpx.Client(transport=InProcessTransport(create_app(seed)), base_url="http://second") as client:
            client.post("/_mock/reset", json={"seed": "one"})
            return client.get("/_mock/environment").json()

    assert told("7") == told("7") != told("8")
