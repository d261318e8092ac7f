"""What a wrong server does or tells before it asks who is calling."""

from __future__ import annotations

from pingone_conformance.mock.errors import invalid_request, invalid_token, invalid_value, not_found
from pingone_conformance.mock.faults.bearer import is_anonymous, let_in
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_refusal, on_request


def _acting_first(request: Request) -> Around:
    """Do what is asked for, then refuse a caller without a token."""
    anonymous = is_anonymous(request)
    if anonymous:
        let_in(request)
    yield
    if anonymous:
        raise invalid_token()


def _tell(answer: Answer, text: object) -> None:
    if answer.status == 401 and isinstance(answer.json, dict):
        answer.json["message"] = f"{answer.json.get('message', '')} {text}"


@on_request(Kind.SECURITY, "readOneVerifyTransaction", "AUTH-019")
def tells_anybody_whether_a_transaction_exists(request: Request) -> None:
    known = request.mock.store.transactions
    if is_anonymous(request) and request.path["transaction_id"] not in known:
        raise not_found()


@on_request(Kind.SECURITY, "deleteVerifyPolicy", "AUTH-019")
def tells_anybody_whether_a_policy_exists(request: Request) -> None:
    known = request.mock.store.policies
    if is_anonymous(request) and request.path["policy_id"] not in known:
        raise not_found()


@on_request(Kind.SECURITY, ("readOneVerifiedData", "readAllVerifiedData"), "AUTH-019")
def tells_anybody_whether_the_user_of_a_piece_of_data_exists(request: Request) -> None:
    if is_anonymous(request) and request.path["user_id"] not in request.mock.store.users:
        raise not_found()


@on_request(Kind.STATUS, ("createUser", "updatePortraitBackground"), "AUTH-020")
def reads_the_body_before_the_token(request: Request) -> None:
    if is_anonymous(request) and (not isinstance(request.json, dict) or not request.json):
        raise invalid_request("The body is not a JSON object.")


@on_request(Kind.STATUS, ("updateVerifyPolicy", "createVerifyPolicy"), "AUTH-020")
def checks_the_name_of_a_policy_before_the_token(request: Request) -> None:
    name = request.member("name")
    if is_anonymous(request) and name is not None and not isinstance(name, str):
        raise invalid_value("name", "A name is a text.")


@around(Kind.SECURITY, "createUser", "AUTH-022")
def creates_a_user_and_then_asks_for_a_token(request: Request) -> Around:
    yield from _acting_first(request)


@around(Kind.SECURITY, "replaceUser", "AUTH-023")
def replaces_a_user_and_then_asks_for_a_token(request: Request) -> Around:
    yield from _acting_first(request)


@around(Kind.SECURITY, "updateUser", "AUTH-023")
def notes_who_was_refused_in_the_user(request: Request) -> Around:
    answer = yield
    user = request.mock.store.users.get(request.path["user_id"])
    if answer.status == 401 and user is not None and isinstance(request.member("nickname"), str):
        user.attributes["nickname"] = request.member("nickname")


@around(Kind.SECURITY, "createVerifyPolicy", "AUTH-024")
def creates_a_policy_and_then_asks_for_a_token(request: Request) -> Around:
    yield from _acting_first(request)


@around(Kind.SECURITY, "updateVerifyPolicy", "AUTH-024")
def updates_a_policy_and_then_asks_for_a_token(request: Request) -> Around:
    yield from _acting_first(request)


@around(Kind.SECURITY, "createVerifyTransaction", "AUTH-025")
def creates_a_transaction_and_then_asks_for_a_token(request: Request) -> Around:
    yield from _acting_first(request)


@around(Kind.SECURITY, "updateVerifyTransaction", "AUTH-025")
def approves_a_transaction_and_then_asks_for_a_token(request: Request) -> Around:
    yield from _acting_first(request)


@on_refusal(Kind.SECURITY, "readOneUser", "AUTH-026")
def says_whose_record_it_is_in_a_401(request: Request, answer: Answer) -> None:
    user = request.mock.store.users.get(request.path["user_id"])
    if user is not None:
        _tell(answer, f"You may not see {user.attributes.get('email')}.")


@on_refusal(Kind.SECURITY, "readOneVerifyPolicy", "AUTH-026")
def names_the_policy_in_a_401(request: Request, answer: Answer) -> None:
    policy = request.mock.store.policies.get(request.path["policy_id"])
    if policy is not None:
        _tell(answer, f"You may not see {policy.settings['name']}.")


@on_refusal(Kind.SECURITY, "readAllVerificationMetadata", "AUTH-026")
def names_what_was_judged_in_a_401(request: Request, answer: Answer) -> None:
    judged = request.mock.store.metadata.get(request.path["transaction_id"], {})
    _tell(answer, "You may not see " + ", ".join(piece.type for piece in judged.values()))
