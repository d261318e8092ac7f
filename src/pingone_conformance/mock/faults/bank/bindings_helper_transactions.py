"""Transactions and metadata that a wrong server shows to verifyTransactionsHelper in another way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pingone_conformance.mock.faults.bindings import around_call, on_call
from pingone_conformance.mock.faults.fault import Kind
from pingone_conformance.mock.resources import transactions
from pingone_conformance.mock.scripts.calls import AroundCall, BindingCall, answer_of

LAST, ALL = (
    "verifyTransactionsHelper.getLastVerifyTransaction",
    "verifyTransactionsHelper.getAllVerifyTransactions",
)
METADATA = "verifyTransactionsHelper.getAllMetadata"
LISTS = ("HELPER-006", "HELPER-007", "HELPER-033", "HELPER-034")
RESULTS = ("HELPER-009", "HELPER-011", "HELPER-035", "HELPER-054", "HELPER-059")
NOT_FOUND = {"code": "NOT_FOUND", "message": "The request could not be completed."}
TRANSACTIONS = "verifyTransactions"


def _listed(call: BindingCall, name: str) -> list[dict[str, Any]]:
    return list(call.answer["_embedded"][name]) if call.answer else []


def _results(call: BindingCall) -> list[dict[str, Any]]:
    """All metadata, those of earlier attempts, too."""
    return [entry for name in (call.answer or {}).get("_embedded", ()) for entry in _listed(call, name)]


def _relist(call: BindingCall, name: str, entries: list[dict[str, Any]]) -> None:
    if call.answer:
        call.answer["_embedded"][name] = entries
        call.answer["size"] = len(entries)


def _keep_results(call: BindingCall, wanted: Callable[[dict[str, Any]], bool]) -> None:
    for name in (call.answer or {}).get("_embedded", ()):
        _relist(call, name, [entry for entry in _listed(call, name) if wanted(entry)])


def _without_states(call: BindingCall, *hidden: str) -> None:
    listed = _listed(call, TRANSACTIONS)
    shown = [one for one in listed if one["transactionStatus"]["status"] not in hidden]
    _relist(call, TRANSACTIONS, shown)


def _all(call: BindingCall) -> list[dict[str, Any]]:
    found = answer_of("verifyTransactionsHelper")(call.run, "getAllVerifyTransactions", [])
    return list(found["_embedded"][TRANSACTIONS]) if found else []


@on_call(Kind.MEANING, LAST, "HELPER-003", also=("HELPER-059", "HELPER-060"))
def the_last_transaction_is_the_first_one(call: BindingCall) -> None:
    call.answer = min(_all(call), key=lambda one: one["updatedAt"], default=None)


@on_call(Kind.MEANING, LAST, "HELPER-060")
def the_last_transaction_is_the_one_created_last(call: BindingCall) -> None:
    call.answer = max(_all(call), key=lambda one: one["createdAt"], default=None)


@on_call(Kind.STATE, LAST, "HELPER-003", also=("HELPER-004", "HELPER-059", "HELPER-060"))
def there_is_no_last_transaction(call: BindingCall) -> None:
    call.answer = None


@on_call(Kind.STATE, LAST, "HELPER-003", also=("HELPER-060",))
def the_last_transaction_is_one_that_succeeded(call: BindingCall) -> None:
    verified = [one for one in _all(call) if one["transactionStatus"]["status"] == "SUCCESS"]
    call.answer = max(verified, key=lambda one: one["updatedAt"], default=None)


@on_call(Kind.SHAPE, LAST, "HELPER-004", also=("HELPER-003", "HELPER-005", "HELPER-059", "HELPER-060"))
def the_last_transaction_is_a_list(call: BindingCall) -> None:
    call.answer = [call.answer] if call.answer else []


@on_call(Kind.SHAPE, LAST, "HELPER-005")
def no_last_transaction_is_an_error(call: BindingCall) -> None:
    call.answer = call.answer or NOT_FOUND


@on_call(Kind.SHAPE, LAST, "HELPER-059", also=("HELPER-003", "HELPER-060"))
def the_last_transaction_has_no_id(call: BindingCall) -> None:
    if call.answer:
        call.answer.pop("id")


@on_call(Kind.MEANING, LAST, "HELPER-059", also=("HELPER-003", "HELPER-060"))
def the_last_transaction_has_the_id_of_its_policy(call: BindingCall) -> None:
    if call.answer:
        call.answer["id"] = call.answer["verifyPolicy"]["id"]


@on_call(Kind.STATE, ALL, "HELPER-006", also=LISTS)
def all_transactions_are_the_newest_one(call: BindingCall) -> None:
    _relist(call, TRANSACTIONS, _listed(call, TRANSACTIONS)[:1])


@on_call(Kind.STATE, ALL, "HELPER-006", also=LISTS)
def all_transactions_are_those_that_ended(call: BindingCall) -> None:
    _without_states(call, "REQUESTED", "INITIATED", "PARTIAL", "IN_PROGRESS")


@on_call(Kind.SHAPE, ALL, "HELPER-007", also=(*LISTS, "HELPER-008"))
def all_transactions_are_a_list(call: BindingCall) -> None:
    call.answer = _listed(call, TRANSACTIONS)


@on_call(Kind.SHAPE, ALL, "HELPER-008")
def no_transactions_are_an_error(call: BindingCall) -> None:
    call.answer = call.answer or NOT_FOUND


@on_call(Kind.STATE, ALL, "HELPER-034", "HELPER-006", also=LISTS)
def transactions_that_ended_are_left_out(call: BindingCall) -> None:
    _without_states(call, "SUCCESS", "FAIL")


@on_call(Kind.STATE, ALL, "HELPER-034", "HELPER-006", also=LISTS)
def transactions_that_failed_are_left_out(call: BindingCall) -> None:
    _without_states(call, "FAIL")


@around_call(Kind.SECURITY, ALL, "HELPER-033", also=("HELPER-006", "HELPER-008", "HELPER-034"))
def transactions_of_everybody_are_listed(call: BindingCall) -> AroundCall:
    yield
    known = call.run.mock.store.transactions.values()
    shown = [transactions.represent(call.run.base, one) for one in known]
    call.answer = {"_embedded": {TRANSACTIONS: shown}, "size": len(shown)}


@on_call(Kind.STATE, METADATA, "HELPER-009", "HELPER-054", also=RESULTS)
def there_is_no_metadata(call: BindingCall) -> None:
    call.answer = None


@on_call(Kind.MEANING, METADATA, "HELPER-009", also=(*RESULTS, "HELPER-033"))
def metadata_is_that_of_the_first_transaction(call: BindingCall) -> None:
    call.answer = call.run.mock.fault_memory.setdefault("metadata", call.answer)


@on_call(Kind.MEANING, METADATA, "HELPER-009")
def metadata_always_says_success(call: BindingCall) -> None:
    for entry in _listed(call, "metaData"):
        entry["status"] = "FAIL" if entry["status"] == "SUCCESS" else "SUCCESS"


@on_call(Kind.SHAPE, METADATA, "HELPER-010")
def no_metadata_is_an_error(call: BindingCall) -> None:
    call.answer = call.answer or NOT_FOUND


@on_call(Kind.SECURITY, METADATA, "HELPER-011", also=RESULTS)
def metadata_has_the_data_of_the_user(call: BindingCall) -> None:
    for entry in _listed(call, "metaData"):
        entry["data"] = {**(entry.get("data") or {}), "firstName": "Barbara", "idNumber": "WDL0000001"}


@on_call(Kind.MEANING, METADATA, "HELPER-011", also=RESULTS)
def metadata_has_no_scores(call: BindingCall) -> None:
    for entry in _results(call):
        entry["data"] = {}


@on_call(Kind.SHAPE, METADATA, "HELPER-035", also=RESULTS)
def metadata_is_a_list(call: BindingCall) -> None:
    call.answer = _listed(call, "metaData") or None


@on_call(Kind.STATE, METADATA, "HELPER-054", also=RESULTS)
def metadata_is_that_of_one_service(call: BindingCall) -> None:
    first = next((entry["provider"] for entry in _results(call)), None)
    _keep_results(call, lambda entry: entry["provider"] == first)


@on_call(Kind.STATE, METADATA, "HELPER-054", also=RESULTS)
def metadata_lacks_what_was_judged_first(call: BindingCall) -> None:
    first = next((entry["type"] for entry in _results(call)), None)
    _keep_results(call, lambda entry: entry["type"] != first)


@around_call(Kind.SECURITY, METADATA, "HELPER-033", also=("HELPER-010",))
def metadata_of_others_is_shown(call: BindingCall) -> AroundCall:
    yield
    wanted = call.run.mock.store.transactions.get(str(call.arguments[0]))
    if call.answer is None and wanted is not None:
        judged = call.run.mock.store.metadata.get(wanted.id, {}).values()
        entries = [{"id": one.id, "type": one.type, "status": one.status, "data": one.data} for one in judged]
        call.answer = {"_embedded": {"metaData": entries}, "size": len(entries)}
