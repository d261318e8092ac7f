from __future__ import annotations

from typing import Any

import pytest

from pingone_conformance.mock import store as stores
from pingone_conformance.mock.records import Flow, Policy, Transaction, User
from pingone_conformance.mock.store import Store


def user(number: int, name: str | None = None) -> User:
    return User(f"u{number}", "env", "pop", 0, 0, {"username": name or f"name{number}"})


def policy(number: int, *, default: bool = False) -> Policy:
    return Policy(f"p{number}", "env", default, 0, 0, {})


def transaction(number: int, user_id: str = "u1", **members: Any) -> Transaction:
    return Transaction(f"t{number}", "env", user_id, "p1", "REQUESTED", {}, "000000", 0, 0, 1, **members)


def test_a_renamed_user_frees_its_old_name() -> None:
    store = Store()
    store.put_user(user(1, "old"))
    store.put_user(user(1, "new"))
    assert store.user_named("env", "old") is None


def test_a_name_is_found_in_any_letter_case() -> None:
    store = Store()
    store.put_user(user(1, "Linda"))
    found = store.user_named("env", "LINDA")
    assert found is not None
    assert found.id == "u1"


def test_a_name_is_not_found_in_another_environment() -> None:
    store = Store()
    store.put_user(user(1, "linda"))
    assert store.user_named("other", "linda") is None


def test_a_removed_user_takes_its_transactions_along() -> None:
    store = Store()
    store.put_user(user(1))
    store.add_transaction(transaction(1))
    store.remove_user(user(1))
    assert not store.transactions


def test_a_new_default_policy_takes_over() -> None:
    store = Store()
    store.put_policy(policy(1, default=True))
    store.put_policy(policy(2, default=True))
    assert (store.policies["p1"].default, store.default_policy("env").id) == (False, "p2")


def test_transactions_are_listed_newest_first() -> None:
    store = Store()
    for number in (1, 2, 3):
        store.add_transaction(transaction(number))
    assert [found.id for found in store.transactions_of(user(1))] == ["t3", "t2", "t1"]


def test_a_removed_transaction_takes_its_evidence_along() -> None:
    store = Store()
    store.add_transaction(transaction(1))
    store.metadata["t1"] = {}
    store.verified_data["t1"] = {}
    store.remove_transaction(transaction(1))
    assert (store.metadata, store.verified_data) == ({}, {})


def test_the_oldest_transaction_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "MAX_RECORDS", 2)
    store = Store()
    for number in (1, 2, 3):
        store.add_transaction(transaction(number))
    assert list(store.transactions) == ["t2", "t3"]


def test_large_transactions_make_room_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "MAX_TRANSACTION_BYTES", 100)
    store = Store()
    for number in (1, 2, 3):
        store.add_transaction(transaction(number, weight=60))
    assert list(store.transactions) == ["t3"]


def test_a_list_shows_the_newest_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "MAX_LISTED", 2)
    store = Store()
    for number in (1, 2, 3):
        store.add_transaction(transaction(number))
    assert [found.id for found in store.transactions_of(user(1))] == ["t3", "t2"]


def test_the_oldest_user_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "MAX_RECORDS", 2)
    store = Store()
    for number in (1, 2, 3):
        store.put_user(user(number))
    assert list(store.users) == ["u2", "u3"]


def test_a_pinned_user_never_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "MAX_RECORDS", 2)
    store = Store()
    store.pin("u1")
    for number in (1, 2, 3):
        store.put_user(user(number))
    assert list(store.users) == ["u1", "u3"]


def test_the_default_policy_never_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "MAX_RECORDS", 2)
    store = Store()
    store.put_policy(policy(1, default=True))
    store.put_policy(policy(2))
    store.put_policy(policy(3))
    assert list(store.policies) == ["p1", "p3"]


def test_the_oldest_flow_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "MAX_RECORDS", 1)
    store = Store()
    for key in ("f1", "f2"):
        store.put_flow(Flow(key, "env", "s", "COMPLETED", {}, {}, 0, 1))
    assert list(store.flows) == ["f2"]
