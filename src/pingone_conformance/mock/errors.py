"""Refusals: the error envelope of the platform and the codes that the documents give it.

Codes follow "Error codes" and the platform's OpenAPI error schemas: INVALID_DATA, INVALID_REQUEST and
REQUEST_FAILED for 400, ACCESS_FAILED for 401 and 403, NOT_FOUND, INVALID_REQUEST again for 415,
UNEXPECTED_ERROR for 500. A message never repeats what the client sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pingone_conformance.mock.responses import JsonResponse


@dataclass(frozen=True, slots=True)
class Detail:
    """One entry of ``details``."""

    code: str
    message: str
    target: str | None = None
    inner: Mapping[str, Any] | None = None

    def body(self) -> dict[str, Any]:
        """Return the entry as JSON."""
        entry: dict[str, Any] = {"code": self.code}
        if self.target:
            entry["target"] = self.target
        entry["message"] = self.message
        if self.inner:
            entry["innerError"] = dict(self.inner)
        return entry


class ApiError(Exception):
    """A request that the API refuses, with everything its answer needs."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        details: Iterable[Detail] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.details = tuple(details)
        self.headers = headers

    def response(self, error_id: str) -> JsonResponse:
        """Return the envelope ``{id, code, message, details[]}``."""
        body = {
            "id": error_id,
            "code": self.code,
            "message": self.message,
            "details": [detail.body() for detail in self.details],
        }
        return JsonResponse(body, self.status, self.headers)


def invalid_token() -> ApiError:
    """401: no token, or one that is malformed, altered or expired."""
    message = "The access token is missing, malformed or no longer valid."
    return ApiError(
        401, "ACCESS_FAILED", message, [Detail("INVALID_TOKEN", message)], {"www-authenticate": "Bearer"}
    )


def forbidden() -> ApiError:
    """403: the token is good, but not for this environment, or its application lacks a role."""
    message = "The access token gives no permission for this request."
    return ApiError(403, "ACCESS_FAILED", message, [Detail("INSUFFICIENT_PERMISSIONS", message)])


def not_found() -> ApiError:
    """404: nothing there, or nothing that belongs to the parent named in the path."""
    message = "There is no such resource."
    return ApiError(404, "NOT_FOUND", message, [Detail("NOT_FOUND", message)])


def method_not_allowed(allow: str) -> ApiError:
    """405 with ``Allow``."""
    message = "The resource does not support this method."
    return ApiError(405, "INVALID_REQUEST", message, [Detail("INVALID_VALUE", message)], {"allow": allow})


def unsupported_media_type(expected: str) -> ApiError:
    """415: the request's content type is not the one that the operation takes."""
    message = f"The Content-Type of this request has to be {expected}."
    details = [Detail("INVALID_VALUE", message, "Content-Type")]
    return ApiError(415, "INVALID_REQUEST", message, details, {"accept": expected})


def invalid_request(message: str, detail_code: str = "INVALID_VALUE", **inner: Any) -> ApiError:
    """400 INVALID_REQUEST: the request as a whole is malformed."""
    return ApiError(400, "INVALID_REQUEST", message, [Detail(detail_code, message, None, inner)])


def invalid_data(details: Iterable[Detail]) -> ApiError:
    """400 INVALID_DATA: the request is well-formed, but some of its values are not acceptable."""
    return ApiError(400, "INVALID_DATA", "One or more values of the request are not acceptable.", details)


def invalid_value(target: str, message: str, code: str = "INVALID_VALUE", **inner: Any) -> ApiError:
    """400 INVALID_DATA about a single value."""
    return invalid_data([Detail(code, message, target, inner)])


def request_failed(message: str, code: str = "CONSTRAINT_VIOLATION") -> ApiError:
    """400 REQUEST_FAILED: the state of the resource forbids the request."""
    return ApiError(400, "REQUEST_FAILED", message, [Detail(code, message)])


def unexpected_error() -> ApiError:
    """500: a mistake of the mock's own. Says nothing about the cause."""
    return ApiError(
        500, "UNEXPECTED_ERROR", "The request could not be processed because of an internal error."
    )
