"""How a verify transaction moves: its states, what each means for its checks, expiry, decision and retention.

States follow "Update Verify Transaction" and "Viewing verification status"; expiry follows "Verify
transactions"; retention follows "Verified data".
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pingone_conformance.mock import evidence
from pingone_conformance.mock.clock import MINUTE
from pingone_conformance.mock.records import Transaction
from pingone_conformance.mock.state import Mock

WAITING = frozenset({"REQUESTED", "INITIATED", "PARTIAL"})
"""States in which data is still to come, so that the transaction can time out."""

VERIFIED = frozenset({"SUCCESS", "NOT_REQUIRED", "APPROVED_MANUALLY", "APPROVED_NO_REQUEST"})
"""States that count as a verified user."""

DECIDED = VERIFIED | {"FAIL"}
"""States that end a verification."""

OVERRIDABLE = frozenset({"FAIL", "IN_PROGRESS"})
"""States from which an administrator may approve ("Update Verify Transaction")."""

RETENTION = 30 * MINUTE
"""How long verified data is kept after the decision ("Verified data"), in milliseconds."""

_TIMED_OUT = "TRANSACTION_TIMED_OUT"


def initial_checks(settings: dict[str, Any], has_reference_selfie: bool) -> dict[str, str]:
    """Return ``verificationStatus`` of a new transaction: REQUESTED for each check of its policy."""
    document = settings["governmentId"]["verify"] != "DISABLED"
    face = settings["facialComparison"]["verify"] != "DISABLED"
    wanted = {
        "EMAIL": settings["email"]["verify"] != "DISABLED",
        "FACIAL_COMPARISON_DOCUMENT": face and document,
        "FACIAL_COMPARISON_REFERENCE_SELFIE": face and has_reference_selfie,
        "GOVERNMENT_ID": document,
        "LIVENESS": settings["liveness"]["verify"] != "DISABLED",
        "PHONE": settings["phone"]["verify"] != "DISABLED",
    }
    return {check: "REQUESTED" for check, included in wanted.items() if included}


def settled(mock: Mock, transaction: Transaction, now: int) -> Transaction:
    """Return the transaction as of ``now``: timed out and with outdated verified data removed where due."""
    if transaction.decided_at is None:
        if now < transaction.expires_at or transaction.status not in WAITING:
            return transaction
        return _time_out(mock, transaction)
    if now >= transaction.decided_at + RETENTION:
        mock.store.verified_data.pop(transaction.id, None)
    return transaction


def move(
    mock: Mock, transaction: Transaction, status: str, selfie: bytes | None, attempts: int
) -> Transaction:
    """Put a transaction into any state, as the end user and the providers would have done.

    A decision brings metadata and verified data of ``attempts`` tries; any other state removes them. Raises
    ValueError when ``selfie`` is not a readable picture.
    """
    now = mock.clock.now()
    decided = status in DECIDED
    checks = _checks(transaction.checks, status)
    moved = replace(
        transaction,
        status=status,
        checks=checks,
        updated_at=now,
        decided_at=now if decided else None,
        verified_documents=evidence.documents(checks) if status == "SUCCESS" else None,
    )
    if decided:
        evidence.collect(mock, moved, selfie, attempts)
    else:
        evidence.discard(mock, moved)
    mock.store.transactions[moved.id] = moved
    return moved


def approve(mock: Mock, transaction: Transaction, status: str, now: int) -> Transaction:
    """Record an administrator's approval; what had been collected is readable for another 30 minutes."""
    approved = replace(transaction, status=status, updated_at=now, decided_at=now)
    if transaction.status == "IN_PROGRESS":
        evidence.collect(mock, approved, None, attempts=1)
    mock.store.transactions[approved.id] = approved
    return approved


def _time_out(mock: Mock, transaction: Transaction) -> Transaction:
    checks = {
        check: _TIMED_OUT if status == "REQUESTED" else status for check, status in transaction.checks.items()
    }
    failed = replace(
        transaction,
        status="FAIL",
        checks=checks or {"TRANSACTION": _TIMED_OUT},
        updated_at=transaction.expires_at,
        decided_at=transaction.expires_at,
    )
    mock.store.transactions[failed.id] = failed
    return failed


def _checks(checks: dict[str, str], status: str) -> dict[str, str]:
    if status in ("REQUESTED", "INITIATED"):
        return dict.fromkeys(checks, "REQUESTED")
    if status == "PARTIAL":
        first = next(iter(checks), None)
        return {check: "SUCCESS" if check == first else "REQUESTED" for check in checks}
    if status in ("IN_PROGRESS", "SUCCESS", "FAIL", "NOT_REQUIRED"):
        return dict.fromkeys(checks, status)
    return checks
