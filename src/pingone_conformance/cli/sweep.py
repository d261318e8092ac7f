"""`pingone-conformance sweep`: deletes what killed runs left in the tenant."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from functools import cache
from pathlib import Path

import click

from pingone_conformance.cli.flags import tenant_flags
from pingone_conformance.config import Settings, load_settings
from pingone_conformance.findings import ConformanceError, ExitCode
from pingone_conformance.reporting.summary import printable
from pingone_conformance.target.cleanup import SETTLING_SECONDS, clean_up, described
from pingone_conformance.target.cloud import CloudSession
from pingone_conformance.target.ledger import Ledger, Place, Thing, ledgers, tidy
from pingone_conformance.target.lost import Directory
from pingone_conformance.target.session import Session

_WIDTH = 80

Sessions = tuple[Session, Directory, CloudSession | None]
Connect = Callable[[], Sessions]
Say = Callable[[str], None]


@click.command(name="sweep")
@tenant_flags()
def command(**flags: object) -> int:
    """Delete what killed runs left in the configured environment; --dry-run says what that is.

    Only what a ledger names is deleted, and what is found under the exact name in it. A run that is still going on is
    left alone, and so are other environments.

    Exit codes: 0 nothing is left, 2 bad configuration, 3 something is left.
    """
    settings = load_settings(flags)
    settings.tenant.require_complete()
    return sweep_settings(settings, click.echo, dry_run=settings.tenant.dry_run)


def sweep_settings(settings: Settings, say: Say, *, dry_run: bool = False, only: str = "") -> int:
    """Sweep the environment of the settings, of all runs or only of one; returns the exit code."""
    tenant = settings.tenant

    def connect() -> Sessions:
        from pingone_conformance.plugin.tenant import tenant_sessions

        api, cloud = tenant_sessions(settings)
        return api, api.platform, cloud

    place = Place(tenant.api_path, tenant.auth_path, tenant.environment_id)
    return sweep(tenant.ledger, place, connect, say, dry_run=dry_run, only=only)


def sweep(
    folder: Path,
    place: Place,
    connect: Connect,
    say: Say,
    *,
    dry_run: bool = False,
    only: str = "",
    settling: float = SETTLING_SECONDS,
) -> int:
    """Finish what the ledgers of a folder say was begun at that place; returns the exit code.

    `connect` is called once, when there is something to delete. `say` is handed lines for people. `only` is the id of
    the one run that counts, if there is one.
    """
    found, damaged = ledgers(folder)
    if only:
        others = [ledger for ledger in found if ledger.run_id != only]
        found, damaged = [ledger for ledger in found if ledger.run_id == only], []
        for other in others:
            other.close()
    sweeper = _Sweep(place, cache(connect), say, settling)
    for problem in damaged:
        sweeper.trouble(problem)
    for number, ledger in enumerate(found):
        with ledger:
            going_on = sweeper.finish(ledger, dry_run=dry_run)
        if not going_on:
            for other in found[number + 1 :]:
                sweeper.say(f"run {other.run_id}: not reached")
                other.close()
            break
    if not dry_run:
        tidy(folder)
    sweeper.sum_up(folder, dry_run=dry_run)
    return int(ExitCode.BROKEN if sweeper.left else ExitCode.CONFORMS)


class _Sweep:
    def __init__(self, place: Place, connect: Connect, say: Say, settling: float) -> None:
        self._place = place
        self._connect = connect
        self._say = say
        self._settling = settling
        self.deleted = 0
        self.left = 0

    def say(self, text: str) -> None:
        """Say one line; a name in it may be what a target, or another program, made of it."""
        indent = " " * (len(text) - len(text.lstrip()) + 4)
        self._say(textwrap.fill(printable(text), _WIDTH, subsequent_indent=indent, break_long_words=False))

    def trouble(self, problem: ConformanceError) -> None:
        """Something that cannot be read may hold anything."""
        self.left += 1
        self.say(problem.message)
        if problem.hint:
            self.say(f"  {problem.hint}")

    def finish(self, ledger: Ledger, *, dry_run: bool) -> bool:
        """Finish one run, where it is ours to finish; False when there is no point in going on with others."""
        name = f"run {ledger.run_id}"
        if ledger.place != self._place:
            self.say(f"{name}: left alone, in environment {ledger.place.environment_id}")
            return True
        if ledger.in_use() if dry_run else not ledger.claim():
            self.say(f"{name}: left alone, it is still going on")
            return True
        try:
            things = ledger.pending()
            if dry_run:
                return self._would_delete(things)
            if not things:
                ledger.discard()
                return True
        except ConformanceError as error:
            # One that cannot be read or written does not keep the others from being swept.
            self.trouble(error)
            return True
        return self._delete(ledger, *self._connect())

    def _would_delete(self, things: list[Thing]) -> bool:
        self.left += len(things)
        for thing in things:
            self.say(f"would {'delete' if thing.id else 'look for'} {described(thing)}")
        return True

    def _delete(self, ledger: Ledger, api: Session, directory: Directory, cloud: CloudSession | None) -> bool:
        try:
            left = clean_up(ledger, api, directory, cloud=cloud, on_gone=self._gone, settling=self._settling)
            if not left:
                ledger.discard()
        except ConformanceError as error:
            self.trouble(error)
            return True
        self.left += len(left)
        for leftover in left:
            self.say(f"left {leftover}")
        if left:
            self.say(f"  what is left stays in {ledger.file}; delete it when you have seen to that yourself")
        return all(leftover.reached for leftover in left)

    def _gone(self, what: str) -> None:
        self.deleted += 1
        self.say(f"deleted {what}")

    def sum_up(self, folder: Path, *, dry_run: bool) -> None:
        if dry_run and self.left:
            self.say(f"{_things(self.left)} left; nothing was deleted.")
        elif self.deleted or self.left:
            left = f"{_things(self.left)} left" if self.left else "nothing is left"
            self.say(f"{self.deleted} deleted, {left}.")
        else:
            self.say(f"Nothing to sweep in {folder}.")


def _things(number: int) -> str:
    return "1 thing is" if number == 1 else f"{number} things are"
