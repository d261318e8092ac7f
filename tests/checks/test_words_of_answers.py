"""What findings about an answer, an address or a message say, word for word."""

from __future__ import annotations

from typing import Any

import httpx

from pingone_conformance.checks import (
    answers,
    errors,
    flows,
    headers,
    links,
    masking,
    notifications,
    times,
    web_verification,
)

from .conftest import told

WEB = "https://apps.example.com/verify?url=https%3A%2F%2Fapi.example.com%2Fv1%2F&code=123456"


def answer(body: Any, status: int = 400) -> httpx.Response:
    return httpx.Response(status, json=body)


def html(status: int = 400, **names: str) -> httpx.Response:
    return httpx.Response(status, text="<html>", headers={"content-type": "text/html", **names})


def test_words_of_bodies() -> None:
    assert told(answers.says_json(html())) == [("a JSON content type", "'text/html'")]
    assert told(answers.is_json(html())) == [("a body that is JSON in UTF-8", "6 bytes that are not")]
    assert told(times.all_timestamps_are_utc(answer({"a": {"seenAt": "soon"}}))) == [
        ("a.seenAt to be an ISO 8601 timestamp in UTC", "'soon'")
    ]


def test_words_of_the_envelope() -> None:
    assert told(errors.is_json_object(httpx.Response(400))) == [("a body", "none")]
    assert told(errors.is_json_object(answer([1]))) == [("a JSON object", "[1]")]
    assert told(errors.is_json_object(html())) == [
        ("a JSON content type", "'text/html'"),
        ("a body that is JSON in UTF-8", "6 bytes that are not"),
    ]
    assert told(errors.has_text(answer({"code": 7}), "code")) == [("code to be a text", "7")]
    assert told(errors.error_ids_differ([answer({"id": "a"})] * 2)) == [
        ("an id of its own for each refusal", "'a' more than once")
    ]
    assert told(errors.error_code_is(answer({"code": "C"}), "A", "B")) == [("the code A or B", "'C'")]


def test_words_of_details() -> None:
    details = answer({"details": [{"code": "A", "target": 7}]})
    assert told(errors.details_are_objects(answer({"details": [7]}))) == [
        ("details to be a list of objects", "[7]")
    ]
    assert told(errors.details_are_complete(details)) == [("details.0.message to be a text", "nothing")]
    assert told(errors.details_are_complete(answer({"details": [{"code": 7, "message": "no"}]}))) == [
        ("details.0.code to be a text", "7")
    ]
    assert told(errors.detail_members_are(details, "target", str, "a text")) == [
        ("details.0.target to be a text", "7")
    ]
    assert told(errors.has_details(answer({"details": []}))) == [("at least one detail", "[]")]
    assert told(errors.a_detail_names(answer({"details": [{"target": "a"}, {}]}), "name.given")) == [
        ("a detail whose target names name.given", "['a', '']")
    ]


def test_words_of_what_an_answer_gives_away() -> None:
    request = httpx.Request("GET", "https://api.example.com/v1/users/u-1")
    refused = httpx.Response(403, json={"message": "not Featherstonehaugh"}, request=request)
    accepted = httpx.Response(200, json={"name": "Featherstonehaugh"}, request=request)
    assert told(errors.gives_nothing_away(refused, accepted)) == [
        ("an answer with nothing of the resource", "a 403 that shows some of it")
    ]
    assert told(errors.does_not_repeat(answer({"message": "s3cret"}), "the token", "s3cret")) == [
        ("an answer without the token", "a 400 that repeats it")
    ]
    assert told(errors.shows_no_internals(answer({"message": "goroutine 1 ["}, 500))) == [
        ("an answer without a stack trace", "a 500 with one")
    ]


