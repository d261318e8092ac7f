"""realm: the name of the realm that the user authenticates to."""

import pytest

from pingone_conformance.checks.trials import gives, gives_text, gives_that


@pytest.mark.rule("REALM-003", "REALM-004", "REALM-005", "REALM-007")
def test_it_is_the_realm_of_the_journey(legacy, probe, cloud, expect):
    report = probe("realm", legacy=legacy)
    expect(gives_text(report.trials, "realm"), report.answer, rule="REALM-003")
    wanted = f"/{cloud.connection.realm}"
    expect(gives(report.trials, "realm", wanted), report.answer, rule="REALM-004")
    begins = gives_that(report.trials, "realm", lambda value: str(value).startswith("/"), "a slash first")
    expect(begins, report.answer, rule="REALM-005")
    expect(gives(report.trials, "joined", f"realm: {wanted}"), report.answer, rule="REALM-007")


@pytest.mark.rule("REALM-004")
def test_another_realm_has_another_name(legacy, probe, cloud_control, expect):
    trials = probe.outside(cloud_control, "realm", legacy=legacy, settings={"realm": "bravo"})
    expect(gives(trials, "realm", "/bravo"))
