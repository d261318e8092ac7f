"""The command `pingone-conformance`. Each command is a module of its own, loaded when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import NoReturn

import click

from pingone_conformance import __version__
from pingone_conformance.findings import ConformanceError, ExitCode

_COMMANDS = {
    "run": "Try the promises of the documents on a target.",
    "doctor": "Look at a tenant before a run.",
    "sweep": "Delete what killed runs left in a tenant.",
    "mock": "Serve the mock on this machine.",
    "script": "Run and check journey scripts on this machine.",
    "report": "Write the reports of a run again, or the one of Allure.",
    "diff": "Say what changed between two runs.",
    "merge": "Join the shards of one run into one report.",
    "evidence": "Write what shows a broken rule to the vendor.",
    "rules": "List the rules, their sources and their tests.",
    "faults": "List what the mock can do wrong.",
    "power": "Measure which faults of the mock the suite sees.",
}


class _LazyGroup(click.Group):
    """Imports a command when it is called, so that `--help` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the commands in the order of their use."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load one command."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"{__name__}.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pingone-conformance")
def cli() -> None:
    """Say whether a PingOne Verify API keeps the promises that its documents make.

    Exit codes: 0 nothing violates, 1 a promise is broken, or a waiver is unused or expired,
    2 bad usage or configuration, 3 our own error, an unreachable target, things left in a tenant, or nothing tried.
    """


def main() -> NoReturn:
    """Run the command; mistakes are told in one sentence with a hint, never as a traceback."""
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        code = ExitCode.BROKEN
    except click.ClickException as error:
        error.show()
        code = ExitCode.USAGE
    except ConformanceError as error:
        from pingone_conformance.reporting.summary import printable

        # An error may quote what a target answered.
        lines = f"error: {error}".split("\n")
        click.echo("\n".join(printable(line) for line in lines), err=True)
        code = error.exit_code
    sys.exit(int(code or 0))
