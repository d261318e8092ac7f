"""verifyTransactionsHelper, as scripts see it: the same data as the API, on the user of the journey."""

from __future__ import annotations

from typing import Any

import pytest

from pingone_conformance.mock.evidence import TYPES

EXCEPTION = "org.forgerock.am.tn.p1verify.ScriptedVerifyTransactionsException"
HALF_AN_HOUR = 1800
HELPER = "verifyTransactionsHelper"


@pytest.fixture
def helper(scripts: Any) -> Any:
    scripts.user = scripts.api.names["userId"]
    return scripts


def called(method: str, *arguments: str) -> str:
    return f"return {HELPER}.{method}({', '.join(repr(one) for one in arguments)})"


def id_of(path: str) -> str:
    return path.rpartition("/")[2]


def entries(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for items in found["_embedded"].values() for item in items]


def test_the_last_transaction_is_the_one_that_changed_last(helper: Any) -> None:
    api = helper.api
    first, second = api.new_transaction()["id"], api.new_transaction()["id"]
    assert helper.value(called("getLastVerifyTransaction"))["id"] == second
    api.advance(1)
    api.decide(first)
    assert helper.value(called("getLastVerifyTransaction")) == api.get(f"{api.transactions}/{first}").json()


def test_all_transactions_are_those_of_the_api(helper: Any) -> None:
    helper.api.new_transaction()
    helper.api.decided()
    found = helper.value(called("getAllVerifyTransactions"))
    assert found == helper.api.get(helper.api.transactions).json()
    assert found["size"] == 2


@pytest.mark.parametrize("method", ["getLastVerifyTransaction", "getAllVerifyTransactions"])
def test_without_transactions_there_is_null(helper: Any, method: str) -> None:
    assert helper.value(f"return {HELPER}.{method}() === null") is True


def test_transactions_expire_as_they_do_in_the_api(helper: Any) -> None:
    helper.api.new_transaction()
    helper.api.advance(HALF_AN_HOUR)
    assert helper.value(called("getLastVerifyTransaction"))["transactionStatus"]["status"] == "FAIL"


def test_metadata_are_those_of_the_api(helper: Any) -> None:
    path = helper.api.decided(attempts=2)
    found = helper.value(called("getAllMetadata", id_of(path)))
    assert found == helper.api.get(f"{path}/metaData").json()
    assert "firstName" not in str(found)


def test_a_list_of_verified_data_has_no_data(helper: Any) -> None:
    path = helper.api.decided(attempts=2)
    found = helper.value(called("getAllVerifiedData", id_of(path)))
    assert found == helper.api.get(f"{path}/verifiedData").json()
    assert not any("data" in item for item in entries(found))


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_a_list_of_a_type_has_the_same_entries(helper: Any, kind: str) -> None:
    path = helper.api.decided(attempts=2)
    everything = entries(helper.value(called("getAllVerifiedData", id_of(path))))
    found = helper.value(called("getVerifiedDataByType", id_of(path), kind))
    assert entries(found) == [item for item in everything if item["type"] == kind]
    assert found["size"] == len(found["_embedded"]["verifiedData"])


def test_single_data_have_the_data(helper: Any) -> None:
    path = helper.api.decided()
    one = entries(helper.value(called("getVerifiedDataByType", id_of(path), "GOVERNMENT_ID")))[0]["id"]
    found = helper.value(called("getVerifiedData", id_of(path), one))
    assert found == helper.api.get(f"{path}/verifiedData/{one}").json()
    assert found["data"]["firstName"]


def test_verified_data_are_gone_half_an_hour_after_the_decision(helper: Any) -> None:
    path = id_of(helper.api.decided())
    one = entries(helper.value(called("getAllVerifiedData", path)))[0]["id"]
    helper.api.advance(HALF_AN_HOUR - 10)
    assert helper.value(called("getAllVerifiedData", path))["size"]
    assert helper.value(called("getVerifiedDataByType", path, "SELFIE"))["size"]
    assert helper.value(called("getVerifiedData", path, one))["id"] == one
    helper.api.advance(20)
    assert helper.value(called("getAllVerifiedData", path))["size"] == 0
    assert helper.value(called("getVerifiedDataByType", path, "SELFIE"))["size"] == 0
    assert helper.value(called("getVerifiedData", path, one)) is None
    assert helper.value(called("getAllMetadata", path))["size"]


@pytest.mark.parametrize("kind", ["'PASSPORT'", "''", "null", "undefined", "'SELFIE,PASSPORT'", "'\\uD800'"])
def test_an_unknown_type_throws(helper: Any, kind: str) -> None:
    path = id_of(helper.api.decided())
    assert helper.thrown(f"{HELPER}.getVerifiedDataByType('{path}', {kind})") == EXCEPTION


