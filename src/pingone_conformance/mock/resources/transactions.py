"""Verify transactions: create, read, read all, update the status, delete ("Verify transactions")."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import quote

import orjson
from starlette.responses import Response

from pingone_conformance.mock import lifecycle
from pingone_conformance.mock.clock import timestamp
from pingone_conformance.mock.errors import invalid_value, request_failed
from pingone_conformance.mock.hal import Json, collection, environment_url, links, transaction_url, user_url
from pingone_conformance.mock.notifications import notify, send_one_time_codes
from pingone_conformance.mock.operation import Call
from pingone_conformance.mock.portraits import read_picture
from pingone_conformance.mock.records import Policy, Transaction, User
from pingone_conformance.mock.resources import policies
from pingone_conformance.mock.responses import JsonResponse, created, no_content
from pingone_conformance.mock.schemas.fields import decode_base64
from pingone_conformance.mock.schemas.policies import seconds
from pingone_conformance.mock.schemas.transactions import NewTransaction, StatusUpdate


def create(call: Call, user: User, body: NewTransaction) -> Response:
    """createVerifyTransaction: 201; checks and timeout come from the named policy or the default one."""
    policy = _policy(call, user, body)
    has_selfie = _check_reference_selfie(body, policy.settings)
    given = body.written()
    transaction_id = call.mock.ids.uuid()
    transaction = Transaction(
        id=transaction_id,
        environment_id=user.environment_id,
        user_id=user.id,
        policy_id=policy.id,
        status="REQUESTED",
        checks=lifecycle.initial_checks(policy.settings, has_selfie),
        code=call.mock.ids.code(),
        created_at=call.now,
        updated_at=call.now,
        expires_at=call.now + 1000 * seconds(policy.settings["transaction"]["timeout"]),
        requirements=given.get("requirements"),
        callback=given.get("callback"),
        redirect=given.get("redirect"),
        notification=notify(call.mock, transaction_id, given.get("sendNotification"), call.now),
        weight=len(orjson.dumps(given)),
    )
    send_one_time_codes(call.mock, transaction_id, transaction.requirements or {}, call.now)
    call.mock.store.add_transaction(transaction)
    return created(represent(call.base, transaction))


def read(call: Call, transaction: Transaction) -> Response:
    """readOneVerifyTransaction: 200; ``expand=verifyPolicy`` embeds the policy."""
    body = represent(call.base, transaction)
    expand = call.query.get("expand")
    if expand is not None:
        body["_embedded"] = {"verifyPolicy": _expanded(call, transaction, expand)}
    return JsonResponse(body)


def read_all(call: Call, user: User) -> Response:
    """readAllVerifyTransactions: 200, newest first."""
    own = links(self=f"{user_url(call.base, user.environment_id, user.id)}/verifyTransactions")
    items = [
        represent(call.base, lifecycle.settled(call.mock, transaction, call.now))
        for transaction in call.mock.store.transactions_of(user)
    ]
    return JsonResponse(collection(own, "verifyTransactions", items))


def update(call: Call, transaction: Transaction, body: StatusUpdate) -> Response:
    """updateVerifyTransaction: 200; approval by an administrator, from FAIL or IN_PROGRESS only."""
    if transaction.status not in lifecycle.OVERRIDABLE:
        raise invalid_value(
            "transactionStatus.status", f"A transaction in state {transaction.status} cannot be approved."
        )
    approved = lifecycle.approve(call.mock, transaction, body.transaction_status.status, call.now)
    return JsonResponse(represent(call.base, approved))


def delete(call: Call, transaction: Transaction) -> Response:
    """deleteVerifyTransaction: 204, with metadata and verified data."""
    call.mock.store.remove_transaction(transaction)
    return no_content()


def represent(base: str, transaction: Transaction) -> Json:
    """Return a transaction as the API shows it ("Create Verify Transaction", example response)."""
    status = {"status": transaction.status, "verificationStatus": transaction.checks}
    body: Json = {
        "_links": links(
            self=transaction_url(base, transaction),
            environment=environment_url(base, transaction.environment_id),
            user=user_url(base, transaction.environment_id, transaction.user_id),
        ),
        "id": transaction.id,
        "verifyPolicy": {"id": transaction.policy_id},
        "transactionStatus": status,
        "qrUrl": f"{base}/v1/idValidations/webVerifications/{transaction.id}/qr",
        "webVerificationUrl": web_verification_url(base, transaction),
        "webVerificationCode": transaction.code,
    }
    for name, value in (
        ("verifiedDocuments", transaction.verified_documents),
        ("requirements", transaction.requirements),
        ("callback", transaction.callback),
        ("sendNotification", transaction.notification),
    ):
        if value is not None:
            body[name] = value
    body["createdAt"] = timestamp(transaction.created_at)
    body["updatedAt"] = timestamp(transaction.updated_at)
    body["expiresAt"] = timestamp(transaction.expires_at)
    return body


def web_verification_url(base: str, transaction: Transaction) -> str:
    """Return the address of the web application for this transaction ("Create Verify Transaction")."""
    environment_id = transaction.environment_id
    return (
        f"{base}/{environment_id}/verify/verify-webapp/v2/index.html"
        f"?txnid={transaction.id}&url={_quoted_target(base)}&code={transaction.code}&envId={environment_id}"
    )


@lru_cache(maxsize=64)
def _quoted_target(base: str) -> str:
    return quote(f"{base}/v1/idValidations/webVerifications", safe="")


def _policy(call: Call, user: User, body: NewTransaction) -> Policy:
    named = body.verify_policy.id if body.verify_policy else None
    if named is None:
        try:
            return call.mock.store.default_policy(user.environment_id)
        except KeyError:
            raise request_failed("The environment has no default verify policy.") from None
    policy = call.mock.store.policies.get(named)
    if policy is None or policy.environment_id != user.environment_id:
        raise invalid_value("verifyPolicy.id", "There is no such verify policy in the environment.")
    return policy


def _check_reference_selfie(body: NewTransaction, settings: dict[str, Any]) -> bool:
    """Tell whether there is a usable reference selfie; raise the 400 refusal where the policy needs one."""
    selfie = body.requirements.reference_selfie if body.requirements else None
    needed = (
        settings["facialComparison"]["verify"] == "REQUIRED"
        and settings["governmentId"]["verify"] == "DISABLED"
    )
    if selfie is None:
        if needed:
            raise invalid_value(
                "requirements.referenceSelfie",
                "The verify policy needs a reference selfie.",
                "REQUIRED_VALUE",
            )
        return False
    readable = _is_picture(selfie.value)
    if needed and not readable:
        raise invalid_value("requirements.referenceSelfie.value", "The value has to be a picture as base64.")
    return readable


def _is_picture(text: str) -> bool:
    try:
        read_picture(decode_base64(text))
    except ValueError:
        return False
    return True


def _expanded(call: Call, transaction: Transaction, expand: str) -> Json | None:
    if expand != "verifyPolicy":
        raise invalid_value("expand", "Only verifyPolicy can be expanded.", "INVALID_PARAMETER")
    policy = call.mock.store.policies.get(transaction.policy_id)
    return None if policy is None else policies.represent(call.base, policy)
