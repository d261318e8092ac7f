"""Links of a HAL body."""

import pytest

from pingone_conformance.checks.links import has_link, href, link_ends_in, link_points_to

USER = "https://api.example.com/v1/environments/e-1/users/u-1"


def body(address: object) -> dict[str, object]:
    return {"_links": {"user": {"href": address}}}


def test_the_address_of_a_relation_is_found() -> None:
    assert href(body(USER), "user") == USER


@pytest.mark.parametrize(
    "bad", [None, [], {}, {"_links": None}, {"_links": {"user": USER}}, body(7), body(None)]
)
def test_no_link_is_a_finding(bad: object) -> None:
    assert href(bad, "user") is None
    assert len(list(has_link(bad, "user"))) == 1
    assert len(list(link_points_to(bad, "user", USER))) == 1
    assert len(list(link_ends_in(bad, "user", "users", "u-1"))) == 1


def test_a_relative_address_is_no_link() -> None:
    assert not list(has_link(body(USER), "user"))
    assert list(has_link(body("/v1/environments/e-1/users/u-1"), "user"))


@pytest.mark.parametrize(
    "same", [USER, f"{USER}/", USER.replace("api.example.com/v1", "gateway.example.org:8443/pingone/v1")]
)
def test_host_prefix_and_last_slash_do_not_matter(same: str) -> None:
    assert not list(link_points_to(body(same), "user", USER))


@pytest.mark.parametrize(
    "other", [f"{USER}0", USER.replace("u-1", "u-2"), USER.replace("e-1", "e-2"), f"{USER}/devices"]
)
def test_another_resource_is_a_finding(other: str) -> None:
    assert list(link_points_to(body(other), "user", USER))


@pytest.mark.parametrize("short", [USER, f"{USER}/", "https://api.example.com/v1/users/u-1"])
def test_an_address_may_leave_out_what_stands_before(short: str) -> None:
    assert not list(link_ends_in(body(short), "user", "users", "u-1"))


@pytest.mark.parametrize(
    "other", [USER.replace("u-1", "u-2"), f"{USER}/devices", USER.replace("/users/", "/superusers/")]
)
def test_an_address_that_ends_otherwise_is_a_finding(other: str) -> None:
    assert list(link_ends_in(body(other), "user", "users", "u-1"))
