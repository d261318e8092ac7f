"""A mock that is served as a tenant, seen from its own side: what reached it, and what is in it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from pingone_conformance.mock.app import create_app
from pingone_conformance.rooms import room

from ..leftovers import connection_to, everything, session_over
from ..turbulence.serving import served

ROOT = Path(__file__).parents[2]
SUITES = room("suites")
PREFIX = re.compile(r"p1c-[0-9a-f]{8}-")
SECONDS = 240
_CONTROL = "/_mock/"
# A run has settings of its own: those of whoever runs the tests are none of its business.
_KEPT = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")

Done = subprocess.CompletedProcess[str]
Answer = tuple[int, dict[str, str], bytes]


@dataclass(frozen=True)
class Request:
    """One request that reached the tenant; `at` is when, in seconds of a clock that nobody sets."""

    at: float
    method: str
    path: str
    status: int

    @property
    def creates(self) -> bool:
        """Whether something was made."""
        made = self.method in {"POST", "PUT"} and self.status == httpx.codes.CREATED
        return made or (self.method == "POST" and "/flows/" in self.path and self.status == httpx.codes.OK)


@dataclass
class Journal:
    """An ASGI application that notes what reaches the one behind it.

    `fault` may answer in its place: it gets method and path, and returns status, headers and body, or None.
    """

    app: Any
    requests: list[Request] = field(default_factory=list)
    fault: Callable[[str, str], Answer | None] = lambda method, path: None  # noqa: ARG005

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"].startswith(_CONTROL):
            await self.app(scope, receive, send)
            return
        at, method, path = time.monotonic(), scope["method"], scope["path"]

        async def note(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                self.requests.append(Request(at, method, path, message["status"]))
            await send(message)

        answer = self.fault(method, path)
        if answer is None:
            await self.app(scope, receive, note)
            return
        while (await receive()).get("more_body"):
            pass
        status, headers, body = answer
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        raw.append((b"content-length", str(len(body)).encode()))
        await note({"type": "http.response.start", "status": status, "headers": raw})
        await send({"type": "http.response.body", "body": body})


@dataclass
class Tenant:
    """A served mock, the folder that runs are started in, and what runs there are told."""

    url: str
    app: Any
    journal: Journal
    folder: Path

    def __post_init__(self) -> None:
        self.api = session_over(httpx.HTTPTransport(), connection_to(self.app, self.url))

    @property
    def ledger(self) -> Path:
        return self.folder / "ledger"

    @property
    def out(self) -> Path:
        return self.folder / "reports" / "latest"

    @property
    def results(self) -> dict[str, Any]:
        """What the last run wrote."""
        content: dict[str, Any] = json.loads((self.out / "results.json").read_text(encoding="utf-8"))
        return content

    @property
    def environment_id(self) -> str:
        return self.api.connection.environment_id

    def six(self) -> dict[str, str]:
        """The six variables that are enough."""
        connection = self.api.connection
        return {
            "PINGONE_API_PATH": connection.api_path,
            "PINGONE_AUTH_PATH": connection.auth_path,
            "PINGONE_ENVIRONMENT_ID": connection.environment_id,
            "PINGONE_CLIENT_ID": connection.client_id,
            "PINGONE_CLIENT_SECRET": connection.client_secret,
            "PINGONE_CONFORMANCE_TARGET": "tenant",
        }

    def cloud(self) -> dict[str, str]:
        """Three more, for its Advanced Identity Cloud side."""
        facts = httpx.get(f"{self.url}{_CONTROL}environment").json()["cloud"]
        key = httpx.get(f"{self.url}{_CONTROL}serviceAccountKey").text
        return {
            "AIC_BASE_URL": facts["baseUrl"],
            "AIC_SA_ID": facts["serviceAccountId"],
            "AIC_SA_JWK": key,
        }

    def in_cloud(self) -> set[tuple[str, str]]:
        """What is there, by realm or kind, and id."""
        store = self.app.state.mock.store.cloud
        return {*store.scripts, *store.nodes, *store.journeys, *store.esvs, *store.managed}

    def everything(self) -> dict[str, Any]:
        """All users, policies and transactions by id."""
        return everything(self.app)

    def of_runs(self) -> list[str]:
        """Names of what runs left."""
        store = self.app.state.mock.store
        names = [user.attributes["username"] for user in store.users.values()]
        names += [policy.settings["name"] for policy in store.policies.values()]
        return [name for name in names if PREFIX.match(name)]

    def files(self) -> set[str]:
        """The files in the folder of ledgers."""
        return {file.name for file in self.ledger.glob("*")} if self.ledger.exists() else set()

    def command(self, *arguments: str, **more: str) -> Done:
        """The command, run to its end."""
        return self._done(("-m", "pingone_conformance", *arguments), **more)

    def run(self, *arguments: str, **more: str) -> Done:
        """`run`, as fast as it may be."""
        return self.command("run", "--rate", "100", *arguments, **more)

    def pytest(self, *arguments: str, **more: str) -> Done:
        """Plain pytest, as a user of it starts it."""
        given = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "--pingone-target=tenant", *arguments)
        return self._done(given, **{"PINGONE_CONFORMANCE_RATE": "100", **more})

    def start(self, *arguments: str, **more: str) -> subprocess.Popen[str]:
        """`run` in a process group of its own, as a terminal starts it; its output goes to a file."""
        log = (self.folder / "terminal.txt").open("w", encoding="utf-8")
        with log:
            return subprocess.Popen(
                [sys.executable, "-P", "-m", "pingone_conformance", "run", *arguments],
                cwd=self.folder,
                env=self.variables(**more),
                stdout=log,
                stderr=subprocess.STDOUT,
                text=True,
                process_group=0,
            )

    @property
    def said(self) -> str:
        """What a run that was started said so far."""
        return (self.folder / "terminal.txt").read_text(encoding="utf-8")

    def variables(self, **more: str) -> dict[str, str]:
        """The environment of a child: the six variables, and folders of its own."""
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        home = {"HOME": str(self.folder), "XDG_CACHE_HOME": str(self.folder.parent / "cache")}
        own = {"PINGONE_CONFORMANCE_LEDGER": str(self.ledger), "COLUMNS": "80", "PYTHONUTF8": "1"}
        return {**kept, **home, **own, **self.six(), **more}

    def _done(self, arguments: tuple[str, ...], **more: str) -> Done:
        return subprocess.run(
            [sys.executable, "-P", *arguments],
            cwd=self.folder,
            env=self.variables(**more),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )


@contextmanager
def tenant_in(folder: Path) -> Iterator[Tenant]:
    """Serve a mock for runs that are started in that folder."""
    folder.mkdir(exist_ok=True)
    app = create_app(seed="tenant")
    journal = Journal(app)
    with served(journal) as url:
        tenant = Tenant(url, app, journal, folder)
        try:
            yield tenant
        finally:
            tenant.api.close()


def until(condition: Callable[[], Any], seconds: float = SECONDS) -> None:
    """Wait for something, for so long at most."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("it did not happen")
        time.sleep(0.01)


def most_within(requests: list[Request], seconds: float) -> int:
    """The most requests that began within so many seconds."""
    times = sorted(request.at for request in requests)
    first = most = 0
    for last, at in enumerate(times):
        while times[first] < at - seconds:
            first += 1
        most = max(most, last - first + 1)
    return most


def refusal(status: int, **headers: str) -> Answer:
    """An answer with an error."""
    body = {"id": "0a1b2c3d", "code": "ACCESS_FAILED", "message": "No."}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, {"Content-Type": "application/json", **named}, json.dumps(body).encode()


def text_of(out: Path) -> str:
    """Everything that is in the files of a folder."""
    files = [path for path in out.rglob("*") if path.is_file()]
    return "\n".join(path.read_bytes().decode("utf-8", "replace") for path in files)


def rules(*ids: str) -> tuple[str, ...]:
    """Options for a short run: only what shows these rules."""
    return ("--suite", "scenarios", *(f"--rule={rule}" for rule in ids))


FEW = rules("USER-001", "USER-004", "USER-070", "POLICY-001", "TOKEN-001")