@pytest.mark.parametrize(
    "call",
    [
        "getAllMetadata({})",
        "getAllVerifiedData({})",
        "getVerifiedDataByType({}, 'SELFIE')",
        "getVerifiedData({}, {})",
    ],
)
@pytest.mark.parametrize(
    "unknown", ["'06aebfbd-0053-4860-8b59-4f3cb7371dcb'", "null", "undefined", "7", "''"]
)
def test_what_is_not_there_is_null(helper: Any, call: str, unknown: str) -> None:
    helper.api.decided()
    assert helper.value(f"return {HELPER}.{call.replace('{}', unknown)} === null") is True


def test_data_of_others_are_not_there(helper: Any) -> None:
    path = id_of(helper.api.decided())
    helper.user = helper.api.new_user()["id"]
    assert helper.value(called("getAllMetadata", path)) is None
    assert helper.value(called("getLastVerifyTransaction")) is None


def test_the_user_is_that_of_the_api(helper: Any) -> None:
    assert helper.value(called("getUser")) == helper.api.get(helper.api.user_path).json()


@pytest.mark.parametrize("user", [None, "", "06aebfbd-0053-4860-8b59-4f3cb7371dcb", "other"])
def test_without_a_user_there_is_null_to_read_and_nothing_to_write(scripts: Any, user: str | None) -> None:
    scripts.user = scripts.api.names["otherEnvironment"]["userId"] if user == "other" else (user or None)
    for method in ("getUser", "getLastVerifyTransaction", "getAllVerifyTransactions"):
        assert scripts.value(f"return {HELPER}.{method}() === null") is True
    assert scripts.thrown(f"{HELPER}.deleteUser()") == EXCEPTION
    assert scripts.thrown(f"{HELPER}.updateUser({{username: 'x'}})") == EXCEPTION


def test_an_update_replaces_the_profile(helper: Any) -> None:
    found = helper.value(f"return {HELPER}.updateUser({{username: 'new', nickname: 'Putty'}})")
    assert found == helper.api.get(helper.api.user_path).json()
    assert (found["username"], found["nickname"]) == ("new", "Putty")
    assert not {"name", "email"} & set(found)


def test_a_profile_that_was_read_can_be_written_back(helper: Any) -> None:
    before = helper.value(called("getUser"))
    code = f"var user = {HELPER}.getUser(); user.title = 'T'; return {HELPER}.updateUser(user)"
    after = helper.value(code)
    assert after == {**before, "title": "T", "updatedAt": after["updatedAt"]}


@pytest.mark.parametrize(
    "body",
    ["null", "undefined", "{}", "[]", "'text'", "{nickname: 'x'}", "{username: 'x', email: 'no address'}"],
)
def test_a_profile_that_is_none_throws_and_changes_nothing(helper: Any, body: str) -> None:
    before = helper.api.get(helper.api.user_path).json()
    assert helper.thrown(f"{HELPER}.updateUser({body})") == EXCEPTION
    assert helper.api.get(helper.api.user_path).json() == before


def test_a_refusal_names_the_attribute(helper: Any) -> None:
    message = helper.run(f"{HELPER}.updateUser({{username: 'x', email: 'no address'}})")
    assert "email" in message["stateAfter"]["shared"]["found"]


def test_a_deleted_user_is_gone(helper: Any) -> None:
    assert helper.value(f"return {HELPER}.deleteUser() === undefined") is True
    assert helper.api.get(helper.api.user_path).status_code == 404
    assert helper.thrown(f"{HELPER}.deleteUser()") == EXCEPTION


@pytest.mark.parametrize(
    "call", ["getLastVerifyTransaction()", "getAllVerifyTransactions()", "getUser()", "getAllMetadata(id)"]
)
def test_a_map_is_an_object_and_its_json(helper: Any, call: str) -> None:
    path = id_of(helper.api.decided())
    code = f"""var id = '{path}', map = {HELPER}.{call};
               return [typeof map, map, JSON.parse(map), JSON.parse('' + map), Object.keys(map).indexOf('toString')];"""
    kind, direct, parsed, coerced, hidden = helper.value(code)
    assert kind == "object"
    assert direct == parsed == coerced
    assert hidden == -1


def test_a_map_can_be_changed(helper: Any) -> None:
    assert helper.value(f"var u = {HELPER}.getUser(); u.x = 1; return [JSON.parse(u).x, u.x]") == [1, 1]


def test_the_user_may_be_in_either_state(scripts: Any) -> None:
    user = scripts.api.names["userId"]
    assert scripts.value(called("getUser"), transientState={"pingOneUserId": user})["id"] == user


@pytest.mark.parametrize("call", ["getUser(1)", "getAllMetadata()", "getVerifiedData('a')", "updateUser()"])
def test_other_numbers_of_arguments_are_a_mistake_of_the_script(helper: Any, call: str) -> None:
    assert "arguments" in helper.fails(f"{HELPER}.{call}")


def test_legacy_scripts_do_not_have_it(scripts: Any) -> None:
    assert scripts.value(f"return typeof {HELPER}", legacy=True) == "undefined"
