"""Headers of an answer."""

import httpx
import pytest

from pingone_conformance.checks.headers import has_header, header_lists


def test_a_header_is_found_in_any_letter_case() -> None:
    answer = httpx.Response(200, headers={"correlation-id": "c-1"})
    assert not list(has_header(answer, "Correlation-Id"))


@pytest.mark.parametrize("headers", [{}, {"Correlation-Id": ""}, {"X-Correlation-Id": "c-1"}])
def test_an_absent_or_empty_header_is_a_finding(headers: dict[str, str]) -> None:
    assert len(list(has_header(httpx.Response(200, headers=headers), "Correlation-Id"))) == 1


@pytest.mark.parametrize(
    "value", ["no-store", "no-cache, No-Store, max-age=0", "private,no-store", "no-store=1"]
)
def test_a_directive_is_found_among_others(value: str) -> None:
    answer = httpx.Response(200, headers={"Cache-Control": value})
    assert not list(header_lists(answer, "Cache-Control", "no-store"))


@pytest.mark.parametrize("headers", [{}, {"Cache-Control": "no-cache"}, {"Cache-Control": "no-storefront"}])
def test_another_directive_is_a_finding(headers: dict[str, str]) -> None:
    answer = httpx.Response(200, headers=headers)
    assert len(list(header_lists(answer, "Cache-Control", "no-store"))) == 1
