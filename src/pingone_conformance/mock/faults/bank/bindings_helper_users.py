"""PingOne users that a wrong server shows, updates or deletes for verifyTransactionsHelper in another way."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.faults.bindings import around_call, in_script, on_arguments, on_call, on_failure
from pingone_conformance.mock.faults.fault import Kind
from pingone_conformance.mock.scripts.calls import AroundCall, BindingCall, answer_of
from pingone_conformance.scripting.program import HostError

READ, UPDATE = "verifyTransactionsHelper.getUser", "verifyTransactionsHelper.updateUser"
DELETE = "verifyTransactionsHelper.deleteUser"
EXCEPTION = "org.forgerock.am.tn.p1verify.ScriptedVerifyTransactionsException"
READS = ("HELPER-024", "HELPER-033", "HELPER-039")
UPDATES = ("HELPER-026", "HELPER-027", "HELPER-028", "HELPER-040", "HELPER-058")
NOT_FOUND = {"code": "NOT_FOUND", "message": "The request could not be completed."}


def _user(call: BindingCall) -> dict[str, Any]:
    return dict(answer_of("verifyTransactionsHelper")(call.run, "getUser", []) or {})


@on_call(Kind.MEANING, READ, "HELPER-024", also=READS)
def a_user_is_an_id_only(call: BindingCall) -> None:
    call.answer = {"id": call.answer["id"]} if call.answer else None


@on_call(Kind.STATE, READ, "HELPER-024", also=READS)
def there_is_no_user(call: BindingCall) -> None:
    call.answer = None


@on_call(Kind.MEANING, READ, "HELPER-024", also=READS)
def a_user_has_no_name(call: BindingCall) -> None:
    if call.answer:
        call.answer.pop("name", None)
        call.answer.pop("email", None)


@around_call(Kind.SECURITY, READ, "HELPER-024", "HELPER-033", also=READS)
def a_user_is_somebody_else(call: BindingCall) -> AroundCall:
    yield
    others = [one for one in call.run.mock.store.users if call.answer and one != call.answer["id"]]
    if others:
        call.run.shared = {**call.run.shared, "pingOneUserId": others[0]}
        call.answer = _user(call)


@on_call(Kind.SHAPE, READ, "HELPER-025")
def no_user_is_an_error(call: BindingCall) -> None:
    call.answer = call.answer or NOT_FOUND


@on_call(Kind.SHAPE, READ, "HELPER-039", also=READS)
def a_user_is_a_list(call: BindingCall) -> None:
    call.answer = [call.answer] if call.answer else None


@around_call(Kind.STATE, UPDATE, "HELPER-026", also=UPDATES)
def an_update_of_a_user_is_not_written(call: BindingCall) -> AroundCall:
    store = call.run.mock.store
    before = {name: dict(user.attributes) for name, user in store.users.items()}
    yield
    for name, attributes in before.items():
        if name in store.users:
            store.users[name].attributes.clear()
            store.users[name].attributes.update(attributes)


@on_arguments(Kind.STATE, UPDATE, "HELPER-026", "HELPER-058", also=UPDATES)
def an_update_of_a_user_writes_no_name(call: BindingCall) -> None:
    if isinstance(call.arguments[0], dict):
        call.arguments[0] = {name: value for name, value in call.arguments[0].items() if name != "name"}


@around_call(Kind.MEANING, UPDATE, "HELPER-027", also=UPDATES)
def an_update_of_a_user_gives_what_was_there(call: BindingCall) -> AroundCall:
    before = _user(call)
    yield
    if call.error is None:
        call.answer = before


@on_call(Kind.SHAPE, UPDATE, "HELPER-027", also=UPDATES)
def an_update_of_a_user_gives_nothing(call: BindingCall) -> None:
    call.answer = None


@on_call(Kind.SHAPE, UPDATE, "HELPER-040", also=UPDATES)
def an_update_of_a_user_gives_a_list(call: BindingCall) -> None:
    call.answer = [call.answer]


@around_call(Kind.STATE, UPDATE, "HELPER-028", also=UPDATES)
def an_update_of_a_user_keeps_what_it_omits(call: BindingCall) -> AroundCall:
    before = _user(call)
    if isinstance(call.arguments[0], dict) and call.arguments[0]:
        kept = {
            name: before[name] for name in ("nickname", "title", "locale", "mobilePhone") if name in before
        }
        call.arguments[0] = {**kept, **call.arguments[0]}
    yield


@on_arguments(Kind.VALIDATION, UPDATE, "HELPER-058", also=UPDATES)
def an_update_of_a_user_takes_no_address(call: BindingCall) -> None:
    if isinstance(call.arguments[0], dict) and not {"address", "name"}.isdisjoint(call.arguments[0]):
        raise HostError(EXCEPTION, "The attribute is not known")


@around_call(Kind.STATE, DELETE, "HELPER-029", also=("HELPER-031",))
def a_deleted_user_is_still_there(call: BindingCall) -> AroundCall:
    users = call.run.mock.store.users
    before = dict(users)
    yield
    users.clear()
    users.update(before)


@in_script(Kind.SHAPE, "verifyTransactionsHelper", "HELPER-030")
def the_deletion_of_a_user_gives_the_user() -> str:
    return """change(verifyTransactionsHelper, "deleteUser", function (right) {
      return function () {
        var user = verifyTransactionsHelper.getUser();
        right();
        return user;
      };
    });"""


@on_failure(Kind.STATE, DELETE, "HELPER-031")
def the_deletion_of_nobody_succeeds(call: BindingCall) -> None:
    call.error, call.answer = None, None


@on_failure(Kind.SHAPE, DELETE, "HELPER-031")
def the_deletion_of_nobody_is_another_exception(call: BindingCall) -> None:
    call.error = HostError("java.lang.NullPointerException", "user")
