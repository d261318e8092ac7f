"""The control plane: what a test or a developer needs and a real service has no operation for."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from pingone_conformance.mock import environments, lifecycle
from pingone_conformance.mock.clock import timestamp
from pingone_conformance.mock.cloud import (
    account,
    control_http,
    control_mails,
    control_scripts,
    control_secrets,
)
from pingone_conformance.mock.errors import invalid_value, not_found
from pingone_conformance.mock.faults import UnknownFaultError, bank, faults_named
from pingone_conformance.mock.operation import Call, Endpoint, Operation, WithBody, WithoutBody, nothing
from pingone_conformance.mock.records import Environment, Flow, Message, Transaction
from pingone_conformance.mock.resources import flows, transactions
from pingone_conformance.mock.responses import JsonResponse, no_content
from pingone_conformance.mock.schemas.control import (
    Advance,
    EnvironmentChange,
    FaultNames,
    NewFlow,
    Outcome,
    Reset,
    ShownDate,
)
from pingone_conformance.mock.schemas.fields import decode_base64
from pingone_conformance.mock.state import Mock
from pingone_conformance.mock.views import end_user_view

PREFIX = "/_mock"

_DEFAULT_PROVIDER_ATTRIBUTES = {"username": "lindajones", "email": "lindajones@example.com"}


def routes(mock: Mock) -> list[BaseRoute]:
    """Return the routes of the control plane."""

    def route(path: str, **operations: Operation) -> Route:
        return Route(f"{PREFIX}{path}", Endpoint(mock, **operations))

    return [
        route(
            "/environment",
            GET=WithoutBody(nothing, read_environment, bearer=False),
            POST=WithBody(nothing, EnvironmentChange, change_environment, bearer=False),
        ),
        route("/serviceAccountKey", GET=WithoutBody(nothing, read_service_account_key, bearer=False)),
        route("/reset", POST=WithBody(nothing, Reset, reset, bearer=False)),
        route(
            "/clock",
            GET=WithoutBody(nothing, read_clock, bearer=False),
            POST=WithBody(nothing, Advance, advance_clock, bearer=False),
            PUT=WithBody(nothing, ShownDate, mislead_clock, bearer=False),
        ),
        route("/transactions/{transaction_id}", POST=WithBody(_transaction, Outcome, decide, bearer=False)),
        route("/transactions/{transaction_id}/view", GET=WithoutBody(_transaction, read_view, bearer=False)),
        route("/outbox", GET=WithoutBody(nothing, read_outbox, bearer=False)),
        route("/flows", POST=WithBody(nothing, NewFlow, open_flow, bearer=False)),
        route(
            "/faults",
            GET=WithoutBody(nothing, read_faults, bearer=False),
            PUT=WithBody(nothing, FaultNames, switch_faults, bearer=False),
        ),
        route("/stats", GET=WithoutBody(nothing, read_stats, bearer=False)),
        *control_http.routes(mock),
        *control_scripts.routes(mock),
        *control_secrets.routes(mock),
        *control_mails.routes(mock),
    ]


def read_environment(call: Call, _: None) -> Response:
    """Return where the API is and the ready-made credentials and ids."""
    main, other = call.mock.ready_made.main, call.mock.ready_made.other
    hosts = {"apiPath": f"{call.base}/v1", "authPath": call.base}
    policy = {"verifyPolicyId": main.policy.id}
    sides = {"otherEnvironment": other.body(), "cloud": account.facts(call.mock, call.base)}
    return JsonResponse({**hosts, **main.body(), **policy, **sides})


def read_service_account_key(call: Call, _: None) -> Response:  # noqa: ARG001
    """Return the private key of the service account, a JWK, which takes a tenth of a second to make."""
    return JsonResponse(account.private_key())


def reset(call: Call, _: None, body: Reset) -> Response:
    """Return to the ready-made environment; ids are drawn from the seed from now on."""
    call.mock.reset(body.seed)
    return no_content()


def read_clock(call: Call, _: None) -> Response:
    """Return the mock's time."""
    return JsonResponse({"now": timestamp(call.mock.clock.now())})


def advance_clock(call: Call, _: None, body: Advance) -> Response:
    """Move the mock's time forward."""
    try:
        call.mock.clock.advance(body.advance_seconds)
    except ValueError as problem:
        raise invalid_value("advanceSeconds", f"{problem}.", "OUT_OF_RANGE") from None
    return read_clock(call, None)


