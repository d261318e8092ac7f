"""The three requests whose rate is measured, and what the mock answers to them."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from PIL import Image

from benchmarks.served_mock import ServedMock
from benchmarks.wrk import Exercise, post, post_counting
from pingone_conformance.spec import load_description

_PORTRAIT_SIZE = (480, 640)


@dataclass(frozen=True)
class Sample:
    """An exercise with one request of it as data, for the check before and for stubs.

    `answer` is the mock's own; other servers are set up to give the same bytes.
    """

    exercise: Exercise
    operation_id: str
    media_type: str | None
    body: Any
    status: int
    answer: str

    def answered_by(self, url: str, token: str) -> httpx.Response:
        """The answer of a server to this request."""
        return send(url + self.exercise.path, token, self.media_type, self.body)


def samples(mock: ServedMock) -> list[Sample]:
    """Create a transaction, read one, and a portrait of 480 x 640 pixels on a colour that is new each time."""
    transaction = mock.new_transaction()
    mock.verify(transaction)
    create, create_type = _documented("createVerifyTransaction")
    portrait, portrait_type = _documented("updatePortraitBackground")
    portrait["backgroundColor"]["red"] = "%d"
    changing = json.dumps(portrait).replace('"%d"', "%d")
    one = f"{mock.transactions_path}/{transaction}"
    selfie = f"{one}/verifiedData/{mock.selfie(transaction)}"
    made = [
        _sample(
            mock,
            Exercise("create transaction", mock.transactions_path, post(create_type, json.dumps(create))),
            ("createVerifyTransaction", create_type, create),
        ),
        _sample(mock, Exercise("read transaction", one, ""), ("readOneVerifyTransaction", None, None)),
        _sample(
            mock,
            Exercise("portrait", selfie, post_counting(portrait_type, changing)),
            ("updatePortraitBackground", portrait_type, json.loads(changing % 179)),
        ),
    ]
    _check_portrait(made[-1])
    return made


def send(url: str, token: str, media_type: str | None, body: Any) -> httpx.Response:
    """Send one request as wrk sends it."""
    headers = {"Authorization": f"Bearer {token}"} | ({"Content-Type": media_type} if media_type else {})
    method = "GET" if body is None else "POST"
    content = None if body is None else json.dumps(body)
    with httpx.Client(trust_env=False, timeout=30) as client:
        return client.request(method, url, headers=headers, content=content)


def _documented(operation_id: str) -> tuple[dict[str, Any], str]:
    """The documented request body of an operation, and its media type."""
    definition = load_description().operation(operation_id).definition
    media_type, content = next(iter(definition["requestBody"]["content"].items()))
    body: Mapping[str, Any] = content["examples"]["documented"]["value"]
    return json.loads(json.dumps(body)), media_type


def _sample(mock: ServedMock, exercise: Exercise, request: tuple[str, str | None, Any]) -> Sample:
    operation_id, media_type, body = request
    answer = send(mock.url + exercise.path, mock.token, media_type, body).raise_for_status()
    return Sample(exercise, operation_id, media_type, body, answer.status_code, answer.text)


def _check_portrait(sample: Sample) -> None:
    """A smaller picture would be another measurement."""
    data = base64.b64decode(json.loads(sample.answer)["data"]["image"])
    with Image.open(io.BytesIO(data)) as picture:
        if picture.size != _PORTRAIT_SIZE:
            raise RuntimeError(f"the portrait has {picture.size} pixels, not {_PORTRAIT_SIZE}")
