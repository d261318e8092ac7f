"""Notifications: what a real service sends goes to the outbox ("Create Verify Transaction")."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.records import Message, Transaction
from pingone_conformance.mock.state import Mock

LINK = "id_verification"
"""Template with the link to the web application, sent when a transaction is created."""

ONE_TIME_CODE = "email_phone_verification"
"""Template with the one-time password, sent once the end user has begun and the address is known."""


def notify(mock: Mock, transaction_id: str, wanted: dict[str, Any] | None, now: int) -> dict[str, Any] | None:
    """Send the link to each address of ``sendNotification``; return it with one result for each, or None."""
    if wanted is None:
        return None
    results = []
    for method, member in (("SMS", "phone"), ("EMAIL", "email")):
        if member in wanted:
            message = _send(mock, transaction_id, LINK, method, wanted[member], now)
            results.append({"method": method, "sent": True, "notification": {"id": message.id}})
    return {**wanted, "results": results} if results else dict(wanted)


def send_passwords(mock: Mock, transaction: Transaction, now: int) -> None:
    """Send one-time passwords to the addresses that the end user cannot choose, where the policy has them."""
    requirements = transaction.requirements or {}
    phone = requirements.get("phone")
    if phone is not None and "PHONE" in transaction.checks:
        _send(mock, transaction.id, ONE_TIME_CODE, "SMS", phone["value"], now)
    options = requirements.get("email", {}).get("options", [])
    if len(options) == 1 and "EMAIL" in transaction.checks:
        _send(mock, transaction.id, ONE_TIME_CODE, "EMAIL", options[0], now)


def _send(mock: Mock, transaction_id: str, template: str, method: str, to: str, now: int) -> Message:
    message = Message(mock.ids.uuid(), transaction_id, template, method, to, now)
    mock.store.outbox.append(message)
    return message
