"""What pytest says of a run on a tenant goes through the redactor of the run."""

from __future__ import annotations

import pytest

from .conftest import RunSuite

# On a mock, so that nothing has to be served; a run on a tenant registers the same plugin.
CONFTEST = """
import pytest
from pingone_conformance.plugin.keys import TARGET
from pingone_conformance.plugin.scrubbing import Scrubbing
from pingone_conformance.target.strict_redaction import StrictRedactor

class Strict(Scrubbing):
    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session):
        session.config.stash[TARGET].recorder.redactor = StrictRedactor(secrets=("canary-one",))

def pytest_configure(config):
    config.pluginmanager.register(Strict(config))

def pytest_runtest_logreport(report):
    if "internal" in report.nodeid and report.when == "call":
        raise OSError("canary-" + "one")
"""
TEXT = 'SECRET = "canary-" + "one"\nOTHER = "canary-" + "two"\n'


@pytest.fixture(autouse=True)
def strict(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST)


WAYS = [
    ("raise RuntimeError('saw ' + SECRET)", "RuntimeError: saw ***"),
    ("raise RuntimeError(['saw ' + SECRET])", "RuntimeError: ['saw ***']"),
    ("raise UnicodeDecodeError('utf-8', SECRET.encode(), 0, 1, SECRET)", "UnicodeDecodeError"),
    ("error = RuntimeError('odd')\n    error.add_note(SECRET)\n    raise error", "odd"),
    ("raise RuntimeError('last') from ValueError(SECRET)", "last"),
    ("raise ExceptionGroup('many', [ValueError(SECRET)])", "many"),
    ("print(SECRET)\n    raise RuntimeError('printed')", "Captured stdout call"),
    ("import logging\n    logging.error('saw %s', SECRET)\n    raise RuntimeError('logged')", "saw ***"),
    ("pytest.skip(SECRET)", "SKIPPED [1]"),
    ("raise Untested('blocked: ' + SECRET)", "blocked: ***"),
    ("pytest.fail(SECRET, pytrace=False)", "***"),
    ("assert [SECRET] == []", "['***']"),
]


@pytest.mark.parametrize("style", ["long", "native"])
def test_no_text_of_a_report_holds_what_was_hidden(
    run_suite: RunSuite, pytester: pytest.Pytester, style: str
) -> None:
    source = TEXT
    for number, (lines, _) in enumerate(WAYS):
        source += f"@rule(MUST)\ndef test_{number}(expect):\n    expect([])\n    local = OTHER\n    {lines}\n"
    done = run_suite(
        source, "--showlocals", f"--tb={style}", "-rA", "--junitxml=junit.xml", "--alluredir=allure"
    )
    files = [path.read_text("utf-8") for path in pytester.path.rglob("*.*ml")]
    files += [path.read_text("utf-8") for path in (pytester.path / "allure").iterdir()]
    written = "".join((done.output, str(done.results), *files))
    assert [shown for _, shown in WAYS if shown not in done.output] == []
    assert "canary-one" not in written
    assert "canary-two" not in written


def test_an_error_within_pytest_is_scrubbed(run_suite: RunSuite) -> None:
    done = run_suite(f"{TEXT}@rule(MUST)\ndef test_internal(expect):\n    expect([])\n")
    assert "INTERNALERROR> OSError: ***" in done.output
    assert "canary-one" not in done.output
