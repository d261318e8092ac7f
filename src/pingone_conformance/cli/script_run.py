"""`pingone-conformance script run`: a journey script on the mock, and what it left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pingone_conformance.cli.script_input import (
    answers_of,
    callbacks_of,
    context_of,
    libraries_of,
    object_of,
    pairs_of,
    source_of,
)
from pingone_conformance.config import SCRIPT_ENGINES
from pingone_conformance.findings import ConformanceError, ExitCode, TargetUnreachable

if TYPE_CHECKING:
    from pingone_conformance.plugin.target import MockTarget

_SEED = "script-run"
_USER = "pingOneUserId"


@click.command(name="run")
@click.argument("file", metavar="FILE.js", type=click.Path(path_type=Path))
@click.option("--user", metavar="ID", help="PingOne user of the journey.  [default: the mock's own]")
@click.option("--state", metavar="JSON|@FILE", help="The shared node state before: an object.")
@click.option("--transient", metavar="JSON|@FILE", help="The transient node state before: an object.")
@click.option(
    "--callbacks",
    metavar="JSON|@FILE",
    help='What came back for callbacks: [{"type": "NameCallback", "value": "…"}].',
)
@click.option(
    "--verification",
    metavar="STATUS",
    help="First make a verify transaction of the user that ends so, such as SUCCESS.",
)
@click.option(
    "--library",
    "libraries",
    metavar="NAME=FILE",
    multiple=True,
    help="A library script that `require(NAME)` finds; may be repeated.",
)
@click.option(
    "--secret",
    "secrets",
    metavar="LABEL=VALUE",
    multiple=True,
    help="A secret behind a label; may be repeated.",
)
@click.option(
    "--variable", "variables", metavar="NAME=VALUE", multiple=True, help="A variable esv.…; may be repeated."
)
@click.option(
    "--answer",
    "answers",
    metavar="HOST=JSON|@FILE",
    multiple=True,
    help='What a host answers to `httpClient`: {"status": 200, "body": "…"}; may be repeated.',
)
@click.option("--legacy", is_flag=True, help="The script is for the legacy engine.")
@click.option(
    "--context", metavar="NAME", help="Where the script runs, such as OAUTH2_MAY_ACT.  [default: a node]"
)
@click.option("--realm", metavar="NAME", default="alpha", show_default=True, help="Realm of the journey.")
@click.option("--engine", type=click.Choice(SCRIPT_ENGINES), help="What runs it.  [default: quickjs]")
@click.option("--mock-url", metavar="URL", help="A mock that is already running.  [default: an embedded one]")
@click.option("--format", "layout", type=click.Choice(["text", "json"]), default="text", show_default=True)
def run_command(file: Path, layout: str, libraries: tuple[str, ...], **given: Any) -> int:
    """Run a journey script on the mock, and say what it left.

    FILE.js is a next-generation script of a scripted decision node, and - is the standard input. What is shown: the
    outcome or the callbacks that it asks for, the node state (- before, + after), and its log.

    Exit codes: 0 it ended with an outcome or asks for callbacks, 1 it failed, 2 bad usage.
    """
    from pingone_conformance.reporting.script_run import ScriptRun

    name, source = source_of(file)
    state = object_of(given["state"], "--state")
    settings: dict[str, Any] = {
        "name": Path(name).stem[:100],
        "context": context_of(given["context"], legacy=given["legacy"]),
        "evaluatorVersion": "1.0" if given["legacy"] else "2.0",
        "realm": _realm(given["realm"]),
        "sharedState": state,
        "transientState": object_of(given["transient"], "--transient"),
        "callbacks": callbacks_of(given["callbacks"]),
        "libraries": libraries_of(libraries),
    }
    answers = answers_of(given["answers"])
    secrets = pairs_of(given["secrets"], "--secret")
    variables = pairs_of(given["variables"], "--variable")
    try:
        target, engine = _target(given["mock_url"], given["engine"])
        user = _user(target, given["user"], state)
        _set(target, secrets, variables, answers)
        if given["verification"]:
            _verify(target, user, given["verification"])
        answer = target.control.cloud.run(source, **settings, userId=user, **_engine(engine))
    except TargetUnreachable as error:
        # Nothing was to be tried here that a target which is away leaves untried.
        raise ConformanceError(str(error)) from None
    ran = ScriptRun(name, source, engine, user, answer)
    click.echo(ran.as_json() if layout == "json" else "\n".join(ran.lines()))
    return int(ExitCode.VIOLATES if ran.result.failure else ExitCode.CONFORMS)


def _realm(name: str) -> str:
    realm = name.removeprefix("/")
    if not realm or len(realm) > 100:
        raise ConformanceError(f"{name!r} is no realm", hint="tenants have alpha and bravo")
    return realm


def _target(mock_url: str | None, engine: str | None) -> tuple[MockTarget, str | None]:
    """The mock, and the engine that is to run the script: that of a served one unless somebody said which."""
    from pingone_conformance.config import load_settings
    from pingone_conformance.plugin.connect import connect_mock, embedded_mock

    settings = load_settings({"mock_url": mock_url, "script_engine": engine})
    if settings.mock_url:
        told = settings.origins["script_engine"] != "default"
        return connect_mock(settings.mock_url), settings.script_engine if told else None
    return connect_mock(app=embedded_mock(_SEED, settings.script_engine)), settings.script_engine


def _engine(name: str | None) -> dict[str, str]:
    return {} if name is None else {"engine": name}


def _user(target: MockTarget, given: str | None, state: dict[str, Any]) -> str | None:
    """The PingOne user of the journey: the one that was named, that of the state, or the mock's own."""
    own = str(target.control.environment()["userId"])
    if given is None:
        return None if _USER in state else own
    from pingone_conformance.config.values import identifier

    try:
        known = target.api.call("readOneUser", userID=identifier(given)).is_success
    except ValueError:
        known = False
    if not known:
        raise ConformanceError(
            f"the mock has no user {given}", hint=f"leave --user out for the one that it begins with, {own}"
        )
    return given.lower()


def _set(
    target: MockTarget,
    secrets: list[tuple[str, str]],
    variables: list[tuple[str, str]],
    answers: dict[str, list[dict[str, Any]]],
) -> None:
    """Give the script what it is to find, as tests do."""
    from pingone_conformance.plugin.journey import Journey

    journey = Journey(target, ())
    try:
        for label, value in secrets:
            journey.secret(label, value)
        for name, value in variables:
            journey.variable(name, value)
        for host, answered in answers.items():
            journey.answer_for(host, *answered)
    except ValueError as error:
        raise ConformanceError(
            str(error),
            hint="see `pingone-conformance script run --help` for --secret, --variable and --answer",
        ) from None


def _verify(target: MockTarget, user: str | None, status: str) -> None:
    from pingone_conformance.target.states import STATUSES

    if status not in STATUSES:
        raise ConformanceError(
            f"--verification {status} is no state of a transaction", hint=f"give one of {', '.join(STATUSES)}"
        )
    if user is None:
        raise ConformanceError(
            f"--verification is of a user, and --state names one as {_USER}", hint="name it with --user"
        )
    target.given().transaction_in(status, user)
