"""Requests whose responses are handled after the script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pingone_conformance.mock.scripts.bindings.http_client import answer
from pingone_conformance.mock.scripts.calls import AroundCall, BindingCall

URL = "https://service.example/"


def messages(ended: dict[str, Any]) -> list[str]:
    assert ended["failure"] is None, ended["failure"]
    return [entry["message"] for entry in ended["log"]]


def test_the_script_goes_on_before_the_response_is_handled(client: Any) -> None:
    ended = client.run(
        f"""
        var handled = false;
        var promise = httpClient.send("{URL}").then((response) => {{
          handled = true;
          logger.error("handled " + response.status);
        }});
        logger.error("script " + handled + " " + typeof promise.then);
        action.goTo("true");
        """
    )
    assert messages(ended) == ["script false function", "handled 200"]
    assert ended["outcome"] == "true"


def test_what_handles_a_response_has_no_part_in_the_journey(client: Any) -> None:
    ended = client.run(
        f"""
        nodeState.putShared("kept", 1);
        httpClient.send("{URL}").then(function () {{
          action.goTo("false").withDescription("late");
          nodeState.putShared("late", nodeState.get("kept"));
          logger.error("handled");
        }});
        action.goTo("true");
        """
    )
    assert messages(ended) == ["handled"]
    assert (ended["outcome"], ended["description"]) == ("true", None)
    assert ended["stateAfter"]["shared"] == {"kept": 1}


def test_a_request_that_nobody_waits_for_is_sent_after_the_script(client: Any) -> None:
    client.run(f'httpClient.send("{URL}a"); httpClient.send("{URL}b").get(); action.goTo("true");')
    assert [request["url"] for request in client.outbound()] == [f"{URL}b", f"{URL}a"]


def test_promises_are_chained(client: Any) -> None:
    ended = client.run(
        f"""
        httpClient.send("{URL}").then(r => r.status).then(s => {{ logger.error("status " + s); }});
        action.goTo("true");
        """
    )
    assert messages(ended) == ["status 200"]
    assert client.value(f'httpClient.send("{URL}").then(r => r.status + 1).get()') == 201


def test_a_failure_goes_to_its_function(client: Any) -> None:
    ended = client.run(
        """
        httpClient.send("https://nowhere.example").then(null, (e) => { logger.error(e.javaException.getMessage()); });
        action.goTo("true");
        """
    )
    (message,) = messages(ended)
    assert message.startswith("The host nowhere.example is not registered")


def test_a_failure_that_nobody_handles_is_in_the_log(client: Any) -> None:
    ended = client.run(
        f"""
        httpClient.send("https://nowhere.example");
        httpClient.send("{URL}").then(() => {{ throw new Error("mine"); }});
        action.goTo("true");
        """
    )
    first, second = messages(ended)
    assert "The host nowhere.example is not registered" in first
    assert second == "Error: mine"
    assert {entry["logger"] for entry in ended["log"]} == {"httpClient"}
    assert len(client.outbound()) == 1


def test_a_failure_that_was_caught_is_not_reported_again(client: Any) -> None:
    ended = client.run(
        """
        try { httpClient.send("https://nowhere.example").get(); } catch (e) { action.goTo("false"); }
        """
    )
    assert messages(ended) == []
    assert ended["outcome"] == "false"


def test_legacy_requests_are_asynchronous_too(client: Any) -> None:
    ended = client.legacy(
        f"""
        var request = new org.forgerock.http.protocol.Request();
        request.setUri("{URL}");
        httpClient.send(request).then((response) => {{
          outcome = "late";
          logger.error("handled " + response.getStatus().getCode());
        }});
        logger.error("script");
        """
    )
    assert messages(ended) == ["script", "handled 200"]
    assert ended["outcome"] == "true"


def test_scripts_without_an_outcome_send_afterwards_too(client: Any) -> None:
    ended = client.run(
        f'httpClient.send("{URL}").then(() => {{ logger.error("handled"); }}); logger.error("script");',
        context="OIDC_CLAIMS",
    )
    assert messages(ended) == ["script", "handled"]


def test_a_native_promise_takes_it_for_one_of_its_kind(client: Any) -> None:
    ended = client.run(
        f'Promise.resolve(httpClient.send("{URL}")).then(r => {{ logger.error("" + r.ok); }}); action.goTo("true");'
    )
    assert messages(ended) == ["true"]


def test_a_handler_may_send_again(client: Any) -> None:
    ended = client.run(
        f"""
        httpClient.send("{URL}a").then(() => httpClient.send("{URL}b").get().status).then(logger.error);
        httpClient.send("{URL}c").then(() => {{ httpClient.send("{URL}d"); }});
        action.goTo("true");
        """
    )
    assert messages(ended) == ["200"]
    assert sorted(request["url"][-1] for request in client.outbound()) == ["a", "b", "c", "d"]


@dataclass
class Hasty:
    """A fault: each promise is settled from the start."""

    bindings: tuple[str, ...] = ("httpClient.send",)

    def around_call(self, call: BindingCall) -> AroundCall:
        yield
        call.answer["response"] = answer(call.run, "get", [call.answer["request"]])


def test_a_promise_that_has_its_response_is_handled_at_once(client: Any) -> None:
    client.mock.faults = [Hasty()]
    ended = client.run(
        f"""
        httpClient.send("{URL}").then((response) => {{ logger.error("handled " + response.status); }});
        logger.error("script");
        action.goTo("true");
        """
    )
    assert messages(ended) == ["handled 200", "script"]