def test_words_of_headers() -> None:
    assert told(headers.has_header(html(), "ETag")) == [("a header ETag", "none")]
    assert told(headers.header_lists(html(), "Cache-Control", "no-store")) == [
        ("no-store in the header Cache-Control", "no such header")
    ]
    assert told(headers.header_lists(html(**{"Cache-Control": "private"}), "Cache-Control", "no-store")) == [
        ("no-store in the header Cache-Control", "'private'")
    ]
    assert told(errors.asks_for_scheme(html(401), "Bearer")) == [
        ("a challenge Bearer in WWW-Authenticate", "none")
    ]
    assert told(errors.asks_for_scheme(html(401, **{"WWW-Authenticate": "Basic"}), "Bearer")) == [
        ("a challenge Bearer in WWW-Authenticate", "'Basic'")
    ]


def test_words_of_links() -> None:
    body = {"_links": {"self": {"href": "/v1/users/u-1"}, "user": {"href": 7}}}
    assert told(links.has_link(body, "user")) == [("a link user", "none")]
    assert told(links.has_link(body, "self")) == [
        ("the link self to be an absolute address", "'/v1/users/u-1'")
    ]
    assert told(links.link_points_to(body, "user", "/v1")) == [("a link user", "none")]
    assert told(links.link_points_to(body, "self", "https://x.test/v1/environments/e-1")) == [
        ("the link self to end in /environments/e-1", "'/v1/users/u-1'")
    ]
    assert told(links.link_ends_in(body, "user", "users")) == [("a link user", "none")]
    assert told(links.link_ends_in(body, "self", "users", "u-2")) == [
        ("the link self to end in users/u-2", "'/v1/users/u-1'")
    ]
    assert told(links.link_ends_with(body, "user", "u-1")) == [("a link user", "none")]
    assert told(links.link_ends_with(body, "self", "u-2")) == [
        ("the link self to end with /u-2", "'/v1/users/u-1'")
    ]
    assert told(links.all_links_have_an_href(answer(body))) == [
        ("_links.user.href to be a text", "{'href': 7}")
    ]
    assert told(links.all_links_are_absolute(answer(body))) == [
        ("_links.self.href to be an absolute URL", "'/v1/users/u-1'")
    ]
    assert told(links.all_links_have_one_version(answer({"_links": {"a": {"href": "/environments/e"}}}))) == [
        ("_links.a.href to have /v1 once", "'/environments/e'")
    ]


def test_words_of_resume_addresses() -> None:
    there = {"_links": {"self": {"href": "https://login.example.net/e-1/flows/f-1"}}}
    address = "https://elsewhere.test/e-1/resume?flow=f-1"
    assert told(flows.resumes({}, "https://auth.test", "e-1", "f-1")) == [
        ("resumeUrl to be an address", "nothing")
    ]
    assert told(flows.resumes({"resumeUrl": address, **there}, "https://auth.test", "e-1", "f-1")) == [
        ("resumeUrl on the host auth.test or login.example.net", "'elsewhere.test'"),
        ("the path of resumeUrl to end in /e-1/as/resume", "'/e-1/resume'"),
        ("resumeUrl to name the flow as flowId=f-1", "'flow=f-1'"),
    ]


def test_words_of_the_web_application() -> None:
    body = {"webVerificationUrl": WEB, "id": "t-1", "qrUrl": "https://api.example.com/t-1", "n": 7}
    assert told(web_verification.is_absolute_url(body, "n")) == [("n to be an absolute URL", "7")]
    assert told(web_verification.link_names(body, "code", "654321")) == [
        ("code in webVerificationUrl to be '654321'", "'123456'")
    ]
    assert told(web_verification.link_names(body, "code", web_verification.MISSING)) == [
        ("a value to compare with code in webVerificationUrl", "none")
    ]
    assert told(web_verification.qr_url_follows_link(body)) == [("qrUrl to end in /v1/t-1/qr", "'/t-1'")]
    assert told(web_verification.qr_url_follows_link({**body, "qrUrl": 7})) == [
        ("a URL in url of webVerificationUrl, and one in qrUrl", "'https://api.example.com/v1/', 7")
    ]
    assert told(web_verification.code_has_six_digits({"webVerificationCode": 7})) == [
        ("webVerificationCode to be six digits", "7")
    ]
    assert told(web_verification.link_takes_parameter({}, "dt", "1")) == [
        ("webVerificationUrl to be an absolute URL", "nothing")
    ]
    fragment = {"webVerificationUrl": "https://x.test/?a=1#b"}
    assert told(web_verification.link_takes_parameter(fragment, "dt", "1")) == [
        ("webVerificationUrl to take &dt=1 at its end", "'https://x.test/?a=1#b'")
    ]


