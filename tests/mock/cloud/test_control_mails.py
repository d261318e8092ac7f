"""The control plane shows mails."""

from __future__ import annotations

from typing import Any


def test_without_mails_the_list_is_empty(api: Any) -> None:
    assert api.http.get("/_mock/mails").json() == {"mails": []}


def test_mails_are_shown_oldest_first_until_a_reset(api: Any) -> None:
    for subject in ("one", "two"):
        api.mock.store.cloud.mails.append({"to": "a@example.com", "subject": subject})
    assert [mail["subject"] for mail in api.http.get("/_mock/mails").json()["mails"]] == ["one", "two"]
    api.http.post("/_mock/reset", json={"seed": "again"})
    assert api.http.get("/_mock/mails").json() == {"mails": []}
