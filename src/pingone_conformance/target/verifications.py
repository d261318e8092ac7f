"""How a tenant's transaction gets to a state: a person verified one before, or a hook acts for a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from uuid import UUID

import httpx

from pingone_conformance.config import TenantSettings
from pingone_conformance.findings import ConformanceError, Untested
from pingone_conformance.target.hooks import HookCommand, Printed
from pingone_conformance.target.polling import bounded, poll
from pingone_conformance.target.retrying import Waits
from pingone_conformance.target.session import Session
from pingone_conformance.target.states import FINAL, SUCCESS, Create, FirstThatCan, States, Wish, lend

RETENTION_SECONDS = 30 * 60
"""How long verified data are kept after the decision ("Verified Data")."""

RENEWED_AFTER_SECONDS = 25 * 60
"""The age at which a shared verification is too old for a test that is about to begin."""

_ONLY_A_HOOK = "{status} needs --verification-hook"


@dataclass(frozen=True, slots=True)
class Reference:
    """The transaction that a person verified before the run, and its user."""

    user_id: str
    transaction_id: str

    @classmethod
    def of(cls, text: str, api_path: str, environment_id: str) -> Reference:
        """Read `USER_ID/TRANSACTION_ID`, or the transaction's self link; raises `ConformanceError` for others."""
        parts = text.strip().split("/")
        if "://" in text:
            parts = _within(text.strip(), f"{api_path}/environments/{environment_id}/users/").split("/")
            parts = [parts[0], *parts[2:]] if parts[1:2] == ["verifyTransactions"] else []
        if len(parts) == 1 and _is_id(parts[0]):
            raise ConformanceError(
                "--verified-transaction has the id of a transaction, and not that of its user",
                hint="the address of a transaction has its user in it: give USER_ID/TRANSACTION_ID, or the address "
                "itself, which the transaction has in `_links.self`",
            )
        if len(parts) != 2 or not all(_is_id(part) for part in parts):
            raise ConformanceError(
                "--verified-transaction is neither USER_ID/TRANSACTION_ID nor the address of a transaction",
                hint=f"an address begins with {api_path}/environments/{environment_id}/users/",
            )
        return cls(*parts)


