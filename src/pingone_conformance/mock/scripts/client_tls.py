"""Certificates of an instance of the Http Client service: from its identifiers by secret labels to ESV secrets.

Source: "Script bindings", Example: Send a request using mTLS.
"""

from __future__ import annotations

from typing import Final

from pingone_conformance.mock.cloud.records import HttpClientInstance
from pingone_conformance.mock.cloud.store import CloudStore
from pingone_conformance.mock.scripts.bindings.secrets import find
from pingone_conformance.mock.scripts.run import Run

CLIENT_CERTIFICATE: Final = "am.services.httpclient.mtls.clientcert.{}.secret"
SERVER_TRUST: Final = "am.services.httpclient.mtls.servertrustcerts.{}.secret"


class UnusableClientError(Exception):
    """An instance of the service that does not exist, is not enabled, or whose certificates cannot be had."""


def instance_named(cloud: CloudStore, name: str) -> HttpClientInstance:
    """Return the enabled instance of this name. Raises UnusableClientError."""
    instance = cloud.http_clients.get(name)
    if instance is None:
        raise UnusableClientError(f"There is no instance {name!r} of the Http Client service.")
    if not instance.enabled:
        raise UnusableClientError(f"The instance {name!r} of the Http Client service is not enabled.")
    return instance


def certificates(run: Run, instance: HttpClientInstance) -> tuple[str, str]:
    """Return the names of the secrets with the client's certificate and with those that the server is trusted by.

    Either is empty where the instance has no identifier for it. Raises UnusableClientError.
    """
    return (
        _secret(run, CLIENT_CERTIFICATE, instance.client_certificate),
        _secret(run, SERVER_TRUST, instance.server_trust),
    )


def _secret(run: Run, template: str, identifier: str) -> str:
    if not identifier:
        return ""
    label = template.format(identifier)
    secret = find(run, label)
    if secret is None:
        raise UnusableClientError(f"The secret label {label} is mapped to no secret.")
    if secret.encoding != "pem":
        raise UnusableClientError(
            f"The secret {secret.name} of the label {label} is no certificate: encoding pem."
        )
    return secret.name
