"""`script run`: what it prints, its exit codes, and input that is none."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from pingone_conformance.cli.script_input import MAX_BYTES
from pingone_conformance.mock.server import MockServer
from pingone_conformance.rooms import room
from pingone_conformance.scripting.engines import EngineUnavailableError, require

from .conftest import COMMAND, Call, environment

SCHEMA = json.loads((room("reports") / "script.schema.json").read_text(encoding="utf-8"))
DECISION = """
var last = verifyTransactionsHelper.getLastVerifyTransaction();
logger.error("last: {}", last && last.transactionStatus.status);
nodeState.putShared("n", nodeState.get("n") + 1);
nodeState.putTransient("secret", "x");
action.goTo("true").withHeader("Done");
"""
ASKING = """
if (callbacks.isEmpty()) { callbacksBuilder.choiceCallback("Which?", ["a", "b"], 1, false); }
else { action.goTo(String(callbacks.getChoiceCallbacks().get(0)[0])); }
"""


@pytest.fixture
def script(tmp_path: Path, call: Call) -> Any:
    """Runs a script of that text."""

    def run(text: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "a.js").write_text(text, encoding="utf-8")
        return call("script", "run", "a.js", *arguments, **variables)

    return run


@pytest.fixture(scope="module")
def served() -> Iterator[MockServer]:
    with MockServer(seed="script-run") as server:
        yield server


def told(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The one document on the standard output, which fits its schema."""
    document: dict[str, Any] = json.loads(done.stdout)
    Draft202012Validator(SCHEMA, format_checker=FormatChecker()).validate(document)
    return document


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_an_outcome_with_the_state_before_and_after_and_the_log(script: Any) -> None:
    done = script(DECISION, "--verification", "SUCCESS", "--state", '{"n": 1, "kept": [null]}')
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:5] == [
        "outcome    true",
        "header     Done",
        "shared     - n: 1",
        "           + n: 2",
        "             kept: [null]",
    ]
    assert lines[5].startswith('             pingOneUserId: "')
    assert lines[6:] == ['transient  + secret: "x"', "log        ERROR last: SUCCESS"]


