"""`pingone-conformance faults`: what the mock can do wrong, and which rules that breaks."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click

from pingone_conformance.contracts import contracts
from pingone_conformance.findings import ConformanceError
from pingone_conformance.mock.faults import Fault, Kind, UnknownFaultError, bank, faults_named


@click.command(name="faults")
@click.option("--class", "kind", type=click.Choice([str(kind) for kind in Kind]), help="Only this class.")
@click.option("--operation", metavar="ID", help="Only faults of this operation, by its operationId.")
@click.option("--binding", metavar="NAME", help="Only faults of this script binding, such as secrets.")
@click.option("--format", "layout", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(kind: str | None, operation: str | None, binding: str | None, layout: str) -> int:
    """List the faults of the mock.

    `pingone-conformance mock --fault NAME` serves a mock that has one; `pingone-conformance power` measures which
    of them the suite sees.
    """
    chosen = [
        fault
        for fault in bank().values()
        if kind in (None, fault.kind)
        and (operation is None or operation in fault.operations)
        and (binding is None or binding in bindings_of(fault))
    ]
    if layout == "json":
        click.echo(json.dumps([fault.as_json() for fault in chosen], indent=1))
    else:
        _print_list(chosen)
    return 0


def bindings_of(fault: Fault) -> list[str]:
    """The script bindings that a fault is about: those of the rules that it breaks."""
    known = (contracts().rules[rule].binding for rule in fault.rules) if fault.bindings else ()
    return list(dict.fromkeys(binding for binding in known if binding))


def known_faults(names: Sequence[str]) -> list[Fault]:
    """The faults of these names, or all. Raises `ConformanceError` with the nearest names for one that is none."""
    try:
        return faults_named(names) if names else list(bank().values())
    except UnknownFaultError as error:
        nearest = f"did you mean {', '.join(error.nearest)}? " if error.nearest else ""
        raise ConformanceError(str(error), hint=f"{nearest}`pingone-conformance faults` lists them") from None


def _print_list(faults: Sequence[Fault]) -> None:
    # Names are long, and there to be copied: no column may cut them off.
    for fault in faults:
        click.echo(f"{fault.name}\n    {fault.kind}, {_subject(fault)}: {', '.join(fault.rules)}")
    click.echo(f"\n{len(faults)} faults")


def _subject(fault: Fault) -> str:
    about, several = (bindings_of(fault), "bindings") if fault.bindings else (fault.operations, "operations")
    return about[0] if len(about) == 1 else f"{len(about)} {several}"