class GivenTransaction:
    """A transaction that a person verified shortly before the run. The run did not make it, and never deletes it."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference

    def bring(self, api: Session, wish: Wish, create: Create) -> dict[str, Any]:  # noqa: ARG002
        """The given transaction, as long as it is verified and its data are there."""
        if wish.status != SUCCESS:
            raise Untested(_ONLY_A_HOOK.format(status=wish.status))
        if wish.special:
            raise Untested("a test with a user or a request of its own needs --verification-hook")
        lend(api, self._reference.user_id, self._reference.transaction_id)
        answer = _read(api, _known_as(self._reference))
        status = status_of(answer)
        if status is None:
            raise Untested(f"the given transaction was read with {answer.status_code} and without a status")
        if status != SUCCESS:
            raise Untested(f"the given transaction is {bounded(status)}, and not {SUCCESS}")
        age = age_of(answer)
        if age >= RETENTION_SECONDS:
            raise Untested(
                f"the given transaction was verified {age / 60:.0f} minutes ago, and verified data are kept for "
                f"{RETENTION_SECONDS // 60}"
            )
        return {**answer.json(), **_known_as(self._reference)}


class Hook:
    """A shell command of the team finishes the verification of a transaction of this run."""

    def __init__(self, command: HookCommand) -> None:
        self._command = command

    def bring(self, api: Session, wish: Wish, create: Create) -> dict[str, Any]:
        """A new transaction that the hook brought to the state; raises `Untested` when it ended otherwise."""
        command = self._command
        command.require(wish.status)
        transaction = create()
        address, code = (str(transaction.get(f"webVerification{part}", "")) for part in ("Url", "Code"))
        variables = {
            "TRANSACTION_ID": str(transaction["id"]),
            "USER_ID": str(transaction["userID"]),
            "WEB_VERIFICATION_URL": address,
            "WEB_VERIFICATION_CODE": code,
            "OUTCOME": wish.status,
        }
        waited = command.waits.seconds

        def wait(_: Printed) -> None:
            left = command.limit - (command.waits.seconds - waited)
            await_state(
                lambda: status_of(_read(api, transaction)), wish.status, limit=left, waits=command.waits
            )

        command.run(api.connection, wish.status, variables, wait, secret=(address, code))
        return transaction


class Shared:
    """One verification for all tests that want nothing special: each costs a person's time, or money.

    It is made again when its data are about to go, or when a test deleted it.
    """

    def __init__(self, way: States) -> None:
        self._way = way
        self._kept: dict[str, dict[str, Any]] = {}

    def bring(self, api: Session, wish: Wish, create: Create) -> dict[str, Any]:
        """A verified transaction of this process, or a new one where a test has wishes of its own."""
        if not wish.is_common:
            return self._way.bring(api, wish, create)
        environment = api.connection.environment_id
        kept = self._kept.get(environment)
        if kept is None or not _lasts(_read(api, kept)):
            kept = self._kept[environment] = self._way.bring(api, wish, create)
        return kept


class Nobody:
    """Nobody verifies anything: says who could."""

    def bring(self, api: Session, wish: Wish, create: Create) -> dict[str, Any]:  # noqa: ARG002
        """Raise `Untested` with the options that would allow the rules of this test."""
        if wish.is_common:
            raise Untested(
                "needs a verified transaction: --verified-transaction, --verification-hook or --interactive"
            )
        raise Untested(
            f"needs a transaction that is {wish.status}: {_ONLY_A_HOOK.format(status=wish.status)}"
        )


def tenant_states(settings: TenantSettings, waits: Waits, scrub: Callable[[str], str]) -> States:
    """The ways that the settings allow, in their order.

    Raises `ConformanceError` when the verified transaction that is given cannot be one of this environment.
    """
    ways: list[States] = []
    if settings.verified_transaction:
        given = Reference.of(settings.verified_transaction, settings.api_path, settings.environment_id)
        ways.append(GivenTransaction(given))
    if settings.verification_hook:
        limit = settings.verification_timeout
        hook = HookCommand("verification hook", settings.verification_hook, limit, waits, scrub)
        ways.append(Shared(Hook(hook)))
    return FirstThatCan(*ways or [Nobody()])


def await_state(read: Callable[[], str | None], asked: str, *, limit: float, waits: Waits) -> None:
    """Read a transaction's status until the verification has ended; raises `Untested` if not as it was asked for."""
    ended = poll(
        read, lambda state: state == asked or state in FINAL, limit=limit, waits=waits, what="verification"
    )
    if ended != asked:
        raise Untested(f"the verification ended with {ended}, asked for {asked}")


def status_of(answer: httpx.Response) -> str | None:
    """The status of the transaction in an answer, if there is one."""
    try:
        status = answer.json()["transactionStatus"]["status"] if answer.is_success else None
    except (ValueError, KeyError, TypeError):
        return None
    return status if isinstance(status, str) else None


def age_of(answer: httpx.Response) -> float:
    """The seconds since the transaction in an answer was updated, by the target's own clock; 0 if it does not say."""
    try:
        updated = datetime.fromisoformat(answer.json()["updatedAt"])
        age = (_now(answer) - updated).total_seconds()
    except (ValueError, KeyError, TypeError, OverflowError):
        return 0.0
    return max(0.0, age)


def _now(answer: httpx.Response) -> datetime:
    try:
        return parsedate_to_datetime(answer.headers.get("Date", ""))
    except ValueError:
        return datetime.now(UTC)


def _lasts(answer: httpx.Response) -> bool:
    return status_of(answer) == SUCCESS and age_of(answer) < RENEWED_AFTER_SECONDS


def _read(api: Session, transaction: dict[str, Any]) -> httpx.Response:
    return api.call(
        "readOneVerifyTransaction",
        userID=str(transaction["userID"]),
        transactionID=str(transaction["id"]),
    )


def _known_as(reference: Reference) -> dict[str, Any]:
    return {"id": reference.transaction_id, "userID": reference.user_id}


def _within(address: str, start: str) -> str:
    """What an address has behind its beginning, without query and fragment; empty when it begins otherwise."""
    plain = address.partition("#")[0].partition("?")[0].rstrip("/")
    return plain.removeprefix(start) if plain.startswith(start) else ""


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False
