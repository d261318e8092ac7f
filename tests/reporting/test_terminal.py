from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from pingone_conformance.reporting.terminal import BLOCKS, print_header, print_summary

OUT = Path("reports/latest")

HEADER = """\
pingone-conformance 1.2.3
python 3.11.0, schemathesis 4.0

  target         embedded mock
  profile        deep            (flag)
  seed           7               (default)
  workers        0               (default)
  strict         no              (default)
  out            reports/latest  (default)
  script-engine  quickjs         (default)

"""

SUMMARY = """\
VIOLATES  PORTRAIT-003  Plain application/json is refused
  level     must (stated), updatePortraitBackground
  expected  status 415
  observed  status 200 (2 times)
  source    Update Portrait Background, Headers
            https://docs.example/portrait
  curl      curl --request POST --url "$PINGONE_API_PATH/environments/e" --data-raw '{"color": 1}'
  repeat    pingone-conformance run --rule PORTRAIT-003 --seed 7

DEVIATES  USER-002  Omitted members are cleared
  level     should (stated), replaceUser
  expected  no nickname
  observed  the old nickname
  source    Users, Replace
            https://docs.example/users
  curl      curl --request POST --url "$PINGONE_API_PATH/environments/e" --data-raw '{"color": 1}'
  repeat    pingone-conformance run --rule USER-002 --seed 7

BROKEN  1 rule
  reason    RuntimeError: no idea
  rules     AUTH-001


 resource            conforms   untested   deviates   violates   broken
 ──────────────────────────────────────────────────────────────────────
 portraits                  1          -          -          1        -
 users                      1          1          1          -        -
 every operation            -          -          -          -        1
 several resources          1          -          -          -        -
 script bindings            -          1          -          -        -

 total                      3          2          1          1        1

1 rule is violated. 1 rule is deviated from. 1 rule is not judged, because
something of ours broke.
21 requests in 7 tests and 1.2 s.
2 rules are untested; report.html#untested says why.

Next: try one rule again with its `repeat` line; report.html shows what was sent
and answered.
"""


class Terminal(Console):
    """A console of 80 columns that keeps what is written; trailing spaces, which nobody sees, are gone."""

    def __init__(self, *, encoding="utf-8", **options):
        self._raw = io.BytesIO()
        file = io.TextIOWrapper(self._raw, encoding=encoding, write_through=True)
        super().__init__(file=file, width=80, **options)

    @property
    def text(self):
        written = self._raw.getvalue().decode(self.encoding)
        return "".join(line.rstrip() + "\n" for line in written.splitlines())


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch, fixed_versions):
    for name in ("FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


def summary_of(results, out=OUT, **options):
    terminal = Terminal(**options)
    print_summary(terminal, results, out)
    return terminal.text


def test_the_header(make):
    terminal = Terminal()
    print_header(terminal, make.settings(profile="deep"), "embedded mock")
    assert terminal.text == HEADER


def test_a_version_stays_beside_its_name(make, monkeypatch):
    monkeypatch.setattr(
        "pingone_conformance.reporting.terminal.versions",
        lambda: {"own": "1"} | {f"p{n}": "1.2.3" for n in range(10)},
    )
    terminal = Terminal()
    print_header(terminal, make.settings(), "embedded mock")
    assert terminal.text.splitlines()[1:3] == [
        "p0 1.2.3, p1 1.2.3, p2 1.2.3, p3 1.2.3, p4 1.2.3, p5 1.2.3, p6 1.2.3, p7 1.2.3,",
        "p8 1.2.3, p9 1.2.3",
    ]


def test_the_header_shows_the_address_of_a_mock_that_runs_elsewhere(make):
    terminal = Terminal()
    print_header(terminal, make.settings(mock_url="http://127.0.0.1:8080"), "mock at http://127.0.0.1:8080")
    assert "  mock-url       http://127.0.0.1:8080  (flag)\n" in terminal.text


def test_the_summary_of_each_verdict(make):
    assert summary_of(make.of_each_verdict()) == SUMMARY


def test_colour_adds_nothing_but_colour(make, monkeypatch):
    coloured = Terminal(force_terminal=True, color_system="standard")
    print_summary(coloured, make.of_each_verdict(), OUT)
    assert "\x1b[" in coloured.text
    monkeypatch.setenv("NO_COLOR", "1")
    bare = summary_of(make.of_each_verdict(), force_terminal=True)
    assert "\x1b[3" not in bare


def test_lines_fit_except_those_to_copy(make):
    for line in summary_of(make.of_each_verdict()).splitlines():
        assert len(line) <= 80 or line.startswith("  curl")


def test_a_run_that_is_well(make):
    text = summary_of(make.results(make.outcome("USER-001"), make.outcome("USER-002")))
    assert text.splitlines()[-6:] == [
        "Every rule that was tried holds.",
        "6 requests in 2 tests and 1.2 s.",
        "6 rules are untested; report.html#untested says why.",
        "",
        "Next: `pingone-conformance run --profile deep` looks longer, `--seed N`",
        "elsewhere.",
    ]


def test_an_incomplete_run_says_so(make):
    text = summary_of(make.results(make.outcome("USER-001"), complete=False))
    assert "The run was cut off: these verdicts are of the tests that ended." in text
    assert "Next: start the run again" in text


def test_a_run_without_tests_says_so(make):
    assert "No rule was tried." in summary_of(make.results())


def test_what_a_killed_run_leaves_is_told(make):
    left = {"schema": 1, "complete": False, "versions": {}, "seed": 7}
    assert summary_of(left).startswith("The run was cut off before it could judge anything.\n")


def test_the_reports_that_exist_are_named(make, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    OUT.mkdir(parents=True)
    (OUT / "report.html").touch()
    (OUT / "allure-results").mkdir()
    text = summary_of(make.of_each_verdict())
    assert "  reports/latest/report.html     for people; opens in a browser\n" in text
    assert "  reports/latest/allure-results  for `pingone-conformance report --allure`\n" in text
    assert "junit.xml" not in text


def test_many_breaches_are_told_by_id_after_the_first(make):
    results = make.results(make.breaking("PORTRAIT-003"))
    row = next(row for row in results["rules"] if row["findings"])
    results["rules"] = [row | {"id": f"MANY-{number:03}"} for number in range(BLOCKS + 15)]
    text = summary_of(results)
    assert text.count("  repeat ") == BLOCKS
    assert "VIOLATES  15 more, each in report.html\n" in text
    assert f"MANY-{BLOCKS + 14:03}" in text


def test_many_findings_of_a_rule_are_counted_after_the_first(make):
    results = make.results(
        *(make.breaking("PORTRAIT-003", observed=f"status {number}") for number in range(200, 205))
    )
    text = summary_of(results)
    assert text.count("  observed ") == 3
    assert "2 more findings are in report.html#PORTRAIT-003" in text


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        (["KeyError: 'x'"], "because something of ours broke."),
        (["PartnerRefused: no"], "because acceptable requests were refused."),
        (
            ["KeyError: 'x'", "PartnerRefused: no"],
            "because something of ours broke or acceptable requests were",
        ),
    ],
)
def test_the_headline_says_whose_doing_it_is(make, reasons, said):
    broken = [
        make.broken(rule, reason) for rule, reason in zip(("USER-001", "USER-002"), reasons, strict=False)
    ]
    assert said in " ".join(summary_of(make.results(*broken)).split())


