"""The error envelope."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import httpx
import pytest

from pingone_conformance.checks import errors
from pingone_conformance.findings import Finding

ID = "5bd5efd4-1dc9-4b5f-a2d6-0c0d3b9fae0e"
DETAIL = {"code": "INVALID_VALUE", "target": "name.given", "message": "Must be a text.", "innerError": {}}
GOOD = {"id": ID, "code": "INVALID_DATA", "message": "Values are wrong.", "details": [DETAIL]}

Check = Callable[[httpx.Response], Iterator[Finding]]


def refusal(status: int = 400, **changed: Any) -> httpx.Response:
    """The good envelope with these members; those that are ... are left out."""
    body = {name: value for name, value in {**GOOD, **changed}.items() if value is not ...}
    return httpx.Response(status, json=body)


def detail(**changed: Any) -> httpx.Response:
    return refusal(details=[DETAIL, {**DETAIL, **changed}])


TARGETS = partial(errors.detail_members_are, name="target", kind=str, what="a text")
INNER = partial(errors.detail_members_are, name="innerError", kind=dict, what="an object")
EVERY_CHECK: dict[str, Check] = {
    "envelope": errors.error_envelope,
    "json": errors.is_json_object,
    "id": partial(errors.has_text, name="id"),
    "code": partial(errors.has_text, name="code"),
    "message": partial(errors.has_text, name="message"),
    "uuid": errors.error_id_is_uuid,
    "known-code": lambda answer: errors.error_code_is(answer, "INVALID_REQUEST", "INVALID_DATA"),
    "objects": errors.details_are_objects,
    "complete": errors.details_are_complete,
    "targets": TARGETS,
    "inner": INNER,
    "some": errors.has_details,
    "names": lambda answer: errors.a_detail_names(answer, "name"),
    "secret": lambda answer: errors.does_not_repeat(answer, "the token", "s3cret"),
    "internals": errors.shows_no_internals,
}


@pytest.mark.parametrize("check", EVERY_CHECK.values(), ids=EVERY_CHECK)
def test_the_documented_envelope_passes(check: Check) -> None:
    assert not list(check(refusal()))


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("id", refusal(id=...)),
        ("id", refusal(id=7)),
        ("id", refusal(id="")),
        ("code", refusal(code=None)),
        ("code", refusal(code=400)),
        ("code", httpx.Response(400, text="code")),
        ("message", refusal(message=["no"])),
        ("message", refusal(message=" ")),
        ("uuid", refusal(id="42")),
        ("uuid", refusal(id=...)),
        ("known-code", refusal(code="NOT_FOUND")),
        ("known-code", refusal(code=...)),
        ("json", httpx.Response(400)),
        ("json", httpx.Response(400, json=[])),
        ("json", httpx.Response(400, json="no")),
        ("json", httpx.Response(400, text="<html>", headers={"content-type": "text/html"})),
        ("json", httpx.Response(400, text="{", headers={"content-type": "application/json"})),
        ("json", httpx.Response(400, text="{}", headers={"content-type": "text/plain"})),
        ("objects", refusal(details={"code": "X"})),
        ("objects", refusal(details=["no"])),
        ("objects", refusal(details="no")),
        ("complete", detail(code=None)),
        ("complete", detail(message=7)),
        ("targets", detail(target=["name"])),
        ("inner", detail(innerError="no")),
        ("some", refusal(details=[])),
        ("some", refusal(details=...)),
        ("names", refusal(details=[{**DETAIL, "target": "email"}])),
        ("names", refusal(details=[{**DETAIL, "target": "username"}])),
        ("names", refusal(details=[])),
        ("secret", refusal(message="You sent s3cret.")),
        ("secret", httpx.Response(400, headers={"x-debug": "token=s3cret"})),
        ("internals", refusal(message='Traceback (most recent call last):\n  File "/srv/app.py", line 3')),
        (
            "internals",
            refusal(message="java.lang.NullPointerException at com.example.User.read(User.java:42)"),
        ),
        ("internals", refusal(message="cannot open /var/lib/users.db")),
        ("internals", refusal(message="handlers/users.go:17 failed")),
        ("internals", refusal(message="C:\\app\\users.cs")),
    ],
)
def test_a_breach_is_one_finding_or_more(name: str, bad: httpx.Response) -> None:
    assert list(EVERY_CHECK[name](bad))


@pytest.mark.parametrize(
    "answer",
    [
        refusal(details=...),
        refusal(details=None),
        refusal(details=[{"code": "X", "message": "Y"}]),
        refusal(details=[{"code": "X", "message": "Y", "target": None, "innerError": None}]),
        refusal(extra=1, id=ID.upper(), message="See /v1/environments/e-1/users/u-1 at 10:30."),
    ],
    ids=["no-details", "null-details", "short-detail", "null-members", "extra-members"],
)
@pytest.mark.parametrize("name", ["envelope", "uuid", "objects", "complete", "targets", "inner", "internals"])
def test_other_envelopes_of_a_conforming_server_pass(name: str, answer: httpx.Response) -> None:
    assert not list(EVERY_CHECK[name](answer))


@pytest.mark.parametrize("path", ["name", "name.given", "requirements.name", "NAME"])
def test_a_target_may_be_a_part_of_the_path(path: str) -> None:
    assert not list(errors.a_detail_names(refusal(), path))


def test_a_member_of_a_list_is_named_too() -> None:
    assert not list(errors.a_detail_names(detail(target="$.email[0]"), "email"))


@pytest.mark.parametrize(
    "bad", [httpx.Response(400, json=[]), httpx.Response(400, text="no"), httpx.Response(400)]
)
def test_the_envelope_of_something_else_is_reported_and_nothing_is_raised(bad: httpx.Response) -> None:
    assert len(list(errors.error_envelope(bad))) >= 4


def test_ids_of_their_own_differ() -> None:
    assert not list(
        errors.error_ids_differ([refusal(), refusal(id="other"), refusal(id=...), refusal(id=...)])
    )
    assert len(list(errors.error_ids_differ([refusal(), refusal(), refusal(), refusal(id="other")]))) == 1


def test_a_finding_does_not_repeat_the_secret() -> None:
    (finding,) = errors.does_not_repeat(refusal(message="s3cret"), "the token", "other", "s3cret")
    assert "s3cret" not in str(finding)


def test_no_secret_is_never_repeated() -> None:
    assert not list(errors.does_not_repeat(refusal(), "the token", ""))


@pytest.mark.parametrize(
    "value", ["Bearer", 'bearer realm="x"', 'Basic realm="x", Bearer error="invalid_token"', "Basic,Bearer"]
)
def test_a_challenge_names_its_scheme(value: str) -> None:
    answer = httpx.Response(401, headers={"WWW-Authenticate": value})
    assert not list(errors.asks_for_scheme(answer, "Bearer"))


@pytest.mark.parametrize("headers", [{}, {"WWW-Authenticate": "Basic"}, {"WWW-Authenticate": "BearerX"}])
def test_a_challenge_of_another_scheme_is_none(headers: dict[str, str]) -> None:
    assert len(list(errors.asks_for_scheme(httpx.Response(401, headers=headers), "Bearer"))) == 1


def exchanged(status: int, body: Any, url: str = "https://api.example.com/v1/users/u-1") -> httpx.Response:
    return httpx.Response(
        status, json=body, request=httpx.Request("PUT", url, json={"nickname": "a nickname sent"})
    )


USER = {
    "id": "id-of-twelve-letters",
    "name": {"family": "Featherstonehaugh"},
    "type": "short",
    "tags": ["blue-eyed person"],
}


@pytest.mark.parametrize("leak", ["Featherstonehaugh", "blue-eyed person", "id-of-twelve-letters"])
def test_a_refusal_that_shows_the_resource_is_reported(leak: str) -> None:
    refused = exchanged(401, {**GOOD, "message": f"You may not see {leak}."})
    (finding,) = errors.gives_nothing_away(refused, exchanged(200, USER))
    assert leak not in str(finding)


@pytest.mark.parametrize(
    "user",
    [
        USER,
        {**USER, "message": "short"},
        {**USER, "nickname": "a nickname sent"},
        {**USER, "href": "https://api.example.com/v1/users/u-1"},
        [],
        None,
    ],
)
def test_a_refusal_that_repeats_its_request_is_not(user: Any) -> None:
    message = "short: a nickname sent to https://api.example.com/v1/users/u-1"
    assert not list(
        errors.gives_nothing_away(exchanged(401, {**GOOD, "message": message}), exchanged(200, user))
    )


def test_a_text_of_twelve_characters_tells_something_and_a_shorter_one_does_not() -> None:
    accepted = exchanged(200, {"street": "12 Elm Court", "city": "Springfield"})
    assert list(errors.gives_nothing_away(exchanged(403, "not 12 Elm Court"), accepted))
    assert not list(errors.gives_nothing_away(exchanged(403, "not Springfield"), accepted))


def test_a_short_text_with_letters_and_digits_tells_something() -> None:
    accepted = exchanged(200, {"name": "p1c-17", "unit": "kW-10"})
    assert list(errors.gives_nothing_away(exchanged(403, "not p1c-17"), accepted))
    assert not list(errors.gives_nothing_away(exchanged(403, "not kW-10"), accepted))


def test_an_address_in_a_refusal_tells_nothing() -> None:
    address = "https://api.example.com/v1/environments/e-1"
    assert not list(errors.gives_nothing_away(exchanged(403, address), exchanged(200, {"href": address})))


def test_a_request_that_is_no_text_is_compared_all_the_same() -> None:
    request = httpx.Request("PUT", "https://x.test", content=b"\xff a nickname sent")
    refused = httpx.Response(400, text="not a nickname sent", request=request)
    assert not list(errors.gives_nothing_away(refused, exchanged(200, {"nickname": "a nickname sent"})))
