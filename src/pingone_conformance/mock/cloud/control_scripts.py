"""Control plane: runs a script outside any journey, shows what scripts logged, and sets the tier."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from pingone_conformance.mock.clock import timestamp
from pingone_conformance.mock.cloud.records import LogEntry, Script
from pingone_conformance.mock.errors import invalid_value
from pingone_conformance.mock.operation import Call, Endpoint, WithBody, WithoutBody, nothing
from pingone_conformance.mock.responses import JsonResponse
from pingone_conformance.mock.schemas.control_scripts import ScriptRun, Tier
from pingone_conformance.mock.scripts.run import PINGONE_USER, Run
from pingone_conformance.mock.scripts.runtime import SCRIPT, DialectError, execute
from pingone_conformance.mock.state import Mock
from pingone_conformance.scripting.program import Engine, EngineUnavailableError, ScriptFailedError

if TYPE_CHECKING:
    from pingone_conformance.scripting.dialect import Problem


def routes(mock: Mock) -> list[BaseRoute]:
    """Return the routes about scripts."""
    run = WithBody(nothing, ScriptRun, run_script, bearer=False)
    log = WithoutBody(nothing, read_log, bearer=False)
    tier = WithBody(nothing, Tier, change_tier, bearer=False)
    return [
        Route("/_mock/scripts", Endpoint(mock, POST=run)),
        Route("/_mock/log", Endpoint(mock, GET=log)),
        Route("/_mock/tier", Endpoint(mock, PUT=tier)),
    ]


def run_script(call: Call, _: None, body: ScriptRun) -> Response:
    """Run a script and return all that it left, also when it failed."""
    engine = _engine(body.engine or call.mock.script_engine)
    run = _run(call, body)
    before = _states(run)
    failure = None
    try:
        execute(run, engine)
    except ScriptFailedError as problem:
        failure = _failure(problem)
    except EngineUnavailableError as problem:
        raise invalid_value("engine", f"{problem}; {problem.hint}.") from None
    return JsonResponse(
        {
            "outcome": run.outcome if failure is None else None,
            "callbacks": run.callbacks,
            "stateBefore": before,
            "stateAfter": _states(run),
            "log": messages(run.log),
            "description": run.description,
            "header": run.header,
            "errorMessage": run.error_message,
            "sessionProperties": run.session_properties,
            "failure": failure,
        }
    )


def read_log(call: Call, _: None) -> Response:
    """Return the messages of all runs since the last reset, oldest first."""
    return JsonResponse({"messages": messages(call.mock.store.cloud.log)})


def change_tier(call: Call, _: None, body: Tier) -> Response:
    """Become an environment of another tier, until the next such request or reset."""
    call.mock.store.cloud.tier = body.tier
    return JsonResponse({"tier": body.tier})


def messages(log: Iterable[LogEntry]) -> list[dict[str, Any]]:
    """Return messages of a log as JSON."""
    return [
        {
            "level": entry.level,
            "logger": entry.logger,
            "message": entry.message,
            "timestamp": timestamp(entry.at),
        }
        for entry in log
    ]


def _run(call: Call, body: ScriptRun) -> Run:
    script = Script(
        id=call.mock.ids.uuid(),
        realm=body.realm,
        name=body.name,
        text=body.script,
        context=body.context,
        evaluator_version=body.evaluator_version,
        created_at=call.now,
        changed_at=call.now,
    )
    user = {} if body.user_id is None else {PINGONE_USER: body.user_id}
    return Run(
        mock=call.mock,
        base=call.base,
        environment_id=call.mock.ready_made.main.environment.id,
        script=script,
        now=call.now,
        shared={**body.shared_state, **user},
        transient=dict(body.transient_state),
        answers=None if body.callbacks is None else [answer.written() for answer in body.callbacks],
        request_headers={name.lower(): values for name, values in body.request_headers.items()},
        request_parameters=body.request_parameters,
        libraries=body.libraries,
    )


def _engine(name: str) -> Engine:
    # Loaded by who runs scripts: the rest of the mock needs no engine.
    from pingone_conformance.scripting.engines import NAMES, engine

    if name not in NAMES:
        raise invalid_value("engine", f"There are the engines {', '.join(NAMES)}.")
    return engine(name)


def _states(run: Run) -> dict[str, Any]:
    return copy.deepcopy({"shared": run.shared, "transient": run.transient})


def _failure(problem: ScriptFailedError) -> dict[str, Any]:
    in_script = problem.part == SCRIPT
    found = problem.problems if isinstance(problem, DialectError) else ()
    return {
        "reason": str(problem.reason),
        "message": problem.message,
        "line": problem.line if in_script else None,
        "column": problem.column if in_script else None,
        "javaClass": problem.java_class,
        "problems": [_problem(one) for one in found],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {"line": problem.line, "column": problem.column, "message": problem.message}
