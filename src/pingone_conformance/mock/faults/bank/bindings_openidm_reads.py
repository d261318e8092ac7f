"""Identities that a wrong server shows in part, or not to those who ask for them."""

from __future__ import annotations

from pingone_conformance.mock.faults.bindings import in_script, on_arguments, on_call
from pingone_conformance.mock.faults.fault import Kind
from pingone_conformance.mock.scripts.calls import BindingCall
from pingone_conformance.scripting.program import HostError

READ, QUERY = "openidm.read", "openidm.query"
QUERIES = tuple(f"OPENIDM-{number:03}" for number in (3, 12, 13, 19, 20, 21, 22, 25))
_BAD = "org.forgerock.json.resource.BadRequestException"


def _filter(call: BindingCall) -> str:
    return str(call.arguments[1].get("_queryFilter"))


@on_call(Kind.SHAPE, READ, "OPENIDM-007", also=("OPENIDM-003", "OPENIDM-022", "OPENIDM-024", "OPENIDM-025"))
def a_read_gives_the_id_only(call: BindingCall) -> None:
    if call.answer:
        call.answer = {"_id": call.answer["_id"], "_rev": call.answer["_rev"]}


@on_call(Kind.SHAPE, READ, "OPENIDM-007", also=("OPENIDM-024", "OPENIDM-025"))
def a_read_lacks_the_last_attribute(call: BindingCall) -> None:
    if call.answer:
        call.answer.pop(list(call.answer)[-1])


@on_call(Kind.SHAPE, READ, "OPENIDM-007", "OPENIDM-024", also=("OPENIDM-003", "OPENIDM-022", "OPENIDM-025"))
def a_read_gives_a_list(call: BindingCall) -> None:
    call.answer = [call.answer]


@on_call(Kind.STATE, READ, "OPENIDM-025")
def a_read_gives_what_was_read_first(call: BindingCall) -> None:
    memory = call.run.mock.fault_memory
    call.answer = memory.setdefault(f"read {call.arguments[0]}", call.answer)


@in_script(
    Kind.SHAPE, "openidm", "OPENIDM-024", also=("OPENIDM-003", "OPENIDM-007", "OPENIDM-022", "OPENIDM-025")
)
def what_a_read_gives_is_no_json() -> str:
    return """change(openidm, "read", function (right) {
      return function () {
        var found = right.apply(null, arguments);
        if (found !== null) found.toJSON = function () { throw new TypeError("Do not know how to serialize"); };
        return found;
      };
    });"""


@in_script(Kind.STATE, "openidm", "OPENIDM-025", also=("OPENIDM-003",))
def what_a_read_gives_cannot_be_changed() -> str:
    return """change(openidm, "read", function (right) {
      return function () {
        var found = right.apply(null, arguments);
        return found === null ? null : Object.freeze(found);
      };
    });"""


@on_arguments(Kind.VALIDATION, "openidm.update", "OPENIDM-025", also=("OPENIDM-003", "OPENIDM-022"))
def an_update_takes_no_id(call: BindingCall) -> None:
    if "_id" in call.arguments[2]:
        raise HostError(_BAD, "_id is not an attribute")


@on_call(Kind.SHAPE, QUERY, "OPENIDM-012", also=QUERIES)
def a_query_gives_a_list(call: BindingCall) -> None:
    call.answer = call.answer["result"]


@on_call(Kind.SHAPE, QUERY, "OPENIDM-012", also=QUERIES)
def a_query_gives_results_under_another_name(call: BindingCall) -> None:
    call.answer["results"] = call.answer.pop("result")


@on_call(Kind.SHAPE, QUERY, "OPENIDM-012", also=QUERIES)
def a_query_gives_a_single_result_without_a_list(call: BindingCall) -> None:
    if len(call.answer["result"]) == 1:
        call.answer["result"] = call.answer["result"][0]


@on_call(Kind.SHAPE, QUERY, "OPENIDM-013")
def a_query_does_not_count(call: BindingCall) -> None:
    call.answer.pop("resultCount")


@on_call(Kind.MEANING, QUERY, "OPENIDM-013")
def a_query_counts_from_zero(call: BindingCall) -> None:
    call.answer["resultCount"] = max(call.answer["resultCount"] - 1, 0)


@on_arguments(Kind.MEANING, QUERY, "OPENIDM-019")
def a_query_ignores_its_fields(call: BindingCall) -> None:
    del call.arguments[2:]


@on_call(Kind.MEANING, QUERY, "OPENIDM-019", also=("OPENIDM-003", "OPENIDM-012"))
def a_query_gives_ids_only(call: BindingCall) -> None:
    call.answer["result"] = [{"_id": one["_id"]} for one in call.answer["result"]]


@on_arguments(Kind.SECURITY, QUERY, "OPENIDM-020", also=("OPENIDM-012", "OPENIDM-013", "OPENIDM-021"))
def a_query_finds_everybody(call: BindingCall) -> None:
    call.arguments[1] = {**call.arguments[1], "_queryFilter": "true"}


@on_arguments(Kind.MEANING, QUERY, "OPENIDM-020", also=QUERIES)
def a_query_finds_nobody(call: BindingCall) -> None:
    call.arguments[1] = {**call.arguments[1], "_queryFilter": "false"}


@on_arguments(Kind.MEANING, QUERY, "OPENIDM-020", also=("OPENIDM-013",))
def a_query_takes_equal_for_contains(call: BindingCall) -> None:
    wider = _filter(call).replace(" eq ", " co ")
    call.arguments[1] = {**call.arguments[1], "_queryFilter": wider}


@on_call(Kind.MEANING, QUERY, "OPENIDM-020", also=("OPENIDM-013", "OPENIDM-021"))
def a_query_finds_one_at_most(call: BindingCall) -> None:
    call.answer["result"] = call.answer["result"][:1]
    call.answer["resultCount"] = len(call.answer["result"])


@on_arguments(Kind.VALIDATION, QUERY, "OPENIDM-021", also=("OPENIDM-003", "OPENIDM-022", "OPENIDM-025"))
def a_filter_takes_no_slash(call: BindingCall) -> None:
    if "/" in _filter(call):
        raise HostError(_BAD, "The query filter cannot be read")


@on_arguments(Kind.VALIDATION, QUERY, "OPENIDM-021", also=("OPENIDM-003", "OPENIDM-022", "OPENIDM-025"))
def a_filter_takes_no_single_quotation_marks(call: BindingCall) -> None:
    if "'" in _filter(call):
        raise HostError(_BAD, "The query filter cannot be read")


@on_arguments(Kind.MEANING, QUERY, "OPENIDM-021", "OPENIDM-020", also=QUERIES)
def a_filter_with_a_slash_finds_nobody(call: BindingCall) -> None:
    if "/" in _filter(call):
        call.arguments[1] = {**call.arguments[1], "_queryFilter": "false"}
