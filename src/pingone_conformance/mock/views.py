"""What the end user sees in the web application: which addresses are fixed, offered masked, or free.

"Create Verify Transaction": without an address any may be entered, one is fixed, several are offered masked.
"""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.records import Transaction


def end_user_view(transaction: Transaction) -> dict[str, Any]:
    """Return the end user's view of a transaction; ``phone`` is null when no number is required."""
    requirements = transaction.requirements or {}
    phone = requirements.get("phone")
    return {
        "transactionId": transaction.id,
        "status": transaction.status,
        "checks": list(transaction.checks),
        "email": _email(requirements.get("email", {}).get("options", [])),
        "phone": None if phone is None else {"mode": "fixed", "number": phone["value"]},
        "redirect": transaction.redirect,
    }


def _email(options: list[str]) -> dict[str, Any]:
    if not options:
        return {"mode": "free"}
    if len(options) == 1:
        return {"mode": "fixed", "address": options[0]}
    return {"mode": "choice", "choices": [masked(option) for option in options]}


def masked(address: str) -> str:
    """Return an e-mail address with all but the first character of its local part masked."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}{'*' * max(len(local) - 1, 3)}@{domain}"
