"""Links and ids of a wrong server that lead to something else, or nowhere, when they are followed."""

from __future__ import annotations

from collections.abc import Callable
from uuid import NAMESPACE_URL, uuid5

from pingone_conformance.mock.errors import not_found
from pingone_conformance.mock.faults.created import policy_of, refused
from pingone_conformance.mock.faults.edits import put, replace_text
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_request, on_success
from pingone_conformance.mock.faults.verifications import entries, own

NEW_USER, NEW_POLICY, NEW_TRANSACTION = "createUser", "createVerifyPolicy", "createVerifyTransaction"
METADATA, ONE_OF_METADATA = "readAllVerificationMetadata", "readOneVerificationMetadata"
DATA, ONE_OF_DATA, PORTRAIT = "readAllVerifiedData", "readOneVerifiedData", "updatePortraitBackground"

NOT_CREATED = tuple(f"TXN-{number:03}" for number in range(1, 6))
OF_ANOTHER_TYPE = ("DATA-028", "DATA-029", "DATA-033", "DATA-034", "DATA-035")


def _is_under_the_default_policy(request: Request) -> bool:
    transaction = own(request)
    default = request.mock.store.default_policy(request.path["environment_id"])
    return transaction is not None and transaction.policy_id == default.id


def _self(answer: Answer, change: Callable[[str], str], relation: str = "self") -> None:
    href = answer.member(f"_links.{relation}.href")
    if isinstance(href, str):
        put(answer, f"_links.{relation}.href", change(href))


def _all_to(answer: Answer, name: str, change: Callable[[str], str]) -> None:
    for entry in entries(answer, name):
        entry["_links"] = {"self": {"href": change(str(entry["_links"]["self"]["href"]))}}


def _elsewhere(request: Request) -> tuple[str, str]:
    return request.path["environment_id"], request.mock.ready_made.other.environment.id


@on_success(Kind.MEANING, NEW_USER, "LINK-007")
def links_a_new_user_under_the_other_environment(request: Request, answer: Answer) -> None:
    _self(answer, lambda href: href.replace(*_elsewhere(request)))


@on_success(Kind.MEANING, NEW_USER, "LINK-007", "LINK-003")
def links_a_new_user_to_the_first_user(request: Request, answer: Answer) -> None:
    _self(answer, lambda href: f"{href.rpartition('/')[0]}/{request.mock.ready_made.main.user.id}")


@on_success(Kind.MEANING, NEW_POLICY, "LINK-008")
def links_a_new_policy_under_the_other_environment(request: Request, answer: Answer) -> None:
    _self(answer, lambda href: href.replace(*_elsewhere(request)))


@on_success(Kind.MEANING, NEW_POLICY, "LINK-008", "LINK-003")
def links_a_new_policy_to_the_default_one(request: Request, answer: Answer) -> None:
    default = request.mock.store.default_policy(request.path["environment_id"])
    _self(answer, lambda href: f"{href.rpartition('/')[0]}/{default.id}")


@on_success(Kind.MEANING, NEW_TRANSACTION, "LINK-009", also=("TXN-008",))
def links_a_new_transaction_under_another_user(request: Request, answer: Answer) -> None:
    other = request.mock.ready_made.main.user.id
    _self(answer, lambda href: href.replace(f"/users/{request.path['user_id']}/", f"/users/{other}/"))


@on_success(Kind.VALIDATION, NEW_TRANSACTION, "LINK-011", also=("LINK-012", *NOT_CREATED))
def verifies_nobody_without_a_name(request: Request, answer: Answer) -> None:
    user = request.mock.store.users.get(request.path["user_id"])
    if user is not None and "name" not in user.attributes:
        raise refused(request, answer, "name")


@on_success(Kind.VALIDATION, NEW_TRANSACTION, "LINK-012", also=("LINK-011", *NOT_CREATED))
def verifies_under_the_default_policy_only(request: Request, answer: Answer) -> None:
    policy = policy_of(request)
    if policy is not None and not policy.default:
        raise refused(request, answer, "verifyPolicy.id")


