"""Content types and bodies of answers."""

import httpx
import pytest

from pingone_conformance.checks.answers import is_json, says_json

from .conftest import told


@pytest.mark.parametrize(
    "media_type",
    ["application/json", "application/hal+json", "Application/JSON;charset=UTF-8", "a/b+json ; x=y"],
)
def test_json_has_several_content_types(media_type: str) -> None:
    answer = httpx.Response(200, content=b"{}", headers={"content-type": media_type})
    assert not list(says_json(answer))


def test_a_body_without_a_content_type_says_nothing() -> None:
    assert told(says_json(httpx.Response(200, content=b"{}"))) == [("a JSON content type", "''")]


def test_what_is_empty_need_not_be_json() -> None:
    assert not list(says_json(httpx.Response(204)))
    assert not list(is_json(httpx.Response(204)))
    assert not list(is_json(httpx.Response(200, json=None)))
