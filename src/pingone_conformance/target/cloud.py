"""Speaks to an Advanced Identity Cloud tenant with the token of a service account."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Self

import httpx

from pingone_conformance.config import TenantSettings
from pingone_conformance.config.options import variable_of
from pingone_conformance.exchange import CLOUD_TOKEN_VARIABLE, CLOUD_VARIABLE
from pingone_conformance.findings import ConformanceError
from pingone_conformance.spec import Description, Operation
from pingone_conformance.target.caller import Caller
from pingone_conformance.target.client_authentication import signed
from pingone_conformance.target.transports import Recorder

if TYPE_CHECKING:
    from pingone_conformance.target.cloud_guard import CloudGuard
    from pingone_conformance.target.private_key import PrivateKey

GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer"
"""`grant_type` of an assertion (RFC 7523, section 2.1)."""

CLIENT_ID = "service-account"
SCOPES = ("fr:am:*", "fr:idm:*", "fr:idc:esv:*")
"""What a token is asked for: scripts and journeys, managed objects, variables and secrets."""

TOKEN_OPERATION = "createServiceAccountToken"  # noqa: S105 - the name of an operation, not a token
_ALGORITHM = "RS256"
_NUMBER = re.compile(r"[A-Za-z0-9+/_-]{20,}={0,2}")


@dataclass(frozen=True, slots=True)
class CloudConnection:
    """Where an Advanced Identity Cloud tenant is, and the service account that speaks to it.

    `key` is its private key, a JWK as JSON; `key_from` says for people where that was found. `timeout` and `settles`
    are those of `Connection`, `now` is the time there in seconds since 1970.
    """

    base_url: str
    realm: str
    service_account_id: str
    key: str = field(repr=False)
    key_from: str = "the key of the service account"
    timeout: float = 30.0
    settles: bool = False
    now: Callable[[], float] = field(default=time.time, repr=False, compare=False)

    @classmethod
    def of(cls, tenant: TenantSettings) -> Self | None:
        """The one that the settings name, None when they name none.

        Raises `ConformanceError` when something is missing and for a file that cannot be read.
        """
        if not tenant.has_cloud:
            return None
        tenant.require_complete_cloud()
        key, key_from = tenant.aic_service_account_key, variable_of("aic_service_account_key")
        if file := (tenant.aic_service_account_key_file if not key else None):
            from pingone_conformance.target.private_key import content_of

            hint = f"check {variable_of('aic_service_account_key_file')}"
            key, key_from = content_of(file, hint).decode("utf-8", "replace"), str(file)
        return cls(
            base_url=tenant.aic_base_url,
            realm=tenant.aic_realm,
            service_account_id=tenant.aic_service_account_id,
            key=key,
            key_from=key_from,
            timeout=tenant.timeout,
        )

    @property
    def secrets(self) -> tuple[str, ...]:
        """What nobody may see: the key, and each of its numbers, also where the JSON writes them with escapes."""
        return self.key, *dict.fromkeys(_NUMBER.findall(f"{self.key} {_unescaped(self.key)}"))

    @property
    def token_operation(self) -> str:
        """The JWT bearer grant."""
        return TOKEN_OPERATION

    @property
    def token_endpoint(self) -> str:
        """The address where tokens are asked for."""
        return f"{self.base_url}/am/oauth2/access_token"

    @property
    def audience(self) -> str:
        """The same as an assertion names it: with its port, also where it is the usual one."""
        url = httpx.URL(self.token_endpoint)
        port = url.port or {"http": 80, "https": 443}[url.scheme]
        return f"{url.scheme}://{url.raw_host.decode()}:{port}{url.path}"

    @property
    def path_defaults(self) -> Mapping[str, str]:
        """The realm."""
        return {"realm": self.realm}

    @property
    def variables(self) -> Mapping[str, str]:
        """The address, and what stands for it in what is recorded."""
        return {self.base_url: CLOUD_VARIABLE}

    @property
    def token_variable(self) -> str:
        """The variable that stands for a token."""
        return CLOUD_TOKEN_VARIABLE

    def base(self, operation: Operation) -> str:  # noqa: ARG002 - there is one address for all
        """The address of the tenant."""
        return self.base_url

    def grant_request(self) -> tuple[dict[str, str], dict[str, str]]:
        """Headers and form of the JWT bearer grant ("Authenticate to REST API with access token").

        Raises `ConformanceError` for a key that is none, or that cannot sign with RS256.
        """
        form = {
            "grant_type": GRANT_TYPE,
            "client_id": CLIENT_ID,
            "assertion": self.assertion(),
            "scope": " ".join(SCOPES),
        }
        return {}, form

    def assertion(self) -> str:
        """A JWT by which the service account speaks for itself. Raises `ConformanceError` as `grant_request` does."""
        key = _read(self.key, self.key_from)
        if key.algorithm != _ALGORITHM:
            raise ConformanceError(
                f"{self.key_from} signs with {key.algorithm}, a service account's key with {_ALGORITHM}",
                hint="use the RSA key that was shown when the service account was created",
            )
        return signed(key, self.service_account_id, self.audience, self.key_from, self.now())


def _unescaped(key: str) -> str:
    try:
        return json.dumps(json.loads(key))
    except (ValueError, RecursionError):
        return ""


@cache
def _read(key: str, key_from: str) -> PrivateKey:
    # To check the numbers of a key takes longer than to sign, and to load the library longer than most runs take.
    from pingone_conformance.target.private_key import private_key_of

    return private_key_of(key.encode(), key_from)


class CloudSession(Caller):
    """Calls operations of Advanced Identity Cloud, each with the version of its API that the description names."""

    connection: CloudConnection
    guard: CloudGuard | None

    def __init__(
        self,
        description: Description,
        connection: CloudConnection,
        recorder: Recorder,
        transport: httpx.BaseTransport,
        guard: CloudGuard | None = None,
    ) -> None:
        super().__init__(description, connection, recorder, transport, guard)
        recorder.redactor.learn(description)

    def _usual_headers(self, operation: Operation, path: Mapping[str, str]) -> Mapping[str, str]:  # noqa: ARG002
        return operation.headers
