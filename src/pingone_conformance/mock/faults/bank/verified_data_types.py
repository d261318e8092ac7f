"""Lists of verified data by type and by attempt that hold the wrong things."""

from __future__ import annotations

from pingone_conformance.mock.errors import invalid_value
from pingone_conformance.mock.faults.bank.verified_data_lists import (
    EARLIER,
    LATEST,
    LIST,
    entries,
    everything,
)
from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_request, on_success


def asked(request: Request) -> str:
    """Return the type that a request asks for; empty where it asks for none."""
    kind: str = request.query.get("type", "")
    return kind


def read_as(request: Request, kind: str, other: str) -> None:
    """Take a type of the query for another one, or for several."""
    if asked(request) == kind:
        request.query["type"] = other


def take_for_no_type(request: Request, kind: str) -> None:
    """Overlook a type of the query."""
    if asked(request) == kind:
        del request.query["type"]


def empty(request: Request, answer: Answer, kind: str) -> None:
    """List nothing where a type is asked for."""
    if asked(request) == kind:
        put(answer, LATEST, [])
        put(answer, "size", 0)


@on_request(Kind.MEANING, LIST, "DATA-011")
def lists_document_pictures_as_government_ids(request: Request) -> None:
    read_as(request, "GOVERNMENT_ID", "GOVERNMENT_ID,FRONT_IMAGE,BACK_IMAGE")


@on_request(Kind.VALIDATION, LIST, "DATA-012")
def lists_everything_for_a_barcode(request: Request) -> None:
    take_for_no_type(request, "BARCODE")


@on_request(Kind.MEANING, LIST, "DATA-013")
def lists_back_images_as_front_images(request: Request) -> None:
    read_as(request, "FRONT_IMAGE", "FRONT_IMAGE,BACK_IMAGE")


@on_success(Kind.MEANING, LIST, "DATA-014")
def lists_no_back_images(request: Request, answer: Answer) -> None:
    empty(request, answer, "BACK_IMAGE")


@on_request(Kind.MEANING, LIST, "DATA-015", "DATA-025", also=("DATA-024",))
def lists_cropped_portraits_as_selfies(request: Request) -> None:
    types = asked(request).upper().split(",")
    if "SELFIE" in types:
        request.query["type"] = ",".join([*types, "CROPPED_PORTRAIT"])


@on_request(Kind.VALIDATION, LIST, "DATA-016")
def knows_no_signatures(request: Request) -> None:
    if asked(request) == "CROPPED_SIGNATURE":
        raise invalid_value("type", "The parameter has an unknown value.", "INVALID_PARAMETER")


@on_request(Kind.MEANING, LIST, "DATA-017")
def lists_all_that_is_cropped_as_documents(request: Request) -> None:
    read_as(request, "CROPPED_DOCUMENT", "CROPPED_DOCUMENT,CROPPED_PORTRAIT,CROPPED_SIGNATURE")


@on_request(Kind.MEANING, LIST, "DATA-018")
def lists_the_selfie_as_cropped_portrait(request: Request) -> None:
    read_as(request, "CROPPED_PORTRAIT", "SELFIE")


@on_request(Kind.VALIDATION, LIST, "DATA-019")
def lists_everything_for_a_voice_sample(request: Request) -> None:
    take_for_no_type(request, "VOICE_SAMPLE")


@on_request(Kind.MEANING, LIST, "DATA-020")
def lists_selfies_for_a_voice_input(request: Request) -> None:
    read_as(request, "VOICE_INPUT", "SELFIE")


@on_success(Kind.MEANING, LIST, "DATA-021")
def lists_nothing_of_the_end_users_client(request: Request, answer: Answer) -> None:
    empty(request, answer, "END_USER_CLIENT")


@on_request(Kind.VALIDATION, LIST, "DATA-022")
def lists_everything_for_a_biographic_match(request: Request) -> None:
    take_for_no_type(request, "BIOGRAPHIC_MATCH")


@around(Kind.MEANING, LIST, "DATA-011", "DATA-013", "DATA-014", "DATA-015", also=("DATA-024", "DATA-025"))
def overlooks_the_type_among_earlier_attempts(request: Request) -> Around:
    transaction = request.mock.store.verified_data.get(request.path["transaction_id"], {})
    answer = yield
    earlier = [item for item in transaction.values() if item.attempt == 1]
    if answer.ok and asked(request) and entries(answer, EARLIER):
        known = {entry.get("id"): entry for entry in entries(answer, EARLIER)}
        put(answer, EARLIER, [known.get(item.id, {"id": item.id, "type": item.type}) for item in earlier])


@on_success(
    Kind.MEANING,
    LIST,
    "DATA-011",
    "DATA-023",
    also=("DATA-013", "DATA-014", "DATA-015", "DATA-024", "DATA-025"),
)
def shows_the_earlier_attempt_as_the_latest(request: Request, answer: Answer) -> None:
    if asked(request) and entries(answer, EARLIER):
        put(answer, LATEST, [{**entry, "data": {}} for entry in entries(answer, EARLIER)])


@on_success(Kind.MEANING, LIST, "DATA-023")
def leaves_the_data_out_where_a_type_is_asked_for(request: Request, answer: Answer) -> None:
    for entry in everything(answer):
        entry.pop("data", None)


@on_success(Kind.MEANING, LIST, "DATA-023")
def lists_selfies_with_empty_data(request: Request, answer: Answer) -> None:
    for entry in everything(answer):
        if "data" in entry and entry.get("type") == "SELFIE":
            entry["data"] = {}


@on_request(Kind.VALIDATION, LIST, "DATA-024")
def tells_the_letter_case_of_types(request: Request) -> None:
    if asked(request) != asked(request).upper():
        raise invalid_value("type", "The parameter has an unknown value.", "INVALID_PARAMETER")


@on_request(Kind.VALIDATION, LIST, "DATA-024")
def overlooks_a_type_of_mixed_letter_case(request: Request) -> None:
    if asked(request) not in (asked(request).upper(), asked(request).lower()):
        del request.query["type"]


@on_request(Kind.MEANING, LIST, "DATA-025")
def looks_at_the_first_of_several_types(request: Request) -> None:
    if "," in asked(request):
        request.query["type"] = asked(request).partition(",")[0]


@on_request(Kind.VALIDATION, LIST, "DATA-025")
def refuses_several_types(request: Request) -> None:
    if "," in asked(request):
        raise invalid_value("type", "The parameter has an unknown value.", "INVALID_PARAMETER")


@on_request(Kind.MEANING, LIST, "DATA-026")
def overlooks_the_wish_for_the_latest_attempt(request: Request) -> None:
    if request.query.get("attempt") == "LATEST":
        del request.query["attempt"]


@on_request(Kind.MEANING, LIST, "DATA-026")
def takes_the_latest_attempt_for_the_first(request: Request) -> None:
    if request.query.get("attempt") == "LATEST":
        request.query["attempt"] = "1"


@around(Kind.MEANING, LIST, "DATA-026")
def joins_all_attempts_for_the_latest(request: Request) -> Around:
    latest = request.query.pop("attempt", None) == "LATEST"
    answer = yield
    if latest and answer.ok:
        put(answer, LATEST, everything(answer))
        put(answer, "size", len(entries(answer)))
        drop(answer, EARLIER)
