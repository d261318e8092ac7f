"""What the guard of a tenant lets out, and what it writes down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from pingone_conformance.contracts import contracts
from pingone_conformance.findings import ConformanceError, NetworkTrouble, RunStopped, Untested
from pingone_conformance.spec import load_description
from pingone_conformance.target.guard import UNKNOWN_ID, Guard

from .guarded import OTHERS, OWN, PREFIX, Answer, Guarded, guarded

EVERYTHING = {"allow": "changes,notifies"}
WRITES_ABOUT = [
    (operation.id, name)
    for operation in load_description().operations.values()
    for name in operation.path_parameters
    if operation.method != "GET" and name in ("userID", "verifyPolicyID", "transactionID", "flowID")
]
ADDRESS, NUMBER = "team@example.com", "+15125550100"


@pytest.fixture
def careful(tmp_path: Path) -> Iterator[Guarded]:
    """Nothing is allowed but to read and to create."""
    with guarded(tmp_path) as found:
        yield found


@pytest.fixture
def bold(tmp_path: Path) -> Iterator[Guarded]:
    """Everything is allowed."""
    with guarded(tmp_path, **EVERYTHING, notify_email=ADDRESS, notify_phone=NUMBER) as found:
        yield found


def path_of(operation_id: str, **given: str) -> dict[str, str]:
    """A path whose ids are all the run's own, but for those given."""
    parameters = load_description().operation(operation_id).path_parameters
    return {name: OWN for name in parameters if name != "envID"} | given


def refused(target: Guarded, operation_id: str, **arguments: Any) -> str:
    """The reason why a request is refused; it was not sent, nor written down."""
    before = target.states()
    with pytest.raises(Untested) as reason:
        target.api.call(operation_id, **arguments)
    assert target.sent == []
    assert target.states() == before
    return str(reason.value)


@pytest.mark.parametrize("operation_id", sorted(load_description().operations))
def test_each_class_is_refused_with_its_flag(careful: Guarded, operation_id: str) -> None:
    safety = contracts().operations[operation_id]["safety"]
    careful.own()
    if safety in ("reads", "creates"):
        careful.api.call(
            operation_id, json={"username": f"{PREFIX}1", "name": f"{PREFIX}1"}, **path_of(operation_id)
        )
        return
    reason = refused(careful, operation_id, json={}, **path_of(operation_id))
    assert reason.startswith("not allowed here: ")
    assert f"--allow {safety}" in reason


@pytest.mark.parametrize(
    ("allowed", "other"), [("changes", "createVerifyTransaction"), ("notifies", "updateUser")]
)
def test_a_flag_allows_its_class_alone(tmp_path: Path, allowed: str, other: str) -> None:
    with guarded(tmp_path, allow=allowed) as target:
        target.own()
        refused(target, other, json={}, **path_of(other))


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE"])
def test_methods_that_are_not_documented_stay_at_home(bold: Guarded, method: str) -> None:
    assert method in refused(bold, "readAllVerifyPolicies", method=method)


@pytest.mark.parametrize("environment", [OTHERS, "", "..", "env%2Fother"])
@pytest.mark.parametrize(
    "operation_id", ["readOneUser", "createUser", "deleteUser", "createToken", "readFlow"]
)
def test_a_run_stays_in_its_environment(bold: Guarded, operation_id: str, environment: str) -> None:
    bold.own()
    reason = refused(bold, operation_id, json={}, **path_of(operation_id), envID=environment)
    assert "its own environment" in reason


@pytest.mark.parametrize(("operation_id", "name"), WRITES_ABOUT)
@pytest.mark.parametrize(
    "id_",
    [OTHERS, OTHERS.upper(), OTHERS.replace("-", ""), OWN.replace("1", "2", 1)],
    ids=["as it is", "capitals", "without hyphens", "one digit off"],
)
def test_things_of_others_are_not_written_to(bold: Guarded, operation_id: str, name: str, id_: str) -> None:
    bold.own()
    assert "did not create" in refused(bold, operation_id, json={}, **path_of(operation_id, **{name: id_}))


