"""action: the one of the example, which sends mail. On a tenant it would be sent."""

import pytest

from pingone_conformance.checks.members import member_equals
from pingone_conformance.checks.trials import gives_that
from pingone_conformance.checks.values import is_filled_text
from pingone_conformance.findings import Finding

MAILS = [
    {
        "from": "admin@example.com",
        "to": "first@example.com",
        "subject": "Example email",
        "body": "This is an example",
    },
    {
        "from": "admin@example.com",
        "to": "second@example.com",
        "subject": "Grüße",
        "body": "東京\n<b>1 & 2</b>",
    },
]


@pytest.mark.rule("OPENIDM-014", "OPENIDM-015")
def test_the_action_is_called_with_its_content(identities, cloud_control, expect):
    before = len(cloud_control.mails())
    report = identities.run("openidm_mail", mails=MAILS)
    sent = cloud_control.mails()[before:]
    if len(sent) != len(MAILS):
        expect([Finding("two mails", f"{len(sent)}")], report.answer, rule="OPENIDM-014")
    for mail, wanted in zip(sent, MAILS, strict=False):
        for name, value in wanted.items():
            expect(member_equals(mail, name, value), report.answer, rule="OPENIDM-014")
    for number in range(len(MAILS)):
        answered = gives_that(report.trials, f"mail {number}", is_answer, "null, or status and message")
        expect(answered, report.answer, rule="OPENIDM-015")


def is_answer(value):
    if value is None:
        return True
    return isinstance(value, dict) and all(is_filled_text(value.get(name)) for name in ("status", "message"))
