"""Generates the cases of an operation with Schemathesis."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

import hypothesis.internal.conjecture.providers as hypothesis_providers
import platformdirs
import requests
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as with_seed
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.internal.constants_ast import Constants
from schemathesis.core.errors import SerializationNotPossible
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode
from schemathesis.generation.case import Case
from schemathesis.schemas import APIOperation

from pingone_conformance.generation.case import GeneratedCase
from pingone_conformance.generation.schema import fresh_operation
from pingone_conformance.profiles import Profile

# The session adds these itself.
_OWN_HEADERS = frozenset(
    {"accept", "accept-encoding", "authorization", "connection", "content-length", "content-type", "host"}
    | {"user-agent", "x-schemathesis-testcaseid"}
)
_Case = Case[Any]
_MAX_BODY = 100_000
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def generate_cases(operation_id: str, profile: Profile, seed: int) -> list[GeneratedCase]:
    """Positive and negative cases of one operation: boundaries of its schemas, then random ones.

    The same description, profile, seed and library versions give the same cases, wherever the package is
    installed and whatever was generated before.
    """
    # Or else it leaves a folder where the run was started.
    set_hypothesis_home_dir(platformdirs.user_cache_path("pingone-conformance") / "hypothesis")
    operation = fresh_operation(operation_id)
    with no_constants_of_local_modules():
        boundaries = _sample(list(_boundaries(operation)), profile.coverage)
        drawn = [
            *_drawn(operation, GenerationMode.POSITIVE, profile.positive, seed),
            *_drawn(operation, GenerationMode.NEGATIVE, profile.negative, seed),
        ]
    cases = (_plain(case) for case in (*boundaries, *drawn))
    return [case for case in cases if case is not None]


def _boundaries(operation: APIOperation[Any, Any, Any, Any]) -> Iterator[_Case]:
    schema = operation.schema
    config = schema.config.generation_for(operation=operation, phase="coverage")
    # Both modes at once: a negative case then has one thing wrong instead of everything.
    modes = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
    yield from schema.iter_coverage_cases(operation, generation_modes=modes, generation_config=config)


def _sample(cases: list[_Case], limit: int) -> list[_Case]:
    """Spread evenly, so that each part of a large schema is there."""
    if len(cases) <= limit:
        return cases
    return [cases[index * len(cases) // limit] for index in range(limit)]


def _drawn(
    operation: APIOperation[Any, Any, Any, Any], mode: GenerationMode, count: int, seed: int
) -> list[_Case]:
    cases: list[_Case] = []

    @with_seed(seed)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def collect(case: _Case) -> None:
        cases.append(case)

    collect()
    return cases


@contextmanager
def no_constants_of_local_modules() -> Iterator[None]:
    """Hypothesis mixes constants of the modules outside site-packages into its draws.

    A checkout would then send other requests than a wheel; it has no switch for this.
    """
    original = hypothesis_providers._get_local_constants
    hypothesis_providers._get_local_constants = Constants
    try:
        yield
    finally:
        hypothesis_providers._get_local_constants = original


def _plain(case: _Case) -> GeneratedCase | None:
    """The case as data; None when it cannot be written as a request at all."""
    meta = case.meta
    if meta is None:
        return None
    try:
        request = requests.Request(**_arguments(case)).prepare()
    except (requests.RequestException, SerializationNotPossible, ValueError, UnicodeError):
        return None
    body = request.body.encode() if isinstance(request.body, str) else request.body
    if body is not None and len(body) > _MAX_BODY:
        return None
    headers = {name: str(value) for name, value in request.headers.items()}
    wrong = {place for place, info in meta.components.items() if info.mode is GenerationMode.NEGATIVE}
    return GeneratedCase(
        valid=meta.generation.mode is GenerationMode.POSITIVE,
        what=str(getattr(meta.phase.data, "description", None) or "drawn at random")[:200],
        # A wrong path would answer for a wrong body with its 404.
        path=_wrong(case.path_parameters) if wrong == {ParameterLocation.PATH} else {},
        query=urlsplit(request.url or "").query,
        headers=_sendable(headers),
        content_type=headers.get("Content-Type"),
        body=None if body is None else body.decode("latin-1"),
    )


def _arguments(case: _Case) -> dict[str, Any]:
    arguments = case.as_transport_kwargs()
    return {
        name: arguments[name]
        for name in ("method", "url", "headers", "params", "data", "json")
        if name in arguments
    }


def _wrong(parameters: Mapping[str, Any]) -> dict[str, str]:
    """The parameters that are wrong: the others, being UUIDs, make room for ids of things that exist."""
    texts = {name: unquote(value) for name, value in parameters.items() if isinstance(value, str)}
    return {name: value for name, value in texts.items() if value.strip("./") and not _UUID.fullmatch(value)}


def _sendable(headers: Mapping[str, str]) -> dict[str, str]:
    """Headers of the operation itself that are valid HTTP."""
    return {
        name: value
        for name, value in headers.items()
        if name.lower() not in _OWN_HEADERS and value.isascii() and value.isprintable()
    }