@pytest.mark.parametrize(
    "id_",
    [
        "", ".", "..", "%2e%2e", "../" + OTHERS, OTHERS + "/", OTHERS + "%2F", "%39" + OTHERS[1:], "a b", "x" * 101,
        "x" * 50_000, "*", "a\nb", "\u0661", OTHERS + "?", OTHERS + "#", "a;b",
    ],
)  # fmt: skip
@pytest.mark.parametrize("operation_id", ["deleteUser", "readOneUser", "deleteVerifyPolicy", "readFlow"])
def test_what_could_lead_elsewhere_is_not_sent(bold: Guarded, operation_id: str, id_: str) -> None:
    name = load_description().operation(operation_id).path_parameters[-1]
    assert "lead elsewhere" in refused(bold, operation_id, **path_of(operation_id, **{name: id_}))


@pytest.mark.parametrize("id_", [OWN, UNKNOWN_ID, "no-id"])
def test_own_things_may_be_deleted_and_so_may_what_is_nothing(bold: Guarded, id_: str) -> None:
    bold.own()
    bold.answer = lambda _: httpx.Response(404)
    bold.api.call("deleteUser", userID=id_)
    assert [request.url.path.rpartition("/")[2] for request in bold.sent] == [id_]


def test_things_of_others_may_be_read(careful: Guarded) -> None:
    careful.api.call("readOneUser", userID=OTHERS)
    assert len(careful.sent) == 1


@pytest.mark.parametrize(("operation_id", "name"), WRITES_ABOUT)
def test_what_was_lent_is_only_used_where_nobody_misses_anything(
    bold: Guarded, operation_id: str, name: str
) -> None:
    bold.own()
    bold.guard.lent.add(OTHERS)
    path = path_of(operation_id, **{name: OTHERS})
    if operation_id in ("updatePortraitBackground", "confirmAccountInformation"):
        bold.api.call(operation_id, json={"username": f"{PREFIX}1"}, **path)
        assert len(bold.sent) == 1
    else:
        refused(bold, operation_id, json={}, **path)


@pytest.mark.parametrize(
    "name", ["somebody", "", " " + PREFIX, PREFIX.upper(), "p1c-ffffffff-1", PREFIX[:-1]]
)
@pytest.mark.parametrize(
    ("operation_id", "member"),
    [("createUser", "username"), ("createVerifyPolicy", "name"), ("confirmAccountInformation", "username")],
)
def test_names_begin_with_the_mark_of_the_run(
    bold: Guarded, operation_id: str, member: str, name: str
) -> None:
    bold.guard.lent.add(OWN)
    assert "mark of the run" in refused(bold, operation_id, json={member: name}, **path_of(operation_id))


@pytest.mark.parametrize("operation_id", ["createVerifyPolicy", "updateVerifyPolicy"])
@pytest.mark.parametrize("default", [True, "true", "TRUE", "false", 1, [True]], ids=repr)
def test_no_policy_becomes_the_default(bold: Guarded, operation_id: str, default: object) -> None:
    bold.own(operation="createVerifyPolicy")
    body = {"name": f"{PREFIX}1", "default": default}
    assert "environment's default" in refused(bold, operation_id, json=body, **path_of(operation_id))


@pytest.mark.parametrize("default", [False, None], ids=repr)
def test_a_policy_may_say_that_it_is_not_the_default(bold: Guarded, default: object) -> None:
    bold.api.call("createVerifyPolicy", json={"name": f"{PREFIX}1", "default": default})
    assert len(bold.sent) == 1


@pytest.mark.parametrize(
    "content",
    [
        b'{"sendNotification": {"email": "a@example.com"}, "sendNotification": {}}',
        b'{"sendNotification": {"email": "a@example.com", "email": "team@example.com"}}',
    ],
)
def test_a_body_that_says_something_twice_is_not_sent(bold: Guarded, content: bytes) -> None:
    bold.own()
    assert "twice" in refused(bold, "createVerifyTransaction", userID=OWN, content=content)


