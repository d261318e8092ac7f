"""What a dry run says: what a run on a tenant would call, create, and leave out."""

from __future__ import annotations

import textwrap

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from pingone_conformance.config import Settings
from pingone_conformance.contracts import contracts
from pingone_conformance.plugin.plan import Plan

_WIDEST = 100


def print_plan(console: Console, plan: Plan, settings: Settings) -> None:
    """Print calls by operation, what is created, and the reasons why rules are not tried."""
    created = sum(plan.creates.values())
    sent = plan.requests + created
    console.print(
        f"This run would try {plan.rules} of {len(contracts().rules)} rules with {len(plan.tests)} tests."
    )
    console.print(
        f"About {sent:,} requests, {sent / settings.tenant.rate:,.0f} s at {settings.tenant.rate:g} a second; "
        f"{created} things created, and deleted at the end."
    )
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="")
    table.add_column("operation", no_wrap=True)
    table.add_column("calls", justify="right", no_wrap=True)
    table.add_column("creates", justify="right", no_wrap=True)
    table.add_column("class", no_wrap=True)
    operations = contracts().operations
    for operation, calls in plan.calls.items():
        creates = plan.creates.get(operation)
        table.add_row(
            operation, str(calls), str(creates or "-"), operations.get(operation, {}).get("safety", "reads")
        )
    console.print(table)
    console.print("Not tried:")
    for reason, rules in plan.untested.items():
        head = f"  {rules:>4} {'rule ' if rules == 1 else 'rules'}  "
        width = min(console.width, _WIDEST)
        console.print(textwrap.fill(reason, width, initial_indent=head, subsequent_indent=" " * len(head)))
    console.print("\nCounted on the embedded mock; a tenant may need a few more. Nothing was sent.")
