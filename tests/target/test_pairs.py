"""The acceptable request of a pair."""

import httpx
import pytest

from pingone_conformance.findings import ConformanceError, ExitCode, PartnerRefused
from pingone_conformance.target.pairs import partner


def answer(status: int, **extensions: str) -> httpx.Response:
    return httpx.Response(status, request=httpx.Request("POST", "http://x", extensions=extensions))


@pytest.mark.parametrize("status", [200, 201, 204])
def test_an_accepted_one_is_given_back(status: int) -> None:
    accepted = answer(status)
    assert partner(accepted) is accepted


@pytest.mark.parametrize("status", [302, 400, 401, 404, 415, 429, 500, 503])
def test_any_other_one_shows_nothing(status: int) -> None:
    with pytest.raises(
        PartnerRefused, match=rf"^updateUser answered {status} to the acceptable request that"
    ):
        partner(answer(status, operation="updateUser"))


def test_it_is_neither_a_crash_nor_bad_usage() -> None:
    assert issubclass(PartnerRefused, ConformanceError)
    assert PartnerRefused.exit_code is ExitCode.BROKEN
