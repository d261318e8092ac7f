"""Identities that a wrong server creates, replaces, patches or deletes in another way than a script said."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.cloud import managed
from pingone_conformance.mock.faults.bindings import around_call, in_script, on_arguments, on_call, on_failure
from pingone_conformance.mock.faults.fault import Kind
from pingone_conformance.mock.scripts.calls import AroundCall, BindingCall
from pingone_conformance.scripting.program import HostError

CREATE, UPDATE, PATCH, DELETE = "openidm.create", "openidm.update", "openidm.patch", "openidm.delete"
ACTION = "openidm.action"
_BAD = "org.forgerock.json.resource.BadRequestException"


def _kept(call: BindingCall) -> dict[str, Any]:
    """The object that the first argument names, as it is."""
    _, kind, object_id = str(call.arguments[0]).split("/", 2)
    return managed.represent(managed.read(call.run.mock, kind, object_id))


@in_script(
    Kind.SHAPE,
    "openidm",
    "OPENIDM-003",
    also=("OPENIDM-010", "OPENIDM-011", "OPENIDM-022", "OPENIDM-023", "OPENIDM-025"),
)
def openidm_cannot_patch() -> str:
    return "delete openidm.patch;"


@in_script(
    Kind.SHAPE, "openidm", "OPENIDM-003", also=("OPENIDM-014", "OPENIDM-015", "OPENIDM-022", "OPENIDM-025")
)
def openidm_cannot_act() -> str:
    return "delete openidm.action;"


@on_arguments(Kind.STATE, DELETE, "OPENIDM-003", "OPENIDM-016", also=("OPENIDM-022", "OPENIDM-025"))
def deletes_nothing(call: BindingCall) -> None:
    call.arguments[0] = "managed/alpha_user/nobody"


@on_failure(Kind.STATE, DELETE, "OPENIDM-017")
def deletes_what_is_not_there(call: BindingCall) -> None:
    call.error, call.answer = None, None


@on_failure(Kind.SHAPE, DELETE, "OPENIDM-017")
def answers_a_failed_deletion_with_its_reason(call: BindingCall) -> None:
    call.error, call.answer = None, {"code": 404, "reason": "Not Found", "message": "not found"}


@on_call(Kind.SHAPE, DELETE, "OPENIDM-016", also=("OPENIDM-003", "OPENIDM-022"))
def a_deletion_gives_nothing(call: BindingCall) -> None:
    call.answer = None


@on_call(Kind.SHAPE, DELETE, "OPENIDM-016")
def a_deletion_gives_the_id_only(call: BindingCall) -> None:
    call.answer = {"_id": call.answer["_id"]}


@on_call(
    Kind.SHAPE,
    CREATE,
    "OPENIDM-004",
    "OPENIDM-005",
    "OPENIDM-006",
    also=("OPENIDM-003", "OPENIDM-022", "OPENIDM-025"),
)
def a_creation_gives_nothing(call: BindingCall) -> None:
    call.answer = None


@on_call(Kind.SHAPE, CREATE, "OPENIDM-004", also=("OPENIDM-005",))
def a_creation_gives_the_id_only(call: BindingCall) -> None:
    call.answer = {"_id": call.answer["_id"], "_rev": call.answer["_rev"]}


@on_call(
    Kind.SHAPE,
    CREATE,
    "OPENIDM-005",
    "OPENIDM-004",
    also=("OPENIDM-003", "OPENIDM-006", "OPENIDM-022", "OPENIDM-025"),
)
def a_creation_gives_its_content_below_another_name(call: BindingCall) -> None:
    call.answer = {"content": call.answer}


@on_call(
    Kind.SHAPE,
    CREATE,
    "OPENIDM-006",
    also=("OPENIDM-003", "OPENIDM-004", "OPENIDM-005", "OPENIDM-022", "OPENIDM-025"),
)
def a_creation_has_no_id(call: BindingCall) -> None:
    call.answer.pop("_id")


@on_call(Kind.MEANING, CREATE, "OPENIDM-006", also=("OPENIDM-004",))
def a_creation_has_the_id_of_the_first_one(call: BindingCall) -> None:
    call.answer["_id"] = call.run.mock.fault_memory.setdefault("created", call.answer["_id"])


@on_arguments(
    Kind.VALIDATION,
    CREATE,
    "OPENIDM-006",
    also=("OPENIDM-003", "OPENIDM-004", "OPENIDM-005", "OPENIDM-022", "OPENIDM-025"),
)
def a_creation_needs_an_id(call: BindingCall) -> None:
    if call.arguments[1] is None:
        raise HostError(_BAD, "An id is required")


@around_call(Kind.STATE, UPDATE, "OPENIDM-008", also=("OPENIDM-009",))
def an_update_keeps_what_it_omits(call: BindingCall) -> AroundCall:
    call.arguments[2] = {**_kept(call), **call.arguments[2]}
    yield


@around_call(Kind.STATE, UPDATE, "OPENIDM-008", also=("OPENIDM-009", "OPENIDM-025"))
def an_update_changes_nothing(call: BindingCall) -> AroundCall:
    told = call.arguments[2]
    call.arguments[2] = _kept(call)
    yield
    if call.error is None:
        call.answer = {**call.answer, **told}


@around_call(Kind.MEANING, UPDATE, "OPENIDM-009", also=("OPENIDM-003", "OPENIDM-025"))
def an_update_gives_what_was_there(call: BindingCall) -> AroundCall:
    before = _kept(call)
    yield
    if call.error is None:
        call.answer = before


@on_call(Kind.SHAPE, UPDATE, "OPENIDM-009", also=("OPENIDM-003", "OPENIDM-022", "OPENIDM-025"))
def an_update_gives_nothing(call: BindingCall) -> None:
    call.answer = None


@on_arguments(
    Kind.VALIDATION,
    (UPDATE, PATCH, DELETE),
    "OPENIDM-022",
    also=(
        "OPENIDM-003",
        "OPENIDM-008",
        "OPENIDM-009",
        "OPENIDM-010",
        "OPENIDM-011",
        "OPENIDM-016",
        "OPENIDM-023",
        "OPENIDM-025",
    ),
)
def a_revision_is_needed(call: BindingCall) -> None:
    if call.arguments[1] is None:
        raise HostError(_BAD, "A revision is required")


@around_call(
    Kind.STATE, PATCH, "OPENIDM-010", also=("OPENIDM-003", "OPENIDM-011", "OPENIDM-022", "OPENIDM-023")
)
def a_patch_changes_nothing(call: BindingCall) -> AroundCall:
    call.arguments[2] = []
    yield


@around_call(Kind.STATE, PATCH, "OPENIDM-010", also=("OPENIDM-003", "OPENIDM-011"))
def a_patch_forgets_the_other_fields(call: BindingCall) -> AroundCall:
    yield
    if call.error is None:
        _, kind, object_id = str(call.arguments[0]).split("/", 2)
        named = {str(one.get("field", "")).strip("/") for one in call.arguments[2]}
        whole = _kept(call)
        kept = {name: whole[name] for name in whole if name in {*named, "userName"}}
        call.answer = managed.represent(managed.update(call.run.mock, kind, object_id, None, kept))


@on_arguments(Kind.STATE, PATCH, "OPENIDM-023", also=("OPENIDM-010", "OPENIDM-011"))
def a_patch_carries_out_one_operation(call: BindingCall) -> None:
    call.arguments[2] = call.arguments[2][:1]


@on_arguments(
    Kind.VALIDATION,
    PATCH,
    "OPENIDM-023",
    also=("OPENIDM-003", "OPENIDM-010", "OPENIDM-011", "OPENIDM-022", "OPENIDM-025"),
)
def a_patch_takes_no_list(call: BindingCall) -> None:
    if isinstance(call.arguments[2], list):
        raise HostError(_BAD, "A patch is an object")


@on_call(Kind.SHAPE, PATCH, "OPENIDM-011")
def a_patch_gives_the_changed_fields_only(call: BindingCall) -> None:
    named = {str(one.get("field", "")).strip("/") for one in call.arguments[2]}
    call.answer = {name: call.answer[name] for name in call.answer if name in {*named, "_id"}}


@on_call(Kind.SHAPE, PATCH, "OPENIDM-011", also=("OPENIDM-003", "OPENIDM-022", "OPENIDM-023", "OPENIDM-025"))
def a_patch_gives_nothing(call: BindingCall) -> None:
    call.answer = None


@around_call(Kind.STATE, ACTION, "OPENIDM-014", also=("OPENIDM-022",))
def an_action_is_not_carried_out(call: BindingCall) -> AroundCall:
    yield
    if call.error is None:
        call.run.mock.store.cloud.mails.pop()


@on_arguments(Kind.MEANING, ACTION, "OPENIDM-014")
def an_action_loses_a_part_of_its_content(call: BindingCall) -> None:
    call.arguments[2] = {name: value for name, value in call.arguments[2].items() if name != "subject"}


@on_call(Kind.SHAPE, ACTION, "OPENIDM-015")
def a_mail_is_answered_with_a_text(call: BindingCall) -> None:
    call.answer = "sent"


@on_call(Kind.SHAPE, ACTION, "OPENIDM-015")
def a_mail_is_answered_without_its_status(call: BindingCall) -> None:
    call.answer = {"message": "Email sent"}
