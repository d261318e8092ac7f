from __future__ import annotations

from typing import Any

import pytest

CONFIRM = "application/vnd.pingidentity.user.confirm+json"
PROVIDED = {"username": "linda", "email": "linda@example.com", "name": {"given": "Linda"}}


def confirm(api: Any, flow: str, **body: Any) -> Any:
    return api.http.post(flow, json={"username": "linda", **body}, headers={"content-type": CONFIRM})


@pytest.fixture
def flow(api: Any) -> str:
    return str(api.new_flow(identityProviderAttributes=PROVIDED))


def account(api: Any, answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    return dict(api.get(f"{api.environment}/users/{answer.json()['_embedded']['user']['id']}").json())


def test_a_flow_waits_for_confirmation(api: Any, flow: str) -> None:
    assert api.http.get(flow).json()["status"] == "ACCOUNT_CONFIRMATION_REQUIRED"


def test_a_flow_links_to_itself_and_its_action(api: Any, flow: str) -> None:
    links = api.http.get(flow).json()["_links"]
    assert links == {name: {"href": f"http://mock.test{flow}"} for name in ("self", "user.confirm")}


def test_a_flow_shows_what_the_provider_returned(api: Any, flow: str) -> None:
    assert api.http.get(flow).json()["_embedded"]["user"] == PROVIDED


def test_a_flow_gives_a_session_cookie(api: Any, flow: str) -> None:
    cookie = api.http.get(flow).headers["set-cookie"]
    assert cookie.startswith("ST=")
    assert {"Secure", "HttpOnly", "SameSite=None", f"Path=/{api.names['environmentId']}"} < set(
        cookie.split("; ")
    )


def test_a_confirmation_needs_no_token_and_no_cookie(api: Any, flow: str) -> None:
    assert confirm(api, flow).status_code == 200


def test_a_new_account_completes_the_flow(api: Any, flow: str) -> None:
    assert confirm(api, flow).json()["status"] == "COMPLETED"


def test_a_completed_flow_reads_as_such(api: Any, flow: str) -> None:
    confirm(api, flow)
    assert api.http.get(flow).json()["status"] == "COMPLETED"


def test_the_account_has_the_confirmed_name(api: Any, flow: str) -> None:
    assert account(api, confirm(api, flow, username="other"))["username"] == "other"


def test_the_account_has_what_the_provider_returned(api: Any, flow: str) -> None:
    assert account(api, confirm(api, flow))["email"] == "linda@example.com"


def test_a_confirmed_attribute_wins_over_the_providers(api: Any, flow: str) -> None:
    assert account(api, confirm(api, flow, email="new@example.com"))["email"] == "new@example.com"


def test_what_the_provider_did_not_return_is_ignored(api: Any, flow: str) -> None:
    assert "nickname" not in account(api, confirm(api, flow, nickname="Lin"))


def test_what_the_provider_did_not_return_is_ignored_inside_objects(api: Any, flow: str) -> None:
    assert account(api, confirm(api, flow, name={"given": "Lin", "family": "Jones"}))["name"] == {
        "given": "Lin"
    }


def test_an_existing_account_has_to_be_linked(api: Any, flow: str) -> None:
    api.new_user(username="linda")
    assert confirm(api, flow).json()["status"] == "ACCOUNT_LINKING_REQUIRED"


def test_an_existing_account_is_not_changed(api: Any, flow: str) -> None:
    user = api.new_user(username="linda")
    confirm(api, flow)
    assert api.get(f"{api.environment}/users/{user['id']}").json() == user


def test_an_existing_accounts_id_is_not_given_away(api: Any, flow: str) -> None:
    api.new_user(username="linda")
    assert confirm(api, flow).json()["_embedded"]["user"] == {"username": "linda"}


def test_a_flow_is_confirmed_once(api: Any, flow: str) -> None:
    confirm(api, flow)
    answer = confirm(api, flow, username="again")
    assert (answer.status_code, answer.json()["code"]) == (400, "REQUEST_FAILED")


@pytest.mark.parametrize("body", [{}, {"username": None}, {"username": 5}, {"username": ""}])
def test_a_confirmation_needs_a_name(api: Any, flow: str, body: dict[str, Any]) -> None:
    answer = api.http.post(flow, json=body, headers={"content-type": CONFIRM})
    assert (answer.status_code, answer.json()["details"][0]["target"]) == (400, "username")


def test_a_refused_confirmation_leaves_the_flow_waiting(api: Any, flow: str) -> None:
    confirm(api, flow, username="")
    assert api.http.get(flow).json()["status"] == "ACCOUNT_CONFIRMATION_REQUIRED"


@pytest.mark.parametrize("media_type", [CONFIRM.upper(), f"{CONFIRM};charset=UTF-8"])
def test_the_media_type_is_accepted(api: Any, flow: str, media_type: str) -> None:
    answer = api.http.post(flow, json={"username": "linda"}, headers={"content-type": media_type})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "media_type",
    [
        "application/json",
        "application/vnd.pingidentity.usernamePassword.check+json",
        "application/vnd.pingidentity.replace.background+json",
        "application/vnd.pingidentity.user.confirm",
        "application/vnd.pingidentity.user.confirm+xml",
    ],
)
def test_another_media_type_is_415(api: Any, flow: str, media_type: str) -> None:
    answer = api.http.post(flow, json={"username": "linda"}, headers={"content-type": media_type})
    assert answer.status_code == 415


def test_an_idle_flow_is_gone(api: Any, flow: str) -> None:
    api.advance(15 * 60)
    assert (api.http.get(flow).status_code, confirm(api, flow).status_code) == (404, 404)


def test_a_flow_in_use_stays(api: Any, flow: str) -> None:
    for _ in range(3):
        api.advance(14 * 60)
        assert api.http.get(flow).status_code == 200


def test_an_unknown_flow_is_404(api: Any) -> None:
    assert api.http.get(f"/{api.names['environmentId']}/flows/unknown").status_code == 404


def test_a_flow_of_another_environment_is_404(api: Any, flow: str) -> None:
    other = api.names["otherEnvironment"]["environmentId"]
    assert api.http.get(f"/{other}/flows/{flow.rpartition('/')[2]}").status_code == 404
