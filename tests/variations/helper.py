"""verifyTransactionsHelper: maps of any kind or texts, other members, another order; nothing said in other ways."""

from __future__ import annotations

from struct import pack, unpack
from typing import Any

from pingone_conformance.mock.scripts.calls import BindingCall, answer_of
from pingone_conformance.scripting.program import HostError

from .variation import at_answers, at_arguments, at_failures, in_script

BINDING = "verifyTransactionsHelper"
LAST, ALL = f"{BINDING}.getLastVerifyTransaction", f"{BINDING}.getAllVerifyTransactions"
OF_A_TRANSACTION = tuple(
    f"{BINDING}.{method}"
    for method in ("getAllMetadata", "getAllVerifiedData", "getVerifiedDataByType", "getVerifiedData")
)
BY_TYPE = f"{BINDING}.getVerifiedDataByType"
READS = (LAST, ALL, *OF_A_TRANSACTION, f"{BINDING}.getUser")
GIVES = (*READS, f"{BINDING}.updateUser")
METHODS = "[" + ", ".join(f'"{name.partition(".")[2]}"' for name in GIVES) + "]"
IF_THERE = f'if (typeof {BINDING} === "undefined" || {BINDING} === null) return;\n'
USER = f"{BINDING}.getUser()"
NOTHING = f"{BINDING}.getAllMetadata('0')"
AS_TEXTS = {f"HELPER-{number:03}": "the signature says Map" for number in (4, 7, 35, 36, 37, 38, 39, 40)}
NOT_NULL = {f"HELPER-{number:03}": "null is named" for number in (5, 8, 10, 14, 19, 22, 25)}


def _results(make: str) -> str:
    return f"""{IF_THERE}variations.results({BINDING}, {METHODS}, function (value) {{
      return variations.isObject(value) ? {make} : value;
    }});"""


@in_script(shows=f"typeof {USER}.username", group="maps")
def maps_are_those_of_java() -> str:
    return _results(
        "variations.deep(value, { text: variations.text, list: variations.list, map: variations.map })"
    )


@in_script(shows=f"String(Object.keys({USER}))", group="maps")
def maps_are_wrapped() -> str:
    return _results("variations.deep(value, { list: variations.list, map: variations.wrapped })")


@in_script(shows=f"typeof {USER}", group="maps", deviates=AS_TEXTS)
def maps_are_texts() -> str:
    return _results("variations.stringify(value)")


@in_script(shows=f"typeof {USER}.username", group="maps", deviates=AS_TEXTS)
def maps_are_texts_of_java() -> str:
    return _results("variations.text(variations.stringify(value))")


@in_script(shows=f"typeof {NOTHING}", group="nothing")
def nothing_is_undefined() -> str:
    return f"""{IF_THERE}variations.results({BINDING}, {METHODS}, function (value) {{
      return value === null ? undefined : value;
    }});"""


@at_answers(*READS, shows=f"{NOTHING}", group="nothing", deviates=NOT_NULL)
def nothing_is_an_empty_map(call: BindingCall) -> None:
    call.answer = {} if call.answer is None else call.answer


@at_answers(
    *READS,
    shows=f"tried(function () {{ return {NOTHING}; }})",
    group="nothing",
    deviates=NOT_NULL,
)
def nothing_is_an_exception(call: BindingCall) -> None:
    if call.answer is None:
        raise HostError("org.forgerock.oauth.clients.pingone.PingOneWorkerException", "404 Not Found")


@at_answers(*GIVES, shows=f"String(Object.keys({USER}))", group="members")
def maps_have_more_members_in_another_order(call: BindingCall) -> None:
    call.answer = _turned(call.answer)


def _turned(value: Any) -> Any:
    """The list is turned round, the map has one member more: what is within `data` stays as it is."""
    if isinstance(value, list):
        return [_turned(item) for item in reversed(value)]
    if not isinstance(value, dict):
        return value
    turned = {name: value[name] if name == "data" else _turned(value[name]) for name in reversed(value)}
    return {"more": {"of": ["this"]}, **turned}


@at_answers(*GIVES, shows=f"typeof {USER}._links", group="members")
def maps_have_no_links(call: BindingCall) -> None:
    call.answer = _without_links(call.answer)


