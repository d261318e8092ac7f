from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from pingone_conformance.mock.schemas.fields import (
    AbsoluteUri,
    EmailAddress,
    Integer,
    PhoneNumber,
    RequestBody,
    decode_base64,
)


class Example(RequestBody):
    whole_number: Integer = 0
    email: EmailAddress = ""
    phone: PhoneNumber = ""
    uri: AbsoluteUri = ""


def accepts(**members: Any) -> bool:
    try:
        Example.model_validate(members)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(("given", "taken"), [(1, 1), (1.9, 1), (-1.9, -1), (1e20, 10**20), (-0.0, 0)])
def test_a_number_becomes_an_integer(given: float, taken: int) -> None:
    assert Example.model_validate({"wholeNumber": given}).whole_number == taken


@pytest.mark.parametrize("given", ["1", True, None, [1], {}])
def test_nothing_else_becomes_an_integer(given: Any) -> None:
    assert not accepts(wholeNumber=given)


@pytest.mark.parametrize(
    "address", ["a@b", "a.b+c@example.com", '"a b"@example.com', "ü@exämple.de", "!#$%&'*+-/=?^_`{|}~@x.y"]
)
def test_addresses(address: str) -> None:
    assert accepts(email=address)


@pytest.mark.parametrize(
    "address", ["", "a", "@b", "a@", "a b@c", "a@b c", "a@b@c", "a@b\n", "a\u0000@b", "x" * 256 + "@b"]
)
def test_what_is_no_address(address: str) -> None:
    assert not accepts(email=address)


@pytest.mark.parametrize("number", ["+1 (512) 555-1234", "1", "(0) 1", "+49.30.1"])
def test_numbers(number: str) -> None:
    assert accepts(phone=number)


@pytest.mark.parametrize("number", ["", "+", "()", "1+1", "1a", "١٢٣", "1" * 33, "1\n", "tel:1"])
def test_what_is_no_number(number: str) -> None:
    assert not accepts(phone=number)


@pytest.mark.parametrize("uri", ["https://example.com", "app:open", "x-y.z+1://a?b#c"])
def test_absolute_uris(uri: str) -> None:
    assert accepts(uri=uri)


@pytest.mark.parametrize(
    "uri", ["", "/path", "example.com", "1:2", "a:", "a: b", "a:\u0007", "a:" + "b" * 2048]
)
def test_what_is_no_absolute_uri(uri: str) -> None:
    assert not accepts(uri=uri)


def test_names_are_in_camel_case_only() -> None:
    assert Example.model_validate({"whole_number": 5}).whole_number == 0


def test_base64_is_decoded() -> None:
    assert decode_base64("aGVsbG8=") == b"hello"


@pytest.mark.parametrize(
    "text", ["a", "aGVsbG8", "aGVs bG8=", "aGVsbG8=\n", "-_-_", "ü", "data:image/png;base64,aGVs"]
)
def test_what_is_not_base64(text: str) -> None:
    with pytest.raises(ValueError, match="not base64"):
        decode_base64(text)
