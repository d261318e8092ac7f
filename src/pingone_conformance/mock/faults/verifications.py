"""The transactions that a request or an answer is about, for faults that change what the mock remembers of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around
from pingone_conformance.mock.records import Metadata, Transaction, VerifiedData
from pingone_conformance.mock.resources.transactions import represent

READ = "readOneVerifyTransaction"
LIST = "readAllVerifyTransactions"
UPDATE = "updateVerifyTransaction"
DELETE = "deleteVerifyTransaction"
FINISH = "finishVerification"
STATUS = "transactionStatus.status"
STEPS = "transactionStatus.verificationStatus"

Evidence = tuple[dict[str, Metadata] | None, dict[str, VerifiedData] | None]


def named(request: Request) -> Transaction | None:
    """Return the transaction whose id is in the path, whoever it belongs to; None where there is none."""
    return request.mock.store.transactions.get(request.path.get("transaction_id", ""))


def own(request: Request) -> Transaction | None:
    """Return the transaction of the path where it belongs to the user and the environment of the path."""
    found = named(request)
    place = request.path.get("environment_id"), request.path.get("user_id")
    return found if found and (found.environment_id, found.user_id) == place else None


def rewrite(request: Request, transaction: Transaction | None, **changes: Any) -> None:
    """Have the mock remember something else about a transaction that it still has."""
    table = request.mock.store.transactions
    if transaction is not None and transaction.id in table:
        table[transaction.id] = replace(table[transaction.id], **changes)


def siblings(request: Request) -> list[Transaction]:
    """Return the transactions of the user of the path, oldest first, as far as its environment is the path's."""
    place = request.path.get("environment_id"), request.path.get("user_id")
    known = request.mock.store.transactions.values()
    return [one for one in known if (one.environment_id, one.user_id) == place]


def meanwhile(request: Request, transaction: Transaction | None, **changes: Any) -> Around:
    """Answer one request as if a transaction were different; what the request itself changes is kept."""
    rewrite(request, transaction, **changes)
    yield
    now = request.mock.store.transactions.get(transaction.id) if transaction else None
    if transaction and now:
        kept = {name: getattr(transaction, name) for name in changes}
        rewrite(
            request,
            now,
            **{name: value for name, value in kept.items() if getattr(now, name) == changes[name]},
        )


def evidence_of(request: Request, transaction: Transaction) -> Evidence:
    """Return the metadata and the verified data of a transaction."""
    store = request.mock.store
    return store.metadata.get(transaction.id), store.verified_data.get(transaction.id)


def bring_back(request: Request, transaction: Transaction, evidence: Evidence) -> None:
    """Add a deleted transaction again, with what belonged to it; it comes last among those of its user."""
    store = request.mock.store
    if transaction.user_id not in store.users:
        return
    store.add_transaction(transaction)
    metadata, verified_data = evidence
    if metadata is not None:
        store.metadata[transaction.id] = metadata
    if verified_data is not None:
        store.verified_data[transaction.id] = verified_data


def entries(answer: Answer, name: str = "verifyTransactions") -> list[dict[str, Any]]:
    """Return the entries of a list that are objects, to be changed in place."""
    found = answer.member(f"_embedded.{name}")
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def relist(answer: Answer, listed: Iterable[Any], name: str = "verifyTransactions") -> None:
    """Replace the entries of a list, and count them."""
    embedded = answer.member("_embedded")
    if isinstance(embedded, dict):
        embedded[name] = list(listed)
        answer.json["size"] = len(embedded[name])


def shown(answer: Answer, transactions: Collection[Transaction]) -> list[dict[str, Any]]:
    """Return transactions as an answer shows them, with links on the host of its own."""
    base, _, _ = str(answer.member("_links.self.href")).partition("/v1/")
    return [represent(base, one) for one in transactions]