def mislead_clock(call: Call, _: None, body: ShownDate) -> Response:
    """Let the header Date be off, until the next such request or reset."""
    try:
        call.mock.clock.mislead(body.date_offset_seconds)
    except ValueError as problem:
        raise invalid_value("dateOffsetSeconds", f"{problem}.", "OUT_OF_RANGE") from None
    return read_clock(call, None)


def change_environment(call: Call, _: None, body: EnvironmentChange) -> Response:
    """Change what the platform says of an environment, and what its worker application may do; a reset undoes it."""
    return environments.change(call, _environment(call, body.environment_id), body)


def decide(call: Call, transaction: Transaction, body: Outcome) -> Response:
    """Move a transaction to any of the nine states; a decision brings metadata and verified data."""
    try:
        selfie = None if body.selfie is None else decode_base64(body.selfie)
        moved = lifecycle.move(call.mock, transaction, body.status, selfie, body.attempts)
    except ValueError:
        raise invalid_value("selfie", "The value has to be a picture as base64.") from None
    return JsonResponse(transactions.represent(call.base, moved))


def read_view(call: Call, transaction: Transaction) -> Response:
    """Return what the end user sees in the web application."""
    view = end_user_view(transaction)
    view["webVerificationUrl"] = transactions.web_verification_url(call.base, transaction)
    view["webVerificationCode"] = transaction.code
    return JsonResponse(view)


def read_outbox(call: Call, _: None) -> Response:
    """Return the notifications sent so far, oldest first; ``transaction`` narrows them to one transaction."""
    wanted = call.query.get("transaction")
    messages = [
        _message(message)
        for message in call.mock.outbox
        if wanted is None or message.transaction_id == wanted
    ]
    return JsonResponse({"messages": messages})


def open_flow(call: Call, _: None, body: NewFlow) -> Response:
    """Open a flow that waits for account confirmation after sign-on with an external identity provider."""
    environment = _environment(call, body.environment_id)
    given = body.identity_provider_attributes
    attributes = dict(_DEFAULT_PROVIDER_ATTRIBUTES) if given is None else given.written()
    flow = Flow(
        id=call.mock.ids.uuid(),
        environment_id=environment.id,
        session_id=call.mock.ids.uuid(),
        status=flows.CONFIRMATION_REQUIRED,
        provider_attributes=attributes,
        user=attributes,
        created_at=call.now,
        expires_at=call.now + flows.INACTIVITY,
    )
    call.mock.store.put_flow(flow)
    answer = {"flowId": flow.id, "status": flow.status, "identityProviderAttributes": attributes}
    return JsonResponse(answer, 201)


def read_faults(call: Call, _: None) -> Response:
    """Return the names of the faults that are on, and of all that there are."""
    return JsonResponse({"on": [fault.name for fault in call.mock.faults], "known": list(bank())})


def switch_faults(call: Call, _: None, body: FaultNames) -> Response:
    """Switch on exactly these faults, until the next such request: a reset leaves them on."""
    try:
        call.mock.faults = faults_named(body.on)
    except UnknownFaultError as problem:
        raise invalid_value("on", f"{problem}.", nearest=problem.nearest) from None
    return JsonResponse({"on": body.on})


def read_stats(call: Call, _: None) -> Response:
    """Return how many requests the API and the auth host have had since the start."""
    return JsonResponse({"requests": call.mock.requests})


def _transaction(call: Call) -> Transaction:
    found = call.mock.store.transactions.get(call.params["transaction_id"])
    if found is None:
        raise not_found()
    return lifecycle.settled(call.mock, found, call.now)


def _environment(call: Call, environment_id: str | None) -> Environment:
    wanted = call.mock.ready_made.main.environment.id if environment_id is None else environment_id
    found = call.mock.store.environments.get(wanted)
    if found is None:
        raise invalid_value("environmentId", "There is no such environment.")
    return found


def _message(message: Message) -> dict[str, str]:
    return {
        "id": message.id,
        "transactionId": message.transaction_id,
        "template": message.template,
        "method": message.method,
        "to": message.to,
        "sentAt": timestamp(message.sent_at),
    }
