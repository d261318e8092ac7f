"""Users that a wrong server shows, changes or forgets."""

from __future__ import annotations

from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_success


@on_success(Kind.SHAPE, "readOneUser", "USER-001")
def forgets_the_user_id(request: Request, answer: Answer) -> None:
    del answer.json["id"]


@around(Kind.MEANING, "updateUser", "USER-001")
def answers_an_update_without_keeping_it(request: Request) -> Around:
    before = request.mock.store.users.get(request.path["user_id"])
    yield
    if before is not None:
        request.mock.store.put_user(before)
