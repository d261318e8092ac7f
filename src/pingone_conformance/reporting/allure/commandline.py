"""Allure's own command line: which one there is, and a report made by it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pingone_conformance.findings import ConformanceError, ExitCode
from pingone_conformance.reporting.allure.history import KEPT_RUNS, LINES, files_before, keep
from pingone_conformance.reporting.summary import Results, printable
from pingone_conformance.rooms import room

RESULTS = "allure-results"
PAGE = "index.html"
SECONDS = 300
"""How long one call of Allure may take."""

_SECONDS_FOR_ITS_VERSION = 60
_HOW_TO_GET_IT = (
    "npm install --global allure (Allure 3, needs node), or allure-commandline (Allure 2, needs java, too)"
)
# Both versions put a script of a web analytics service into every page.
_CALLS_HOME = re.compile(rb'<script async src="https://www\.googletagmanager\.com/[^>]*></script>')


class AllureFailed(ConformanceError):  # noqa: N818 - reads better without a suffix
    """Allure made no report."""

    exit_code = ExitCode.BROKEN


@dataclass(frozen=True)
class Allure:
    """A command line of Allure: the words that start it, and the version that it says it is."""

    words: tuple[str, ...]
    version: str

    @property
    def major(self) -> int:
        """2 or 3."""
        return int(self.version.split(".")[0])


def find_allure() -> Allure:
    """The first Allure 2 or 3 of `allure` on the path and the one of npm; nothing is downloaded.

    Raises `ConformanceError` saying how to get one.
    """
    for words in _candidates():
        try:
            said = _call([*words, "--version"], _SECONDS_FOR_ITS_VERSION)
        except AllureFailed:
            continue
        if found := re.search(r"^\D{0,20}([23]\.\d+\S*)$", said, re.MULTILINE):
            return Allure(words, found[1])
    raise ConformanceError("Allure is not installed here", hint=_HOW_TO_GET_IT)


def make_report(allure: Allure, results: Results, place: Path, history: Path, out: Path) -> Path:
    """Make one file of Allure's results in the folder `place`, with the runs in `history`, which gets this one, too.

    Nothing is written before Allure has ended well. Raises `AllureFailed` with what it said, and `OSError`.
    """
    with TemporaryDirectory(prefix="pingone-conformance-allure-") as scratch:
        earlier = files_before(history, results)
        make = _by_allure_3 if allure.major >= 3 else _by_allure_2
        fresh = make(allure, place.absolute(), earlier, Path(scratch))
        page = next(Path(scratch, "report").rglob(PAGE), None)
        if page is None:
            raise AllureFailed(f"Allure {allure.version} ended without a report", hint=_HOW_TO_GET_IT)
        out.mkdir(parents=True, exist_ok=True)
        draft = out / f"{PAGE}.part"
        draft.write_bytes(_CALLS_HOME.sub(b"", page.read_bytes()))
        draft.replace(out / PAGE)
        keep(history, results, fresh)
    return out / PAGE


def _by_allure_3(allure: Allure, place: Path, earlier: Sequence[Path], scratch: Path) -> list[Path]:
    lines = scratch / LINES
    for file in earlier:
        if file.name == LINES:
            shutil.copyfile(file, lines)
    categories = json.loads((room("reports") / "allure" / "categories.json").read_text(encoding="utf-8"))
    config = {
        "name": "PingOne Verify conformance",
        "historyPath": str(lines),
        "historyLimit": KEPT_RUNS,
        "categories": categories,
        "plugins": {"awesome": {"options": {"singleFile": True, "groupBy": ["epic", "feature"]}}},
    }
    file = scratch / "allurerc.json"
    file.write_text(json.dumps(config), encoding="utf-8")
    _call(
        [*allure.words, "generate", str(place), "--config", str(file), "--output", str(scratch / "report")],
        SECONDS,
    )
    return [lines] if lines.exists() else []


def _by_allure_2(allure: Allure, place: Path, earlier: Sequence[Path], scratch: Path) -> list[Path]:
    # Allure reads a history beside results, and writes one only into a report that is a folder.
    beside = scratch / "beside" / "history"
    beside.mkdir(parents=True)
    for file in earlier:
        if file.name != LINES:
            shutil.copyfile(file, beside / file.name)
    generate = [*allure.words, "generate", str(place), str(beside.parent), "--clean", "--output"]
    _call([*generate, str(scratch / "folder")], SECONDS)
    _call([*generate, str(scratch / "report"), "--single-file"], SECONDS)
    return sorted((scratch / "folder" / "history").glob("*.json"))


def _candidates() -> Iterator[tuple[str, ...]]:
    if allure := shutil.which("allure"):
        yield (allure,)
    if npx := shutil.which("npx"):
        yield (npx, "--no-install", "--offline", "allure")


def _call(words: Sequence[str], seconds: float) -> str:
    """What a command said; raises `AllureFailed` when it did not end well in that time."""
    environment = {**os.environ, "ALLURE_NO_ANALYTICS": "1", "NO_COLOR": "1"}
    try:
        # In a group of its own: what npx starts has to end with it.
        child = subprocess.Popen(  # noqa: S603
            words,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError as error:
        raise AllureFailed(f"{words[0]} cannot be started: {error.strerror}") from None
    with child:
        try:
            said = child.communicate(timeout=seconds)[0].decode("utf-8", "replace")
        except BaseException as error:
            _end(child)
            if isinstance(error, subprocess.TimeoutExpired):
                raise AllureFailed(f"{words[0]} did not end within {seconds:.0f} s, and was ended") from None
            raise
    if child.returncode:
        lines = [printable(line) for line in said.splitlines() if line.strip()]
        raise AllureFailed(
            f"{words[0]} ended with {child.returncode}: {' / '.join(lines[:3]) or 'it said nothing'}"
        )
    return said


def _end(child: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()
