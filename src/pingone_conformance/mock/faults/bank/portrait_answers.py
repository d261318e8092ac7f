"""Answers to portrait updates that have the wrong status, form or links around the right picture."""

from __future__ import annotations

from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Kind, on_success
from pingone_conformance.mock.faults.selfies import UPDATE

SHAPE = ("ANSWER-006",)


def address(answer: Answer, relation: str) -> str:
    """Return the address of a relation; empty where there is none."""
    found = answer.member(f"_links.{relation}.href")
    return found if isinstance(found, str) else ""


@on_success(Kind.STATUS, UPDATE, "PORTRAIT-040", also=("ANSWER-002",))
def answers_201_to_a_portrait(request: Request, answer: Answer) -> None:
    answer.status = 201


@on_success(Kind.STATUS, UPDATE, "PORTRAIT-040", also=("ANSWER-002",))
def answers_202_to_the_second_portrait_of_a_selfie(request: Request, answer: Answer) -> None:
    seen = request.memory.setdefault("painted", set())
    if request.path["verified_data_id"] in seen:
        answer.status = 202
    seen.add(request.path["verified_data_id"])


@on_success(Kind.SHAPE, UPDATE, "PORTRAIT-041", also=("PORTRAIT-042", *SHAPE))
def forgets_the_self_link_of_a_portrait(request: Request, answer: Answer) -> None:
    drop(answer, "_links.self")


@on_success(Kind.SHAPE, UPDATE, "PORTRAIT-041", "LINK-001", also=SHAPE)
def writes_the_self_link_of_a_portrait_without_its_host(request: Request, answer: Answer) -> None:
    put(answer, "_links.self", {"href": "/v1" + address(answer, "self").partition("/v1")[2]})


@on_success(Kind.MEANING, UPDATE, "PORTRAIT-042")
def links_a_portrait_to_the_list_of_verified_data(request: Request, answer: Answer) -> None:
    put(answer, "_links.self", {"href": address(answer, "self").rpartition("/")[0]})


@on_success(Kind.MEANING, UPDATE, "PORTRAIT-043")
def links_a_portrait_to_another_environment(request: Request, answer: Answer) -> None:
    other = request.mock.ready_made.other.environment.id
    here = address(answer, "environment")
    put(answer, "_links.environment", {"href": here.replace(request.path["environment_id"], other)})


@on_success(Kind.SHAPE, UPDATE, "PORTRAIT-043", also=SHAPE)
def forgets_the_environment_link_of_a_portrait(request: Request, answer: Answer) -> None:
    drop(answer, "_links.environment")


@on_success(Kind.SHAPE, UPDATE, "PORTRAIT-044", also=SHAPE)
def forgets_the_user_link_of_a_portrait(request: Request, answer: Answer) -> None:
    drop(answer, "_links.user")


@on_success(Kind.MEANING, UPDATE, "PORTRAIT-044")
def links_every_portrait_to_the_first_user(request: Request, answer: Answer) -> None:
    first = next(iter(request.mock.store.users))
    put(answer, "_links.user", {"href": address(answer, "user").replace(request.path["user_id"], first)})


@on_success(Kind.MEANING, UPDATE, "PORTRAIT-045")
def links_a_portrait_to_the_transactions_of_its_user(request: Request, answer: Answer) -> None:
    put(answer, "_links.verifyTransaction", {"href": address(answer, "verifyTransaction").rpartition("/")[0]})


@on_success(Kind.MEANING, UPDATE, "PORTRAIT-046")
def gives_each_portrait_an_id_of_its_own(request: Request, answer: Answer) -> None:
    put(answer, "id", request.mock.ids.uuid())


@on_success(Kind.SHAPE, UPDATE, "PORTRAIT-046", also=SHAPE)
def forgets_the_id_of_a_portrait(request: Request, answer: Answer) -> None:
    drop(answer, "id")


@on_success(Kind.MEANING, UPDATE, "PORTRAIT-047")
def calls_a_portrait_a_cropped_one(request: Request, answer: Answer) -> None:
    put(answer, "type", "CROPPED_PORTRAIT")


@on_success(Kind.SHAPE, UPDATE, "PORTRAIT-047", also=SHAPE)
def writes_the_type_of_a_portrait_in_small_letters(request: Request, answer: Answer) -> None:
    put(answer, "type", "selfie")


@on_success(Kind.SHAPE, UPDATE, "PORTRAIT-048", also=("IMAGE-003", *SHAPE))
def forgets_the_format_of_a_portrait(request: Request, answer: Answer) -> None:
    drop(answer, "data.format")


@on_success(Kind.SHAPE, UPDATE, "PORTRAIT-048", also=("IMAGE-003", *SHAPE))
def has_null_for_the_format_of_a_portrait(request: Request, answer: Answer) -> None:
    put(answer, "data.format", None)


@on_success(
    Kind.SHAPE, UPDATE, "PORTRAIT-049", also=("IMAGE-001", "IMAGE-002", "IMAGE-003", "PORTRAIT-050", *SHAPE)
)
def shows_a_portrait_as_a_list_of_lines(request: Request, answer: Answer) -> None:
    text = str(answer.member("data.image"))
    lines = [text[start : start + 1000] for start in range(0, len(text), 1000)]
    put(answer, "data.image", lines)


@on_success(
    Kind.SHAPE,
    UPDATE,
    "PORTRAIT-048",
    "PORTRAIT-049",
    also=("IMAGE-001", "IMAGE-002", "IMAGE-003", "PORTRAIT-050", *SHAPE),
)
def shows_a_portrait_beside_its_data(request: Request, answer: Answer) -> None:
    for name, value in (answer.member("data") or {}).items():
        put(answer, name, value)
    drop(answer, "data")
