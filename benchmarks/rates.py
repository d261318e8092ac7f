"""Requests per second of the mock beside WireMock, as it comes and tuned, and Prism."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence

from benchmarks import prism, wiremock
from benchmarks.exercises import Sample, samples
from benchmarks.figures import Aim, Figure
from benchmarks.served_mock import ServedMock, served_mock
from benchmarks.workspace import MissingToolError, Workspace
from benchmarks.wrk import find_wrk, rate

_Serve = Callable[[Workspace, ServedMock, Sequence[Sample]], contextlib.AbstractContextManager[str]]
_Rates = dict[str, float]

_WIREMOCK, _TUNED, _PRISM = "WireMock", "WireMock without journal", "Prism"
_PEERS: dict[str, _Serve] = {
    _WIREMOCK: wiremock.served_wiremock,
    _TUNED: wiremock.served_wiremock_without_journal,
    _PRISM: prism.served_prism,
}
_AIMS = {
    "create transaction": {_WIREMOCK: Aim(ratio=1), _TUNED: Aim(ratio=1)},
    "read transaction": {_WIREMOCK: Aim(ratio=1), _TUNED: Aim(ratio=1)},
    "portrait": {_WIREMOCK: Aim(at_least=200)},
}


def measure(workspace: Workspace) -> list[Figure]:
    """Each server in turn, so that none shares the processors with another.

    Raises `MissingToolError` without wrk; a peer that cannot be installed is noted and its figures are left out.
    """
    find_wrk()
    with served_mock(workspace, "mock") as mock:
        exercises = samples(mock)
        ours = _rates(workspace, "mock", mock.url, mock.token, exercises)
        described = {name: _peer(workspace, name, serve, mock, exercises) for name, serve in _PEERS.items()}
    return [
        Figure(
            sample.exercise.name,
            "requests/s",
            ours.get(sample.exercise.name),
            theirs.get(sample.exercise.name),
            peer,
            "more",
            _AIMS[sample.exercise.name].get(peer, Aim()),
        )
        for sample in exercises
        for peer, theirs in described.items()
    ]


def _peer(
    workspace: Workspace, name: str, serve: _Serve, mock: ServedMock, exercises: Sequence[Sample]
) -> _Rates:
    try:
        with serve(workspace, mock, exercises) as url:
            return _rates(workspace, name, url, mock.token, exercises)
    except (MissingToolError, RuntimeError) as problem:
        workspace.note(f"{name} was not measured: {problem}")
        return {}


def _rates(workspace: Workspace, server: str, url: str, token: str, exercises: Sequence[Sample]) -> _Rates:
    """The rate of each exercise that the server answers as it should; the others are noted."""
    rates: _Rates = {}
    for sample in exercises:
        name = sample.exercise.name
        workspace.say(f"{server}: {name}")
        answer = sample.answered_by(url, token)
        if answer.status_code != sample.status:
            workspace.note(f"{server} answers {answer.status_code} to {name}: {answer.text[:200]}")
            continue
        measured = rate(
            sample.exercise, url=url, token=token, seconds=workspace.seconds, folder=workspace.folder
        )
        if measured.refused:
            workspace.note(f"{server}, {name}: {measured.refused} answers were refusals, so it has no figure")
        else:
            rates[name] = measured.per_second
    return rates
