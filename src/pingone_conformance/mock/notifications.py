"""Notifications: what a real service sends goes to the outbox ("Create Verify Transaction")."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.records import Message
from pingone_conformance.mock.state import Mock

LINK = "id_verification"
"""Template with the link to the web application, sent when a transaction is created."""

ONE_TIME_CODE = "email_phone_verification"
"""Template with the one-time password, sent to each address that the end user has no choice about."""


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


def send_one_time_codes(mock: Mock, transaction_id: str, requirements: dict[str, Any], now: int) -> None:
    """Send a one-time password to the number and to the only address of ``requirements``.

    With several addresses, or none, there is nothing to send before the end user has chosen one.
    """
    if "phone" in requirements:
        _send(mock, transaction_id, ONE_TIME_CODE, "SMS", requirements["phone"]["value"], now)
    options = requirements.get("email", {}).get("options", [])
    if len(options) == 1:
        _send(mock, transaction_id, ONE_TIME_CODE, "EMAIL", options[0], now)


def _send(mock: Mock, transaction_id: str, template: str, method: str, to: str, now: int) -> Message:
    message = Message(mock.ids.uuid(), transaction_id, template, method, to, now)
    mock.store.outbox.append(message)
    return message