def test_the_same_as_json(script: Any) -> None:
    done = script(DECISION, "--state", '{"n": 1}', "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    document = told(done)
    assert (document["outcome"], document["header"], document["engine"]) == ("true", "Done", "quickjs")
    assert document["stateBefore"]["shared"] == {"n": 1, "pingOneUserId": document["user"]}
    assert document["stateAfter"]["shared"] == {"n": 2, "pingOneUserId": document["user"]}
    assert [entry["message"] for entry in document["log"]] == ["last: null"]


def test_nothing_of_the_client_secret_or_the_key_is_printed(script: Any, served: MockServer) -> None:
    main = served.app.state.mock.ready_made.main
    done = script(DECISION, "--mock-url", served.base_url, "--format", "json")
    assert main.environment.client_secret not in done.stdout
    assert main.user.id in done.stdout


def test_callbacks_are_asked_for_and_answered(script: Any) -> None:
    asked = script(ASKING)
    assert asked.returncode == 0
    assert asked.stdout.splitlines()[:5] == [
        "outcome    none: the script asks for callbacks",
        "callbacks  ChoiceCallback",
        '             prompt: "Which?"',
        '             choices: ["a", "b"]',
        "             defaultChoice: 1",
    ]
    assert told(script(ASKING, "--format", "json"))["callbacks"][0]["type"] == "ChoiceCallback"
    answered = script(ASKING, "--callbacks", '[{"type": "ChoiceCallback", "value": 0}]')
    assert answered.stdout.splitlines()[0] == "outcome    0"


def test_values_may_be_in_files_and_the_script_on_the_standard_input(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text('{"n": 7}', encoding="utf-8")
    done = subprocess.run(
        [*COMMAND, "script", "run", "-", "--state", "@state.json", "--transient", '{"n": "8"}'],
        input='action.goTo(nodeState.get("n"));\u00e4',
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.startswith("<stdin>:1:33: ReferenceError: ")


def test_what_fails_is_shown_with_its_line_and_a_caret(script: Any) -> None:
    done = script("nodeState.putShared('a', 1);\n\tvar b = utils.nothing.at;\n")
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    assert lines[:4] == [
        "a.js:2:10: TypeError: cannot read property 'at' of undefined",
        "    2 |  var b = utils.nothing.at;",
        "      |          ^",
        "",
    ]
    assert "           + a: 1" in lines


def test_every_problem_of_the_dialect_is_listed(script: Any) -> None:
    done = script("const a = b?.c;\nclass D {}\n")
    assert done.returncode == 1
    assert [line[:10] for line in done.stdout.splitlines() if line.startswith("a.js")] == [
        "a.js:1:12:",
        "a.js:2:1: ",
    ]
    failure = told(script("const a = b?.c;\nclass D {}\n", "--format", "json"))["failure"]
    assert (failure["reason"], len(failure["problems"])) == ("syntax", 2)


def test_an_exception_of_a_binding_has_its_java_class(script: Any) -> None:
    text = "verifyTransactionsHelper.updateUser({});"
    java_class = "org.forgerock.am.tn.p1verify.ScriptedVerifyTransactionsException"
    assert java_class in script(text).stdout
    assert told(script(text, "--format", "json"))["failure"]["javaClass"] == java_class


def test_an_endless_loop_ends(script: Any) -> None:
    done = script("while (true) {}")
    assert (done.returncode, done.stdout.splitlines()[0]) == (1, "a.js: the script took longer than 1 s")


def test_a_script_without_an_outcome(script: Any) -> None:
    done = script("// nothing\n")
    assert done.returncode == 1
    assert done.stdout.startswith("a.js: the script ended without an outcome, such as")


def test_libraries_legacy_scripts_contexts_and_realms(script: Any, tmp_path: Path) -> None:
    (tmp_path / "lib.js").write_text("exports.end = 'of the library';", encoding="utf-8")
    done = script("action.goTo(require('ends').end);", "--library", "ends=lib.js")
    assert done.stdout.startswith("outcome    of the library\n")
    legacy = script("outcome = typeof utils + realm;", "--legacy", "--realm", "bravo")
    assert legacy.stdout.startswith("outcome    undefined/bravo\n")
    elsewhere = script("logger.error(typeof action);", "--context", "OAUTH2_MAY_ACT")
    assert elsewhere.stdout.splitlines()[0] == "outcome    none"
    assert elsewhere.stdout.splitlines()[-1] == "log        ERROR undefined"


ASKS_A_PARTNER = """
var key = secrets.getGenericSecret("scripted.node.key").getAsUtf8();
var host = systemEnv.getProperty("esv.host", "a.example");
var first = httpClient.send("https://" + host + "/one", {token: key}).get();
var second = httpClient.send("https://" + host + "/two").get();
action.goTo(key + " " + first.json().score + " " + second.status);
"""


def test_secrets_variables_and_answers_of_hosts_can_be_given(script: Any, tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text('{"path": "/one", "body": {"score": 7}}', encoding="utf-8")
    done = script(
        ASKS_A_PARTNER,
        *("--secret", "scripted.node.key=a=b", "--variable", "esv.host=b.example"),
        *("--answer", "b.example=@one.json", "--answer", 'b.example={"status": 404}'),
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("outcome    a=b 7 404\n")


@pytest.mark.parametrize(
    ("text", "arguments", "hint"),
    [
        (ASKS_A_PARTNER, (), "--secret scripted.node.key=VALUE gives it a value"),
        (ASKS_A_PARTNER, ("--secret", "scripted.node.key=k"), "--answer 'a.example={"),
        ('require("lib");', (), "--library lib=FILE says where it is"),
        ('sharedState.get("a");', (), "it is of the legacy engine; for such a script give --legacy"),
    ],
)
def test_what_is_missing_is_told_with_the_option_that_gives_it(
    script: Any, text: str, arguments: tuple[str, ...], hint: str
) -> None:
    done = script(text, *arguments)
    assert (done.returncode, done.stderr) == (1, "")
    assert f"\nhint: {hint}" in done.stdout


def test_a_secret_that_may_not_be_read_has_no_such_hint(script: Any) -> None:
    assert "hint: " not in script('secrets.getGenericSecret("mine");').stdout


def test_a_state_that_is_too_large_is_no_script(script: Any, tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text(json.dumps({"a": "x" * MAX_BYTES}), encoding="utf-8")
    done = script("action.goTo('true');", "--state", "@state.json")
    assert done.returncode == 2
    assert done.stderr == "error: state.json is larger than 1,024 KiB\nhint: give less of it\n"


def test_a_served_mock_keeps_what_was_there(script: Any, served: MockServer) -> None:
    url = served.base_url
    assert script(DECISION, "--mock-url", url, "--verification", "FAIL").returncode == 0
    again = script(DECISION, "--mock-url", url, "--format", "json")
    assert told(again)["log"][0]["message"] == "last: FAIL"
    assert told(again)["engine"] is None


def test_the_user_can_be_named(script: Any, served: MockServer) -> None:
    other = served.app.state.mock.ready_made.main.user.id
    text = "action.goTo(nodeState.get('pingOneUserId'));"
    named = script(text, "--mock-url", served.base_url, "--user", other.upper())
    assert named.stdout.startswith(f"outcome    {other}\n")
    of_the_state = script(text, "--state", '{"pingOneUserId": "somebody"}')
    assert of_the_state.stdout.startswith("outcome    somebody\n")


def test_lines_are_at_most_80_columns_wide(script: Any) -> None:
    long = "x" * 200
    text = f"nodeState.putShared('a', {{b: '{long} {long}'}}); logger.error('{long}');\n"
    done = script(f"{text}var {long} = 1; nothing();")
    assert "nothing" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_the_caret_stands_below_the_column_of_a_long_line(script: Any) -> None:
    done = script(f"var a = '{'x' * 200}'; nothing(); var b = '{'y' * 200}';")
    quoted, caret = done.stdout.splitlines()[1:3]
    assert quoted[caret.index("^") :].startswith("nothing();")


def test_what_a_script_says_cannot_steer_the_terminal(script: Any) -> None:
    done = script(
        "logger.error('\\u001b[2J\\u202e'); nodeState.putShared('\\u001b', 1); action.goTo('\\u001b');"
    )
    assert done.returncode == 0
    assert "\x1b" not in done.stdout + done.stderr
    assert r"\x1b[2J\u202e" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--state", "[1]"), "error: --state is a list and no object"),
        (("--state", "7"), "error: --state is a number and no object"),
        (("--transient", '"x"'), "error: --transient is a text and no object"),
        (("--state", '{"a": 1,\n  b}'), "(line 2, column 3)"),
        (("--state", '{"a": NaN}'), "error: --state is no JSON: it has no NaN"),
        (("--state", "[" * 5000), "error: --state has more than 100 lists and objects"),
        (("--state", "@nowhere.json"), "error: nowhere.json cannot be read: No such file or directory"),
        (("--state", "@a.js"), "error: a.js is no JSON: "),
        (("--callbacks", '{"type": "NameCallback"}'), "error: --callbacks is no list of objects"),
        (("--state", '{"a": 1e999}'), "error: --state is no JSON: "),
        (("--state", '{"a": "\\ud800"}'), "error: --state has half of a character"),
        (("--state", '{"a":' * 101 + "1" + "}" * 101), "error: --state has more than 100 lists and objects"),
        (("--state", "@"), "error: --state @ names no file"),
        (("--state", "@."), "error: . is a folder\nhint: name a file in it: --state @FILE"),
        (("--callbacks", '[{"name": "NameCallback"}]'), "error: --callbacks is no list of objects"),
        (("--callbacks", '[{"type": "EmailCallback"}]'), "error: --callbacks: the mock has no EmailCallback"),
        (("--secret", "scripted.node.a"), "error: --secret scripted.node.a is not NAME=VALUE"),
        (("--variable", "=1"), "error: --variable =1 is not NAME=VALUE"),
        (("--variable", "a=1"), "error: the mock refuses a: "),
        (("--answer", "a.example=[1]"), "error: --answer is a list and no object"),
        (("--answer", 'a.example={"stat": 200}'), "error: an answer of a host has no 'stat'"),
        (("--answer", "https://a.example={}"), "error: 'https://a.example' is no host"),
        (("--library", "lib.js"), "error: --library lib.js is not NAME=FILE"),
        (("--library", "l=a.js", "--library", "l=a.js"), "error: --library l=a.js names a library twice"),
        (("--library", "l=b.js"), "error: b.js cannot be read"),
        (("--user", "nobody"), "error: the mock has no user nobody"),
        (("--user", "00000000-0000-4000-8000-000000000000"), "error: the mock has no user 00000000-"),
        (("--context", "a node"), "error: 'a node' is no context of scripts"),
        (("--context", "SCRIPTED_DECISON_NODE"), "hint: did you mean SCRIPTED_DECISION_NODE?"),
        (("--realm", ""), "error: '' is no realm"),
        (("--verification", "SUCCES"), "error: --verification SUCCES is no state of a transaction"),
        (("--mock-url", "http://127.0.0.1:9"), "error: no mock answers at http://127.0.0.1:9"),
        (("--mock-url", "nowhere"), "error: mock_url = 'nowhere' (flag) is not allowed"),
    ],
)
def test_bad_usage_ends_with_2(script: Any, arguments: tuple[str, ...], said: str) -> None:
    done = script("action.goTo('true');", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "\nhint: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda _: None, "error: b.js cannot be read: No such file or directory"),
        (Path.mkdir, "error: b.js is a folder"),
        (lambda file: file.write_bytes(b"var a = '\xff';"), "error: b.js is not UTF-8 at byte 10"),
        (lambda file: file.write_bytes(b" " * (MAX_BYTES + 1)), "error: b.js is larger than 1,024 KiB"),
    ],
    ids=["missing", "folder", "binary", "large"],
)
def test_a_file_that_is_no_script_ends_with_2(call: Call, tmp_path: Path, make: Any, said: str) -> None:
    make(tmp_path / "b.js")
    done = call("script", "run", "b.js")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(said)


def test_rhino_that_is_not_installed_is_told_with_the_way_to_it(script: Any) -> None:
    done = script("action.goTo('true');", "--engine", "rhino", JAVA_HOME="/nowhere")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: Java is not in /nowhere/bin")
    assert "hint: Debian: apt install default-jre-headless rhino" in done.stderr


def test_rhino_runs_the_same_script(script: Any) -> None:
    try:
        require("rhino")
    except EngineUnavailableError as missing:
        pytest.skip(missing.message)
    documents = [
        told(script(DECISION, "--format", "json", "--engine", name)) for name in ("quickjs", "rhino")
    ]
    for document in documents:
        document.pop("engine")
        for entry in document["log"]:
            entry.pop("timestamp")
    assert documents[0] == documents[1]


def test_an_engine_that_there_is_not(script: Any) -> None:
    done = script("action.goTo('true');", "--engine", "v8")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'v8' is not one of 'quickjs', 'rhino'" in done.stderr


def test_a_script_has_the_name_of_its_file(script: Any) -> None:
    assert script("action.goTo(scriptName);").stdout.startswith("outcome    a\n")


def test_help_names_the_exit_codes(call: Call) -> None:
    assert "Exit codes: 0 it ended with" in " ".join(call("script", "run", "--help").stdout.split())