def test_words_of_masked_addresses() -> None:
    view, addresses = {"choices": ["a@x.test", "***"]}, ["a@x.test", "b@x.test"]
    assert told(masking.has_choices(view, "choices", addresses[:1])) == [
        ("choices to be 1 choices", "['a@x.test', '***']")
    ]
    assert told(masking.has_choices({"choices": ["a@x.test"] * 2}, "choices", addresses)) == [
        ("b@x.test among the choices, masked or not", "['a@x.test', 'a@x.test']")
    ]
    assert told(masking.keeps_order({"choices": addresses[::-1]}, "choices", addresses)) == [
        ("choices in the order of ['a@x.test', 'b@x.test']", "['b@x.test', 'a@x.test']")
    ]
    assert told(masking.are_whole(view, "choices", addresses)) == [
        ("each of choices to be an address that was sent", "'***'")
    ]
    assert told(masking.are_whole({}, "choices", addresses)) == [("choices to be addresses", "nothing")]
    assert told(masking.choices_hide_a_part(view, "choices", addresses)) == [
        ("a choice with a part of the address masked", "'a@x.test'")
    ]
    assert told(masking.choices_show_a_part(view, "choices", addresses)) == [
        ("a choice that shows a part of one of the addresses", "'***'")
    ]
    assert told(masking.in_order(view, "choices", addresses[::-1])) == [
        ("number 1 of choices to be b@x.test, masked or not", "'a@x.test'")
    ]
    assert told(masking.in_order({}, "choices", addresses)) == [("choices to be 2 addresses", "nothing")]


def test_words_of_notifications() -> None:
    body = {"sendNotification": {"results": [{"method": "SMS", "notification": {"id": "1"}}] * 2}}
    outbox = [{"template": "t", "method": "SMS", "to": "+15125551234"}]
    assert told(notifications.has_results(body, SMS=1)) == [
        ("1 results with the method SMS", "the methods ['SMS', 'SMS']")
    ]
    assert told(notifications.each_result_has({}, "sent", bool)) == [
        ("sent of each result to be a bool", "nothing")
    ]
    assert told(notifications.ids_differ(body)) == [
        ("a notification of its own for each result", "['1', '1']")
    ]
    assert told(notifications.was_sent(outbox, "t", "EMAIL", "a@x.test")) == [
        ("one t by EMAIL to a@x.test", "[]")
    ]
    assert told(notifications.was_sent(outbox, "t", "SMS", "a@x.test")) == [
        ("one t by SMS to a@x.test", "['+15125551234']")
    ]
    assert told(notifications.was_not_sent(outbox, "t", "SMS")) == [("no t by SMS", "one to +15125551234")]
    assert told(notifications.nothing_was_sent(outbox)) == [("no message", "t by SMS")]
    told_sent = {
        "sendNotification": {"results": [{"method": "SMS", "sent": True, "notification": {"id": "2"}}]}
    }
    assert told(notifications.tells_what_was_sent(told_sent, [], "t")) == [
        ("sent to be False for SMS", "True")
    ]
    sent = [{**outbox[0], "id": "1"}]
    assert told(notifications.ids_are_of_messages(told_sent, sent)) == [
        ("the id of a message that was sent", "'2'")
    ]
