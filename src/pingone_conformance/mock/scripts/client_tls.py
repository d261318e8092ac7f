"""Certificates of an instance of the Http Client service: from its identifiers by secret labels to ESV secrets.

Source: "Script bindings", Example: Send a request using mTLS.
"""

from __future__ import annotations

from typing import Final

from pingone_conformance.mock.cloud.records import HttpClientInstance
from pingone_conformance.mock.cloud.store import CloudStore

CLIENT_CERTIFICATE: Final = "am.services.httpclient.mtls.clientcert.{}.secret"
SERVER_TRUST: Final = "am.services.httpclient.mtls.servertrustcerts.{}.secret"

GLOBAL: Final = ""


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


def certificates(cloud: CloudStore, realm: str, instance: HttpClientInstance) -> tuple[str, str]:
    """Return the names of the secrets with the client's certificate and with those that the server is trusted by.

    Either is empty where the instance has no identifier for it. Raises UnusableClientError.
    """
    return (
        _secret(cloud, realm, CLIENT_CERTIFICATE, instance.client_certificate),
        _secret(cloud, realm, SERVER_TRUST, instance.server_trust),
    )


def _secret(cloud: CloudStore, realm: str, template: str, identifier: str) -> str:
    if not identifier:
        return ""
    label = template.format(identifier)
    for place in (realm, GLOBAL):
        name = cloud.secret_labels.get(place, {}).get(label)
        if name is not None:
            break
    else:
        raise UnusableClientError(f"The secret label {label} is mapped to no secret.")
    secret = cloud.esvs.get(("secret", name))
    if secret is None or secret.encoding != "pem":
        raise UnusableClientError(f"The secret {name} of the label {label} is no certificate: encoding pem.")
    return name
