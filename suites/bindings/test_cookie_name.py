"""cookieName: the name of the cookie that a session is kept in."""

import pytest

from pingone_conformance.checks.trials import gives, gives_text, gives_that
from pingone_conformance.findings import Untested

STATE = "myCookie"
KEEPS = f'nodeState.putShared("{STATE}", cookieName);\naction.goTo("true");'


@pytest.mark.rule("COOKIE-003")
def test_it_is_a_string(probe, expect):
    report = probe("cookie_name")
    expect(gives_text(report.trials, "cookieName"), report.answer)


@pytest.mark.rule("COOKIE-004")
def test_it_is_the_name_of_the_cookie_that_a_session_comes_in(probe, cloud_given, expect):
    # Only somebody who is known gets a session.
    somebody = f'nodeState.putShared("username", "{cloud_given.user()["_id"]}");\naction.goTo("true");'
    answer = cloud_given.run(cloud_given.journey(somebody))
    names = session_cookies(answer)
    if not names:
        raise Untested(f"blocked: authenticate answered {answer.status_code} without a cookie")
    report = probe("cookie_name")
    expect(gives_that(report.trials, "text", names.__contains__, f"one of {sorted(names)}"), report.answer)


@pytest.mark.rule("COOKIE-005")
def test_it_can_be_put_into_the_shared_state(probe, journey_on, cloud_given, expect):
    report = probe("cookie_name")
    answer = cloud_given.run(journey_on(KEEPS, {"true": probe.text("state", name=STATE)}))
    said = probe.said_in(answer) or {}
    expect(gives(said, "state", report.trials["text"].get("value")), answer)


def session_cookies(answer) -> set[str]:
    """The names of cookies that an answer sets: that with the token of the session where it shows one, else all."""
    set_cookies = [line.partition(";")[0].partition("=") for line in answer.headers.get_list("set-cookie")]
    token = answer.json().get("tokenId") if answer.is_success else None
    with_token = {name.strip() for name, _, value in set_cookies if token and value.strip('"') == token}
    return with_token or {name.strip() for name, _, _ in set_cookies}
