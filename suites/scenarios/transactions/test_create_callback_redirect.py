"""A callback and a redirect need a URL, and nothing else."""

import pytest

from pingone_conformance.checks.status import is_accepted, is_refused
from pingone_conformance.target.pairs import partner

# The values of the document Create Verify Transaction, Request Body.
CALLBACK_URL = "https://example.com/testUrl2"
REDIRECT_URL = "https://example.com"
HEADERS = {"x-environment-id": "abfba8f6-49eb-49f5-a5d9-80ad5c98f9f6"}

URL_ALONE = [
    pytest.param({"callback": {"url": CALLBACK_URL}}, marks=pytest.mark.rule("TXN-038"), id="callback"),
    pytest.param({"redirect": {"url": REDIRECT_URL}}, marks=pytest.mark.rule("TXN-041"), id="redirect"),
]
URL_MISSING = [
    pytest.param("callback", {"headers": HEADERS}, marks=pytest.mark.rule("TXN-039"), id="callback"),
    pytest.param("callback", {}, marks=pytest.mark.rule("TXN-039"), id="callback-empty"),
    pytest.param(
        "redirect", {"message": "Redirect message"}, marks=pytest.mark.rule("TXN-042"), id="redirect"
    ),
    pytest.param("redirect", {}, marks=pytest.mark.rule("TXN-042"), id="redirect-empty"),
]
NO_URL = [
    pytest.param("callback", marks=pytest.mark.rule("TXN-040")),
    pytest.param("redirect", marks=pytest.mark.rule("TXN-043")),
]


@pytest.mark.parametrize("body", URL_ALONE)
def test_a_url_is_enough(create_transaction, expect, body):
    answer = create_transaction.tried(**body)
    expect(is_accepted(answer), answer)


@pytest.mark.parametrize(("member", "value"), URL_MISSING)
def test_a_missing_url_is_refused(create_transaction, expect, member, value):
    answer = create_transaction(**{member: value})
    expect(is_refused(answer), answer)
    partner(create_transaction(**{member: {**value, "url": CALLBACK_URL}}))


@pytest.mark.parametrize("member", NO_URL)
@pytest.mark.parametrize("text", ["no URL at all", "testUrl2"], ids=["words", "relative"])
def test_a_text_that_is_no_url_is_refused(create_transaction, expect, member, text):
    answer = create_transaction(**{member: {"url": text}})
    expect(is_refused(answer), answer)
    partner(create_transaction(**{member: {"url": CALLBACK_URL}}))
