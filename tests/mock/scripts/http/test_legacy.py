"""The binding httpClient in legacy scripts, and the Java classes that they use beside it."""

from __future__ import annotations

from typing import Any

import pytest

REQUEST = """
var request = new org.forgerock.http.protocol.Request();
request.setUri("https://service.example/path");
"""
RESPONSE = f"{REQUEST}\nvar response = httpClient.send(request).get();"


def test_a_request_is_sent_as_it_was_built(client: Any) -> None:
    client.legacy(
        f"""{REQUEST}
        request.setMethod("POST");
        request.getHeaders().add("Content-Type", "application/json;");
        request.getHeaders().add("X-Many", "a");
        request.getHeaders().add("x-many", "b");
        request.setEntity(JSON.stringify({{a: 1}}));
        httpClient.send(request).get();
        """
    )
    sent = client.sent()
    assert (sent["method"], sent["url"]) == ("POST", "https://service.example/path")
    assert sent["headers"] == {"content-type": "application/json;", "x-many": "a, b"}
    assert sent["body"] == '{"a":1}'


@pytest.mark.parametrize(
    ("statement", "body", "headers"),
    [
        ("", "", {}),
        ("request.setEntity({a: 1});", '{"a":1}', {"content-type": "application/json"}),
        ('request.getEntity().setString("text");', "text", {}),
        ('request.getHeaders().put("a", "1"); request.getHeaders().put("A", "2");', "", {"a": "2"}),
    ],
)
def test_entities_and_headers(client: Any, statement: str, body: str, headers: dict[str, str]) -> None:
    ended = client.legacy(f"{REQUEST}\n{statement}\nhttpClient.send(request).get();")
    assert ended["failure"] is None, ended["failure"]
    assert (client.sent()["method"], client.sent()["body"], client.sent()["headers"]) == (
        "GET",
        body,
        headers,
    )


def test_a_response_answers_by_methods(client: Any) -> None:
    client.register(
        {"status": 201, "headers": {"Set-Cookie": "name=value; Path=/", "X-One": "1"}, "body": '{"a": 1}'}
    )
    found = client.legacy_value(
        RESPONSE,
        """{
          code: response.getStatus().getCode(), status: response.getStatusCode(),
          reason: [response.getReasonPhrase(), response.getStatus().getReasonPhrase()],
          entity: JSON.parse(response.getEntity().getString()), text: "" + response.getEntity(),
          cookies: response.getCookies(), cookie: response.getCookies().get("name"),
          headers: response.getHeaders(), header: response.getHeaders().get("x-one"),
          has: [response.hasCookies(), response.hasHeaders()]
        }""",
    )
    assert found == {
        "code": 201,
        "status": 201,
        "reason": ["Created", "Created"],
        "entity": {"a": 1},
        "text": '{"a": 1}',
        "cookies": {"name": "value"},
        "cookie": "value",
        "headers": {"Set-Cookie": "name=value; Path=/", "X-One": "1"},
        "header": "1",
        "has": [True, True],
    }


def test_a_response_without_headers_has_neither(client: Any) -> None:
    client.register({"status": 204})
    assert client.legacy_value(
        RESPONSE, "[response.hasCookies(), response.hasHeaders(), response.getHeaders().isEmpty()]"
    ) == [False, False, True]


@pytest.mark.parametrize("argument", ['"https://service.example/"', "{}", "null"])
def test_send_takes_a_request(client: Any, argument: str) -> None:
    ended = client.legacy(f"httpClient.send({argument});")
    assert "takes an org.forgerock.http.protocol.Request" in ended["failure"]["message"]


def test_a_host_that_is_not_registered_is_named(client: Any) -> None:
    ended = client.legacy(
        'var request = new org.forgerock.http.protocol.Request(); request.setUri("https://nowhere.example");'
        "httpClient.send(request).get();"
    )
    assert "PUT /_mock/hosts/nowhere.example" in ended["failure"]["message"]
    assert client.outbound() == []


def test_next_generation_scripts_have_no_java_classes(client: Any) -> None:
    ended = client.run('new org.forgerock.http.protocol.Request(); action.goTo("true");')
    assert ended["failure"]["reason"] == "error"


@pytest.mark.parametrize(
    ("text", "encoded"), [("", ""), ("a", "YQ=="), ("ab", "YWI="), ("abc", "YWJj"), ("ü😀?>", "w7zwn5iAPz4=")]
)
def test_base64_of_java(client: Any, text: str, encoded: str) -> None:
    statements = (
        f'var encoded = java.util.Base64.getEncoder().encodeToString(java.lang.String("{text}").getBytes());'
    )
    assert client.legacy_value(statements, "encoded") == encoded
    decoded = '"" + new java.lang.String(java.util.Base64.getDecoder().decode(encoded))'
    assert client.legacy_value(statements, decoded) == text


def test_bytes_of_java_have_a_sign(client: Any) -> None:
    assert client.legacy_value("", 'java.util.Base64.getUrlDecoder().decode("_38=")') == [-1, 127]
    assert client.legacy_value("", "java.util.Base64.getUrlEncoder().encodeToString([-1, 127])") == "_38="


@pytest.mark.parametrize(
    "members", ["", "headers: 5", "headers: [1]", "headers: [], entity: null, method: 5"]
)
def test_a_request_of_another_make_is_refused(client: Any, members: str) -> None:
    ended = client.legacy(f'httpClient.send({{"org.forgerock.http.protocol.Request": {{{members}}}}}).get();')
    assert "java.net.UnknownHostException" in ended["failure"]["message"]
