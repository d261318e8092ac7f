"""What a job of GitHub Actions is told: commands that cannot be forged, and a summary that fits."""

from __future__ import annotations

import errno
import io
import os
import re
from pathlib import Path

import pytest

from pingone_conformance.reporting.github import (
    ANNOTATIONS,
    SUMMARY_BYTES,
    commands_stopped,
    job_summary,
    write_github,
)

ON_GITHUB = {"GITHUB_ACTIONS": "true"}
COMMAND = re.compile(r"::(error|warning|notice) title=[^:,]*(,file=[\w./]+,line=\d+)?::.*")
HOSTILE = "\n::add-mask::a\r\n|<img src=x onerror=alert(1)> `x` [a](b) @team %0A, ::"
EACH = """\
::error title=PORTRAIT-003 violates%3A Plain application/json is refused,\
file=contracts/rules/portrait.yaml,line={line}::\
expected status 415, observed status 200%0Asource: Update Portrait Background, Headers, https://docs.example/portrait\
%0Arepeat: pingone-conformance run --rule PORTRAIT-003 --seed 7
::error title=1 not judged%3A our error%2C or the network's::RuntimeError: no idea%0AAUTH-001
::warning title=USER-002 deviates%3A Omitted members are cleared,file=contracts/rules/users.yaml,line={other}::\
expected no nickname, observed the old nickname%0Asource: Users, Replace, https://docs.example/users\
%0Arepeat: pingone-conformance run --rule USER-002 --seed 7
"""


@pytest.fixture
def told(capsys):
    """The lines that a job prints."""

    def told(results, **environment):
        write_github(results, {**ON_GITHUB, **environment})
        return capsys.readouterr().out.splitlines()

    return told


def many(make, rule, number):
    """Results with so many rules that are broken."""
    results = make.results(make.breaking(rule))
    row = next(row for row in results["rules"] if row["findings"])
    results["rules"] = [row | {"id": f"MANY-{place:03}"} for place in range(number)]
    return results


def test_a_run_elsewhere_says_nothing(make, capsys, tmp_path):
    write_github(make.of_each_verdict(), {"GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")})
    assert capsys.readouterr().out == ""
    assert not (tmp_path / "summary.md").exists()


def test_the_annotations_of_each_verdict(make, told):
    lines = told(make.of_each_verdict())
    places = [re.search(r"line=(\d+)", line).group(1) for line in lines if "line=" in line]
    assert "\n".join(lines) + "\n" == EACH.format(line=places[0], other=places[1])


def test_a_run_that_is_well_has_no_annotations(make, told):
    assert told(make.results(make.outcome("USER-001"))) == []


def test_a_deviation_of_a_strict_run_is_an_error(make, told):
    (line,) = told(make.results(make.breaking("USER-002"), strict=True))
    assert line.startswith("::error ")


def test_waivers(make, told):
    waivers = [make.waiver("PORTRAIT-003", days=3), make.waiver("USER-001"), make.waiver("USER-002", days=-1)]
    results = make.results(
        make.breaking("PORTRAIT-003"), make.outcome("USER-001"), make.outcome("USER-002"), waivers=waivers
    )
    heads = [line.split(",")[0].split("::")[1] for line in told(results)]
    assert heads == [
        "error title=waiver of USER-001 matched nothing",
        "error title=waiver of USER-002 has expired",
        f"notice title=waiver of PORTRAIT-003 ends on {waivers[0].expires}",
        "notice title=PORTRAIT-003 waived%3A Plain application/json is refused",
    ]


def test_a_checkout_without_the_contracts_is_pointed_to_nowhere(make, told, tmp_path):
    assert not any("file=" in line for line in told(make.of_each_verdict(), GITHUB_WORKSPACE=str(tmp_path)))
    here = Path(__file__).parents[2]
    assert any("file=" in line for line in told(make.of_each_verdict(), GITHUB_WORKSPACE=str(here)))


@pytest.mark.parametrize(("number", "shown"), [(9, 9), (10, 10), (11, 10), (200, 10)])
def test_no_more_annotations_than_github_shows(make, told, number, shown):
    lines = told(many(make, "PORTRAIT-003", number))
    assert len(lines) == shown
    if number > ANNOTATIONS:
        assert lines[-1].startswith(
            f"::error title={number - 9} more::report.html has all of them%0AMANY-009"
        )


