"""Links of a wrong server: of another form, to another host, version or thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pingone_conformance.mock.faults.edits import put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Kind, on_success

NEW_USER, USER = "createUser", "readOneUser"
NEW_POLICY, POLICY, POLICIES = "createVerifyPolicy", "readOneVerifyPolicy", "readAllVerifyPolicies"
NEW_TRANSACTION, TRANSACTION = "createVerifyTransaction", "readOneVerifyTransaction"
TRANSACTIONS = "readAllVerifyTransactions"


def _links(node: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """Every relation of a body, at any depth: the object that holds it, and its name."""
    if isinstance(node, dict):
        own = node.get("_links")
        if isinstance(own, dict):
            yield from ((own, relation) for relation in list(own))
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from _links(child)


def _readdress(body: Any, change: Callable[[str], str], *relations: str) -> None:
    """Change the addresses of these relations, or of all, at any depth."""
    for links, relation in _links(body):
        link = links[relation]
        if (
            isinstance(link, dict)
            and isinstance(link.get("href"), str)
            and (relation in relations or not relations)
        ):
            links[relation] = {**link, "href": change(link["href"])}


def _own(answer: Answer, change: Callable[[str], str], relation: str = "self") -> None:
    """Change the address of one relation of the resource itself."""
    links = answer.member("_links")
    if isinstance(links, dict) and relation in links:
        _readdress({"_links": links}, change, relation)


def _path_of(href: str) -> str:
    return f"/v1/{href.partition('/v1/')[2]}"


def _other(request: Request) -> str:
    return request.mock.ready_made.other.environment.id


@on_success(Kind.SHAPE, USER, "LINK-001", also=("ANSWER-006",))
def links_a_user_by_paths(request: Request, answer: Answer) -> None:
    _readdress(answer.json, _path_of)


@on_success(Kind.SHAPE, POLICIES, "LINK-001", also=("ANSWER-006",))
def links_the_entries_of_a_list_by_paths(request: Request, answer: Answer) -> None:
    _readdress(answer.member("_embedded"), _path_of)


@on_success(Kind.SHAPE, NEW_POLICY, "LINK-001", also=("ANSWER-006",))
def links_a_policy_without_a_scheme(request: Request, answer: Answer) -> None:
    _readdress(answer.json, lambda href: href.partition(":")[2])


@on_success(Kind.SHAPE, NEW_USER, "LINK-001", also=("ANSWER-006",))
def links_the_population_of_a_user_by_a_path(request: Request, answer: Answer) -> None:
    _readdress(answer.json, _path_of, "population")


@on_success(Kind.SHAPE, TRANSACTION, "LINK-002", also=("ANSWER-006", "READ-003", "LINK-003", "LINK-004"))
def links_a_transaction_by_texts(request: Request, answer: Answer) -> None:
    for links, relation in _links(answer.json):
        links[relation] = links[relation]["href"]


@on_success(Kind.SHAPE, USER, "LINK-002", also=("ANSWER-006",))
def links_a_user_without_devices_to_null(request: Request, answer: Answer) -> None:
    for links, relation in _links(answer.json):
        if relation == "devices":
            links[relation] = {"href": None}


@on_success(Kind.SHAPE, TRANSACTIONS, "LINK-002", also=("ANSWER-006",))
def links_the_user_of_an_entry_by_its_id(request: Request, answer: Answer) -> None:
    for links, relation in _links(answer.member("_embedded")):
        if relation == "user":
            links[relation] = {"id": request.path["user_id"]}


@on_success(Kind.MEANING, "updateVerifyPolicy", "LINK-003")
def links_an_updated_policy_to_the_list(request: Request, answer: Answer) -> None:
    _own(answer, lambda href: href.rpartition("/")[0])


@on_success(Kind.MEANING, "replaceUser", "LINK-003")
def links_a_replaced_user_with_a_slash_at_the_end(request: Request, answer: Answer) -> None:
    _own(answer, lambda href: f"{href}/")


@on_success(Kind.MEANING, "updateVerifyTransaction", "LINK-003")
def links_an_approval_to_the_metadata(request: Request, answer: Answer) -> None:
    _own(answer, lambda href: f"{href}/metaData")


@on_success(Kind.MEANING, "updateUser", "LINK-003")
def links_a_changed_user_to_its_environment(request: Request, answer: Answer) -> None:
    put(answer, "_links.self", answer.member("_links.environment"))


@on_success(Kind.MEANING, POLICY, "LINK-003", "LINK-004")
def links_every_policy_to_the_default_one(request: Request, answer: Answer) -> None:
    default = request.mock.store.default_policy(request.path["environment_id"])
    _own(answer, lambda href: f"{href.rpartition('/')[0]}/{default.id}")


@on_success(Kind.MEANING, TRANSACTION, "LINK-004")
def links_a_transaction_without_its_user(request: Request, answer: Answer) -> None:
    _own(answer, lambda href: href.replace(f"/users/{request.path['user_id']}", ""))


@on_success(Kind.MEANING, USER, "LINK-004")
def links_a_user_to_the_other_environment(request: Request, answer: Answer) -> None:
    _own(answer, lambda href: href.replace(request.path["environment_id"], _other(request)))


@on_success(Kind.MEANING, NEW_USER, "LINK-005")
def links_a_new_user_to_the_other_environment(request: Request, answer: Answer) -> None:
    _own(answer, lambda href: href.replace(request.path["environment_id"], _other(request)), "environment")


@on_success(Kind.MEANING, NEW_POLICY, "LINK-005")
def links_an_environment_with_a_slash_at_the_end(request: Request, answer: Answer) -> None:
    _own(answer, lambda href: f"{href}/", "environment")


@on_success(Kind.MEANING, POLICIES, "LINK-006")
def has_the_version_in_links_twice(request: Request, answer: Answer) -> None:
    _readdress(answer.json, lambda href: href.replace("/v1/", "/v1/v1/", 1), "self")


@on_success(Kind.MEANING, "readAllVerifiedData", "LINK-006")
def has_no_version_in_the_links_of_entries(request: Request, answer: Answer) -> None:
    _readdress(answer.member("_embedded"), lambda href: href.replace("/v1/", "/", 1))


@on_success(Kind.MEANING, "updatePortraitBackground", "LINK-006")
def links_a_portrait_to_the_second_version(request: Request, answer: Answer) -> None:
    _readdress(answer.json, lambda href: href.replace("/v1/", "/v2/", 1))


@on_success(Kind.MEANING, (NEW_USER, USER), "LINK-010")
def links_users_to_all_populations(request: Request, answer: Answer) -> None:
    _own(answer, lambda href: href.rpartition("/")[0], "population")


@on_success(Kind.MEANING, USER, "LINK-010")
def links_a_user_to_the_population_of_another_environment(request: Request, answer: Answer) -> None:
    other = request.mock.ready_made.other.environment.population_id
    _own(answer, lambda href: f"{href.rpartition('/')[0]}/{other}", "population")