@pytest.mark.parametrize(
    ("receivers", "flag"),
    [
        ({"email": "stranger@example.com"}, "--notify-email"),
        ({"email": ADDRESS.upper()}, "--notify-email"),
        ({"email": [ADDRESS]}, "--notify-email"),
        ({"phone": "+15125550199"}, "--notify-phone"),
        ({"email": ADDRESS, "phone": "+15125550199"}, "--notify-phone"),
        ({"fax": NUMBER}, "unknown kind"),
        ({"EMAIL": ADDRESS}, "unknown kind"),
        ([{"email": "stranger@example.com"}], "unknown kind"),
        ("stranger@example.com", "unknown kind"),
    ],
)
@pytest.mark.parametrize("operation_id", ["createVerifyTransaction", "updateVerifyTransaction"])
def test_only_the_receivers_of_the_settings_are_notified(
    bold: Guarded, operation_id: str, receivers: object, flag: str
) -> None:
    bold.own()
    assert flag in refused(bold, operation_id, json={"sendNotification": receivers}, **path_of(operation_id))


@pytest.mark.parametrize(
    "receivers", [{}, None, {"email": ADDRESS, "phone": NUMBER}, {"phone": None}], ids=repr
)
def test_receivers_of_the_settings_may_be_notified(bold: Guarded, receivers: object) -> None:
    bold.own()
    bold.api.call("createVerifyTransaction", userID=OWN, json={"sendNotification": receivers})
    assert len(bold.sent) == 1


def test_without_a_receiver_nobody_is_notified(tmp_path: Path) -> None:
    with guarded(tmp_path, **EVERYTHING) as target:
        target.own()
        body = {"sendNotification": {"email": ADDRESS}}
        refused(target, "createVerifyTransaction", userID=OWN, json=body)


def test_a_new_user_that_would_be_sent_mail_is_not_created(bold: Guarded) -> None:
    body = {"username": f"{PREFIX}1", "lifecycle": {"status": "VERIFICATION_REQUIRED"}}
    assert "mail" in refused(bold, "createUser", json=body)


@pytest.mark.parametrize(
    "operation_id", [name for name in sorted(load_description().operations) if contracts().creates(name)]
)
def test_the_ledger_is_written_before_the_request(bold: Guarded, operation_id: str) -> None:
    bold.own()
    bold.guard.lent.add(OWN)
    seen: list[list[str]] = []

    def look(request: httpx.Request) -> httpx.Response:
        seen.append(bold.states())
        return httpx.Response(500)

    bold.answer = look
    bold.api.call(
        operation_id, json={"username": f"{PREFIX}1", "name": f"{PREFIX}1"}, **path_of(operation_id)
    )
    assert seen == [["made", "intended"]]


def test_without_a_ledger_nothing_is_sent(bold: Guarded) -> None:
    bold.ledger._database.close()
    with pytest.raises(ConformanceError):
        bold.api.call("createUser", json={"username": f"{PREFIX}1"})
    assert bold.sent == []


LOCATION = {"Location": f"https://api.test/v1/environments/e/users/{OWN}/"}


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (httpx.Response(201, json={"id": OWN}), "made"),
        (httpx.Response(200, json={"id": OWN}), "made"),
        (httpx.Response(201, headers=LOCATION), "made"),
        (httpx.Response(201, json={"id": ""}, headers=LOCATION), "made"),
        (httpx.Response(201, json={"id": 7}, headers=LOCATION), "made"),
        (httpx.Response(201), "intended"),
        (httpx.Response(201, json={"id": "../x"}), "intended"),
        (httpx.Response(201, content=b"<html>"), "intended"),
        (httpx.Response(201, json={"id": OTHERS, "username": "somebody"}), "intended"),
        (httpx.Response(302, headers=LOCATION), "intended"),
        (httpx.Response(400), "refused"),
        (httpx.Response(403), "refused"),
        (httpx.Response(408), "intended"),
        (httpx.Response(409), "refused"),
        (httpx.Response(500), "intended"),
    ],
    ids=lambda value: f"{value.status_code} {value.text}" if isinstance(value, httpx.Response) else value,
)
def test_what_came_of_a_create(careful: Guarded, answer: httpx.Response, state: str) -> None:
    careful.answer = lambda _: answer
    careful.api.call("createUser", json={"username": f"{PREFIX}1"})
    assert careful.states() == [state]
    assert careful.guard.owns(OWN) == (state == "made")
    assert not careful.guard.owns(OTHERS)


