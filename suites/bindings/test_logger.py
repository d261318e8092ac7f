"""logger: what can be seen from within a script, on every target."""

from itertools import pairwise

import pytest

from pingone_conformance.checks.trials import gives, gives_that, gives_type
from pingone_conformance.findings import Finding

LEVELS = ["trace", "debug", "info", "warn", "error"]
LEGACY_LEVELS = ["message", "warning", "error"]
ARGUMENTS = {"argument": "one", "other": "two"}


def in_order(report, levels) -> list[Finding]:
    """Where a level is enabled, so are those above it."""
    on = [bool(report.trials[f"{level}Enabled"].get("value")) for level in levels]
    return [
        Finding(f"{above} enabled, for {below} is", f"{below} is enabled, {above} is not")
        for (below, first), (above, second) in pairwise(zip(levels, on, strict=True))
        if first and not second
    ]


@pytest.mark.rule("LOGGER-013", "LOGGER-020")
def test_each_level_says_whether_it_is_enabled(probe, cloud_given, expect):
    report = probe("logger", name=cloud_given.name(), **ARGUMENTS)
    for level in LEVELS:
        said = gives_that(report.trials, f"{level}Enabled", lambda value: value is not None, "whether it is")
        expect(said, report.answer, rule="LOGGER-013")
        expect(gives_type(report.trials, f"{level}Enabled", "boolean"), report.answer, rule="LOGGER-020")
    expect(in_order(report, LEVELS), report.answer, rule="LOGGER-013")


@pytest.mark.rule("LOGGER-015", "LOGGER-016", "LOGGER-020")
def test_each_level_of_the_legacy_logger_says_whether_it_is_enabled(probe, cloud_given, expect):
    report = probe("logger_legacy", legacy=True, name=cloud_given.name(), **ARGUMENTS)
    for level in LEGACY_LEVELS:
        expect(gives(report.trials, level, "logged"), report.answer, rule="LOGGER-015")
        said = gives_that(report.trials, f"{level}Enabled", lambda value: value is not None, "whether it is")
        expect(said, report.answer, rule="LOGGER-016")
        expect(gives_type(report.trials, f"{level}Enabled", "boolean"), report.answer, rule="LOGGER-020")
    expect(in_order(report, LEGACY_LEVELS), report.answer, rule="LOGGER-016")
