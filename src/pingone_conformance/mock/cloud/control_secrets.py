"""Control plane: what secret labels are mapped to, which administrators do in the console."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from pingone_conformance.mock.cloud.store import MAX_KEPT
from pingone_conformance.mock.errors import request_failed
from pingone_conformance.mock.operation import Call, Endpoint, WithBody, nothing
from pingone_conformance.mock.responses import no_content
from pingone_conformance.mock.schemas.control_secrets import SecretLabel
from pingone_conformance.mock.state import Mock


def routes(mock: Mock) -> list[BaseRoute]:
    """Return the routes about secret labels."""
    change = WithBody(nothing, SecretLabel, map_label, bearer=False)
    return [Route("/_mock/secretLabels", Endpoint(mock, PUT=change))]


def map_label(call: Call, _: None, body: SecretLabel) -> Response:
    """Map a label to a secret, which need not be there yet, until a reset."""
    labels = call.mock.store.cloud.secret_labels.setdefault(body.realm or "", {})
    if body.secret is None:
        labels.pop(body.label, None)
        return no_content()
    if len(labels) >= MAX_KEPT and body.label not in labels:
        raise request_failed("There are too many secret labels.", "SIZE_LIMIT_EXCEEDED")
    labels[body.label] = body.secret
    return no_content()
