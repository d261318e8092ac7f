from __future__ import annotations

from typing import Any

import pytest

from pingone_conformance.mock.views import masked


def view(api: Any, **requirements: Any) -> dict[str, Any]:
    transaction = api.new_transaction(requirements=requirements)
    return dict(api.http.get(f"/_mock/transactions/{transaction['id']}/view").json())


def test_without_addresses_any_may_be_entered(api: Any) -> None:
    assert view(api)["email"] == {"mode": "free"}


def test_an_empty_list_is_no_address(api: Any) -> None:
    assert view(api, email={"options": []})["email"] == {"mode": "free"}


def test_one_address_is_fixed(api: Any) -> None:
    assert view(api, email={"options": ["a@b.c"]})["email"] == {"mode": "fixed", "address": "a@b.c"}


def test_several_addresses_are_a_masked_choice_in_order(api: Any) -> None:
    choice = view(api, email={"options": ["robert@b.c", "a@d.e", "bob@f.g"]})["email"]
    assert choice == {"mode": "choice", "choices": ["r*****@b.c", "a***@d.e", "b***@f.g"]}


def test_without_a_number_there_is_no_phone(api: Any) -> None:
    assert view(api)["phone"] is None


def test_a_number_is_fixed(api: Any) -> None:
    assert view(api, phone={"value": "15125551234"})["phone"] == {"mode": "fixed", "number": "15125551234"}


@pytest.mark.parametrize("address", ["a@b.c", "ab@b.c", '"x@y"@b.c', "long.name@example.com"])
def test_a_masked_address_hides_most_of_its_local_part(address: str) -> None:
    local, _, domain = masked(address).rpartition("@")
    assert local[1:] == "*" * len(local[1:])
    assert address.endswith(domain)


def test_the_view_of_an_unknown_transaction_is_404(api: Any) -> None:
    assert api.http.get("/_mock/transactions/unknown/view").status_code == 404