def test_rules_that_broke_for_one_reason_are_told_together(make):
    text = summary_of(
        make.results(make.broken("USER-001"), make.broken("USER-002"), make.broken("AUTH-001", "Other: 1"))
    )
    block = (
        "BROKEN  2 rules, all for one reason",
        "  reason    RuntimeError: no idea",
        "  rules     USER-001 USER-002",
    )
    assert "\n".join(block) in text


def test_nothing_that_a_target_says_steers_the_terminal(make):
    hostile = "\x1b]0;title\x07\x1b[2J\r\nVIOLATES [red]not[/red] \u202egnp\x9b31m \ud83d é"
    text = summary_of(
        make.results(make.breaking("PORTRAIT-003", observed=hostile), make.broken("USER-001", hostile))
    )
    assert "[red]not[/red]" in text
    assert r"\x1b]0;title\x07\x1b[2J\r\nVIOLATES" in text
    assert all(char.isprintable() or char == "\n" for char in text)


def test_an_old_encoding_is_no_trouble(make):
    results = make.results(make.breaking("PORTRAIT-003", observed="nickname is 😀"))
    assert r"nickname is \U0001f600" in summary_of(results, encoding="ascii")


def test_a_curl_line_that_cannot_be_copied_is_left_to_the_page(make):
    results = make.results(make.breaking("PORTRAIT-003"))
    row = next(row for row in results["rules"] if row["findings"])
    for unfit in ("curl " + "x" * 2000, "curl --data-raw 'a\nb'"):
        row["findings"][0]["exchange"] = row["findings"][0]["exchange"] | {"curl": unfit}
        assert "  curl      is in report.html#PORTRAIT-003\n" in summary_of(results)


def test_a_run_that_was_not_the_usual_one_is_repeated_as_it_was(make):
    text = summary_of(
        make.results(make.breaking("USER-001"), profile="deep", strict=True, mock_url="http://h:1/a b")
    )
    assert "--rule USER-001 --seed 7 --mock-url 'http://h:1/a b' --profile deep --strict\n" in text


def test_a_run_that_waited_for_its_target_says_so(make):
    waited = summary_of(make.results(make.outcome("USER-001", waited=61.24), make.outcome("USER-002")))
    assert "61.2 s of it went into waiting for a busy target." in waited
    assert "busy" not in summary_of(make.results(make.outcome("USER-001")))
