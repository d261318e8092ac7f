"""`pingone-conformance script`: journey scripts on this machine."""

from __future__ import annotations

import click

from pingone_conformance.cli.script_lint import lint_command
from pingone_conformance.cli.script_run import run_command


@click.group(name="script")
def command() -> None:
    """Run and check journey scripts on this machine."""


command.add_command(run_command)
command.add_command(lint_command)