@on_success(Kind.MEANING, NEW_TRANSACTION, "LINK-013", "LINK-014")
def links_a_new_transaction_to_the_first_user(request: Request, answer: Answer) -> None:
    other = request.mock.ready_made.main.user.id
    _self(answer, lambda href: f"{href.rpartition('/')[0]}/{other}", "user")


@on_success(Kind.MEANING, NEW_TRANSACTION, "LINK-014")
def links_the_user_of_a_new_transaction_elsewhere(request: Request, answer: Answer) -> None:
    _self(answer, lambda href: href.replace(*_elsewhere(request)), "user")


@on_success(Kind.STATE, METADATA, "LINK-019", also=("META-001",))
def finds_no_metadata_where_no_policy_was_named(request: Request, answer: Answer) -> None:
    if _is_under_the_default_policy(request):
        raise not_found()


@on_success(Kind.STATE, ONE_OF_METADATA, "LINK-020", "META-015", also=("META-016", "LINK-024"))
def does_not_find_the_last_listed_metadata(request: Request, answer: Answer) -> None:
    known = list(request.mock.store.metadata.get(request.path["transaction_id"], {}))
    if request.path["metadata_id"] == known[-1]:
        raise not_found()


@on_success(Kind.MEANING, METADATA, "LINK-024")
def links_all_metadata_to_the_first_of_them(request: Request, answer: Answer) -> None:
    first = str(entries(answer, "metaData")[0]["id"]) if entries(answer, "metaData") else ""
    _all_to(answer, "metaData", lambda href: f"{href.rpartition('/')[0]}/{first}")


@on_success(Kind.MEANING, METADATA, "LINK-024")
def links_metadata_by_the_id_of_their_transaction(request: Request, answer: Answer) -> None:
    _all_to(answer, "metaData", lambda href: f"{href.rpartition('/')[0]}/{request.path['transaction_id']}")


@on_success(Kind.STATE, DATA, "LINK-021", also=("DATA-001",))
def finds_no_verified_data_where_no_policy_was_named(request: Request, answer: Answer) -> None:
    if _is_under_the_default_policy(request):
        raise not_found()


@on_success(Kind.STATE, ONE_OF_DATA, "LINK-022", also=("LINK-025", "DATA-027"))
def finds_no_data_of_the_device(request: Request, answer: Answer) -> None:
    if answer.member("type") == "END_USER_CLIENT":
        raise not_found()


@on_request(Kind.MEANING, ONE_OF_DATA, "LINK-022", also=("LINK-025", *OF_ANOTHER_TYPE))
def reads_the_first_piece_of_verified_data(request: Request) -> None:
    known = list(request.mock.store.verified_data.get(request.path["transaction_id"], {}))
    if request.path["verified_data_id"] in known:
        request.path["verified_data_id"] = known[0]


@on_success(Kind.MEANING, DATA, "LINK-025")
def links_verified_data_as_metadata(request: Request, answer: Answer) -> None:
    _all_to(answer, "verifiedData", lambda href: href.replace("/verifiedData/", "/metaData/"))


@on_success(Kind.MEANING, DATA, "LINK-025")
def links_every_piece_of_verified_data_to_the_last(request: Request, answer: Answer) -> None:
    last = [str(entry["id"]) for entry in entries(answer, "verifiedData")][-1:]
    _all_to(answer, "verifiedData", lambda href: f"{href.rpartition('/')[0]}/{last[0]}")


@around(Kind.STATE, (DATA, ONE_OF_DATA), "LINK-023", also=("ANSWER-030",))
def lists_copies_of_verified_data_when_asked_again(request: Request) -> Around:
    copies: dict[str, str] = request.memory.setdefault("copies", {})
    listed: set[str] = request.memory.setdefault("listed", set())
    copied = request.path.get("verified_data_id", "")
    request.path.update({"verified_data_id": copies[copied]} if copied in copies else {})
    answer = yield
    if copied in copies:
        replace_text(answer, copies[copied], copied)
    elif request.operation != DATA or request.query or not answer.ok:
        return
    elif request.path["transaction_id"] in listed:
        for real in [str(entry["id"]) for entry in entries(answer, "verifiedData")]:
            copy = str(uuid5(NAMESPACE_URL, real))
            copies[copy] = real
            replace_text(answer, real, copy)
    else:
        listed.add(request.path["transaction_id"])
