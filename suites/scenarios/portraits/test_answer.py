"""The answer shows the verified data that were updated, and where they belong."""

import pytest

from pingone_conformance.checks.links import has_link, link_ends_in, link_points_to
from pingone_conformance.checks.members import body_of, member_equals, member_is
from pingone_conformance.checks.status import answers
from pingone_conformance.checks.values import is_filled_text


@pytest.mark.rule("PORTRAIT-040")
def test_an_update_answers_200_and_another_one_does_too(selfie, expect):
    for colour in ((179, 40, 45), (20, 110, 220)):
        answer = selfie.paint(colour)
        expect(answers(answer, 200), answer)


@pytest.mark.rule("PORTRAIT-041", "PORTRAIT-042")
def test_the_answer_links_to_itself(selfie, updated, expect):
    body = body_of(updated)
    expect(has_link(body, "self"), updated, rule="PORTRAIT-041")
    address = selfie.api.url("updatePortraitBackground", **selfie.path)
    expect(link_points_to(body, "self", address), updated, rule="PORTRAIT-042")


@pytest.mark.rule("PORTRAIT-043", "PORTRAIT-044", "PORTRAIT-045")
def test_the_answer_links_to_its_environment_user_and_transaction(selfie, updated, api, expect):
    body, path = body_of(updated), selfie.verification.path
    environment = ("environments", api.connection.environment_id)
    expect(link_ends_in(body, "environment", *environment), updated, rule="PORTRAIT-043")
    expect(link_ends_in(body, "user", "users", path["userID"]), updated, rule="PORTRAIT-044")
    address = api.url("readOneVerifyTransaction", **path)
    expect(link_points_to(body, "verifyTransaction", address), updated, rule="PORTRAIT-045")


@pytest.mark.rule("PORTRAIT-046", "PORTRAIT-047")
def test_the_answer_is_the_selfie_of_the_request(selfie, updated, expect):
    body = body_of(updated)
    expect(member_equals(body, "id", selfie.verification.selfie_id), updated, rule="PORTRAIT-046")
    expect(member_equals(body, "type", "SELFIE"), updated, rule="PORTRAIT-047")


@pytest.mark.rule("PORTRAIT-048", "PORTRAIT-049")
def test_the_answer_has_the_picture_and_its_format(updated, expect):
    body = body_of(updated)
    expect(member_is(body, "data.format", "a text", is_filled_text), updated, rule="PORTRAIT-048")
    expect(member_is(body, "data.image", "a text", is_filled_text), updated, rule="PORTRAIT-049")
