"""Scripts of a realm that a wrong server of Advanced Identity Cloud keeps, lists or validates in another way."""

from __future__ import annotations

import base64

from pingone_conformance.mock.cloud.records import Script
from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_refusal, on_request, on_success

CREATE, READ, LIST = "createScript", "readOneScript", "readAllScripts"
UPDATE, DELETE = "updateScript", "deleteScript"
SHAPES = ("CLOUD-045", "CLOUD-046")
CREATED = tuple(f"CLOUD-{number:03}" for number in (7, 8, 9, 10, 11, 12, 13, 14, 15))


def _creates(request: Request) -> bool:
    return request.query.get("_action") == "create"


def _validates(request: Request) -> bool:
    return request.query.get("_action") == "validate"


@on_success(Kind.SHAPE, CREATE, "CLOUD-007", "CLOUD-008", also=SHAPES)
def new_scripts_have_no_id(request: Request, answer: Answer) -> None:
    drop(answer, "_id")


@on_success(Kind.SHAPE, CREATE, "CLOUD-008", also=(*SHAPES, *CREATED))
def ids_of_new_scripts_have_no_hyphens(request: Request, answer: Answer) -> None:
    if _creates(request):
        put(answer, "_id", str(answer.member("_id")).replace("-", ""))


@on_success(Kind.SHAPE, CREATE, "CLOUD-009", also=(*SHAPES, *CREATED))
def new_scripts_are_shown_in_plain_text(request: Request, answer: Answer) -> None:
    if _creates(request):
        put(answer, "script", base64.b64decode(str(answer.member("script"))).decode())


@on_success(Kind.MEANING, CREATE, "CLOUD-009", also=(*SHAPES, *CREATED))
def new_scripts_are_shown_in_latin_1(request: Request, answer: Answer) -> None:
    if _creates(request):
        text = base64.b64decode(str(answer.member("script"))).decode()
        put(answer, "script", base64.b64encode(text.encode("latin-1", "replace")).decode())


@on_success(Kind.MEANING, CREATE, "CLOUD-010", also=SHAPES)
def new_scripts_are_legacy_ones(request: Request, answer: Answer) -> None:
    if _creates(request):
        put(answer, "evaluatorVersion", "1.0")


@on_success(Kind.MEANING, CREATE, "CLOUD-010", also=CREATED)
def names_of_new_scripts_are_in_capitals(request: Request, answer: Answer) -> None:
    if _creates(request):
        put(answer, "name", str(answer.member("name")).upper())


@on_success(Kind.SHAPE, CREATE, "CLOUD-011", also=SHAPES)
def versions_of_engines_are_numbers(request: Request, answer: Answer) -> None:
    if _creates(request):
        put(answer, "evaluatorVersion", 2)


