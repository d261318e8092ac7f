"""A suite that does what none should: it says aloud what the target answered."""

from __future__ import annotations

import logging
from typing import Any

import httpx
import pytest
from tests.canaries.bird import LOCAL

from pingone_conformance.findings import Finding, Untested


class OddError(Exception):
    """Its text is not one of its arguments."""

    def __init__(self, answer: httpx.Response) -> None:
        super().__init__()
        self.answer = answer

    def __str__(self) -> str:
        return self.answer.text


@pytest.fixture
def answer(api: Any, given: Any) -> httpx.Response:
    user = given.user()
    found: httpx.Response = api.call("readOneUser", userID=user["id"])
    return found


@pytest.fixture
def ends_badly(answer: httpx.Response) -> Any:
    yield
    raise OSError(answer.text)


@pytest.fixture
def begins_badly(answer: httpx.Response) -> None:
    raise OddError(answer)


@pytest.mark.rule("USER-001")
def test_local(answer: httpx.Response, expect: Any) -> None:
    owner = LOCAL
    expect([])
    raise RuntimeError(len(owner))


@pytest.mark.rule("USER-001")
def test_raises(answer: httpx.Response, expect: Any) -> None:
    expect([])
    error = RuntimeError(f"saw {answer.text}", answer.headers)
    error.add_note(answer.text)
    raise error


@pytest.mark.rule("USER-001")
def test_raises_oddly(answer: httpx.Response, expect: Any) -> None:
    expect([])
    errors = [OddError(answer), ValueError(answer.text)]
    raise ExceptionGroup(answer.text, errors) from OddError(answer)


@pytest.mark.rule("USER-001")
def test_asserts(answer: httpx.Response, expect: Any) -> None:
    expect([])
    assert answer.json() == {}, answer.text


@pytest.mark.rule("USER-001")
def test_finds(answer: httpx.Response, expect: Any) -> None:
    expect(
        [
            Finding(f"not {answer.text}", str(dict(answer.headers))),
            Finding(answer.text[:90], repr(answer.content)),
        ]
    )


@pytest.mark.rule("USER-001")
def test_is_untested(answer: httpx.Response) -> None:
    raise Untested(f"blocked: {answer.text}")


@pytest.mark.rule("USER-001")
def test_skips(answer: httpx.Response) -> None:
    pytest.skip(answer.text)


@pytest.mark.rule("USER-001")
def test_talks(answer: httpx.Response, expect: Any) -> None:
    print(answer.text, answer.headers)  # noqa: T201
    logging.getLogger("leaky").error("saw %s", answer.text)
    logging.getLogger("leaky").error("odd", exc_info=OddError(answer))
    expect([Finding("quiet", "talk")])


@pytest.mark.rule("USER-001")
def test_is_torn_down(ends_badly: None, expect: Any) -> None:
    expect([])


@pytest.mark.rule("USER-001")
def test_is_not_set_up(begins_badly: None, expect: Any) -> None:
    expect([])
