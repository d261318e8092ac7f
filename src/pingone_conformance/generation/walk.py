"""Walks along the links of the description, from what is created to what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

import httpx

from pingone_conformance.checks.members import MISSING, body_of, member
from pingone_conformance.spec import Description, Operation

Path = dict[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """An operation that a link leads to, with its path and, where the link has one, its body."""

    operation_id: str
    path: Path
    body: Any = None


Taker = Callable[[Step], httpx.Response]


def walk(description: Description, starts: list[str], steps: int, random: Random, take: Taker) -> None:
    """Take `steps` steps: first each of `starts`, then one of the links of the answers so far, drawn at random.

    `take` sends a step and returns its answer. The same random numbers and answers give the same walk. It ends early
    when no answer leads anywhere.
    """
    reached: list[list[Step]] = []
    for number in range(steps):
        if number >= len(starts) and not reached:
            return
        step = Step(starts[number], {}) if number < len(starts) else _next(reached, random)
        answer = take(step)
        if following := list(links_of(description, step, answer)):
            reached.append(following)


def links_of(description: Description, step: Step, answer: httpx.Response) -> Iterator[Step]:
    """Where the links of an answer lead (OpenAPI 3.1, Link Object), as far as their expressions find something."""
    operation = description.operation(step.operation_id)
    response = description.response(operation, answer.status_code)
    for link in (response or {}).get("links", {}).values():
        resolved = description.resolve(link)
        target = description.operation(resolved["operationId"])
        path = {
            name: _evaluate(value, step, answer) for name, value in resolved.get("parameters", {}).items()
        }
        body = _evaluate_body(resolved.get("requestBody"), step, answer)
        if MISSING not in path.values() and _names(target) <= path.keys():
            yield Step(target.id, {name: str(value) for name, value in path.items()}, body)


def _next(reached: list[list[Step]], random: Random) -> Step:
    # An answer first, then one of its links: a resource with many links is not visited more often than others.
    return random.choice(random.choice(reached))


def _names(operation: Operation) -> set[str]:
    return set(operation.path_parameters) - {"envID"}


def _evaluate(expression: Any, step: Step, answer: httpx.Response) -> Any:
    """The value of a runtime expression, or the constant itself."""
    if not isinstance(expression, str) or not expression.startswith("$"):
        return expression
    if expression.startswith("$request.path."):
        name = expression.removeprefix("$request.path.")
        return step.path.get(name, "" if name == "envID" else MISSING)
    pointer = expression.removeprefix("$response.body#/")
    return member(body_of(answer), pointer.replace("/", "."))


def _evaluate_body(template: Any, step: Step, answer: httpx.Response) -> Any:
    if isinstance(template, Mapping):
        return {name: _evaluate_body(value, step, answer) for name, value in template.items()}
    return _evaluate(template, step, answer)
