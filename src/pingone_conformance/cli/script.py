"""`pingone-conformance script`: journey scripts on this machine."""

from __future__ import annotations

import click

from pingone_conformance.cli.script_lint import lint_command


@click.group(name="script")
def command() -> None:
    """Check journey scripts on this machine."""


command.add_command(lint_command)