def lost(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadError("lost", request=request)


@pytest.mark.parametrize("answer", [lost, lambda _: httpx.Response(504)], ids=["no answer", "of a gateway"])
def test_a_create_that_was_lost_on_the_way_stays_open(careful: Guarded, answer: Answer) -> None:
    careful.answer = answer
    with pytest.raises(NetworkTrouble):
        careful.api.call("createUser", json={"username": f"{PREFIX}1"})
    assert careful.states() == ["intended"]


FLOW = "33333333-3333-4333-8333-333333333333"


@pytest.mark.parametrize(
    ("sent", "user", "owned"),
    [
        ({"username": f"{PREFIX}1"}, {"id": OTHERS, "username": f"{PREFIX}1"}, True),
        ({"username": f"{PREFIX}1"}, {"id": OTHERS, "username": "somebody"}, False),
        ({"username": f"{PREFIX}1"}, {"id": OTHERS}, False),
        ({}, {"id": OTHERS, "username": "somebody"}, False),
        ({}, {"id": OTHERS}, False),
    ],
)
def test_the_account_of_a_flow_is_ours_only_under_our_name(
    bold: Guarded, sent: dict[str, str], user: dict[str, str], owned: bool
) -> None:
    """A flow that finds an account of that name asks to link it, and says which one it is."""
    bold.guard.lent.add(FLOW)
    bold.answer = lambda _: httpx.Response(200, json={"id": FLOW, "_embedded": {"user": user}})
    bold.api.call("confirmAccountInformation", flowID=FLOW, json=sent)
    assert bold.guard.owns(OTHERS) == owned
    assert not bold.guard.owns(FLOW)


def test_what_a_test_deleted_is_gone(bold: Guarded) -> None:
    bold.own()
    bold.answer = lambda _: httpx.Response(204)
    bold.api.call("deleteUser", userID=OWN)
    assert bold.states() == ["gone"]


def test_what_was_not_deleted_is_not_gone(bold: Guarded) -> None:
    bold.own()
    bold.answer = lambda _: httpx.Response(500)
    bold.api.call("deleteUser", userID=OWN)
    assert bold.states() == ["made"]


def test_only_writes_touch_things(bold: Guarded) -> None:
    bold.own()
    bold.api.call("readOneUser", userID=OWN)
    assert OWN not in bold.guard.touched
    bold.api.call("updateUser", userID=OWN, json={})
    assert OWN in bold.guard.touched


def test_things_that_were_created_are_counted(careful: Guarded) -> None:
    careful.api.call("createUser", json={"username": f"{PREFIX}1"})
    careful.answer = lambda _: httpx.Response(400)
    careful.api.call("createUser", json={"username": f"{PREFIX}2"})
    assert dict(careful.guard.created) == {"createUser": 1}


def test_five_refusals_of_a_good_token_stop_the_run(careful: Guarded) -> None:
    careful.answer = lambda _: httpx.Response(403)
    for _ in range(4):
        careful.api.call("readAllVerifyPolicies")
    with pytest.raises(RunStopped, match=r"refused 5 requests in a row .* 403 5 times"):
        careful.api.call("readAllVerifyPolicies")


def test_what_cannot_be_read_as_a_body_does_no_harm(careful: Guarded) -> None:
    careful.answer = lambda _: httpx.Response(400)
    for content in (b"", b"{", b"[" * 100_000, b"\xff\xfe", b"null", b"[]"):
        careful.api.call("createUser", content=content)
    assert set(careful.states()) == {"refused"}


def test_a_guard_knows_the_names_of_its_run(careful: Guarded) -> None:
    assert isinstance(careful.guard, Guard)
    assert careful.guard.prefix == PREFIX
