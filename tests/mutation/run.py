"""Run mutmut on what judges, and compare the survivors with those that `docs/mutation.md` lists.

Usage: `tox -e mutation`, or `tox -e mutation -- checks.links plugin.outcomes` for some modules. Modules that measure
portraits take hours, so they are run when they are named: `tox -e mutation -- checks.images.background`. Exit code 1
when a survivor is not listed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "docs" / "mutation.md"
PACKAGE = "pingone_conformance"
# Most picture modules measure portraits, which takes seconds for each mutant; these do not.
_PICTURES = "checks.images"
_QUICK_PICTURES = tuple(f"{_PICTURES}.{name}" for name in ("edge", "encoding", "picture", "ratio", "regions"))
_SLOW_TESTS = ("tests/checks/images/test_background.py", "tests/checks/images/test_likeness.py")
_SOURCE = Path("src") / PACKAGE
_ROW = re.compile(
    r"\| `(?P<place>[\w.*]+)` \| (?:`(?P<change>.+)`|any (?P<number>\d+)) \| (?P<reason>\S.*) \|"
)
_PROGRESS = re.compile(r"(\d+)/(\d+)  ")
# How mutmut's workers end (mutmut/stats.py): tests failed, or took far longer than without the mutation.
_KILLED, _TIMED_OUT = (1, 3), (-24, 24, 36, 152, 255)


@dataclass(frozen=True)
class Accepted:
    """A row of the list: one change of a function, or as many as `number` of a module."""

    place: str
    change: str
    number: int
    reason: str

    def covers(self, place: str, change: str) -> bool:
        """Whether the row is about that survivor."""
        if self.place.endswith("*"):
            return place.startswith(self.place[:-1])
        return (self.place, self.change) == (place, change)


@dataclass(frozen=True)
class Mutant:
    """One mutant: its module, the function it changes, what its lines became, and how it ended."""

    module: str
    function: str
    change: str
    end: str

    @property
    def place(self) -> str:
        return f"{self.module}.{self.function}"


def accepted(text: str) -> list[Accepted]:
    """The rows of the list; in a table, a vertical bar inside code has a backslash before it."""
    found = (_ROW.fullmatch(line.strip()) for line in text.splitlines())
    return [
        Accepted(
            row["place"], (row["change"] or "").replace(r"\|", "|"), int(row["number"] or 1), row["reason"]
        )
        for row in found
        if row
    ]


def unlisted(survivors: Iterable[Mutant], rows: Iterable[Accepted]) -> list[Mutant]:
    """The survivors that no row covers, or that are more than their row allows."""
    left = {row: row.number for row in rows}
    surplus = []
    for mutant in survivors:
        row = next((row for row, n in left.items() if n and row.covers(mutant.place, mutant.change)), None)
        if row is None:
            surplus.append(mutant)
        else:
            left[row] -= 1
    return surplus


def chosen(arguments: list[str]) -> list[str]:
    """The modules to run, such as `checks.links`: those below the arguments, or all but the slow ones."""
    files = (ROOT / _SOURCE).rglob("*.py")
    modules = sorted(".".join(file.relative_to(ROOT / _SOURCE).with_suffix("").parts) for file in files)
    if not arguments:
        return [module for module in modules if not _measures(module)]
    return [module for module in modules if any(_below(module, wanted) for wanted in arguments)]


def run_mutmut(modules: list[str]) -> None:
    """Mutate from scratch: mutmut would keep verdicts of tests that have changed since."""
    shutil.rmtree(ROOT / "mutants", ignore_errors=True)
    environment = dict(os.environ)
    if not any(map(_measures, modules)):
        environment["PYTEST_ADDOPTS"] = " ".join(f"--ignore={file}" for file in _SLOW_TESTS)
    names = [f"{PACKAGE}.{module}.x*" for module in modules]
    command = [shutil.which("mutmut") or "mutmut", "run", *names]
    said: deque[str] = deque(maxlen=40)
    with (
        Console(stderr=True).status("mutmut prepares mutants and tries the tests without one") as status,
        subprocess.Popen(
            command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as process,
    ):
        for line in process.stdout or ():
            said.append(line.rstrip())
            if progress := _PROGRESS.search(line):
                status.update(f"{progress[1]} of {progress[2]} mutants")
    if process.returncode:
        raise SystemExit("\n".join((*said, f"mutmut ended with {process.returncode}")))


def mutants(modules: list[str]) -> Iterator[Mutant]:
    """The mutants of these modules that were tried."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    for module in modules:
        path = (_SOURCE / Path(*module.split("."))).with_suffix(".py")
        ends = ROOT / "mutants" / f"{path}.meta"
        if not ends.is_file():
            continue
        for name, code in json.loads(ends.read_text(encoding="utf-8"))["exit_code_by_key"].items():
            end = "killed" if code in _KILLED else "timed out" if code in _TIMED_OUT else "survived"
            diff = get_diff_for_mutant(name, path=path) if end == "survived" else ""
            yield Mutant(module, _function(name), _added(diff), end)


def main(arguments: list[str]) -> int:
    """Run, print the table, and say what is not listed."""
    modules = chosen(arguments)
    os.chdir(ROOT)
    run_mutmut(modules)
    tried = list(mutants(modules))
    survivors = [mutant for mutant in tried if mutant.end == "survived"]
    surplus = unlisted(survivors, accepted(LIST.read_text(encoding="utf-8")))
    console = Console(highlight=False, markup=False)
    console.print(_table(tried, surplus))
    for mutant in surplus:
        console.print(f"not in {LIST.relative_to(ROOT)}: {mutant.place}: {mutant.change}", soft_wrap=True)
    return 1 if surplus or not tried else 0


def _table(tried: Iterable[Mutant], surplus: Iterable[Mutant]) -> Table:
    ends: Mapping[str, Counter[str]] = defaultdict(Counter)
    for mutant in tried:
        ends[mutant.module][mutant.end] += 1
        ends["all"][mutant.end] += 1
    for mutant in surplus:
        ends[mutant.module]["not listed"] += 1
        ends["all"]["not listed"] += 1
    columns = ("killed", "timed out", "survived", "not listed")
    table = Table("module", "mutants", *columns)
    for module in sorted(ends, key=lambda name: (name == "all", name)):
        counts = ends[module]
        tries = sum(counts.values()) - counts["not listed"]
        table.add_row(module, str(tries), *(str(counts[column]) for column in columns))
    return table


def _function(name: str) -> str:
    """`Expectations._keep` for mutmut's `….xǁExpectationsǁ_keep__mutmut_3`, `shown` for its `….x_shown__mutmut_1`."""
    mangled = name.rpartition(".")[2].rpartition("__mutmut_")[0]
    return mangled.removeprefix("xǁ").replace("ǁ", ".") if "ǁ" in mangled else mangled.removeprefix("x_")


def _added(diff: str) -> str:
    lines = [line for line in diff.splitlines() if not line.startswith(("+++", "---", "@@"))]
    changed = [line for line in lines if line.startswith("+")] or [
        line for line in lines if line.startswith("-")
    ]
    return " ".join(line[1:].strip() for line in changed)


def _measures(module: str) -> bool:
    return _below(module, _PICTURES) and module not in _QUICK_PICTURES


def _below(module: str, wanted: str) -> bool:
    return not wanted or module == wanted or module.startswith(f"{wanted}.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
