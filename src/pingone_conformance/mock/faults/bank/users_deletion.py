"""Deletions after which a wrong server has too much or too little."""

from __future__ import annotations

from pingone_conformance.mock.errors import forbidden
from pingone_conformance.mock.faults.edits import put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_refusal, on_success
from pingone_conformance.mock.faults.people import addressed

DELETE = "deleteUser"
READ = "readOneUser"
LIST = "readAllVerifyTransactions"


def _deleted(request: Request) -> dict[str, object]:
    gone: dict[str, object] = request.memory.setdefault("deleted", {})
    return gone


@on_success(Kind.STATUS, DELETE, "USER-070", also=("ANSWER-002",))
def answers_a_deletion_with_200(request: Request, answer: Answer) -> None:
    answer.status = 200


@on_success(Kind.STATUS, DELETE, "USER-070", also=("ANSWER-002",))
def answers_a_second_deletion_with_202(request: Request, answer: Answer) -> None:
    if request.memory.setdefault("deletions", 0):
        answer.status = 202
    request.memory["deletions"] += 1


@on_success(Kind.SHAPE, DELETE, "ANSWER-008", "USER-070", also=("ANSWER-002",))
def answers_a_deletion_with_the_user_that_was(request: Request, answer: Answer) -> None:
    answer.status, answer.json = 200, {"id": request.path["user_id"], "deleted": True}
    answer.headers["content-type"] = "application/json"


@around(Kind.STATE, DELETE, "USER-071", "USER-072", also=("USER-075", "LINK-026", "LINK-031"))
def answers_a_deletion_without_deleting(request: Request) -> Around:
    user = addressed(request)
    answer = yield
    if user is not None and answer.status == 204:
        request.mock.store.put_user(user)


@around(Kind.STATE, (DELETE, READ), "USER-071", "USER-072", "LINK-026")
def still_shows_a_deleted_user(request: Request) -> Around:
    user = addressed(request)
    kept = _deleted(request).get(request.path["user_id"])
    if request.operation == READ and isinstance(kept, bytes) and user is None:
        answer = yield
        if answer.status == 404:
            answer.status, answer.body = 200, kept
        return
    answer = yield
    if request.operation == READ and answer.ok:
        _deleted(request)[request.path["user_id"]] = answer.body


@around(Kind.STATUS, (DELETE, READ), "USER-072", also=("ERROR-016",))
def answers_the_read_of_a_deleted_user_with_403(request: Request) -> Around:
    there = addressed(request) is not None
    answer = yield
    if request.operation == DELETE and there and answer.ok:
        _deleted(request)[request.path["user_id"]] = True
    if request.operation == READ and answer.status == 404 and request.path["user_id"] in _deleted(request):
        raise forbidden()


@around(Kind.STATE, DELETE, "USER-073", also=("LINK-015", "LINK-018"))
def deletes_the_newest_user_too(request: Request) -> Around:
    user = addressed(request)
    answer = yield
    users = request.mock.store.users
    newest = users[next(reversed(users))] if users else None
    if answer.status == 204 and user and newest and newest.environment_id == user.environment_id:
        request.mock.store.remove_user(newest)


@on_refusal(Kind.STATUS, DELETE, "USER-074", "USER-075", also=("ERROR-026", "ERROR-027", "ERROR-028"))
def answers_the_deletion_of_nobody_with_204(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        answer.status, answer.body = 204, b""


@on_refusal(Kind.STATUS, DELETE, "USER-074", "USER-075", also=("ERROR-027", "ERROR-015"))
def answers_the_deletion_of_nobody_with_400(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        answer.status = 400
        put(answer, "code", "INVALID_REQUEST")


@around(Kind.STATE, DELETE, "USER-075")
def deletes_a_user_twice(request: Request) -> Around:
    there = addressed(request) is not None
    answer = yield
    if there and answer.ok:
        _deleted(request)[request.path["user_id"]] = True
    if answer.status == 404 and request.path["user_id"] in _deleted(request):
        answer.status, answer.body = 204, b""


@around(Kind.STATE, (DELETE, LIST), "LINK-031")
def leaves_the_transactions_of_a_deleted_user(request: Request) -> Around:
    answer = yield
    gone = _deleted(request)
    if request.operation == LIST and answer.ok:
        gone[request.path["user_id"]] = answer.body
    kept = gone.get(request.path["user_id"])
    if request.operation == LIST and answer.status == 404 and isinstance(kept, bytes):
        answer.status, answer.body = 200, kept


@around(Kind.STATE, DELETE, "USER-073", also=("LINK-015",))
def deletes_users_of_the_same_title(request: Request) -> Around:
    user = addressed(request)
    answer = yield
    title = user.attributes.get("title") if user else None
    if answer.status == 204 and title:
        for other in list(request.mock.store.users.values()):
            if other.attributes.get("title") == title:
                request.mock.store.remove_user(other)
