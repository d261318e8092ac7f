"""Links of a HAL body."""

import httpx
import pytest

from pingone_conformance.checks.links import (
    all_links_are_absolute,
    all_links_have_an_href,
    all_links_have_one_version,
    has_link,
    href,
    ids_in,
    link_ends_in,
    link_ends_with,
    link_points_to,
)

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
    "other",
    [
        f"{USER}0",
        f"{USER}X",
        USER.replace("u-1", "u-2"),
        USER.replace("e-1", "e-2"),
        USER.replace("/users/", "/environments/e-1/users/"),
        f"{USER}/devices",
    ],
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


@pytest.mark.parametrize("good", [USER, f"{USER}?expand=population", "https://api.example.com/v1/users/u-1"])
def test_an_address_ends_with_an_id(good: str) -> None:
    assert not list(link_ends_with(body(good), "user", "u-1"))


@pytest.mark.parametrize(
    "bad", [None, f"{USER}/", f"{USER}0", f"{USER}/devices", USER.replace("u-1", "xu-1")]
)
def test_an_address_that_does_not_end_with_an_id_is_a_finding(bad: object) -> None:
    assert list(link_ends_with(body(bad), "user", "u-1"))


def test_the_ids_in_an_address_are_named_as_its_parameters() -> None:
    metadata = f"{USER}/verifyTransactions/t-1/metaData/m-1/?limit=1"
    assert ids_in(metadata) == {
        "envID": "e-1",
        "userID": "u-1",
        "transactionID": "t-1",
        "metaDataID": "m-1",
    }
    assert ids_in(USER.replace("u-1", "X")) == {"envID": "e-1", "userID": "X"}
    assert ids_in("https://api.example.com/v1/populations/p-1") == {}
    assert ids_in("https://api.example.com/v1/environments/e-1/users/") == {"envID": "e-1"}


def answer(*links: object) -> httpx.Response:
    """An answer with these values as links, one at the top and others in entries."""
    first, *others = links
    things = [{"_links": {"self": link}} for link in others]
    return httpx.Response(200, json={"_links": {"self": first}, "_embedded": {"things": things}})


def test_links_at_any_depth_are_looked_at() -> None:
    good, relative = {"href": USER}, {"href": "/v1/environments/e-1"}
    assert not list(all_links_have_an_href(answer(good, good)))
    assert not list(all_links_are_absolute(answer(good, good)))
    assert len(list(all_links_have_an_href(answer(good, {"href": 7}, USER, None, {})))) == 4
    assert len(list(all_links_are_absolute(answer(good, {"href": 7}, USER, relative)))) == 1


def test_each_link_of_a_relation_with_several_is_looked_at() -> None:
    assert not list(all_links_have_an_href(answer([{"href": USER}, {"href": USER}], [])))
    assert len(list(all_links_have_an_href(answer([{"href": USER}, {}], [None])))) == 2
    assert len(list(all_links_are_absolute(answer([{"href": USER}, {"href": "/v1"}])))) == 1


@pytest.mark.parametrize("links", [None, USER, [USER]])
def test_what_is_no_object_of_links_has_none(links: object) -> None:
    answer = httpx.Response(200, json={"_links": links, "callback": {"web": {"href": 7}}})
    assert not list(all_links_have_an_href(answer))
    assert not list(all_links_are_absolute(answer))


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/v1/environments/e-1", 0),
        ("/pingone/v1/environments/e-1/v1", 0),
        ("/v1/environments/e-1/environments/e-1", 0),
        ("/v1/applications/a-1", 0),
        ("/applications/a-1", 0),
        ("/environments/e-1", 1),
        ("/v1/v1/environments/e-1", 1),
        ("/v12/environments/e-1", 1),
        ("/environments/e-1/v1/environments/e-1", 1),
    ],
)
def test_an_address_of_the_api_has_one_version(path: str, found: int) -> None:
    assert len(list(all_links_have_one_version(answer({"href": f"https://x.test{path}"})))) == found