def test_what_a_target_says_is_no_command(make, told):
    results = make.results(
        make.breaking("PORTRAIT-003", expected=HOSTILE, observed=HOSTILE), make.broken("USER-001", HOSTILE)
    )
    results["not_deleted"] = [HOSTILE]
    lines = told(results)
    assert len(lines) == 3
    assert all(COMMAND.fullmatch(line) for line in lines)


def test_nothing_is_a_command_while_the_run_is_summed_up(capsys):
    with commands_stopped(ON_GITHUB):
        print("::error::no")  # noqa: T201 - what a target might say
    first, _, last = capsys.readouterr().out.splitlines()
    token = first.removeprefix("::stop-commands::")
    assert re.fullmatch("[0-9a-f]{32}", token)
    assert last == f"::{token}::"


def test_elsewhere_nothing_stops(capsys):
    with commands_stopped({}):
        pass
    assert capsys.readouterr().out == ""


def test_the_summary_is_appended(make, told, tmp_path):
    file = tmp_path / "summary.md"
    file.write_text("before\n", encoding="utf-8")
    told(make.of_each_verdict(), GITHUB_STEP_SUMMARY=str(file))
    text = file.read_text(encoding="utf-8")
    assert text.startswith("before\n## PingOne Verify conformance\n")
    assert "| conforms | untested | waived | deviates | violates | broken |" in text
    assert "| 3 | 2 | 0 | 1 | 1 | 1 |" in text


def test_the_summary_names_what_broke(make):
    text = job_summary(make.of_each_verdict())
    assert (
        "| violates | PORTRAIT-003 Plain application/json is refused | expected status 415, observed status 200 | "
        '<a href="https://docs.example/portrait">Update Portrait Background</a>, Headers |\n'
    ) in text
    assert "<code>pingone-conformance run --rule PORTRAIT-003 --seed 7</code>" in text
    assert "* 1: RuntimeError&#58; no idea" in text


def test_the_summary_of_what_a_killed_run_left():
    text = job_summary({"schema": 1, "complete": False, "versions": {}, "seed": 7})
    assert "The run was cut off before it could judge anything." in text


def test_what_a_target_says_is_text_in_the_summary(make):
    text = job_summary(make.results(make.breaking("PORTRAIT-003", observed=HOSTILE)))
    (line,) = [line for line in text.splitlines() if line.startswith("| violates")]
    assert line.count("|") == 5
    for mark in ("<img", "`", "[a](b)", "@team"):
        assert mark not in line


def test_the_summary_fits_whatever_was_found(make, told, tmp_path):
    results = many(make, "PORTRAIT-003", 5_000)
    for row in results["rules"]:
        row["findings"] = [row["findings"][0] | {"observed": "é" * 20_000}]
    file = tmp_path / "summary.md"
    told(results, GITHUB_STEP_SUMMARY=str(file))
    assert 0 < file.stat().st_size < SUMMARY_BYTES
    assert "4,900 more are in `report.html`." in file.read_text(encoding="utf-8")


def test_a_summary_that_is_nearly_full_gets_what_fits(make, told, tmp_path):
    file = tmp_path / "summary.md"
    file.write_bytes(b"x" * (SUMMARY_BYTES - 3_000))
    told(many(make, "PORTRAIT-003", 100), GITHUB_STEP_SUMMARY=str(file))
    assert SUMMARY_BYTES - 3_000 < file.stat().st_size <= SUMMARY_BYTES


def test_a_summary_that_cannot_be_written_is_a_warning(make, told, tmp_path):
    (line,) = told(make.results(make.outcome("USER-001")), GITHUB_STEP_SUMMARY=str(tmp_path))
    said = f"the summary of the job cannot be written to {tmp_path}: {os.strerror(errno.EISDIR)}"
    assert line == f"::warning title=pingone-conformance::{said}"


def test_an_old_encoding_is_no_trouble(make, monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", stream)
    write_github(make.results(make.breaking("USER-001", observed="名前")), ON_GITHUB)
    stream.flush()
    assert rb"observed \u540d\u524d" in stream.buffer.getvalue()
