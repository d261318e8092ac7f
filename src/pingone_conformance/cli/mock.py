"""`pingone-conformance mock`: the mock as a server of its own, to develop against."""

from __future__ import annotations

import json
import shlex

import click
from starlette.applications import Starlette

from pingone_conformance.config import SCRIPT_ENGINES
from pingone_conformance.findings import ConformanceError

_BASES = ("PINGONE_API_PATH", "PINGONE_AUTH_PATH")


@click.command(name="mock")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 picks a free one."
)
@click.option("--seed", metavar="TEXT", help="The same seed gives the same ids.  [default: new ids]")
@click.option("--control/--no-control", default=None, help="The control plane.  [default: on loopback only]")
@click.option(
    "--fault",
    "faults",
    metavar="NAME",
    multiple=True,
    help="Do this wrong; may be repeated. `faults` lists them.",
)
@click.option(
    "--script-engine",
    type=click.Choice(SCRIPT_ENGINES),
    default=SCRIPT_ENGINES[0],
    show_default=True,
    help="What runs the scripts of journeys.",
)
@click.option(
    "--print-env", is_flag=True, help="Print PINGONE_* and AIC_* variables of the ready-made environment."
)
def command(
    *,
    host: str,
    port: int,
    seed: str | None,
    control: bool | None,
    faults: tuple[str, ...],
    script_engine: str,
    print_env: bool,
) -> int:
    """Serve the mock on this machine until Ctrl-C.

    It begins with an environment that has a worker application, a user and a verify policy.
    """
    from pingone_conformance.cli.faults import known_faults
    from pingone_conformance.mock.server import is_loopback, serve
    from pingone_conformance.plugin.connect import engine_there

    engine_there(script_engine)
    if faults:
        known_faults(faults)
    controlled = is_loopback(host) if control is None else control

    def announce(url: str, app: Starlette) -> None:
        variables = _variables(url, app)
        told = variables if print_env else {name: variables[name] for name in _BASES}
        shown = {**told, **(_cloud_variables(url, app) if print_env else {})}
        click.echo("\n".join(f"{name}={shlex.quote(value)}" for name, value in shown.items()))
        if not print_env:
            plane = f"{url}/_mock/environment" if controlled else "off"
            wrong = f"Faults: {', '.join(faults)}\n" if faults else ""
            click.echo(f"\n{wrong}Control plane: {plane} (Ctrl-C stops the mock)")

    try:
        serve(
            host,
            port,
            seed=seed,
            control=controlled,
            faults=faults,
            script_engine=script_engine,
            on_start=announce,
        )
    except OSError as error:
        raise ConformanceError(
            f"the mock cannot listen on {host}:{port}: {error.strerror}",
            hint="choose another --port; 0 picks one",
        ) from None
    return 0


def _variables(url: str, app: Starlette) -> dict[str, str]:
    """The settings of a client of the ready-made environment, by the names that the documents and Terraform use."""
    ready_made = app.state.mock.ready_made.main
    return {
        "PINGONE_API_PATH": f"{url}/v1",
        "PINGONE_AUTH_PATH": url,
        "PINGONE_ENVIRONMENT_ID": ready_made.environment.id,
        "PINGONE_CLIENT_ID": ready_made.environment.client_id,
        "PINGONE_CLIENT_SECRET": ready_made.environment.client_secret,
        "PINGONE_USER_ID": ready_made.user.id,
        "PINGONE_VERIFY_POLICY_ID": ready_made.policy.id,
    }


def _cloud_variables(url: str, app: Starlette) -> dict[str, str]:
    """The settings of a client of the Advanced Identity Cloud side, by names in the manner of frodo-cli."""
    from pingone_conformance.mock.cloud import account

    return {
        "AIC_BASE_URL": url,
        "AIC_SA_ID": account.facts(app.state.mock, url)["serviceAccountId"],
        "AIC_SA_JWK": json.dumps(account.private_key()),
    }