@on_success(Kind.MEANING, CREATE, "CLOUD-012", also=SHAPES)
def scripts_are_dated_in_seconds(request: Request, answer: Answer) -> None:
    if _creates(request):
        put(answer, "creationDate", answer.member("creationDate") // 1000)


@on_success(Kind.SHAPE, CREATE, "CLOUD-012", also=SHAPES)
def scripts_are_dated_in_text(request: Request, answer: Answer) -> None:
    if _creates(request):
        put(answer, "creationDate", "2026-01-01T00:00:00Z")


@on_success(Kind.MEANING, CREATE, "CLOUD-013", also=SHAPES)
def new_scripts_are_default_scripts(request: Request, answer: Answer) -> None:
    if _creates(request):
        put(answer, "default", True)


@on_success(
    Kind.STATE, CREATE, "CLOUD-014", "CLOUD-015", also=("CLOUD-016", "CLOUD-017", "CLOUD-018", "CLOUD-044")
)
def new_scripts_are_not_kept(request: Request, answer: Answer) -> None:
    if _creates(request):
        request.mock.store.cloud.scripts.popitem()


@on_success(Kind.MEANING, READ, "CLOUD-014", also=("CLOUD-017", "CLOUD-016", *SHAPES))
def scripts_are_read_without_their_source(request: Request, answer: Answer) -> None:
    put(answer, "script", "")


@on_success(Kind.STATE, LIST, "CLOUD-015")
def the_newest_script_is_not_listed(request: Request, answer: Answer) -> None:
    listed = answer.member("result")
    if listed:
        listed.pop()
        put(answer, "resultCount", len(listed))


@on_success(Kind.SHAPE, LIST, "CLOUD-015", also=("CLOUD-022", *SHAPES))
def scripts_are_listed_under_another_name(request: Request, answer: Answer) -> None:
    put(answer, "scripts", answer.member("result"))
    drop(answer, "result")


@around(Kind.STATE, UPDATE, "CLOUD-016", also=("CLOUD-017", *SHAPES))
def a_new_name_is_a_new_script(request: Request) -> Around:
    answer = yield
    scripts = request.mock.store.cloud.scripts
    key = (request.path["realm"], request.path["script_id"])
    if answer.ok and key in scripts:
        scripts[key[0], f"{key[1]}-2"] = scripts.pop(key)


@on_request(Kind.STATE, UPDATE, "CLOUD-017", also=("CLOUD-016",))
def an_update_leaves_the_source_alone(request: Request) -> None:
    known = request.mock.store.cloud.scripts.get((request.path["realm"], request.path["script_id"]))
    if known is not None and request.member("script") is not None:
        put(request, "script", base64.b64encode(known.text.encode()).decode())


@on_success(Kind.SHAPE, DELETE, "CLOUD-018", also=SHAPES)
def the_deletion_of_a_script_says_nothing(request: Request, answer: Answer) -> None:
    answer.status, answer.body = 204, b""


@on_success(Kind.SHAPE, DELETE, "CLOUD-018", also=SHAPES)
def the_deletion_of_a_script_says_true(request: Request, answer: Answer) -> None:
    answer.json = True


@around(Kind.STATE, DELETE, "CLOUD-043")
def deleted_scripts_are_still_there(request: Request) -> Around:
    before = dict(request.mock.store.cloud.scripts)
    yield
    request.mock.store.cloud.scripts.update(before)


@on_success(Kind.MEANING, CREATE, "CLOUD-019", also=("CLOUD-046",))
def no_script_is_valid(request: Request, answer: Answer) -> None:
    if _validates(request) and answer.member("success"):
        answer.json = {"success": False, "errors": [{"line": 1, "column": 1, "message": "not valid"}]}


@on_success(Kind.MEANING, CREATE, "CLOUD-020", also=("CLOUD-021",))
def every_script_is_valid(request: Request, answer: Answer) -> None:
    if _validates(request):
        answer.json = {"success": True}


@on_success(Kind.SHAPE, CREATE, "CLOUD-020", "CLOUD-021", also=SHAPES)
def scripts_that_are_not_valid_have_no_errors(request: Request, answer: Answer) -> None:
    if _validates(request):
        drop(answer, "errors")


@on_success(Kind.SHAPE, CREATE, "CLOUD-021", also=SHAPES)
def errors_of_scripts_have_no_line(request: Request, answer: Answer) -> None:
    for error in (answer.member("errors") or []) if _validates(request) else []:
        error.pop("line")


@on_success(Kind.SHAPE, CREATE, "CLOUD-021", also=SHAPES)
def errors_of_scripts_have_no_message(request: Request, answer: Answer) -> None:
    for error in (answer.member("errors") or []) if _validates(request) else []:
        error["message"] = ""


@around(Kind.STATE, CREATE, "CLOUD-022")
def validated_scripts_are_kept(request: Request) -> Around:
    answer = yield
    if _validates(request) and answer.ok:
        realm, name = request.path["realm"], str(request.member("name"))
        request.mock.store.cloud.scripts[realm, "validated"] = Script("validated", realm, name, "")


@on_refusal(Kind.STATUS, READ, "CLOUD-047", "CLOUD-048", "CLOUD-049", "CLOUD-043", also=("CLOUD-045",))
def an_unknown_script_is_an_error_of_the_server(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        answer.status = 500
