"""What is said of notifications, and what was sent ("Create Verify Transaction", Description, Responses)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pingone_conformance.checks.members import member, shown
from pingone_conformance.checks.telephone import e164
from pingone_conformance.findings import Finding

RESULTS = "sendNotification.results"


def results_of(body: Any) -> list[Any]:
    """The results of the notifications that were asked for; none where the member is absent."""
    results = member(body, RESULTS)
    return results if isinstance(results, list) else []


def has_results(body: Any, **counts: int) -> Iterator[Finding]:
    """There are as many results of each of these methods: `has_results(body, EMAIL=1, SMS=0)`.

    Methods that are not named are not asked for: a service may know more.
    """
    methods = [member(result, "method") for result in results_of(body)]
    for method, count in counts.items():
        if methods.count(method) != count:
            yield Finding(f"{count} results with the method {method}", f"the methods {shown(methods)}")


def each_result_has(body: Any, path: str, kind: type) -> Iterator[Finding]:
    """Every result has that member, of that type, and not empty; there is at least one result."""
    for result in results_of(body) or [None]:
        value = member(result, path)
        if type(value) is not kind or value == "":
            yield Finding(f"{path} of each result to be a {kind.__name__}", shown(value))


def ids_differ(body: Any) -> Iterator[Finding]:
    """No two results are about the same notification."""
    ids = [member(result, "notification.id") for result in results_of(body)]
    if any(ids.count(value) > 1 for value in ids):
        yield Finding("a notification of its own for each result", shown(ids))


def tells_what_was_sent(body: Any, outbox: Sequence[Mapping[str, Any]], template: str) -> Iterator[Finding]:
    """A result for an e-mail or an SMS says `sent` exactly where a message of that template went that way."""
    methods = [message["method"] for message in outbox if message["template"] == template]
    for result in _of_known_methods(body):
        method, sent = member(result, "method"), member(result, "sent")
        if sent is not (method in methods):
            yield Finding(f"sent to be {method in methods} for {method}", shown(sent))


def ids_are_of_messages(body: Any, outbox: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    """The id of each notification that was sent by e-mail or SMS is that of a message."""
    known = [message["id"] for message in outbox]
    for result in _of_known_methods(body):
        if member(result, "sent") is True and member(result, "notification.id") not in known:
            yield Finding("the id of a message that was sent", shown(member(result, "notification.id")))


def was_sent(outbox: Sequence[Mapping[str, Any]], template: str, method: str, to: str) -> Iterator[Finding]:
    """One message of that template went that way to that address or number, and none of it anywhere else."""
    receivers = [
        message["to"] for message in outbox if (message["template"], message["method"]) == (template, method)
    ]
    if [_normal(receiver) for receiver in receivers] != [_normal(to)]:
        yield Finding(f"one {template} by {method} to {to}", shown(receivers))


def was_not_sent(outbox: Sequence[Mapping[str, Any]], template: str, method: str) -> Iterator[Finding]:
    """No message of that template went that way."""
    for message in outbox:
        if (message["template"], message["method"]) == (template, method):
            yield Finding(f"no {template} by {method}", f"one to {message['to']}")


def nothing_was_sent(outbox: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    """No message went out at all."""
    for message in outbox:
        yield Finding("no message", f"{message['template']} by {message['method']}")


def _of_known_methods(body: Any) -> list[Any]:
    return [result for result in results_of(body) if member(result, "method") in ("EMAIL", "SMS")]


def _normal(receiver: str) -> str:
    return receiver if "@" in receiver else e164(receiver) or receiver
