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

_REALM = "/am/json/realms/root/realms/{realm}"
_SCRIPT = f"{_REALM}/scripts/{{script_id}}"
_TREES = f"{_REALM}/realm-config/authentication/authenticationtrees"
_NODE = f"{_TREES}/nodes/{{node_type}}/{{node_id}}"
_JOURNEY = f"{_TREES}/trees/{{journey_id}}"
_ESVS = "/environment"
_MANAGED = "/openidm/managed/{object_type}"
_MANAGED_OBJECT = f"{_MANAGED}/{{managed_id}}"

_CLOUD_PATHS = {
    "createServiceAccountToken": ("POST", "/am/oauth2/access_token"),
    "createScript": ("POST", f"{_REALM}/scripts"),
    "readAllScripts": ("GET", f"{_REALM}/scripts"),
    "readOneScript": ("GET", _SCRIPT),
    "updateScript": ("PUT", _SCRIPT),
    "deleteScript": ("DELETE", _SCRIPT),
    "replaceNode": ("PUT", _NODE),
    "readOneNode": ("GET", _NODE),
    "deleteNode": ("DELETE", _NODE),
    "replaceJourney": ("PUT", _JOURNEY),
    "readOneJourney": ("GET", _JOURNEY),
    "deleteJourney": ("DELETE", _JOURNEY),
    "authenticate": ("POST", f"{_REALM}/authenticate"),
    "replaceSecret": ("PUT", f"{_ESVS}/secrets/{{name}}"),
    "readOneSecret": ("GET", f"{_ESVS}/secrets/{{name}}"),
    "deleteSecret": ("DELETE", f"{_ESVS}/secrets/{{name}}"),
    "replaceVariable": ("PUT", f"{_ESVS}/variables/{{name}}"),
    "readOneVariable": ("GET", f"{_ESVS}/variables/{{name}}"),
    "deleteVariable": ("DELETE", f"{_ESVS}/variables/{{name}}"),
    "createManagedUser": ("POST", _MANAGED),
    "readAllManagedUsers": ("GET", _MANAGED),
    "readOneManagedUser": ("GET", _MANAGED_OBJECT),
    "deleteManagedUser": ("DELETE", _MANAGED_OBJECT),
}

OPERATIONS = tuple(_PATHS)
"""The operationIds of the API and of the auth host."""

CLOUD_OPERATIONS = tuple(_CLOUD_PATHS)
"""The operationIds of Advanced Identity Cloud."""

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


_ROUTES = [_compiled(name, *place) for name, place in {**_PATHS, **_CLOUD_PATHS, **BEHIND_THE_API}.items()]


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
