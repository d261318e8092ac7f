"""The settings of a tenant as flags of commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from pingone_conformance.config import OPTIONS

Command = Callable[..., Any]


def tenant_flags(*without: str) -> Callable[[Command], Command]:
    """Every setting of a tenant as a flag, but for secrets, which others would see in the list of processes."""

    def add(command: Command) -> Command:
        for name, option in reversed(list(OPTIONS.items())):
            if option.tenant and not option.secret and name not in without:
                kind: dict[str, Any] = {"is_flag": True} if option.switch else {"metavar": "VALUE"}
                command = click.option(flag_of(name), name, default=None, help=option.help, **kind)(command)
        return command

    return add


def flag_of(name: str) -> str:
    """The flag of a setting."""
    return f"--{name.replace('_', '-')}"
