"""Refusals of Advanced Identity Cloud, in the form of the interface that refuses.

Access management and identity management answer with code, reason and message ("Common REST"), the interface of
secrets and variables without the reason, as tenants do. A message never repeats what the client sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from pingone_conformance.mock.errors import ApiError
from pingone_conformance.mock.responses import JsonResponse


class CloudError(ApiError):
    """A request that the cloud side refuses; `reasons` tells whether the answer has a reason."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        detail: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, str(status), message, headers=headers)
        self.detail = detail
        self.reasons = True

    def response(self, error_id: str) -> JsonResponse:  # noqa: ARG002 - answers of this side have no id
        """Return the envelope."""
        body: dict[str, Any] = {"code": self.status}
        if self.reasons:
            body["reason"] = HTTPStatus(self.status).phrase
        body["message"] = self.message
        if self.detail is not None:
            body["detail"] = dict(self.detail)
        return JsonResponse(body, self.status, self.headers)


def translated(refusal: ApiError) -> CloudError:
    """Return any refusal as one of this side, with what is said about the first bad value."""
    if isinstance(refusal, CloudError):
        return refusal
    told = [f"{one.target}: {one.message}" for one in refusal.details if one.target]
    return CloudError(refusal.status, told[0] if told else refusal.message, headers=refusal.headers)


def bad_request(message: str, **detail: Any) -> CloudError:
    """400: the request is not acceptable."""
    return CloudError(400, message, detail=detail or None)


def access_denied() -> CloudError:
    """401: no access token of a service account, or one that is altered or expired."""
    return CloudError(401, "Access Denied", headers={"www-authenticate": "Bearer"})


def forbidden() -> CloudError:
    """403: the token is good, but lacks the scope of this interface."""
    return CloudError(403, "The access token has no scope for this request")


def not_found(message: str = "Not Found") -> CloudError:
    """404: nothing there."""
    return CloudError(404, message)


def conflict(message: str) -> CloudError:
    """409: something else is in the way."""
    return CloudError(409, message)
