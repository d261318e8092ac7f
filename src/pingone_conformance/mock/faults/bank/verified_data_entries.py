"""Single verified data that a wrong server does not find, shows as something else, or shows in another form."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

from pingone_conformance.mock.errors import not_found
from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Kind, on_request, on_success
from pingone_conformance.mock.faults.selfies import encoded, file_in, portrait_in, selfie_of

READ = "readOneVerifiedData"
SHAPE = ("ANSWER-006",)


def sources_of(answer: Answer) -> list[dict[str, Any]]:
    """Return the sources of an end user's client, to be changed in place."""
    found = answer.member("data.sources")
    return [source for source in found if isinstance(source, dict)] if isinstance(found, list) else []


def is_of(answer: Answer, *types: str) -> bool:
    """Tell whether an answer is one of these types."""
    return answer.member("type") in types


@on_request(Kind.STATE, READ, "DATA-027", also=("DATA-028", "DATA-029", "DATA-030"))
def finds_nothing_of_earlier_attempts(request: Request) -> None:
    item = selfie_of(request)
    of = request.mock.store.verified_data.get(request.path["transaction_id"], {})
    if item is not None and item.attempt == 1 and any(other.attempt == 2 for other in of.values()):
        raise not_found()


@on_success(Kind.STATUS, READ, "DATA-027", also=("ANSWER-002", "DATA-036", "DATA-037"))
def answers_203_to_one_of_the_verified_data(request: Request, answer: Answer) -> None:
    answer.status = 203


@on_success(Kind.STATUS, READ, "DATA-027", also=("ANSWER-002",))
def answers_206_to_a_picture(request: Request, answer: Answer) -> None:
    if is_of(answer, "FRONT_IMAGE", "BACK_IMAGE"):
        answer.status = 206


@on_success(Kind.MEANING, READ, "DATA-028", also=("DATA-031", "LINK-022", "LINK-025"))
def calls_verified_data_by_the_id_of_the_transaction(request: Request, answer: Answer) -> None:
    put(answer, "id", request.path["transaction_id"])


@on_success(Kind.SHAPE, READ, "DATA-028", also=("DATA-031", "LINK-022", "LINK-025", *SHAPE))
def forgets_the_id_of_verified_data(request: Request, answer: Answer) -> None:
    drop(answer, "id")


@on_success(Kind.MEANING, READ, "DATA-029")
def calls_a_government_id_by_its_kind(request: Request, answer: Answer) -> None:
    if is_of(answer, "GOVERNMENT_ID"):
        put(answer, "type", "DRIVER_LICENSE")


@on_success(Kind.MEANING, READ, "DATA-029")
def swaps_the_types_of_front_and_back(request: Request, answer: Answer) -> None:
    sides = {"FRONT_IMAGE": "BACK_IMAGE", "BACK_IMAGE": "FRONT_IMAGE"}
    put(answer, "type", sides.get(answer.member("type"), answer.member("type")))


@on_success(Kind.SHAPE, READ, "DATA-030", also=SHAPE)
def writes_the_data_of_a_barcode_as_text(request: Request, answer: Answer) -> None:
    if is_of(answer, "BARCODE"):
        put(answer, "data", json.dumps(answer.member("data")))


@on_success(Kind.SHAPE, READ, "DATA-030", also=("DATA-035", *SHAPE))
def writes_the_data_of_the_end_users_client_as_a_list(request: Request, answer: Answer) -> None:
    if is_of(answer, "END_USER_CLIENT"):
        put(answer, "data", answer.member("data.sources"))


@on_success(Kind.SHAPE, READ, "DATA-031", also=SHAPE)
def forgets_the_user_link_of_verified_data(request: Request, answer: Answer) -> None:
    drop(answer, "_links.user")


@on_success(Kind.MEANING, READ, "DATA-031")
def links_a_selfie_to_another_environment(request: Request, answer: Answer) -> None:
    if is_of(answer, "SELFIE"):
        other = request.mock.ready_made.other.environment.id
        here = str(answer.member("_links.environment.href"))
        put(answer, "_links.environment.href", here.replace(request.path["environment_id"], other))


@on_success(Kind.MEANING, READ, "DATA-031")
def links_verified_data_to_their_list(request: Request, answer: Answer) -> None:
    put(answer, "_links.self.href", str(answer.member("_links.self.href")).rpartition("/")[0])


@on_success(Kind.SHAPE, READ, "DATA-032", also=SHAPE)
def writes_an_unknown_weight_as_0(request: Request, answer: Answer) -> None:
    if is_of(answer, "GOVERNMENT_ID"):
        put(answer, "data.weight", 0)


@on_success(Kind.SHAPE, READ, "DATA-032", also=SHAPE)
def takes_the_birth_date_apart(request: Request, answer: Answer) -> None:
    year, _, rest = str(answer.member("data.birthDate")).partition("-")
    if is_of(answer, "GOVERNMENT_ID"):
        put(answer, "data.birthDate", {"year": year, "rest": rest})


@on_success(Kind.MEANING, READ, "DATA-032")
def shows_a_government_id_without_data(request: Request, answer: Answer) -> None:
    if is_of(answer, "GOVERNMENT_ID"):
        put(answer, "data", {})


@on_success(Kind.SHAPE, READ, "DATA-033", also=("DATA-034", *SHAPE))
def forgets_the_format_of_a_selfie(request: Request, answer: Answer) -> None:
    if is_of(answer, "SELFIE"):
        drop(answer, "data.format")


@on_success(Kind.SHAPE, READ, "DATA-033", also=("DATA-034", "PORTRAIT-050", *SHAPE))
def calls_the_picture_of_a_selfie_content(request: Request, answer: Answer) -> None:
    if is_of(answer, "SELFIE"):
        put(answer, "data.content", answer.member("data.image"))
        drop(answer, "data.image")


@on_success(Kind.MEANING, READ, "DATA-034", also=("PORTRAIT-050",))
def cuts_a_selfie_off_after_90_per_cent(request: Request, answer: Answer) -> None:
    picture = file_in(answer)
    if is_of(answer, "SELFIE"):
        put(answer, "data.image", b64encode(picture[: len(picture) * 9 // 10]).decode())


@on_success(Kind.MEANING, READ, "DATA-034", also=("PORTRAIT-050",))
def calls_a_selfie_in_png_jpeg(request: Request, answer: Answer) -> None:
    picture = portrait_in(answer) if is_of(answer, "SELFIE") else None
    if picture is not None:
        put(answer, "data.image", b64encode(encoded(picture, "PNG")).decode())


@on_success(Kind.SHAPE, READ, "DATA-035")
def shows_one_source_of_the_client_beside_its_data(request: Request, answer: Answer) -> None:
    sources = answer.member("data.sources")
    if isinstance(sources, list) and sources:
        put(answer, "data", sources[0])


@on_success(Kind.MEANING, READ, "DATA-035")
def forgets_the_user_agent_of_a_source(request: Request, answer: Answer) -> None:
    for source in sources_of(answer):
        source.pop("userAgent", None)


@on_success(Kind.MEANING, READ, "DATA-035")
def knows_no_address_of_the_client(request: Request, answer: Answer) -> None:
    for source in sources_of(answer):
        source["ipAddress"] = ""
