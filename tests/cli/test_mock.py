"""`pingone-conformance mock` as a process: what it prints, that it answers, and how it ends."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from pingone_conformance.scripting.engines import EngineUnavailableError, require

from .conftest import COMMAND, Call, environment

SECONDS = 120


@contextmanager
def serving(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    started = subprocess.Popen(
        [*COMMAND, "mock", "--port", "0", *arguments],
        cwd=folder,
        env=environment(PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with started:
        try:
            yield started
        finally:
            started.kill()


def printed(process: subprocess.Popen[str], count: int) -> dict[str, str]:
    assert process.stdout is not None
    return dict(process.stdout.readline().strip().split("=", 1) for _ in range(count))


def test_print_env_gives_all_that_a_client_needs(tmp_path: Path) -> None:
    with serving(tmp_path, "--print-env") as process:
        names = set(printed(process, 10))
    wanted = "API_PATH AUTH_PATH ENVIRONMENT_ID CLIENT_ID CLIENT_SECRET USER_ID VERIFY_POLICY_ID"
    cloud = {"AIC_BASE_URL", "AIC_SA_ID", "AIC_SA_JWK"}
    assert names == {f"PINGONE_{name}" for name in wanted.split()} | cloud


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
def test_a_shell_can_read_it_and_get_a_token_of_the_service_account(tmp_path: Path) -> None:
    with serving(tmp_path, "--print-env") as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(10)]
        (tmp_path / "tenant.env").write_text("".join(lines), encoding="utf-8")
        read = subprocess.run(
            ["/bin/sh", "-c", 'set -a; . ./tenant.env; exec "$@"', "sh", *COMMAND, "doctor"],
            cwd=tmp_path,
            env=environment(PINGONE_CONFORMANCE_TARGET="tenant"),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    assert re.search(r"^ok +cloud token +granted", read.stdout, re.MULTILINE), read.stdout + read.stderr


def test_another_engine_that_is_not_installed_is_bad_usage(call: Call) -> None:
    done = call("mock", "--port", "0", "--script-engine", "rhino", JAVA_HOME="/nowhere")
    assert (done.returncode, done.stdout) == (2, "")
    assert "error: Java is not in /nowhere/bin" in done.stderr


def test_the_engine_of_scripts_can_be_chosen(tmp_path: Path, call: Call) -> None:
    try:
        require("rhino")
    except EngineUnavailableError as missing:
        pytest.skip(missing.message)
    (tmp_path / "a.js").write_text("nothing();", encoding="utf-8")
    with serving(tmp_path, "--script-engine", "rhino") as process:
        url = printed(process, 2)["PINGONE_AUTH_PATH"]
        said = call("script", "run", "a.js", "--mock-url", url).stdout
    # quickjs says it otherwise.
    assert said.startswith('a.js:1: ReferenceError: "nothing" is not defined')


def test_a_client_with_these_variables_gets_the_user(tmp_path: Path) -> None:
    with serving(tmp_path, "--print-env") as process:
        given = printed(process, 7)
        token = httpx.post(
            f"{given['PINGONE_AUTH_PATH']}/{given['PINGONE_ENVIRONMENT_ID']}/as/token",
            data={"grant_type": "client_credentials"},
            auth=(given["PINGONE_CLIENT_ID"], given["PINGONE_CLIENT_SECRET"]),
            timeout=SECONDS,
        ).json()["access_token"]
        answer = httpx.get(
            f"{given['PINGONE_API_PATH']}/environments/{given['PINGONE_ENVIRONMENT_ID']}/users/{given['PINGONE_USER_ID']}",
            headers={"authorization": f"Bearer {token}"},
            timeout=SECONDS,
        )
    assert answer.json()["id"] == given["PINGONE_USER_ID"]


def test_without_print_env_no_secret_is_printed(tmp_path: Path) -> None:
    with serving(tmp_path) as process:
        assert set(printed(process, 2)) == {"PINGONE_API_PATH", "PINGONE_AUTH_PATH"}


def test_the_same_seed_gives_the_same_environment(tmp_path: Path) -> None:
    found = []
    for _ in range(2):
        with serving(tmp_path, "--print-env", "--seed", "a") as process:
            found.append(printed(process, 7)["PINGONE_ENVIRONMENT_ID"])
    assert found[0] == found[1]


def test_the_control_plane_can_be_left_out(tmp_path: Path) -> None:
    with serving(tmp_path, "--no-control") as process:
        url = printed(process, 2)["PINGONE_AUTH_PATH"]
        assert httpx.get(f"{url}/_mock/environment", timeout=SECONDS).status_code == 404
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(2)][1].startswith("Control plane: off")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_without_a_traceback(tmp_path: Path, number: signal.Signals) -> None:
    with serving(tmp_path) as process:
        url = printed(process, 2)["PINGONE_AUTH_PATH"]
        httpx.get(f"{url}/_mock/clock", timeout=SECONDS)
        process.send_signal(number)
        _, errors = process.communicate(timeout=SECONDS)
    assert process.returncode in {0, 130, -number, 128 + number, 3}
    assert "Traceback" not in errors


def test_a_port_that_is_taken_is_bad_usage(call: Call) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = call("mock", "--port", str(port))
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert f"the mock cannot listen on 127.0.0.1:{port}: Address already in use" in done.stderr
    assert "hint: choose another --port; 0 picks one" in done.stderr


def test_a_host_that_does_not_exist_is_bad_usage(call: Call) -> None:
    done = call("mock", "--port", "0", "--host", "nowhere.invalid")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)


def test_faults_are_on_from_the_start_and_told(tmp_path: Path) -> None:
    with serving(tmp_path, "--fault", "swaps_red_and_blue") as process:
        base = printed(process, 2)["PINGONE_AUTH_PATH"]
        assert process.stdout is not None
        told = [process.stdout.readline().strip() for _ in range(2)]
        active = httpx.get(f"{base}/_mock/faults", timeout=SECONDS).json()["on"]
    assert (told, active) == (["", "Faults: swaps_red_and_blue"], ["swaps_red_and_blue"])
