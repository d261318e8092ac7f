"""openidm, as scripts see it."""

from __future__ import annotations

from typing import Any

import pytest

COMMON_REST = "org.forgerock.json.resource."
USER = "{userName: 'bjensen', mail: 'bjensen@example.com', givenName: 'Barbara', sn: 'Jensen'}"
NEW = f"openidm.create('managed/alpha_user', 'x', {USER});"
CREATE = f"var made = openidm.create('managed/alpha_user', null, {USER}); var path = 'managed/alpha_user/' + made._id;"


def test_a_user_from_its_creation_to_its_end(scripts: Any) -> None:
    left = scripts.value(f"""
        {CREATE}
        var steps = {{made: made, read: openidm.read(path)}};
        steps.read.description = 'new';
        steps.updated = openidm.update(path, null, steps.read);
        steps.patched = openidm.patch(path, null, [{{operation: 'replace', field: '/mail', value: 'n@example.com'}}]);
        steps.queried = openidm.query('managed/alpha_user', {{_queryFilter: `/userName eq 'bjensen'`}}, ['*', '_id']);
        steps.sent = openidm.action('external/email', 'send', {{from: 'a@example.com', to: steps.patched.mail}});
        steps.deleted = openidm.delete(path, null);
        steps.gone = openidm.read(path);
        return steps;
    """)
    user = {"userName": "bjensen", "mail": "bjensen@example.com", "givenName": "Barbara", "sn": "Jensen"}
    own = {"_id": left["made"]["_id"]}
    assert left["made"] == {**user, **own, "_rev": "0"}
    assert left["read"] == {**left["made"], "description": "new"}
    assert left["updated"] == {**left["read"], "_rev": "1"}
    assert left["patched"] == {**left["updated"], "mail": "n@example.com", "_rev": "2"}
    assert left["queried"]["result"] == [left["patched"]]
    assert left["queried"]["resultCount"] == 1
    assert left["sent"] == {"status": "OK", "message": "Email sent"}
    assert left["deleted"] == left["patched"]
    assert left["gone"] is None


def test_mails_are_kept(scripts: Any) -> None:
    scripts.value("openidm.action('external/email', 'send', {to: 'a@example.com', subject: 's', body: 'b'});")
    (mail,) = scripts.api.http.get("/_mock/mails").json()["mails"]
    assert mail.pop("sentAt").endswith("Z")
    assert mail == {"to": "a@example.com", "subject": "s", "body": "b"}


@pytest.mark.parametrize(
    ("code", "exception"),
    [
        ("openidm.delete('managed/alpha_user/nobody', null)", "NotFound"),
        (f"openidm.update('managed/alpha_user/nobody', null, {USER})", "NotFound"),
        ("openidm.patch('managed/alpha_user/nobody', null, [])", "NotFound"),
        (f"openidm.create('managed/gamma_user', null, {USER})", "NotFound"),
        ("openidm.read('system/ldap/x')", "NotFound"),
        (f"{NEW} openidm.delete('managed/alpha_user/x', '9')", "PreconditionFailed"),
        (f"{NEW} openidm.create('managed/alpha_user', 'x', {{userName: 'y'}})", "PreconditionFailed"),
        (f"{NEW} openidm.create('managed/alpha_user', null, {USER})", "Forbidden"),
        ("openidm.query('managed/alpha_user', {})", "BadRequest"),
        ("openidm.query('managed/alpha_user', null)", "BadRequest"),
        ("openidm.query('managed/alpha_user/x', {_queryFilter: 'true'})", "BadRequest"),
        ("openidm.create('managed/alpha_user/x', null, {})", "BadRequest"),
        ("openidm.read(null)", "BadRequest"),
        ("openidm.read('managed/alpha_user')", "NotSupported"),
        ("openidm.action('external/email', 'send', {subject: 's'})", "BadRequest"),
        ("openidm.action('external/email', 'send')", "BadRequest"),
        ("openidm.action('managed/alpha_user', 'shout', {})", "NotSupported"),
        (
            "openidm.action('external/email', 'send', {to: 'a', body: new Array(70000).join('x')})",
            "RequestEntityTooLarge",
        ),
    ],
)
def test_what_does_not_succeed_throws(scripts: Any, code: str, exception: str) -> None:
    assert scripts.thrown(code) == f"{COMMON_REST}{exception}Exception"


def test_an_exception_that_is_not_caught_ends_the_script(scripts: Any) -> None:
    left = scripts.run("throw new Error('no')")
    assert left["failure"]["reason"] == "error"
    left = scripts.api.http.post(
        "/_mock/scripts",
        json={"script": "openidm.delete('managed/alpha_user/x', null);", "engine": scripts.engine},
    )
    assert left.json()["failure"]["javaClass"] == f"{COMMON_REST}NotFoundException"


def test_reading_takes_fields(scripts: Any) -> None:
    assert scripts.value(f"{CREATE} return Object.keys(openidm.read(path, null, ['mail'])).sort();") == [
        "_id",
        "_rev",
        "mail",
    ]
    assert scripts.value(
        "return openidm.query('managed/alpha_user', {_queryFilter: 'true', _fields: 'sn'}).result[0].sn"
    )


def test_what_a_script_reads_is_a_copy(scripts: Any) -> None:
    assert (
        scripts.value(f"{CREATE} made.mail = 'x'; return openidm.read(path).mail;") == "bjensen@example.com"
    )


@pytest.mark.parametrize("call", ["create('managed/alpha_user')", "read()", "query('managed/alpha_user')"])
def test_too_few_arguments_are_a_mistake_of_the_script(scripts: Any, call: str) -> None:
    assert "arguments" in scripts.fails(f"openidm.{call}")


def test_legacy_scripts_do_not_have_it(scripts: Any) -> None:
    assert scripts.value("return typeof openidm", legacy=True) == "undefined"
