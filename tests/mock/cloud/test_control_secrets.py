"""The control plane maps secret labels."""

from __future__ import annotations

from typing import Any

import pytest

from pingone_conformance.mock.cloud import control_secrets

LABEL = "scripted.node.x"


def put(api: Any, **body: Any) -> int:
    return int(api.http.put("/_mock/secretLabels", json=body).status_code)


def test_a_label_is_mapped_in_a_realm_or_globally(api: Any) -> None:
    assert put(api, label=LABEL, realm="alpha", secret="esv-one") == 204
    assert put(api, label=LABEL, realm=None, secret="esv-two") == 204
    assert api.mock.store.cloud.secret_labels == {"alpha": {LABEL: "esv-one"}, "": {LABEL: "esv-two"}}


def test_a_mapping_can_end(api: Any) -> None:
    put(api, label=LABEL, realm="alpha", secret="esv-one")
    assert put(api, label=LABEL, realm="alpha", secret=None) == 204
    assert put(api, label=LABEL, realm="alpha", secret=None) == 204
    assert api.mock.store.cloud.secret_labels == {"alpha": {}}


@pytest.mark.parametrize(
    "body",
    [
        {"label": LABEL},
        {"label": "", "secret": "esv-one"},
        {"label": "scripted node", "secret": "esv-one"},
        {"label": LABEL, "secret": "one"},
        {"label": LABEL, "secret": "esv-one", "realm": "gamma"},
    ],
)
def test_a_mapping_that_is_none_is_refused(api: Any, body: dict[str, Any]) -> None:
    assert put(api, **body) == 400


def test_there_is_a_greatest_number_of_labels(api: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control_secrets, "MAX_KEPT", 1)
    assert put(api, label=LABEL, secret="esv-one") == 204
    assert put(api, label=LABEL, secret="esv-two") == 204
    assert put(api, label="another", secret="esv-one") == 400
