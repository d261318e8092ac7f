"""What faults at new transactions share: reading a body of any form, refusing after all, changing what was kept."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache, wraps
from io import BytesIO
from typing import Any

from PIL import Image

from pingone_conformance.mock.errors import ApiError, invalid_value
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Kind, on_success
from pingone_conformance.mock.records import Message, Policy

CREATE = "createVerifyTransaction"
VIEW = "endUserView"


def on_creation(
    kind: Kind, *rules: str, also: tuple[str, ...] = ()
) -> Callable[[Callable[[Request, Answer], None]], Callable[[Request, Answer], None]]:
    """Add a fault that changes the answer to a create, or makes a refusal of it.

    Other methods at the same path, such as OPTIONS, are no creates.
    """

    def add(function: Callable[[Request, Answer], None]) -> Callable[[Request, Answer], None]:
        @wraps(function)
        def at_a_create(request: Request, answer: Answer) -> None:
            if request.method == "POST":
                function(request, answer)

        on_success(kind, CREATE, *rules, also=also)(at_a_create)
        return function

    return add


def object_at(content: Request | Answer, path: str) -> dict[str, Any]:
    """Return the object at a path, "" for the whole, to be changed in place; an empty one, seen by nobody, if none."""
    found = content.member(path) if path else content.json
    return found if isinstance(found, dict) else {}


def text_at(content: Request | Answer, path: str) -> str:
    """Return the text at a path, an empty one where there is none."""
    found = content.member(path)
    return found if isinstance(found, str) else ""


def list_at(content: Request | Answer, path: str) -> list[Any]:
    """Return the list at a path, to be changed in place; an empty one, seen by nobody, if none."""
    found = content.member(path)
    return found if isinstance(found, list) else []


def refused(request: Request, answer: Answer, target: str) -> ApiError:
    """Take a create back and return the refusal to be raised in its place: the token was checked by then."""
    transaction = request.mock.store.transactions.get(text_at(answer, "id"))
    if transaction is not None:
        resend(request, answer, lambda _: ())
        request.mock.store.remove_transaction(transaction)
    return invalid_value(target, "The value is not acceptable.")


def keep(request: Request, answer: Answer, **changes: Any) -> None:
    """Change the record of the transaction that the answer is about."""
    table = request.mock.store.transactions
    transaction = table.get(text_at(answer, "id"))
    if transaction is not None:
        table[transaction.id] = replace(transaction, **changes)


def resend(request: Request, answer: Answer, change: Callable[[Message], Iterable[Message]]) -> None:
    """Replace each message about the transaction of the answer by what ``change`` makes of it."""
    outbox = request.mock.store.outbox
    messages = list(outbox)
    outbox.clear()
    for message in messages:
        outbox.extend(change(message) if message.transaction_id == answer.member("id") else [message])


def policy_of(request: Request) -> Policy | None:
    """Return the policy that a create asks for, or the default one; None where there is neither."""
    store = request.mock.store
    named = request.member("verifyPolicy.id")
    if named is not None:
        return store.policies.get(named) if isinstance(named, str) else None
    known = request.path["environment_id"] in store.environments
    return store.default_policy(request.path["environment_id"]) if known else None


def asks_for(request: Request, section: str, *levels: str) -> bool:
    """Tell whether the policy of a create has one of these levels for ``governmentId``, ``email`` or another check."""
    policy = policy_of(request)
    return policy is not None and policy.settings[section]["verify"] in levels


def needs_selfie(request: Request) -> bool:
    """Tell whether the policy of a create compares faces without a government document."""
    return asks_for(request, "facialComparison", "REQUIRED") and asks_for(request, "governmentId", "DISABLED")


def user_address(request: Request) -> str:
    """Return the e-mail address that the directory has for the user, an empty text where it has none."""
    user = request.mock.store.users.get(request.path["user_id"])
    address = None if user is None else user.attributes.get("email")
    return address if isinstance(address, str) else ""


@lru_cache(maxsize=1)
def picture() -> dict[str, str]:
    """Return a reference selfie that shows nobody."""
    content = BytesIO()
    Image.new("RGB", (64, 64)).save(content, "PNG")
    return {"value": base64.b64encode(content.getvalue()).decode()}
