"""The answers of an httpbin that a mock gives."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pingone_conformance.target.cloud_control import CloudControl
from pingone_conformance.target.httpbin import ADDRESS, SLIDES, TEXT, answer_as_httpbin, encoded


class Host:
    """What a control plane is told of the host."""

    def __init__(self) -> None:
        self.name = ""
        self.answers: dict[str, dict[str, Any]] = {}

    def __call__(self, method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        assert method == "PUT"
        self.name = path.rpartition("/")[2]
        self.answers = {answer["path"]: answer for answer in body["answers"]}
        return {}


@pytest.mark.parametrize(
    ("address", "name", "base"),
    [(ADDRESS, "httpbin.example", ""), ("http://bin.example:8080/in/side/", "bin.example:8080", "/in/side")],
)
def test_it_answers_below_its_address(address: str, name: str, base: str) -> None:
    host = Host()
    answer_as_httpbin(CloudControl(host), address)
    assert host.name == name
    assert host.answers[f"{base}/anything"]["echo"]
    assert json.loads(host.answers[f"{base}/json"]["body"]) == SLIDES
    assert host.answers[f"{base}/status/404"]["reason"] == "NOT FOUND"


def test_a_text_is_a_step_of_a_path() -> None:
    host = Host()
    answer_as_httpbin(CloudControl(host))
    assert host.answers[f"/base64/{encoded(TEXT)}"]["body"] == TEXT
    assert not {"/", "+", "?"} & set(encoded(TEXT))
