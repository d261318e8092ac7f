"""The binding httpClient in next-generation scripts: options in, response out."""

from __future__ import annotations

from typing import Any

import pytest

URL = "https://service.example/path"


def send(options: str = "") -> str:
    return f'httpClient.send("{URL}"{options and f", {options}"}).get()'


def test_a_uri_alone_is_a_get_request(client: Any) -> None:
    assert client.value(f"{send()}.json().method") == "GET"
    sent = client.sent()
    assert (sent["method"], sent["url"], sent["headers"], sent["body"]) == ("GET", URL, {}, "")


def test_method_and_headers_are_sent(client: Any) -> None:
    client.value(send('{method: "put", headers: {"X-One": "1", "X-Many": ["a", "b"], "X-Number": 7}}'))
    assert client.sent()["method"] == "PUT"
    assert client.sent()["headers"] == {"x-one": "1", "x-many": "a, b", "x-number": "7"}


def test_a_form_is_encoded_and_brings_its_content_type(client: Any) -> None:
    client.value(send('{method: "POST", form: {field1: "a b&c=d", field2: "ü", more: ["1", "2"]}}'))
    sent = client.sent()
    assert sent["body"] == "field1=a+b%26c%3Dd&field2=%C3%BC&more=1&more=2"
    assert sent["headers"] == {"content-type": "application/x-www-form-urlencoded"}


def test_a_token_is_a_bearer_header(client: Any) -> None:
    client.value(send('{token: "abc", headers: {authorization: "Basic x"}}'))
    assert client.sent()["headers"] == {"authorization": "Bearer abc"}


def test_an_object_is_sent_as_json(client: Any) -> None:
    client.value(send('{method: "POST", body: {name: "Zoë", list: [1, null]}}'))
    sent = client.sent()
    assert sent["body"] == '{"name":"Zoë","list":[1,null]}'
    assert sent["headers"] == {"content-type": "application/json"}


def test_a_content_type_of_the_script_stays(client: Any) -> None:
    client.value(
        send('{method: "POST", body: {}, headers: {"Content-TYPE": "application/merge-patch+json"}}')
    )
    assert client.sent()["headers"] == {"content-type": "application/merge-patch+json"}


def test_a_text_is_sent_as_it_is(client: Any) -> None:
    client.value(send('{method: "POST", body: "a=1"}'))
    assert (client.sent()["body"], client.sent()["headers"]) == ("a=1", {})


def test_a_response_has_its_members(client: Any) -> None:
    client.register({"status": 201, "headers": {"X-One": "1"}, "body": '{"a": {"b": 1}}'})
    assert client.value(send()) == {
        "headers": {"X-One": ["1"]},
        "ok": True,
        "status": 201,
        "statusText": "Created",
    }
    assert client.value(f"{send()}.json()") == {"a": {"b": 1}}
    assert client.value(f"{send()}.json().get('a').b") == 1
    assert client.value(f"{send()}.text()") == '{"a": {"b": 1}}'
    assert client.value(f"{send()}.headers.get('x-one')[0]") == "1"


def test_a_response_that_is_not_ok_says_so(client: Any) -> None:
    client.register({"status": 404, "reason": "Nobody here"})
    response = client.value(send())
    assert (response["ok"], response["status"], response["statusText"]) == (False, 404, "Nobody here")


def test_form_data_is_a_map_of_lists(client: Any) -> None:
    client.register({"body": "a=1&b=2&b=%C3%BC&c="})
    assert client.value(f"{send()}.formData()") == {"a": ["1"], "b": ["2", "ü"], "c": [""]}


@pytest.mark.parametrize("body", ["", "text", "[1]"])
def test_json_wants_an_object(client: Any, body: str) -> None:
    client.register({"body": body})
    assert "body of the response is not" in client.refusal(f"{send()}.json()")


def test_a_promise_is_settled_once(client: Any) -> None:
    client.value(
        f"(function () {{ var p = httpClient.send('{URL}'); return [p.get().status, p.get().ok]; }})()"
    )
    client.sent()


def test_the_first_answer_that_fits_is_taken(client: Any) -> None:
    client.register(
        {"method": "POST", "path": "/path", "status": 201},
        {"path": "/path", "status": 202},
        {"path": "*", "method": "PUT", "status": 203},
    )
    assert client.value(send('{method: "POST"}') + ".status") == 201
    assert client.value(f"{send()}.status") == 202
    assert (
        client.value('httpClient.send("https://service.example/?q=1", {method: "PUT"}).get().status') == 203
    )
    assert client.value('httpClient.send("https://service.example/else").get().status') == 404


def test_an_echo_is_like_that_of_httpbin(client: Any) -> None:
    options = '{method: "POST", headers: {"x-one": "1"}, body: {a: 1}}'
    expression = f'httpClient.send("{URL}?a=1&b=2&b=3#part", {options}).get().json()'
    assert client.value(expression) == {
        "method": "POST",
        "url": f"{URL}?a=1&b=2&b=3",
        "headers": {"X-One": "1", "Content-Type": "application/json"},
        "args": {"a": "1", "b": ["2", "3"]},
        "form": {},
        "json": {"a": 1},
        "data": '{"a":1}',
    }
    assert client.value(send('{method: "POST", form: {a: "1"}}') + ".json().form") == {"a": "1"}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ('httpClient.send("https://nowhere.example/x").get()', "PUT /_mock/hosts/nowhere.example with"),
        ('httpClient.send("https://service.example:8443/").get()', "PUT /_mock/hosts/service.example:8443"),
        ('httpClient.send("ftp://service.example/").get()', "http:// or https://"),
        ('httpClient.send("file:///etc/passwd").get()', "http:// or https://"),
        ('httpClient.send("no uri").get()', "The URI is none"),
        ('httpClient.send("https://[::1").get()', "The URI is none"),
        (f'httpClient.send("{URL}", {{method: "A B"}}).get()', "method"),
        (f'httpClient.send("{URL}", {{headers: {{a: "b\\r\\nc: d"}}}}).get()', "header"),
        (f'httpClient.send("{URL}", {{headers: []}}).get()', "headers has to be an object"),
        (f'httpClient.send("{URL}", {{form: "a=1"}}).get()', "form has to be an object"),
        (f'httpClient.send("{URL}", {{clientName: "none"}}).get()', "no instance 'none'"),
    ],
)
def test_a_request_that_cannot_be_sent_fails_its_promise(client: Any, call: str, message: str) -> None:
    refusal = client.refusal(call)
    assert refusal.startswith("org.forgerock.openam.auth.nodes.script.HttpClientScriptException: ")
    assert message in refusal
    assert client.outbound() == []


@pytest.mark.parametrize("arguments", ["{}", "null", f'"{URL}", "POST"', f'"{URL}", [1]'])
def test_other_arguments_have_no_method(client: Any, arguments: str) -> None:
    assert "takes a URI as text" in client.refusal(f"httpClient.send({arguments})")


@pytest.mark.parametrize("body", ['"x".repeat(1024 * 1024 + 1)', '{a: "x".repeat(1024 * 1024)}'])
def test_too_much_is_not_handed_out(client: Any, body: str) -> None:
    ended = client.run(f'{send(f"{{body: {body}}}")}; action.goTo("true");')
    assert ended["failure"]["reason"] == "output"
    assert client.outbound() == []


def test_a_script_sends_so_many_requests(client: Any) -> None:
    script = f'for (var i = 0; i < 101; i++) {{ httpClient.send("{URL}").get(); }} action.goTo("true");'
    assert "at most 100 requests" in client.run(script)["failure"]["message"]
    assert len(client.outbound()) == 100
