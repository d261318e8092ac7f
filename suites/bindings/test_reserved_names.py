"""Names of bindings as variables: what the script itself sees is open (FINDING-166), later ones may not suffer."""

import pytest

from pingone_conformance.checks.trials import gives
from pingone_conformance.contracts import contracts

RULES = {
    "cookieName": "COOKIE-006",
    "httpClient": "HTTP-044",
    "logger": "LOGGER-017",
    "openidm": "OPENIDM-018",
    "realm": "REALM-006",
    "scriptName": "SCRIPTNAME-006",
    "secrets": "SECRETS-010",
    "systemEnv": "SYSTEMENV-016",
    "utils": "UTILS-013",
    "verifyTransactionsHelper": "HELPER-032",
}
CASES = [
    pytest.param(
        name, legacy, marks=pytest.mark.rule(rule), id=f"{name}-{'legacy' if legacy else 'next-generation'}"
    )
    for name, rule in RULES.items()
    for legacy in (False, True)
    if not legacy or contracts().bindings[name].availability.legacy != "no"
]


@pytest.mark.parametrize(("binding", "legacy"), CASES)
def test_a_variable_of_that_name_is_gone_with_its_script(
    binding, legacy, probe, journey_on, cloud_given, expect
):
    before = probe("reserved", legacy=legacy).trials[binding]
    ends = 'outcome = "true";' if legacy else 'action.goTo("true");'
    declares = f'var {binding} = "taken";\n{ends}'
    journey = journey_on(declares, {"true": probe.text("reserved", legacy=legacy)}, **probe.engine(legacy))
    # The next script of the same journey, and the first of another one.
    answer = cloud_given.run(journey)
    if (said := probe.said_in(answer)) is not None:
        expect(gives(said, binding, before.get("value")), answer)
    report = probe.even_without("reserved", legacy=legacy, after=journey)
    expect(gives(report.trials, binding, before.get("value")), report.answer)
