"""Which operation a request is for, before the mock looks at it itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

_ENVIRONMENT = "/v1/environments/{environment_id}"
_USERS = f"{_ENVIRONMENT}/users"
_USER = f"{_USERS}/{{user_id}}"
_POLICIES = f"{_ENVIRONMENT}/verifyPolicies"
_POLICY = f"{_POLICIES}/{{policy_id}}"
_TRANSACTIONS = f"{_USER}/verifyTransactions"
_TRANSACTION = f"{_TRANSACTIONS}/{{transaction_id}}"
_METADATA = f"{_TRANSACTION}/metaData"
_VERIFIED_DATA = f"{_TRANSACTION}/verifiedData"
_VERIFIED_DATUM = f"{_VERIFIED_DATA}/{{verified_data_id}}"
_FLOW = "/{environment_id}/flows/{flow_id}"
_CONTROLLED = "/_mock/transactions/{transaction_id}"

_PATHS = {
    "createToken": ("POST", "/{environment_id}/as/token"),
    "readFlow": ("GET", _FLOW),
    "confirmAccountInformation": ("POST", _FLOW),
    "createUser": ("POST", _USERS),
    "readOneUser": ("GET", _USER),
    "updateUser": ("PATCH", _USER),
    "replaceUser": ("PUT", _USER),
    "deleteUser": ("DELETE", _USER),
    "createVerifyPolicy": ("POST", _POLICIES),
    "readAllVerifyPolicies": ("GET", _POLICIES),
    "readOneVerifyPolicy": ("GET", _POLICY),
    "updateVerifyPolicy": ("PUT", _POLICY),
    "deleteVerifyPolicy": ("DELETE", _POLICY),
    "createVerifyTransaction": ("POST", _TRANSACTIONS),
    "readAllVerifyTransactions": ("GET", _TRANSACTIONS),
    "readOneVerifyTransaction": ("GET", _TRANSACTION),
    "updateVerifyTransaction": ("PUT", _TRANSACTION),
    "deleteVerifyTransaction": ("DELETE", _TRANSACTION),
    "readAllVerificationMetadata": ("GET", _METADATA),
    "readOneVerificationMetadata": ("GET", f"{_METADATA}/{{metadata_id}}"),
    "readAllVerifiedData": ("GET", _VERIFIED_DATA),
    "readOneVerifiedData": ("GET", _VERIFIED_DATUM),
    "updatePortraitBackground": ("POST", _VERIFIED_DATUM),
}

OPERATIONS = tuple(_PATHS)
"""The operationIds of the API and of the auth host."""

BEHIND_THE_API = {
    "endUserView": ("GET", f"{_CONTROLLED}/view"),
    "finishVerification": ("POST", _CONTROLLED),
    "outbox": ("GET", "/_mock/outbox"),
    "openFlow": ("POST", "/_mock/flows"),
}
"""What the control plane shows or does in place of end users, providers and their telephones."""


@dataclass(frozen=True, slots=True)
class Route:
    """The method and the path of one operation."""

    operation: str
    method: str
    template: str
    pattern: re.Pattern[str]

    def path(self, parameters: dict[str, str]) -> str:
        """Fill the path."""
        return self.template.format(**{name: quote(value, safe="") for name, value in parameters.items()})


def _compiled(operation: str, method: str, template: str) -> Route:
    return Route(operation, method, template, re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template)))


_ROUTES = [_compiled(name, *place) for name, place in {**_PATHS, **BEHIND_THE_API}.items()]


def route_of(method: str, raw_path: str) -> tuple[Route, dict[str, str]] | None:
    """Return the operation of a request and its path parameters, or None where there is none.

    A request with another method counts for the operation of the same path that comes first.
    """
    matches = [
        (route, {name: unquote(value) for name, value in found.groupdict().items()})
        for route in _ROUTES
        if (found := route.pattern.fullmatch(raw_path))
    ]
    return next((match for match in matches if match[0].method == method), matches[0] if matches else None)
