"""openidm: other members, other types, another order, other exceptions."""

from __future__ import annotations

from pingone_conformance.mock.scripts.calls import BindingCall
from pingone_conformance.scripting.program import HostError

from .variation import at_answers, at_arguments, at_failures, in_script

ONE = tuple(f"openidm.{method}" for method in ("create", "read", "update", "patch", "delete"))
QUERY, CREATE, ACTION = "openidm.query", "openidm.create", "openidm.action"
METHODS = '["create", "read", "update", "patch", "delete", "query", "action"]'
IF_THERE = 'if (typeof openidm === "undefined" || openidm === null) return;\n'
CREATED = "openidm.create('managed/alpha_user', null, {userName: 'one', sn: 'One'})"
ASKED = "openidm.query('managed/alpha_user', {_queryFilter: 'true'}, ['sn'])"


def _results(kinds: str) -> str:
    return f"""{IF_THERE}variations.results(openidm, {METHODS}, function (value) {{
      return variations.deep(value, {kinds});
    }});"""


@in_script(shows=f"typeof {CREATED}.sn", group="identities")
def identities_are_wrapped_maps_of_java() -> str:
    return _results("{ text: variations.text, list: variations.list, map: variations.wrapped }")


@in_script(shows=f"typeof {CREATED}.get", group="identities")
def identities_are_objects_with_methods_of_maps() -> str:
    return _results("""{ map: function (values) {
      return variations.hide(values, "get", function (key) { return values[key]; });
    } }""")


@in_script(shows=f"typeof {ASKED}.resultCount", group="identities")
def numbers_and_strings_of_identities_are_objects() -> str:
    return _results("""{
      text: function (value) { return new String(value); }, number: function (value) { return new Number(value); }
    }""")


@at_answers(*ONE, shows=f"Object.keys({CREATED})", group="members")
def identities_have_more_members(call: BindingCall) -> None:
    if call.answer:
        more = {"_meta": {"createDate": "2025-01-01"}, "accountStatus": "active", "effectiveRoles": []}
        call.answer = {**more, **dict(reversed(call.answer.items())), "preferences": None}


@at_answers(*ONE, shows=f"Object.keys({CREATED})", group="members")
def identities_have_null_for_what_is_not_there(call: BindingCall) -> None:
    if call.answer:
        call.answer = {"description": None, "telephoneNumber": None, "manager": None, **call.answer}


@at_answers(*ONE, shows=f"{CREATED}._rev", group="members")
def identities_have_other_revisions(call: BindingCall) -> None:
    if call.answer:
        call.answer["_rev"] = f"6d4b2a90-{call.answer['_rev']}"


@at_answers(QUERY, shows=ASKED, group="queries")
def queries_count_pages(call: BindingCall) -> None:
    count = call.answer["resultCount"]
    call.answer.update(totalPagedResultsPolicy="EXACT", totalPagedResults=count, remainingPagedResults=0)


@at_answers(QUERY, shows=ASKED, group="queries")
def queries_give_nothing_about_pages_and_another_order(call: BindingCall) -> None:
    found = list(reversed(call.answer["result"]))
    call.answer = {"resultCount": len(found), "result": found}


@at_answers(QUERY, shows=f"({CREATED}, Object.keys({ASKED}.result[0]))", group="queries")
def results_have_no_revision(call: BindingCall) -> None:
    for one in call.answer["result"]:
        one.pop("_rev", None)


@at_arguments(CREATE, shows=f"{CREATED}._id.charAt(0)")
def new_ids_are_no_uuids(call: BindingCall) -> None:
    if call.arguments[1] is None:
        call.arguments[1] = (
            f"User_{len(call.run.mock.store.cloud.managed)}~{call.run.mock.ids.random_integer()}"
        )


@at_answers(ACTION, shows="openidm.action('external/email', 'send', {to: 'a'})", group="mail")
def a_mail_is_answered_with_null(call: BindingCall) -> None:
    call.answer = None


@at_answers(ACTION, shows="openidm.action('external/email', 'send', {to: 'a'})", group="mail")
def a_mail_is_answered_in_other_words(call: BindingCall) -> None:
    call.answer = {"message": "queued", "status": "ACCEPTED", "id": 7}


@at_failures(ONE, shows="tried(function () { return openidm.delete('managed/alpha_user/no', null); })")
def openidm_has_an_exception_of_its_own(call: BindingCall) -> None:
    call.error = HostError("org.forgerock.openam.scripting.api.identity.OpenIdmException", "404")
