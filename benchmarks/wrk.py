"""Requests per second with `wrk`, the same settings for every server."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from benchmarks.workspace import MissingToolError

_WARM_UP_SECONDS = 3
_CONNECTIONS = 8


@dataclass(frozen=True)
class Exercise:
    """One request, sent over and over. `script` is the Lua of wrk that makes its method, type and body."""

    name: str
    path: str
    script: str


@dataclass(frozen=True)
class Rate:
    """Answers per second, and how many of all were not 2xx."""

    per_second: float
    refused: int


def find_wrk() -> str:
    """The path of wrk. Raises `MissingToolError` when there is none."""
    if found := shutil.which("wrk"):
        return found
    raise MissingToolError("wrk is missing: apt-get install wrk (Debian, Ubuntu) or brew install wrk (macOS)")


def rate(exercise: Exercise, *, url: str, token: str, seconds: int, folder: Path) -> Rate:
    """Requests per second over eight connections of one thread, after a warm-up of three seconds.

    Raises RuntimeError when wrk fails or the server does not answer.
    """
    script = folder / "exercise.lua"
    script.write_text(exercise.script, encoding="utf-8")
    command = [
        find_wrk(),
        "-t1",
        f"-c{_CONNECTIONS}",
        "-s",
        str(script),
        "-H",
        f"Authorization: Bearer {token}",
    ]
    _run([*command, f"-d{_WARM_UP_SECONDS}s", url + exercise.path], _WARM_UP_SECONDS)
    output = _run([*command, f"-d{seconds}s", url + exercise.path], seconds)
    per_second = re.search(r"Requests/sec:\s*([\d.]+)", output)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    if per_second is None:
        raise RuntimeError(f"wrk says no rate:\n{output}")
    return Rate(float(per_second[1]), int(refused[1]) if refused else 0)


def post(media_type: str, body: str) -> str:
    """The script of a POST with the same body each time."""
    return f'wrk.method = "POST"\nwrk.headers["Content-Type"] = "{media_type}"\nwrk.body = [==[{body}]==]\n'


def post_counting(media_type: str, body: str) -> str:
    """The script of a POST whose body has a number from 0 to 255 for `%d`, another one each time."""
    return (
        f'wrk.headers["Content-Type"] = "{media_type}"\n'
        f"local count, body = 0, [==[{body}]==]\n"
        "function request()\n"
        "  count = (count + 1) % 256\n"
        '  return wrk.format("POST", nil, nil, string.format(body, count))\n'
        "end\n"
    )


def _run(command: list[str], seconds: int) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 30)
    except subprocess.CalledProcessError as error:
        raise RuntimeError(f"wrk failed: {error.stdout}{error.stderr}") from None
    return done.stdout
