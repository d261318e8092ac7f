"""The pytest plugin: options and the fixture `journey` for every run, the rest where an ini file asks for it.

The ini file says `pingone_conformance = true`. The plugin is loaded into each pytest run of its environment, so it
imports nothing until a run is ours or a test asks for the fixture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pingone_conformance.plugin.journey import Journey


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of a conformance run, all prefixed, and the ini switch."""
    parser.addini("pingone_conformance", "this folder holds conformance suites", type="bool", default=False)
    group = parser.getgroup("pingone-conformance")
    group.addoption(
        "--pingone-target", metavar="KIND", help="mock (default) or tenant: what the suites run against"
    )
    group.addoption(
        "--pingone-set",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="any other setting, such as allow=changes; may be repeated",
    )
    group.addoption(
        "--pingone-run-id", metavar="ID", help="what a run on a tenant names its things by (default: new)"
    )
    group.addoption(
        "--pingone-mock-url", metavar="URL", help="a mock that is already running; default: embedded"
    )
    group.addoption("--pingone-profile", metavar="NAME", help="smoke, standard (default) or deep")
    group.addoption("--pingone-seed", metavar="N", help="seed of generated cases and ids (default 1)")
    group.addoption(
        "--pingone-strict", action="store_const", const=True, help="a broken should-rule fails, too"
    )
    group.addoption(
        "--pingone-rule", metavar="ID", action="append", default=[], help="only what shows this rule"
    )
    group.addoption("--pingone-out", metavar="DIR", help="write results.json and report.html there")
    group.addoption(
        "--pingone-script-engine", metavar="NAME", help="what runs scripts: quickjs (default) or rhino"
    )
    group.addoption(
        "--pingone-plan", metavar="FILE", help="the tests to run, as chosen by a rehearsal of the run"
    )
    group.addoption(
        "--pingone-progress", action="store_true", help="show a progress bar, log pytest's own output"
    )


# Before allure-pytest, whose place it takes.
@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Register the rest of the plugin for a run of conformance suites."""
    if config.getini("pingone_conformance"):
        from pingone_conformance.plugin.run import register

        register(config)


@pytest.fixture
def journey(request: pytest.FixtureRequest) -> Journey:
    """Runs journey scripts on a mock that starts afresh: `journey.run("decision.js", state={…})`."""
    from pingone_conformance.plugin.journey import journey_of

    return journey_of(request)
