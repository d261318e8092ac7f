"""What led to a finding, as requests that can be sent again elsewhere: ids of the first time become names.

Only what the last request needs is kept: what created the things that it names, and what changed them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pingone_conformance.exchange import API_PATH_VARIABLE, AUTH_PATH_VARIABLE, TOKEN_VARIABLE
from pingone_conformance.reporting.evidence.source import source_of, uses
from pingone_conformance.target.redaction import MASK

Step = Mapping[str, Any]

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_OWN_NAME = re.compile(r"p1c-[0-9a-z]+")
_ENVIRONMENT = re.compile(
    rf"(?:{re.escape(API_PATH_VARIABLE)}/environments|{re.escape(AUTH_PATH_VARIABLE)})/([^/?]+)"
)
_VERIFIED = re.compile(r"/users/([^/?]+)/verifyTransactions/([^/?]+)/(?:verifiedData|metaData)")
_FLOW = re.compile(r"/flows/([^/?]+)")
_NOT_SENT = frozenset({"host", "accept-encoding", "connection", "user-agent", "content-length"})
_GRANT = "createToken"
_BODY = "answer.json()"
_CREATED = 201
_SELF = re.compile(r'"self": *\{"href": *"[^"]*/([0-9a-f-]{36})"')
_LISTS = ("verifiedData", "metaData")
_ENTRY = re.compile(r'"id": *"([0-9a-f-]{36})", *"type": *"([A-Z_]+)"')
_NAMES = {
    "createUser": "user_id",
    "createVerifyPolicy": "policy_id",
    "createVerifyTransaction": "transaction_id",
    "confirmAccountInformation": "user_id",
}
_INCOMPLETE = re.compile(r"more (?:characters|bytes)\)|<[^<>]* bytes, sha256 ")


class NotShownError(Exception):
    """A finding cannot be shown by requests that somebody else sends; the message says why."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as Python source: the arguments of `send`, and the names that are taken from its answer."""

    operation: str
    arguments: tuple[str, ...]
    taken: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Replay:
    """The requests of a stand-alone test. `names` has the Python name of each text that is another one elsewhere.

    `needs` has variables that somebody has to set, because no request brings these things about, and what they are.
    """

    requests: list[Request] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    needs: dict[str, str] = field(default_factory=dict)


def replay(steps: Sequence[Step]) -> Replay:
    """What to send again. Raises `NotShownError` where it cannot be."""
    if not steps:
        raise NotShownError("the run did not keep what was sent")
    if sum(step["operation"] == _GRANT for step in steps[:-1]) > 1:
        raise NotShownError("it takes several tokens")
    made = Replay(names={API_PATH_VARIABLE: "API", AUTH_PATH_VARIABLE: "AUTH", TOKEN_VARIABLE: "token()"})
    made.names[_environment(steps)] = "ENVIRONMENT"
    made.names |= {found: "NAME" for step in steps for found in _OWN_NAME.findall(_sent(step))}
    _take_as_given(steps, made)
    last = len(steps) - 1
    kept = _needed(steps, given=set(made.names))
    for number in sorted(kept):
        step = steps[number]
        _require_readable(step)
        arguments = tuple(_arguments(step, made.names))
        later = [_sent(steps[other]) for other in kept if other > number]
        taken = tuple(_taken(step, later, made.names)) if number != last else ()
        made.requests.append(Request(step["operation"], arguments, taken))
    _require_known(steps, kept, made)
    return made


def _require_known(steps: Sequence[Step], kept: set[int], made: Replay) -> None:
    """Raise `NotShownError` for an id that the target gave and that no request can ask for."""
    sent: set[str] = set()
    given: set[str] = set()
    for step in (steps[number] for number in sorted(kept)):
        named = set(_UUID.findall(_sent(step)))
        if (named & given) - sent - set(made.names):
            raise NotShownError("the report does not have all of the answer that one of its ids is from")
        sent |= named
        given |= set(_UUID.findall(step["response_body"]))


def _environment(steps: Sequence[Step]) -> str:
    found = [(step, match[1]) for step in steps if (match := _ENVIRONMENT.match(step["url"]))]
    if not found:
        raise NotShownError("the request is at no address of the API")
    worked = list(dict.fromkeys(environment for step, environment in found if step["status"] < 400))
    if len(worked) > 1:
        raise NotShownError("it takes two environments")
    return worked[0] if worked else found[0][1]


def _take_as_given(steps: Sequence[Step], made: Replay) -> None:
    """Things that no request brings about: verified transactions and flows."""
    verified = dict.fromkeys(
        match.groups() for step in steps if step["status"] < 400 and (match := _VERIFIED.search(step["url"]))
    )
    if len(verified) > 1:
        raise NotShownError("it takes several verified transactions")
    for user, transaction in verified:
        made.names |= {user: "USER", transaction: "TRANSACTION"}
        made.needs |= {
            "USER": "id of a user whose identity was verified in the last 30 minutes",
            "TRANSACTION": "id of the transaction in which that was",
        }
    in_all = {match[1] for step in steps if step["status"] != 404 and (match := _FLOW.search(step["url"]))}
    in_last = _FLOW.search(steps[-1]["url"])
    flows = in_all & {in_last[1]} if in_last else in_all
    if len(flows) > 1:
        raise NotShownError("it takes several flows")
    for flow in flows:
        made.names[flow] = "FLOW"
        made.needs["FLOW"] = "id of a flow that waits for account confirmation"


