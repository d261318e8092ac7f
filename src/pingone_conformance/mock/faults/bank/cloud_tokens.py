"""Service accounts that a wrong server of Advanced Identity Cloud grants too much, too little or in another form."""

from __future__ import annotations

from pingone_conformance.mock.cloud.errors import access_denied
from pingone_conformance.mock.cloud.token import GRANT_TYPE, LIFETIME_SECONDS
from pingone_conformance.mock.errors import ApiError
from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_request, on_success

TOKEN = "createServiceAccountToken"  # noqa: S105 - the name of an operation
SHAPES = ("CLOUD-045", "CLOUD-046")
STATUSES = ("CLOUD-047", "CLOUD-048")
SCOPES = "fr:am:* fr:idm:* fr:idc:esv:*"


def _refuse_grant(request: Request) -> None:
    if GRANT_TYPE.rpartition(":")[2].encode() in request.body:
        raise ApiError(400, "invalid_grant", "The assertion is not good.")


@on_request(Kind.SECURITY, TOKEN, "CLOUD-001", also=("CLOUD-002", "CLOUD-003", *SHAPES, *STATUSES))
def service_accounts_are_granted_nothing(request: Request) -> None:
    _refuse_grant(request)


@on_success(Kind.SHAPE, TOKEN, "CLOUD-002", also=SHAPES)
def tokens_of_service_accounts_have_no_type(request: Request, answer: Answer) -> None:
    drop(answer, "token_type")


@on_success(Kind.SHAPE, TOKEN, "CLOUD-002", "CLOUD-003", also=SHAPES)
def tokens_of_service_accounts_do_not_say_how_long(request: Request, answer: Answer) -> None:
    drop(answer, "expires_in")


@on_success(Kind.SHAPE, TOKEN, "CLOUD-002", "CLOUD-003", also=SHAPES)
def tokens_of_service_accounts_live_for_a_text(request: Request, answer: Answer) -> None:
    put(answer, "expires_in", str(answer.member("expires_in")))


@on_success(Kind.SHAPE, TOKEN, "CLOUD-002", also=SHAPES)
def tokens_of_service_accounts_have_another_name(request: Request, answer: Answer) -> None:
    put(answer, "id_token", answer.member("access_token"))
    drop(answer, "access_token")


@on_success(Kind.MEANING, TOKEN, "CLOUD-003")
def tokens_of_service_accounts_live_for_an_hour(request: Request, answer: Answer) -> None:
    put(answer, "expires_in", LIFETIME_SECONDS * 4)


@on_request(Kind.SECURITY, "readAllScripts", "CLOUD-004", also=("CLOUD-015", "CLOUD-022", *STATUSES))
def tokens_do_not_open_the_list_of_scripts(request: Request) -> None:
    if request.headers.get("authorization"):
        raise access_denied()


@on_request(Kind.SECURITY, "readAllScripts", "CLOUD-005", also=("CLOUD-047",))
def scripts_are_told_to_anybody(request: Request) -> None:
    _let_in(request)


@on_request(Kind.SECURITY, "readAllManagedUsers", "CLOUD-005", also=("CLOUD-047",))
def managed_users_are_told_to_anybody(request: Request) -> None:
    _let_in(request)


@around(Kind.SECURITY, TOKEN, "CLOUD-006", also=("CLOUD-048",))
def assertions_of_any_key_are_good(request: Request) -> Around:
    answer = yield
    if answer.member("error") == "invalid_grant":
        answer.status = 200
        answer.json = {"scope": SCOPES, "token_type": "Bearer", "expires_in": LIFETIME_SECONDS}
        answer.json["access_token"] = _issued(request)


def _issued(request: Request) -> str:
    mock = request.mock
    account, trace = mock.ready_made.service_account_id, mock.ids.trace()
    return mock.cloud_tokens.issue(SCOPES, account, trace, mock.clock.now(), LIFETIME_SECONDS)


def _let_in(request: Request) -> None:
    if not request.headers.get("authorization"):
        request.headers["authorization"] = f"Bearer {_issued(request)}"
