"""In a rehearsal a transaction is lent as on a tenant."""

from collections.abc import Iterator

import pytest

from pingone_conformance.config import load_settings
from pingone_conformance.findings import Untested
from pingone_conformance.plugin.connect import connect
from pingone_conformance.plugin.target import MockTarget
from pingone_conformance.target.rehearsal import LentByMock
from pingone_conformance.target.states import Wish


@pytest.fixture
def target() -> Iterator[MockTarget]:
    target = connect(load_settings({"target": "mock", "seed": 1}))
    assert isinstance(target, MockTarget)
    target.start_test("rehearsal")
    yield target
    target.close()


def never() -> dict[str, object]:
    raise AssertionError("the run makes none itself")


def test_one_verified_transaction_is_lent_to_all(target: MockTarget) -> None:
    way = LentByMock(target.control)
    requests = target.recorder.requests
    first, second = (way.bring(target.api, Wish("SUCCESS"), never) for _ in range(2))
    assert first == second
    assert target.recorder.requests == requests
    read = target.api.call("readOneVerifyTransaction", userID=first["userID"], transactionID=first["id"])
    assert read.json()["transactionStatus"]["status"] == "SUCCESS"


@pytest.mark.parametrize("wish", [Wish("FAIL"), Wish("SUCCESS", special=True)])
def test_others_are_not(target: MockTarget, wish: Wish) -> None:
    with pytest.raises(Untested, match="--verification-hook"):
        LentByMock(target.control).bring(target.api, wish, never)
