"""Lists of transactions that a wrong server leaves incomplete, miscounts, shuffles or fills with those of others."""

from __future__ import annotations

from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Kind, on_refusal, on_success
from pingone_conformance.mock.faults.verifications import LIST, entries, relist, shown
from pingone_conformance.mock.records import Transaction

ENTRIES = "_embedded.verifyTransactions"
NONE_FOUND = ("READ-013", "READ-014", "READ-016", "LINK-017")


def _states(answer: Answer, *hidden: str) -> None:
    listed = entries(answer)
    relist(answer, [one for one in listed if one.get("transactionStatus", {}).get("status") not in hidden])


def _of_others(request: Request, *, environment: bool) -> list[Transaction]:
    place, user = request.path["environment_id"], request.path["user_id"]
    known = request.mock.store.transactions.values()
    return [one for one in known if one.user_id != user and (one.environment_id == place) is environment]


@on_success(Kind.STATUS, LIST, "READ-010", also=("ANSWER-002",))
def answers_a_list_of_transactions_with_206(request: Request, answer: Answer) -> None:
    answer.status = 206


@on_success(Kind.SHAPE, LIST, "READ-011", also=("ANSWER-006",))
def lists_transactions_without_a_self_link(request: Request, answer: Answer) -> None:
    drop(answer, "_links.self")


@on_success(Kind.MEANING, LIST, "READ-011")
def links_a_list_of_transactions_to_its_user(request: Request, answer: Answer) -> None:
    href = str(answer.member("_links.self.href"))
    put(answer, "_links.self", {"href": href.rpartition("/")[0]})


@on_success(Kind.SHAPE, LIST, "READ-012", also=("ANSWER-006", *NONE_FOUND))
def lists_transactions_under_another_name(request: Request, answer: Answer) -> None:
    answer.json["_embedded"] = {"transactions": answer.member(ENTRIES)}


@on_success(Kind.SHAPE, LIST, "READ-012", also=("ANSWER-006", "READ-018", *NONE_FOUND))
def lists_transactions_by_their_ids(request: Request, answer: Answer) -> None:
    put(answer, ENTRIES, {str(entry.get("id")): entry for entry in entries(answer)})


@on_success(Kind.SHAPE, LIST, "READ-012", also=("ANSWER-006", "READ-016", "LINK-017"))
def shows_a_single_transaction_without_a_list(request: Request, answer: Answer) -> None:
    if len(entries(answer)) == 1:
        put(answer, ENTRIES, entries(answer)[0])


@on_success(Kind.STATE, LIST, "READ-013", also=("LINK-017",))
def does_not_list_the_newest_transaction(request: Request, answer: Answer) -> None:
    if len(entries(answer)) > 1:
        relist(answer, entries(answer)[1:])


@on_success(Kind.STATE, LIST, "READ-013", also=("LINK-017",))
def lists_the_last_two_transactions(request: Request, answer: Answer) -> None:
    relist(answer, entries(answer)[:2])


@on_success(Kind.STATE, LIST, "READ-013", "LINK-017")
def lists_no_transaction_that_was_verified(request: Request, answer: Answer) -> None:
    _states(answer, "SUCCESS")


@on_success(Kind.STATE, LIST, "READ-013")
def lists_no_transaction_that_failed(request: Request, answer: Answer) -> None:
    _states(answer, "FAIL")


@on_success(Kind.STATE, LIST, "READ-013")
def lists_no_transaction_that_was_approved(request: Request, answer: Answer) -> None:
    _states(answer, "APPROVED_MANUALLY", "APPROVED_NO_REQUEST")


@on_success(Kind.SHAPE, LIST, "READ-014", also=("ANSWER-006",))
def lists_all_but_the_newest_without_times(request: Request, answer: Answer) -> None:
    for entry in entries(answer)[1:]:
        for name in ("createdAt", "updatedAt", "expiresAt"):
            entry.pop(name, None)


