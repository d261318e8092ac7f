"""Walks through a journey: node after node, until callbacks are wanted or the journey ends."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from pingone_conformance.mock.cloud.journeys import ENDS, SUCCESS
from pingone_conformance.mock.cloud.nodes import TYPES
from pingone_conformance.mock.cloud.records import Journey, LogEntry, Node, Script
from pingone_conformance.mock.operation import Call
from pingone_conformance.mock.scripts.run import Run
from pingone_conformance.mock.scripts.runtime import execute
from pingone_conformance.scripting.engines import engine
from pingone_conformance.scripting.program import EngineUnavailableError, ScriptFailedError

MAX_NODES = 100
"""Nodes that run in answer to one request: a journey may lead back to where it was."""

MAX_SECONDS = 10.0
"""How long they may take together."""

_LOGGER = "journeys.{realm}.{journey}"


class JourneyFailedError(Exception):
    """A journey cannot go on; the message, which is for the log, says why."""


@dataclass(slots=True)
class Walk:
    """Where a journey is, and the node state that its nodes share.

    `wanted` are the callbacks that it waits for; it has ended when `node` is one of the two ends.
    """

    journey: Journey
    node: str
    shared: dict[str, Any]
    transient: dict[str, Any]
    wanted: list[dict[str, Any]] = field(default_factory=list)
    header: str | None = None
    description: str | None = None
    error_message: str | None = None

    @property
    def succeeded(self) -> bool:
        """Whether it has ended well."""
        return self.node == SUCCESS


def go_on(call: Call, walk: Walk, answers: Sequence[Mapping[str, Any]] | None) -> None:
    """Run nodes from where `walk` is; `answers` are the callbacks that came back for the first of them.

    Raises `JourneyFailedError`.
    """
    began = time.monotonic()
    for _ in range(MAX_NODES):
        if walk.node in ENDS:
            return
        if time.monotonic() - began > MAX_SECONDS:
            raise JourneyFailedError(f"the journey takes longer than {MAX_SECONDS:.0f} seconds")
        run = _run(call, walk, answers)
        if run.outcome is None:
            walk.wanted, walk.header, walk.description = run.callbacks, run.header, run.description
            return
        walk.error_message = run.error_message or walk.error_message
        walk.node = _next(walk, run.outcome)
        answers = None
    raise JourneyFailedError(f"more than {MAX_NODES} nodes ran without an end")


def log_failure(call: Call, walk: Walk, reason: str) -> None:
    """Write down why a journey failed, as an error."""
    name = _LOGGER.format(realm=walk.journey.realm, journey=walk.journey.id)
    call.mock.store.cloud.log.append(LogEntry("ERROR", name, f"{walk.node}: {reason}", call.now))


def _run(call: Call, walk: Walk, answers: Sequence[Mapping[str, Any]] | None) -> Run:
    node, script = _node(call, walk)
    inputs = node.config.get(TYPES[node.type].inputs, ["*"])
    run = Run(
        mock=call.mock,
        base=call.base,
        environment_id=call.mock.ready_made.main.environment.id,
        script=script,
        now=call.now,
        shared=_visible(walk.shared, inputs),
        transient=_visible(walk.transient, inputs),
        answers=answers,
        request_headers=_headers(call),
        request_parameters=parse_qs(call.scope["query_string"].decode("latin-1"), keep_blank_values=True),
    )
    try:
        execute(run, engine(call.mock.script_engine))
    except (ScriptFailedError, EngineUnavailableError) as problem:
        raise JourneyFailedError(_told(script, problem)) from problem
    walk.shared = {**_hidden(walk.shared, inputs), **run.shared}
    walk.transient = {**_hidden(walk.transient, inputs), **run.transient}
    return run


def _headers(call: Call) -> dict[str, list[str]]:
    headers: dict[str, list[str]] = {}
    for name, value in call.scope["headers"]:
        headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return headers


def _node(call: Call, walk: Walk) -> tuple[Node, Script]:
    cloud = call.mock.store.cloud
    node = cloud.nodes.get((walk.journey.realm, walk.node))
    if node is None:
        raise JourneyFailedError("the node does not exist any more")
    script = cloud.scripts.get((walk.journey.realm, node.config["script"]))
    if script is None:
        raise JourneyFailedError("the script of the node does not exist any more")
    return node, script


def _next(walk: Walk, outcome: str) -> str:
    placed = walk.journey.config["nodes"].get(walk.node, {"connections": {}})
    following = placed["connections"].get(outcome)
    if following is None:
        raise JourneyFailedError(f"the outcome {outcome[:200]!r} leads nowhere")
    return str(following)


def _told(script: Script, problem: Exception) -> str:
    line = getattr(problem, "line", None)
    place = "" if line is None else f", line {line}"
    return f"the script {script.name!r} failed{place}: {problem}"


def _visible(state: Mapping[str, Any], inputs: Sequence[str]) -> dict[str, Any]:
    """What a node with these inputs sees of the state ("Scripted Decision node", Script Inputs)."""
    return {key: value for key, value in state.items() if "*" in inputs or key in inputs}


def _hidden(state: Mapping[str, Any], inputs: Sequence[str]) -> dict[str, Any]:
    return {key: value for key, value in state.items() if "*" not in inputs and key not in inputs}
