"""The settings of a tenant as flags of commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from pingone_conformance.config import OPTIONS, Option

Command = Callable[..., Any]


def tenant_flags(*without: str) -> Callable[[Command], Command]:
    """Every setting of a tenant as a flag, but for secrets, which others would see in the list of processes."""

    def add(command: Command) -> Command:
        for name, option in reversed(list(OPTIONS.items())):
            if option.tenant and not option.secret and name not in without:
                command = click.option(flag_of(name), name, help=option.help, **_kind(option))(command)
        return command

    return add


def _kind(option: Option) -> dict[str, Any]:
    if option.switch:
        return {"is_flag": True, "default": None}
    if isinstance(option.default, frozenset):
        return {"metavar": "VALUE", "multiple": True, "callback": _joined}
    return {"metavar": "VALUE", "default": None}


def _joined(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> str | None:  # noqa: ARG001
    """What was given several times, or at once with commas, is one setting."""
    return ",".join(given) if given else None


def flag_of(name: str) -> str:
    """The flag of a setting."""
    return f"--{name.replace('_', '-')}"
