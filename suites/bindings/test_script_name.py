"""scriptName: the name of the running script."""

import pytest

from pingone_conformance.checks.trials import gives, gives_text

LIBRARY = 'exports.told = (text) => { return "[" + text + "]"; };'


@pytest.mark.rule("SCRIPTNAME-003", "SCRIPTNAME-004", "SCRIPTNAME-007")
def test_it_is_the_name_of_the_script(legacy, probe, expect):
    report = probe("script_name", legacy=legacy)
    expect(gives_text(report.trials, "scriptName"), report.answer, rule="SCRIPTNAME-003")
    expect(gives(report.trials, "scriptName", report.script), report.answer, rule="SCRIPTNAME-004")
    expect(gives(report.trials, "joined", f"script: {report.script}"), report.answer, rule="SCRIPTNAME-007")


@pytest.mark.rule("SCRIPTNAME-004")
@pytest.mark.parametrize("name", ["Two Words (2)", "prüfung.js"])
def test_a_name_is_given_as_it_is_written(name, legacy, probe, cloud_control, expect):
    trials = probe.outside(cloud_control, "script_name", legacy=legacy, settings={"name": name})
    expect(gives(trials, "scriptName", name))


@pytest.mark.rule("SCRIPTNAME-005")
def test_a_library_script_can_be_handed_it(probe, cloud_given, expect):
    library = cloud_given.script(LIBRARY, context="LIBRARY")["name"]
    report = probe("script_name_library", library=library)
    expect(gives(report.trials, "handed", f"[{report.script}]"), report.answer)
