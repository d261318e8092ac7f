"""What findings about a JSON body say, word for word: it is what a reader of the report has to go by."""

from __future__ import annotations

from datetime import timedelta

from pingone_conformance.checks import (
    biographic,
    collections,
    echo,
    encoded,
    identifiers,
    members,
    policies,
    steps,
    telephone,
    times,
    users,
    values,
)
from pingone_conformance.checks.members import MISSING

from .conftest import told

BODY = {"id": "a", "none": None, "yes": True}


def test_values_are_shown_short_and_as_they_are() -> None:
    assert members.shown(MISSING) == "nothing"
    assert members.shown("a\nb") == "'a\\nb'"
    assert members.shown(None) == "None"
    assert members.shown("x" * 118) == f"'{'x' * 118}'"
    assert members.shown("x" * 119) == f"'{'x' * 119}…"


def test_words_of_members() -> None:
    assert told(members.has_member(BODY, "none")) == [("a member none", "none")]
    assert told(members.has_no_member(BODY, "id")) == [("no member id", "'a'")]
    assert told(members.member_equals(BODY, "id", "b")) == [("id to be 'b'", "'a'")]
    assert told(members.member_differs(BODY, "id", "a")) == [("id not to be 'a'", "that it is")]
    assert told(members.member_is_still(BODY, "id", "b")) == [("id as it was before", "something else")]
    assert told(members.member_is_still(BODY, "x", "b")) == [("x as it was before", "nothing")]
    assert told(members.member_is(BODY, "id", "a number", values.is_number)) == [("id to be a number", "'a'")]


def test_words_of_what_was_sent() -> None:
    sent = {"name": {"given": "Joe"}}
    assert told(echo.comes_back({"u": {"name": {}}}, "u", sent)) == [
        ("u.name.given as it was sent, 'Joe'", "nothing")
    ]
    assert told(echo.comes_back({"u": {"name": {"given": "Jo"}}}, "u", sent)) == [
        ("u.name.given as it was sent, 'Joe'", "'Jo'")
    ]
    assert told(echo.names_come_back({"u": {}}, "u", sent)) == [("u.name, which was sent", "none")]


def test_words_of_bytes() -> None:
    assert told(encoded.has_bytes({"image": "AAAA"}, "image", b"abcd")) == [
        ("image to encode the same 4 bytes", "3 bytes that differ")
    ]


def test_words_of_identifiers() -> None:
    assert told(identifiers.is_uuid(BODY)) == [("id to be a UUID", "'a'")]
    assert told(identifiers.holds_exactly({"items": [{"id": "c"}]}, "items", ["b", "a"])) == [
        ("items to hold 2 things, ['a', 'b']", "['c']")
    ]


def test_words_of_telephone_numbers() -> None:
    assert told(telephone.is_the_number({"to": "+15125551235"}, "to", "1-512-555-1234")) == [
        ("to to be the number +15125551234 in some format", "'+15125551235'")
    ]


def test_words_of_policies() -> None:
    sent = {"duration": 1, "timeUnit": "HOURS"}
    assert told(policies.lasts({"timeout": {"duration": 1}}, "timeout", sent)) == [
        (f"timeout to be as long as {sent}", "{'duration': 1}")
    ]
    assert told(policies.one_is_default([{}, {"default": False}])) == [("one default policy", "0 among 2")]


def test_words_of_users() -> None:
    assert told(users.lacks_attributes({"username": "joe", "title": "Director"}, "title")) == [
        ("no value of title", "'Director'")
    ]
    assert told(users.keeps_attributes({"code": "NOT_FOUND"}, {}, [])) == [
        ("a user", "something without a username")
    ]