def _needed(steps: Sequence[Step], given: set[str]) -> set[int]:
    """The last step, and before it what made or changed the things that those needed later name."""
    kept = {len(steps) - 1}
    needed = set(_UUID.findall(_sent(steps[-1]))) - given
    for number in range(len(steps) - 2, -1, -1):
        step = steps[number]
        if step["operation"] == _GRANT or step["status"] >= 400:
            continue
        reads = step["method"] == "GET"
        named, gives = set(_UUID.findall(_sent(step))), set(_UUID.findall(step["response_body"]))
        if (
            (gives - named - given) & needed
            if reads
            else (gives | named) & (needed | _of_things(given, step))
        ):
            kept.add(number)
            needed = (needed | named) - given
    return kept


def _of_things(given: set[str], step: Step) -> set[str]:
    """What is given may be changed, too; that it was made is not repeated."""
    return given & set(_UUID.findall(step["url"])) if step["operation"] not in _NAMES else set()


def _require_readable(step: Step) -> None:
    headers = {
        name: value for name, value in step["request_headers"].items() if not _is_own_client(step, name)
    }
    if MASK in step["url"] + step["request_body"] + "".join(headers.values()):
        raise NotShownError("a secret of the run was in the request, which no report has")
    if _INCOMPLETE.search(step["request_body"]):
        raise NotShownError("the report does not have all of the request")


def _is_own_client(step: Step, header: str) -> bool:
    return step["operation"] == _GRANT and header.lower() == "authorization"


def _arguments(step: Step, names: Mapping[str, str]) -> Iterator[str]:
    yield repr(step["method"])
    yield source_of(step["url"], names)
    headers = {
        name: value
        for name, value in step["request_headers"].items()
        if name.lower() not in _NOT_SENT
        and (name.lower(), value) != ("accept", "*/*")
        and not _is_own_client(step, name)
    }
    if headers:
        yield f"headers={source_of(headers, names)}"
    if step["operation"] == _GRANT and any(_is_own_client(step, name) for name in step["request_headers"]):
        yield "auth=CLIENT"
    if body := step["request_body"]:
        yield _body(step, body, names)


def _body(step: Step, text: str, names: Mapping[str, str]) -> str:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return f"content={source_of(text, names)}"
    typed = any(name.lower() == "content-type" for name in step["request_headers"])
    # What takes JSON says so in a header, too.
    if not typed or not isinstance(content, dict | list) or json.loads(json.dumps(content)) != content:
        return f"content={source_of(text, names)}"
    if step["operation"] == "createUser" and isinstance(content, dict) and step["status"] < 400:
        content.pop("population", None)  # of the run's own environment; the usual one does
    return f"json={source_of(content, names)}"


def _taken(step: Step, later: Sequence[str], names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """A name for each id that the answer gives and a later request uses."""
    try:
        found = list(_ids(json.loads(step["response_body"]), _BODY))
    except (ValueError, RecursionError):
        found = list(_ids_in_part(step))
    for path, value in found:
        if value not in names and any(value in text for text in later):
            usual = _NAMES.get(step["operation"], "found_id") if path == f"{_BODY}['id']" else "found_id"
            number = sum(uses(known, usual) or known.startswith(f"{usual}_") for known in names.values())
            names[value] = f"{usual}_{number + 1}" if number else usual
            yield names[value], path


def _ids(node: Any, path: str) -> Iterator[tuple[str, str]]:
    """The texts that are ids, each with the Python that leads to it; those of the thing itself come first."""
    if isinstance(node, dict):
        for name in sorted(node, key=lambda name: (name != "id", name == "_links")):
            yield from _ids(node[name], f"{path}[{name!r}]")
    elif isinstance(node, list):
        for number, entry in enumerate(node):
            kind = entry.get("type") if isinstance(entry, dict) else None
            # The order of a list is nobody's promise.
            typed = f"next(one for one in {path} if one['type'] == {kind!r})"
            yield from _ids(entry, typed if isinstance(kind, str) else f"{path}[{number}]")
    elif isinstance(node, str) and _UUID.fullmatch(node):
        yield path, node


def _ids_in_part(step: Step) -> Iterator[tuple[str, str]]:
    """The same for an answer that is too long for a report: of a thing that was made, or of entries of a list."""
    if step["status"] == _CREATED and (own := _SELF.search(step["response_body"])):
        yield f"{_BODY}['id']", own[1]
    name = step["url"].partition("?")[0].rpartition("/")[2]
    for entry in _ENTRY.finditer(step["response_body"]):
        if name in _LISTS:
            where = f"{_BODY}['_embedded'][{name!r}]"
            yield f"next(one for one in {where} if one['type'] == {entry[2]!r})['id']", entry[1]


def _sent(step: Step) -> str:
    return "\n".join((step["url"], step["request_body"], *step["request_headers"].values()))
