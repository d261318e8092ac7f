"""The fixture `journey`: runs journey scripts in people's own tests, on a mock that starts afresh for each."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pingone_conformance.config import SCRIPT_ENGINES
from pingone_conformance.findings import ConformanceError, Untested
from pingone_conformance.plugin.connect import connect_mock, embedded_mock, engine_there
from pingone_conformance.target.cloud_given import base64_of
from pingone_conformance.target.script_result import ScriptResult
from pingone_conformance.target.states import STATUSES

if TYPE_CHECKING:
    import httpx

    from pingone_conformance.plugin.target import MockTarget

USER_KEY = "pingOneUserId"
"""The key of the node state that says which PingOne user a journey is about."""

_OWN = "the mock's own user"
_DECISION_NODES = {False: "SCRIPTED_DECISION_NODE", True: "AUTHENTICATION_TREE_DECISION_NODE"}
_TARGET = pytest.StashKey["MockTarget"]()
_NOT_IN_NAMES = re.compile(r"[^a-z0-9_]+")
_ANSWER = ("method", "path", "status", "reason", "headers", "body", "echo")
_WAYS = {
    "library": 'give libraries={"{}": "FILE.js"}',
    "secret": 'give it a value by journey.secret("{}", "…")',
    "host": 'have it answer by journey.answer_for("{}", {"body": "…"})',
    "legacy": "it is of the legacy engine; for such a script give legacy=True",
}
_TYPES = ((bool, "bool"), (str, "string"), (int, "int"), (float, "number"), (list, "array"), (dict, "object"))


class ScriptFailed(AssertionError):  # noqa: N818 - reads better without a suffix
    """A script failed that was not to. `result` is what it left up to there."""

    def __init__(self, text: str, result: ScriptResult) -> None:
        super().__init__(text)
        self.result = result


class Clock:
    """The clock of the mock."""

    def __init__(self, target: MockTarget) -> None:
        self._target = target

    def advance(self, seconds: float) -> None:
        """Let time pass: verified data, for example, can be read for thirty minutes."""
        self._target.control.advance(seconds)


class Journey:
    """Runs scripts, and sets what they find. `user` is the id of the PingOne user that journeys are about."""

    def __init__(self, target: MockTarget, folders: Sequence[Path]) -> None:
        self._target = target
        self._folders = folders
        self.clock = Clock(target)

    @cached_property
    def user(self) -> str:
        """The id of the PingOne user that the mock begins with."""
        return str(self._target.control.environment()["userId"])

    def run(  # noqa: PLR0913 - all but the file may be left out
        self,
        file: str | Path,
        *,
        state: Mapping[str, Any] | None = None,
        transient: Mapping[str, Any] | None = None,
        user: str | None = _OWN,
        callbacks: Sequence[Mapping[str, Any]] | None = None,
        libraries: Mapping[str, str | Path] | None = None,
        legacy: bool = False,
        engine: str | None = None,
        context: str | None = None,
        realm: str = "alpha",
        headers: Mapping[str, str | Sequence[str]] | None = None,
        parameters: Mapping[str, str | Sequence[str]] | None = None,
        check: bool = True,
    ) -> ScriptResult:
        """Run a script of a decision node, or of another `context`, and return what it left.

        `state` and `transient` are the parts of the node state before; with `user` None they name no PingOne user.
        `callbacks` are what came back for callbacks: `{"type": "NameCallback", "value": "demo"}`. `libraries` are files
        by the names that `require` finds them under. `headers` and `parameters` are those of the request, each with
        one value or a list.

        Raises `ScriptFailed`, unless `check` is false, `FileNotFoundError`, and `ValueError` for a state that JSON
        does not have.
        """
        __tracebackhide__ = True
        path = self._found(file)
        source = _text(path)
        before = _state("state", state)
        answer = self._target.control.cloud.run(
            source,
            **_engine(engine),
            name=path.stem,
            context=context or _DECISION_NODES[legacy],
            evaluatorVersion="1.0" if legacy else "2.0",
            realm=realm,
            userId=self._user(user, before),
            sharedState=before,
            transientState=_state("transient", transient),
            callbacks=None if callbacks is None else [dict(one) for one in callbacks],
            libraries=self._libraries(libraries or {}),
            requestHeaders=_lists(headers),
            requestParameters=_lists(parameters),
        )
        result = ScriptResult.of(answer)
        if check and result.failure:
            raise ScriptFailed(_told(result, str(file), source), result)
        return result

    def verify(
        self,
        status: str = "SUCCESS",
        *,
        user: str | None = None,
        attempts: int = 1,
        selfie: bytes | None = None,
        **body: Any,
    ) -> dict[str, Any]:
        """Make a verify transaction of the user and bring it to one of the nine states; what the API says of it.

        It was decided at the last of `attempts` tries; `body` adds to the request that makes it.
        """
        __tracebackhide__ = True
        if status not in STATUSES:
            raise ValueError(f"{status!r} is none of the states {', '.join(STATUSES)}")
        of = user or self.user
        try:
            made = self._target.given().transaction_in(status, of, attempts=attempts, selfie=selfie, **body)
        except Untested as refused:
            raise ValueError(f"no transaction of the user {of} can be made: {refused}") from None
        return self._good(
            self._target.api.call("readOneVerifyTransaction", userID=of, transactionID=made["id"]), status
        )

    def new_user(self, **attributes: Any) -> str:
        """The id of a new PingOne user, with these attributes among the usual ones."""
        return str(self._target.given().user(**attributes)["id"])

    def answer_for(self, host: str, *answers: Mapping[str, Any]) -> None:
        """Let scripts call a host by httpClient: the first answer whose `method` and `path` fit is given.

        An answer has `method`, `path`, `status`, `headers` and `body`, or `echo`; each may be left out. A body that is
        no text is sent as JSON. Raises `ValueError` for other members, and for an address that is no host.
        """
        __tracebackhide__ = True
        if "/" in host:
            raise ValueError(f"{host!r} is no host: leave out scheme and path, as in api.example.com")
        self._target.control.cloud.answer_for(host, *map(_canned, answers))

    def outbound(self) -> list[dict[str, Any]]:
        """The requests that scripts sent by httpClient, oldest first: `method`, `url`, `headers`, `body`."""
        return self._target.control.cloud.outbound()

    def secret(self, label: str, value: str, *, realm: str | None = None) -> None:
        """Map a secret label to a secret of that value, in a realm or globally."""
        __tracebackhide__ = True
        name = f"esv-{_NOT_IN_NAMES.sub('-', label.lower())}"
        body = {"encoding": "generic", "useInPlaceholders": False, "valueBase64": base64_of(value)}
        self._good(self._target.cloud.call("replaceSecret", secretName=name, json=body), label)
        self._target.control.cloud.map_label(label, name, realm)

    def variable(self, name: str, value: Any) -> None:
        """Set a variable, by its name (esv-my-variable) or that of its property (esv.my.variable)."""
        __tracebackhide__ = True
        kind = next((kind for python, kind in _TYPES if isinstance(value, python)), None)
        if kind is None:
            raise TypeError(f"a variable holds text, truth values, numbers, lists and objects, not {value!r}")
        text = value if isinstance(value, str) else json.dumps(value)
        body = {"expressionType": kind, "valueBase64": base64_of(text)}
        named = name.replace(".", "-")
        self._good(self._target.cloud.call("replaceVariable", variableName=named, json=body), name)

    def _user(self, user: str | None, state: Mapping[str, Any]) -> str | None:
        if user != _OWN:
            return user
        return None if USER_KEY in state else self.user

    def _libraries(self, files: Mapping[str, str | Path]) -> dict[str, str]:
        __tracebackhide__ = True
        texts = {}
        for name, file in files.items():
            texts[name] = _text(self._found(file))
        return texts

    def _found(self, file: str | Path) -> Path:
        __tracebackhide__ = True
        for folder in self._folders:
            if (folder / file).is_file():
                return folder / file
        places = ", ".join(dict.fromkeys(str(folder) for folder in self._folders))
        raise FileNotFoundError(f"there is no {file} in {places}")

    @staticmethod
    def _good(answer: httpx.Response, what: str) -> dict[str, Any]:
        __tracebackhide__ = True
        body = dict(answer.json())
        if not answer.is_success:
            raise ValueError(f"the mock refuses {what}: {body.get('message', answer.status_code)}")
        return body


def journey_of(request: pytest.FixtureRequest) -> Journey:
    """The journey of a test: all tests of a process share one mock, which starts afresh for each of them."""
    config = request.config
    if _TARGET not in config.stash:
        name = config.getoption("pingone_script_engine") or SCRIPT_ENGINES[0]
        if name not in SCRIPT_ENGINES:
            raise pytest.UsageError(f"--pingone-script-engine is one of {', '.join(SCRIPT_ENGINES)}")
        config.stash[_TARGET] = target = connect_mock(app=embedded_mock("journey", name))
        config.add_cleanup(target.close)
    config.stash[_TARGET].start_test(request.node.nodeid)
    return Journey(config.stash[_TARGET], (request.path.parent, config.rootpath, Path.cwd()))


def _state(name: str, given: Any) -> dict[str, Any]:
    """A part of the node state as it can be sent."""
    __tracebackhide__ = True
    if given is not None and not isinstance(given, Mapping):
        raise ValueError(f"{name} is {given!r}, and no mapping of names to values")
    state = dict(given or {})
    try:
        json.dumps(state, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"{name} is no JSON: {error}") from None
    return state


def _lists(given: Mapping[str, str | Sequence[str]] | None) -> dict[str, list[str]]:
    return {
        name: [values] if isinstance(values, str) else list(values) for name, values in (given or {}).items()
    }


def _canned(answer: Mapping[str, Any]) -> dict[str, Any]:
    __tracebackhide__ = True
    canned = dict(answer)
    if unknown := [name for name in canned if name not in _ANSWER]:
        raise ValueError(f"an answer of a host has no {unknown[0]!r}: it has {', '.join(_ANSWER)}")
    if not isinstance(canned.get("body", ""), str):
        canned["body"] = json.dumps(canned["body"])
    return canned


def _engine(name: str | None) -> dict[str, str]:
    __tracebackhide__ = True
    if name is None:
        return {}
    if name not in SCRIPT_ENGINES:
        raise ConformanceError(f"there is no engine {name}", hint=f"use one of {', '.join(SCRIPT_ENGINES)}")
    engine_there(name)
    return {"engine": name}


def _text(file: Path) -> str:
    __tracebackhide__ = True
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{file} is not UTF-8 at byte {error.start + 1}") from None


def _told(result: ScriptResult, name: str, source: str) -> str:
    # Most tests pass, and need none of it.
    from pingone_conformance.reporting.script_failure import failure_lines, hint_of
    from pingone_conformance.reporting.summary import printable

    lines = list(failure_lines(result.failure, name, source)) if result.failure else []
    if result.failure and (hint := hint_of(result.failure, _WAYS)):
        lines.append(printable(f"hint: {hint}"))
    return "\n".join([*lines, *(printable(f"log: {one.level} {one.message}") for one in result.log)])
