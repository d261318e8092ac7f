"""systemEnv: what a script gets of a property, as text."""

import pytest

from pingone_conformance.checks.trials import Trials, gives, throws
from pingone_conformance.findings import Finding
from pingone_conformance.target.cloud_given import base64_of

VALUES = ["a value", "007", "Müller, 東京, \U0001f600", "  spaces  ", '{"a": 1}', "true"]
DEFAULTS = ["otherwise", "Müller, 東京", "0", "false", "  "]
# Properties of Java and of its access manager; ESVs in the form of their own names.
OTHER_NAMES = ["java.version", "user.home", "com.iplanet.am.version", "my.variable", "ESV.my.variable"]


def property_of(name: str) -> str:
    """The property that a variable is, such as esv.my.variable for esv-my-variable."""
    return name.replace("-", ".")


@pytest.fixture
def variables(cloud_given, permits):
    """A new variable with each of the values, by its name; on a tenant, scripts would not see them."""
    permits.require_mock("scripts of a tenant see a new variable when it was restarted")
    return {cloud_given.variable(valueBase64=base64_of(value)): value for value in VALUES}


@pytest.mark.rule("SYSTEMENV-003", "SYSTEMENV-022")
def test_a_property_has_the_value_of_its_variable(legacy, variables, probe, expect):
    properties = {property_of(name): value for name, value in variables.items()}
    report = probe("system_env_values", legacy=legacy, properties=[*properties], defaults=DEFAULTS)
    for name, value in properties.items():
        expect(gives(report.trials, f"value of {name}", value), report.answer, rule="SYSTEMENV-003")
        for default in DEFAULTS:
            given = gives(report.trials, f"value of {name} or {default}", value)
            expect(given, report.answer, rule="SYSTEMENV-022")


@pytest.mark.rule("SYSTEMENV-004")
def test_other_names_give_no_variable(legacy, variables, probe, expect):
    names = []
    for name in variables:
        bare = property_of(name).removeprefix("esv.")
        names += [name, bare, f"ESV.{bare}", f"env.{name}"]
    report = probe("system_env_values", legacy=legacy, properties=names, defaults=DEFAULTS[:1])
    for name in names:
        expect(gives_nothing(report.trials, name, DEFAULTS[0]), report.answer)


@pytest.mark.rule("SYSTEMENV-004", "SYSTEMENV-005")
def test_names_without_esv_are_no_properties(legacy, probe, expect):
    report = probe("system_env_values", legacy=legacy, properties=OTHER_NAMES, defaults=DEFAULTS[:1])
    for name in OTHER_NAMES:
        expect(gives_nothing(report.trials, name, DEFAULTS[0]), report.answer, rule="SYSTEMENV-004")
        expect(gives(report.trials, f"value of {name}", None), report.answer, rule="SYSTEMENV-005")


def gives_nothing(trials: Trials, name: str, default: str) -> list[Finding]:
    """A name gives neither the value of a variable nor one of another source: null, the default or an exception."""
    wanted = {f"value of {name}": (None, default), f"value of {name} or {default}": (None, "null", default)}
    return [
        Finding(f"{trial}: no value", str(trials[trial]["value"])[:160])
        for trial, nothing in wanted.items()
        if "value" in trials.get(trial, {}) and trials[trial]["value"] not in nothing
    ]


@pytest.mark.rule("SYSTEMENV-006", "SYSTEMENV-007", "SYSTEMENV-018")
def test_what_no_variable_has_is_the_default_or_null(legacy, probe, cloud_given, expect):
    missing = [property_of(cloud_given.esv_name()), f"{property_of(cloud_given.esv_name())}.longer"]
    report = probe("system_env_values", legacy=legacy, properties=missing, defaults=DEFAULTS)
    for name in missing:
        expect(gives(report.trials, f"value of {name}", None), report.answer, rule="SYSTEMENV-018")
        for default in DEFAULTS:
            given = gives(report.trials, f"value of {name} or {default}", default)
            expect(given, report.answer, rule="SYSTEMENV-006")
    expect(throws(report.trials, "null as the default"), report.answer, rule="SYSTEMENV-007")
