"""Verified data that a wrong server shows to verifyTransactionsHelper too long, too early gone, or in part."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pingone_conformance.mock.clock import MINUTE
from pingone_conformance.mock.faults.bindings import around_call, on_arguments, on_call
from pingone_conformance.mock.faults.fault import Kind
from pingone_conformance.mock.scripts.calls import AroundCall, BindingCall
from pingone_conformance.scripting.program import HostError

ALL, BY_TYPE = "verifyTransactionsHelper.getAllVerifiedData", "verifyTransactionsHelper.getVerifiedDataByType"
ONE = "verifyTransactionsHelper.getVerifiedData"
READS = (ALL, BY_TYPE, ONE)
EXCEPTION = "org.forgerock.am.tn.p1verify.ScriptedVerifyTransactionsException"
IN_ALL = ("HELPER-059", "HELPER-012", "HELPER-013", "HELPER-023", "HELPER-036", "HELPER-053")
TYPES = tuple(f"HELPER-{number:03}" for number in range(41, 53))
IN_TYPES = (
    "HELPER-019",
    "HELPER-015",
    "HELPER-016",
    "HELPER-017",
    "HELPER-018",
    "HELPER-023",
    "HELPER-037",
    *TYPES,
)
IN_ONE = ("HELPER-020", "HELPER-021", "HELPER-023", "HELPER-038")
NOT_FOUND = {"code": "NOT_FOUND", "message": "The request could not be completed."}


def _entries(call: BindingCall) -> list[dict[str, Any]]:
    """All entries of a list, those of earlier attempts, too."""
    embedded = (call.answer or {}).get("_embedded", {})
    return [entry for entries in embedded.values() for entry in entries]


def _keep(call: BindingCall, wanted: Any) -> None:
    embedded = (call.answer or {}).get("_embedded", {})
    for name, entries in embedded.items():
        embedded[name] = [entry for entry in entries if wanted(entry)]
    if call.answer:
        call.answer["size"] = len(embedded.get("verifiedData", ()))


def _data_of(call: BindingCall, entry: dict[str, Any]) -> Any:
    kept = call.run.mock.store.verified_data.get(str(call.arguments[0]), {})
    return kept[entry["id"]].data if entry["id"] in kept else None


def _gone_after(call: BindingCall, minutes: int) -> None:
    transaction = call.run.mock.store.transactions.get(str(call.arguments[0]))
    if transaction is not None and call.run.now >= (transaction.decided_at or 0) + minutes * MINUTE:
        call.answer = None


def _kept_for_ever(call: BindingCall, on: str) -> AroundCall:
    """Keep what any call sees, and give it to those of one method as if it had been decided now."""
    store, wanted = call.run.mock.store, str(call.arguments[0])
    held: dict[str, Any] = call.run.mock.fault_memory.setdefault("verified data", {})
    held.update(store.verified_data)
    transaction = store.transactions.get(wanted)
    if call.name != on or transaction is None or wanted not in held:
        yield
        return
    store.transactions[wanted] = replace(transaction, decided_at=call.run.now)
    store.verified_data[wanted] = held[wanted]
    yield
    store.transactions[wanted] = transaction


@on_call(Kind.STATE, ALL, "HELPER-012", also=IN_ALL)
def all_data_are_gone_after_ten_minutes(call: BindingCall) -> None:
    _gone_after(call, 10)


@on_call(Kind.STATE, BY_TYPE, "HELPER-015", also=IN_TYPES)
def data_of_a_type_are_gone_after_ten_minutes(call: BindingCall) -> None:
    _gone_after(call, 10)


@on_call(Kind.STATE, ONE, "HELPER-020", also=IN_ONE)
def a_piece_of_data_is_gone_after_ten_minutes(call: BindingCall) -> None:
    _gone_after(call, 10)


@on_call(Kind.STATE, READS, "HELPER-012", "HELPER-015", "HELPER-020")
def data_are_gone_after_twenty_five_minutes(call: BindingCall) -> None:
    _gone_after(call, 25)


@around_call(Kind.SECURITY, READS, "HELPER-055")
def all_data_are_kept_for_ever(call: BindingCall) -> AroundCall:
    yield from _kept_for_ever(call, ALL)


@around_call(Kind.SECURITY, READS, "HELPER-056")
def data_of_a_type_are_kept_for_ever(call: BindingCall) -> AroundCall:
    yield from _kept_for_ever(call, BY_TYPE)


@around_call(Kind.SECURITY, READS, "HELPER-057")
def a_piece_of_data_is_kept_for_ever(call: BindingCall) -> AroundCall:
    yield from _kept_for_ever(call, ONE)


@on_call(Kind.SECURITY, ALL, "HELPER-013")
def helper_returns_data_in_list(call: BindingCall) -> None:
    for entry in _entries(call):
        entry["data"] = _data_of(call, entry)


@on_call(Kind.SHAPE, ALL, "HELPER-013", also=IN_ALL)
def all_data_have_no_types(call: BindingCall) -> None:
    for entry in _entries(call):
        entry.pop("type")


@on_call(Kind.SHAPE, ALL, "HELPER-014")
def no_data_are_an_error(call: BindingCall) -> None:
    call.answer = call.answer or NOT_FOUND


@on_call(Kind.SHAPE, ALL, "HELPER-036", also=IN_ALL)
def all_data_are_a_list(call: BindingCall) -> None:
    call.answer = _entries(call) or None


@on_call(Kind.STATE, ALL, "HELPER-053", "HELPER-012", also=IN_ALL)
def all_data_are_those_of_the_document(call: BindingCall) -> None:
    document = ("GOVERNMENT_ID", "FRONT_IMAGE", "BACK_IMAGE")
    _keep(call, lambda entry: entry["type"] in document)


@on_call(Kind.STATE, ALL, "HELPER-053", "HELPER-012", also=IN_ALL)
def all_data_lack_those_of_the_client(call: BindingCall) -> None:
    _keep(call, lambda entry: entry["type"] != "END_USER_CLIENT")


@on_call(Kind.MEANING, ALL, "HELPER-023", also=IN_ALL)
def ids_of_all_data_are_those_of_their_links(call: BindingCall) -> None:
    for entry in _entries(call):
        entry["id"] = f"verifiedData/{entry['id']}"


@on_call(Kind.MEANING, BY_TYPE, "HELPER-023", also=IN_TYPES)
def ids_of_data_of_a_type_are_cut_off(call: BindingCall) -> None:
    for entry in _entries(call):
        entry["id"] = entry["id"].partition("-")[0]


@on_arguments(Kind.MEANING, BY_TYPE, "HELPER-016", also=IN_TYPES)
def data_of_every_type_are_those_of_the_document(call: BindingCall) -> None:
    call.arguments[1] = "GOVERNMENT_ID"


@around_call(Kind.MEANING, BY_TYPE, "HELPER-016", also=IN_TYPES)
def data_of_a_type_are_all_data(call: BindingCall) -> AroundCall:
    wanted = "GOVERNMENT_ID,BARCODE,FRONT_IMAGE,BACK_IMAGE,SELFIE,CROPPED_SIGNATURE,CROPPED_DOCUMENT"
    call.arguments[1] = f"{wanted},CROPPED_PORTRAIT,END_USER_CLIENT,BIOGRAPHIC_MATCH,{call.arguments[1]}"
    yield


def _refuse(call: BindingCall, *types: str) -> None:
    if call.arguments[1] in types:
        raise HostError(EXCEPTION, "The type of verified data is not known")


@on_arguments(Kind.VALIDATION, BY_TYPE, "HELPER-017", *TYPES, also=IN_TYPES)
def no_type_of_data_is_known(call: BindingCall) -> None:
    _refuse(call, str(call.arguments[1]))


@on_arguments(Kind.VALIDATION, BY_TYPE, "HELPER-041", "HELPER-042", "HELPER-017", also=IN_TYPES)
def documents_are_no_type_of_data(call: BindingCall) -> None:
    _refuse(call, "GOVERNMENT_ID", "BARCODE")


@on_arguments(Kind.VALIDATION, BY_TYPE, "HELPER-043", "HELPER-044", "HELPER-045", "HELPER-017", also=IN_TYPES)
def pictures_are_no_type_of_data(call: BindingCall) -> None:
    _refuse(call, "FRONT_IMAGE", "BACK_IMAGE", "SELFIE")


@on_arguments(Kind.VALIDATION, BY_TYPE, "HELPER-046", "HELPER-047", "HELPER-048", "HELPER-017", also=IN_TYPES)
def cropped_pictures_are_no_type_of_data(call: BindingCall) -> None:
    _refuse(call, "CROPPED_SIGNATURE", "CROPPED_DOCUMENT", "CROPPED_PORTRAIT")


@on_arguments(Kind.VALIDATION, BY_TYPE, "HELPER-049", "HELPER-050", "HELPER-017", also=IN_TYPES)
def voices_are_no_type_of_data(call: BindingCall) -> None:
    _refuse(call, "VOICE_SAMPLE", "VOICE_INPUT")


@on_arguments(Kind.VALIDATION, BY_TYPE, "HELPER-051", "HELPER-052", "HELPER-017", also=IN_TYPES)
def clients_and_matches_are_no_type_of_data(call: BindingCall) -> None:
    _refuse(call, "END_USER_CLIENT", "BIOGRAPHIC_MATCH")


@on_call(Kind.SECURITY, BY_TYPE, "HELPER-018")
def list_of_a_type_has_the_data(call: BindingCall) -> None:
    for entry in _entries(call):
        entry["data"] = _data_of(call, entry)


@on_call(Kind.SHAPE, BY_TYPE, "HELPER-019")
def no_data_of_a_type_are_an_error(call: BindingCall) -> None:
    call.answer = call.answer or NOT_FOUND


@on_call(Kind.SHAPE, BY_TYPE, "HELPER-037", also=IN_TYPES)
def data_of_a_type_are_a_list(call: BindingCall) -> None:
    call.answer = _entries(call) or None


@on_call(Kind.MEANING, ONE, "HELPER-021", also=IN_ONE)
def a_piece_of_data_is_without_the_data(call: BindingCall) -> None:
    if call.answer:
        call.answer.pop("data")


@on_call(Kind.MEANING, ONE, "HELPER-021", also=IN_ONE)
def a_piece_of_data_lacks_its_picture(call: BindingCall) -> None:
    if call.answer:
        call.answer["data"].pop("image", None)


@on_call(Kind.SHAPE, ONE, "HELPER-022", also=("HELPER-033", "HELPER-057"))
def no_piece_of_data_is_an_error(call: BindingCall) -> None:
    call.answer = call.answer or NOT_FOUND


@on_call(Kind.SHAPE, ONE, "HELPER-038", also=IN_ONE)
def a_piece_of_data_is_a_list(call: BindingCall) -> None:
    call.answer = [call.answer] if call.answer else None


@around_call(Kind.SECURITY, ONE, "HELPER-033", also=("HELPER-022", "HELPER-057"))
def a_piece_of_data_of_anybody_is_shown(call: BindingCall) -> AroundCall:
    yield
    for kept in call.run.mock.store.verified_data.values():
        found = kept.get(str(call.arguments[1]))
        if call.answer is None and found is not None:
            call.answer = {"id": found.id, "type": found.type, "data": found.data}