@on_success(Kind.SHAPE, LIST, "READ-014", also=("ANSWER-006",))
def lists_transactions_without_their_status(request: Request, answer: Answer) -> None:
    for entry in entries(answer):
        entry.pop("transactionStatus", None)


@on_success(Kind.SHAPE, LIST, "READ-014", also=("ANSWER-029", "ANSWER-006"))
def lists_times_without_a_zone(request: Request, answer: Answer) -> None:
    for entry in entries(answer):
        entry["createdAt"] = str(entry.get("createdAt")).rstrip("Z")


@on_success(Kind.MEANING, LIST, "READ-015")
def links_every_entry_to_the_newest_transaction(request: Request, answer: Answer) -> None:
    listed = entries(answer)
    for entry in listed[1:]:
        entry["_links"]["self"] = listed[0]["_links"]["self"]


@on_success(Kind.MEANING, LIST, "READ-015")
def links_every_entry_to_the_list(request: Request, answer: Answer) -> None:
    for entry in entries(answer):
        entry["_links"]["self"] = answer.member("_links.self")


@on_success(Kind.MEANING, LIST, "READ-016")
def counts_one_too_few_of_several_transactions(request: Request, answer: Answer) -> None:
    if len(entries(answer)) > 1:
        answer.json["size"] -= 1


@on_success(Kind.SHAPE, LIST, "READ-016", also=("ANSWER-006", "READ-018"))
def counts_transactions_in_a_text(request: Request, answer: Answer) -> None:
    answer.json["size"] = str(answer.json.get("size"))


@on_success(Kind.MEANING, LIST, "READ-016", also=("READ-018",))
def counts_from_the_size_of_a_page(request: Request, answer: Answer) -> None:
    answer.json["size"] = 100


@on_success(Kind.MEANING, LIST, "READ-017")
def lists_the_oldest_transaction_first(request: Request, answer: Answer) -> None:
    relist(answer, reversed(entries(answer)))


@on_success(Kind.MEANING, LIST, "READ-017")
def lists_the_newest_first_and_the_others_as_they_came(request: Request, answer: Answer) -> None:
    newest, others = entries(answer)[:1], entries(answer)[1:]
    relist(answer, [*newest, *reversed(others)])


@on_success(Kind.STATUS, LIST, "READ-018", also=("ANSWER-002", "ANSWER-004", "ANSWER-005"))
def answers_an_empty_list_of_transactions_with_204(request: Request, answer: Answer) -> None:
    if not entries(answer):
        answer.status, answer.body = 204, b""


@on_success(Kind.STATUS, LIST, "READ-018")
def answers_an_empty_list_of_transactions_with_404(request: Request, answer: Answer) -> None:
    if not entries(answer):
        answer.status, answer.json = (
            404,
            {"code": "NOT_FOUND", "message": "There are no transactions.", "id": ""},
        )


@on_success(Kind.MEANING, LIST, "READ-018")
def counts_one_transaction_where_there_is_none(request: Request, answer: Answer) -> None:
    if not entries(answer):
        answer.json["size"] = 1


@on_refusal(Kind.STATUS, LIST, "READ-019", also=("ERROR-026", "LINK-026"))
def lists_nothing_for_a_user_that_there_is_not(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        answer.status, answer.json = 200, {"_links": {}, "_embedded": {"verifyTransactions": []}, "size": 0}


@on_success(Kind.SECURITY, LIST, "READ-020", also=("READ-018", "LINK-029"))
def lists_the_transactions_of_all_users(request: Request, answer: Answer) -> None:
    relist(answer, [*entries(answer), *shown(answer, _of_others(request, environment=True))])


@on_success(Kind.SECURITY, LIST, "READ-020")
def lists_transactions_of_another_environment(request: Request, answer: Answer) -> None:
    relist(answer, [*entries(answer), *shown(answer, _of_others(request, environment=False))])


@on_success(Kind.SECURITY, LIST, "READ-020", "READ-018")
def lists_those_of_others_where_a_user_has_none(request: Request, answer: Answer) -> None:
    if not entries(answer):
        relist(answer, shown(answer, _of_others(request, environment=True)))
