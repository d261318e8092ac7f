"""Hooks: what they find in their environment, how they fail, and what of it is shown."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pingone_conformance.findings import Untested
from pingone_conformance.target.hooks import MAX_OUTPUT_BYTES, HookCommand, Printed
from pingone_conformance.target.retrying import Waits
from pingone_conformance.target.session import Connection

from .served import python

CONNECTION = Connection("https://api.test/v1", "https://auth.test", "env", "client", "canary-client-secret")
SLEEP = "import time; time.sleep(600)"

Run = Callable[..., Printed]


def hook(line: str, limit: float = 60) -> HookCommand:
    return HookCommand("hook", line, limit, Waits(), lambda text: text.replace("canary-scrubbed", "***"))


def run(
    line: str, *, limit: float = 60, secret: tuple[str, ...] = (), variables: Mapping[str, str] | None = None
) -> Printed:
    return hook(line, limit).run(CONNECTION, "it", variables or {}, as_printed, secret=secret)


def as_printed(printed: Printed) -> Printed:
    return printed


def reason(line: str, *, limit: float = 60, secret: tuple[str, ...] = ()) -> str:
    with pytest.raises(Untested) as raised:
        run(line, limit=limit, secret=secret)
    return str(raised.value)


def is_running(process_id: int) -> bool:
    try:
        # A process that has ended stays in the table until its parent, here the init process, has asked for it.
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def ends(process_id: int) -> bool:
    for _ in range(500):
        if not is_running(process_id):
            return True
        time.sleep(0.02)
    return False


def test_a_hook_has_its_variables_and_the_rest_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEAM", "blue")
    printed = run(
        python("import os, json", "print(json.dumps(dict(os.environ)))"), variables={"OUTCOME": "SUCCESS"}
    )
    seen = json.loads(printed.output)
    assert seen["OUTCOME"] == "SUCCESS"
    assert seen["TEAM"] == "blue"
    assert seen["ENVIRONMENT_ID"] == "env"
    assert (seen["PINGONE_API_PATH"], seen["PINGONE_AUTH_PATH"]) == (
        "https://api.test/v1",
        "https://auth.test",
    )


def test_no_hook_has_the_client_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINGONE_CLIENT_SECRET", "another-canary")
    monkeypatch.setenv("AIC_SA_JWK", '{"d": "a-third-canary"}')
    monkeypatch.setenv("COPIED", f"Basic {CONNECTION.client_secret}")
    printed = run("env").output
    assert b"canary" not in printed


def test_a_hook_is_not_asked_for_input() -> None:
    assert run("cat").output == b""


def test_a_failure_says_the_last_line_of_the_errors() -> None:
    assert reason("echo out; echo first >&2; echo last >&2; exit 3") == "the hook ended with status 3: last"


def test_a_failure_without_errors_says_the_last_line_of_the_output() -> None:
    assert reason("echo one; echo two; echo; exit 1") == "the hook ended with status 1: two"


def test_a_failure_without_words_is_one() -> None:
    assert reason("exit 5") == "the hook ended with status 5"


def test_a_command_that_is_not_there_fails() -> None:
    assert reason("no-such-command-anywhere").startswith("the hook ended with status 127")


def test_a_variable_that_no_process_can_have_is_a_failure() -> None:
    with pytest.raises(Untested, match=r"^the hook could not be started"):
        run("true", variables={"TRANSACTION_ID": "a\0b"})


def test_what_is_secret_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEVICE_FARM_TOKEN", "canary-of-the-team")
    line = "echo canary-of-the-team canary-client-secret canary-code canary-scrubbed >&2; exit 1"
    assert reason(line, secret=("canary-code",)) == "the hook ended with status 1: *** *** *** ***"


def test_a_secret_among_escapes_is_not_shown() -> None:
    line = python("import sys", 'sys.exit("can\\x1b[31mary-\\x00code")')
    assert reason(line, secret=("canary-code",)) == "the hook ended with status 1: ***"


def test_a_line_that_was_cut_is_not_shown() -> None:
    line = python("import sys", f'sys.exit("canary-" + "code" * {MAX_OUTPUT_BYTES})')
    assert reason(line) == "the hook ended with status 1"


def test_words_are_bounded() -> None:
    assert len(reason(python("import sys", 'sys.exit("x" * 5000)'))) < 300


def test_output_without_end_is_bounded_and_stops_nobody() -> None:
    printed = run(python("import sys", 'sys.stdout.write("x" * 3_000_000 + "end")'))
    assert len(printed.output) == MAX_OUTPUT_BYTES
    assert printed.output.endswith(b"end")
    assert not printed.whole


def test_a_hook_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    child = tmp_path / "child"
    assert reason(f"sleep 600 & echo $! > {child}; {python(SLEEP)}", limit=1) == (
        "the hook did not end within 1 s"
    )
    assert ends(int(child.read_text()))


def test_a_hook_that_does_not_listen_is_ended(tmp_path: Path) -> None:
    own = tmp_path / "own"
    deaf = f"trap '' TERM; echo $$ > {own}; while :; do sleep 0.05; done"
    assert "did not end within" in reason(deaf, limit=2)
    assert ends(int(own.read_text()))


def test_a_hook_is_asked_to_end_so_that_it_can_give_back_what_it_holds(tmp_path: Path) -> None:
    ready, given_back = tmp_path / "ready", tmp_path / "given back"
    line = f"trap 'touch \"{given_back}\"; exit' TERM; touch {ready}; while :; do sleep 0.05; done"
    assert "did not end within" in reason(line, limit=2)
    assert given_back.exists()


def test_what_a_hook_leaves_in_the_background_is_not_waited_for(tmp_path: Path) -> None:
    child = tmp_path / "child"
    printed = run(f"sleep 600 & echo $! > {child}; echo done")
    try:
        assert printed.output == b"done\n"
        # It may well be what finishes the verification.
        assert is_running(int(child.read_text()))
    finally:
        os.kill(int(child.read_text()), 9)


def test_ctrl_c_ends_the_hook(tmp_path: Path) -> None:
    child = tmp_path / "child"

    def interrupt(_: float, __: str) -> None:
        raise KeyboardInterrupt

    command = hook(f"echo $$ > {child}; exec sleep 600")
    command.waits.tell = interrupt
    with pytest.raises(KeyboardInterrupt):
        command.run(CONNECTION, "it", {}, as_printed)
    assert ends(int(child.read_text()))


def test_a_hook_that_cannot_is_not_asked_again(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    command = hook(f"echo x >> {calls}; exit 69")
    for _ in range(3):
        with pytest.raises(Untested, match=r"^the hook cannot do FAIL$"):
            command.run(CONNECTION, "FAIL", {}, as_printed)
    assert calls.read_text() == "x\n"
    with pytest.raises(Untested, match="PARTIAL"):
        command.run(CONNECTION, "PARTIAL", {}, as_printed)
    assert calls.read_text() == "x\nx\n"


def test_a_hook_that_failed_twice_in_a_row_is_not_called_again(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    command = hook(f"echo x >> {calls}; exit 1")
    for _ in range(4):
        with pytest.raises(Untested, match=r"^the hook ended with status 1"):
            command.run(CONNECTION, "it", {}, as_printed)
    assert calls.read_text() == "x\nx\n"


def test_a_success_in_between_gives_a_hook_another_chance(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    # Fails each time but the second.
    command = hook(f"echo x >> {calls}; test $(wc -l < {calls}) -eq 2")
    for attempt in range(1, 6):
        if attempt == 2:
            command.run(CONNECTION, "it", {}, as_printed)
            continue
        with pytest.raises(Untested):
            command.run(CONNECTION, "it", {}, as_printed)
    assert calls.read_text().count("x") == 4


def test_a_hook_that_led_elsewhere_twice_has_failed(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    command = hook(f"echo x >> {calls}")

    def elsewhere(_: Printed) -> None:
        raise Untested("it led elsewhere")

    for _ in range(2):
        with pytest.raises(Untested, match=r"^it led elsewhere$"):
            command.run(CONNECTION, "it", {}, elsewhere)
    with pytest.raises(Untested, match=r"^it led elsewhere; .+ not called again$"):
        command.require("it")
    assert calls.read_text() == "x\nx\n"


def test_the_time_of_a_hook_counts_as_waiting() -> None:
    command = hook("sleep 0.2")
    command.run(CONNECTION, "it", {}, as_printed)
    assert command.waits.seconds >= 0.2