def _without_links(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_links(item) for item in value]
    if isinstance(value, dict):
        return {name: _without_links(inner) for name, inner in value.items() if name != "_links"}
    return value


@at_answers(*OF_A_TRANSACTION, shows=f"JSON.stringify({BINDING}.getAllMetadata(given.transaction))")
def numbers_are_of_single_precision(call: BindingCall) -> None:
    call.answer = _rounded(call.answer)


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    return unpack("f", pack("f", value))[0] if isinstance(value, float) else value


@at_answers(
    ALL,
    shows=f"JSON.stringify({BINDING}.getAllVerifyTransactions())",
    deviates={"HELPER-006": "all transactions, of which the example shows some that are only requested"},
)
def transactions_that_nobody_began_are_left_out(call: BindingCall) -> None:
    entries = (call.answer or {}).get("_embedded", {}).get("verifyTransactions", [])
    entries[:] = [one for one in entries if one["transactionStatus"]["status"] != "REQUESTED"]


@at_failures(GIVES, shows=f"tried(function () {{ return {BINDING}.updateUser({{}}); }})")
def failures_have_other_words(call: BindingCall) -> None:
    call.error = HostError("org.forgerock.openam.auth.nodes.VerifyException", "Bad request")


@at_failures(
    (f"{BINDING}.deleteUser",),
    shows=f"tried(function () {{ {BINDING}.deleteUser(); {BINDING}.deleteUser(); }})",
)
def the_exception_is_of_another_package(call: BindingCall) -> None:
    call.error = HostError("com.example.ScriptedVerifyTransactionsException", "unable")


@in_script(
    shows=f"typeof {BINDING}.deleteUser()",
    deviates={"HELPER-030": "the signature says Void, an example shows the user"},
)
def a_delete_gives_the_user() -> str:
    return f"""{IF_THERE}variations.change({BINDING}, "deleteUser", function (right) {{
      return function () {{
        right();
        return {{ "username": "gone" }};
      }};
    }});"""


@at_answers(
    LAST,
    shows=f"JSON.stringify({BINDING}.getLastVerifyTransaction())",
    deviates={"HELPER-060": "the node's source takes the latest updatedAt"},
)
def the_last_transaction_is_the_one_created_last(call: BindingCall) -> None:
    everything = answer_of(BINDING)(call.run, "getAllVerifyTransactions", [])
    if everything:
        call.answer = max(everything["_embedded"]["verifyTransactions"], key=lambda one: one["createdAt"])


@at_arguments(
    f"{BINDING}.updateUser",
    shows=f"({BINDING}.updateUser({{ username: 'two', email: 'two@example.com' }}), {USER}.name)",
    deviates={"HELPER-028": "the request is a PUT, which the page of the method does not say"},
)
def an_update_leaves_what_it_does_not_name(call: BindingCall) -> None:
    kept = answer_of(BINDING)(call.run, "getUser", []) or {}
    given = call.arguments[0]
    if isinstance(given, dict) and given:
        attributes = {name: kept[name] for name in ("name", "nickname", "title", "address") if name in kept}
        call.arguments[0] = {**attributes, **given}


@at_answers(
    BY_TYPE,
    shows=f"JSON.stringify({BINDING}.getVerifiedDataByType(given.transaction, 'SELFIE'))",
    deviates={"HELPER-018": "a list of a type has ids and types, where the interface has the data, too"},
)
def a_list_of_a_type_has_the_data(call: BindingCall) -> None:
    for entry in (call.answer or {}).get("_embedded", {}).get("verifiedData", ()):
        one = answer_of(BINDING)(call.run, "getVerifiedData", [call.arguments[0], entry["id"]])
        entry["data"] = one["data"]


@at_arguments(
    BY_TYPE,
    shows=f"tried(function () {{ return {BINDING}.getVerifiedDataByType(given.transaction, 'VOICE_INPUT'); }})",
    deviates={
        "HELPER-049": "voice is listed, and being removed",
        "HELPER-050": "voice is listed, and being removed",
    },
)
def there_is_no_voice(call: BindingCall) -> None:
    if str(call.arguments[1]).startswith("VOICE"):
        raise HostError("org.forgerock.am.tn.p1verify.ScriptedVerifyTransactionsException", "400")
