"""realm: the name of the realm that the user authenticates to."""

import pytest

from pingone_conformance.checks.trials import gives, gives_that, gives_type


@pytest.fixture(params=[False, True], ids=["next-generation", "legacy"])
def report(request, probe):
    return probe("realm", legacy=request.param)


@pytest.mark.rule("REALM-003", "REALM-004", "REALM-005")
def test_it_is_the_realm_of_the_journey(report, cloud, expect):
    expect(gives_type(report.trials, "realm", "string"), report.answer, rule="REALM-003")
    wanted = f"/{cloud.connection.realm}"
    expect(gives(report.trials, "realm", wanted), report.answer, rule="REALM-004")
    begins = gives_that(report.trials, "realm", lambda value: str(value).startswith("/"), "a slash first")
    expect(begins, report.answer, rule="REALM-005")