def test_words_of_times() -> None:
    body = {"start": "2024-02-06T15:00:28Z", "end": "2024-02-06T16:00:28Z", "soonAt": "soon", "id": 7}
    minute, hour = timedelta(minutes=1), timedelta(hours=1)
    assert told(times.is_timestamp(body, "soonAt")) == [
        ("soonAt to be an ISO 8601 timestamp in UTC", "'soon'")
    ]
    assert told(times.has_milliseconds(body, "start")) == [
        ("start with milliseconds", "'2024-02-06T15:00:28Z'")
    ]
    assert told(times.lies_between(body, "start", "end", at_least=minute, at_most=minute)) == [
        ("end to follow start by 0:01:00", "1:00:00")
    ]
    assert told(times.lies_between(body, "end", "start", at_least=minute, at_most=hour)) == [
        ("start to follow end by 0:01:00 to 1:00:00", "-1 day, 23:00:00")
    ]
    assert told(times.lies_between(body, "soonAt", "id", at_least=minute, at_most=hour)) == [
        ("timestamps soonAt and id", "'soon', 7")
    ]


def test_words_of_steps() -> None:
    body = {"transactionStatus": {"verificationStatus": {"LIVENESS": "SUCCESS"}}}
    assert told(steps.has_steps({})) == [("transactionStatus.verificationStatus to be an object", "nothing")]
    assert told(steps.every_step_is({}, "REQUESTED")) == [
        ("transactionStatus.verificationStatus with steps that are all REQUESTED", "nothing")
    ]
    assert told(steps.every_step_is(body, "REQUESTED")) == [
        ("the step LIVENESS to be REQUESTED", "'SUCCESS'")
    ]
    assert told(steps.has_step(body, "FACIAL")) == [
        ("a step FACIAL in transactionStatus.verificationStatus", "['LIVENESS']")
    ]
    assert told(steps.has_no_step(body, "LIVE")) == [
        ("no step LIVE in transactionStatus.verificationStatus", "'LIVENESS'")
    ]


def test_words_of_biographic_data() -> None:
    match = {"type": "BIOGRAPHIC_MATCH", "status": "FAIL", "data": {"biographic_match_results": []}}
    metadata = {"_embedded": {"metaData": [match]}}
    assert told(biographic.compares_biographic_data({"_embedded": {"metaData": [{"type": "LIVENESS"}]}})) == [
        ("metadata of the type BIOGRAPHIC_MATCH", "['LIVENESS']")
    ]
    assert told(biographic.compares_nothing_biographic(metadata)) == [
        ("no metadata of the type BIOGRAPHIC_MATCH", "some, with the status FAIL")
    ]
    assert told(biographic.comparison_names(metadata, ["given_name"])) == [
        ("a result for given_name in the comparison", "[]")
    ]


def test_words_of_collections() -> None:
    entries = [{"id": "a", "type": "X"}, {"id": "b", "type": "X"}]
    body = {"_embedded": {"things": entries}, "size": 3}
    assert told(collections.holds_list(body, "others")) == [("a list _embedded.others", "nothing")]
    assert told(collections.size_is_count(body, "things")) == [
        ("size to be 2, the number of entries in _embedded.things", "3")
    ]
    assert told(collections.each_has(entries, "id", "a number", values.is_number)) == [
        ("id of entry 0 to be a number", "'a'"),
        ("id of entry 1 to be a number", "'b'"),
    ]
    assert told(collections.each_differs([*entries, entries[0]], "id", "type")) == [
        ("no two entries with the same id and type", "['a', 'X']")
    ]
    assert told(collections.each_is_of(entries[:1], "type", ["Y", "Z"])) == [
        ("no entry but those with type Y or Z", "'X'")
    ]
    assert told(collections.all_are_listed(entries, ["c"])) == [
        ("an entry with the id c", "2 entries, not that one")
    ]
    assert told(collections.none_is_listed(entries, ["b"])) == [("no entry with the id b", "one")]


def test_words_of_attempts() -> None:
    first, second = ({"type": "X", "retry": {"attempt": number}} for number in (1, 2))
    assert told(collections.are_earlier([second], [first])) == [
        ("a previous 'X' of an attempt before 1", "attempt 2")
    ]
    assert told(collections.are_earlier([second], [])) == [
        ("an entry of the type 'X' in the main list", "one among the previous attempts")
    ]
