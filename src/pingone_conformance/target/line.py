"""The line to a tenant: its proxy, the certificates that it trusts, and nothing that is not encrypted."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from pingone_conformance.config import TenantSettings
from pingone_conformance.config.values import is_loopback
from pingone_conformance.findings import ConformanceError

_KEEP_ALIVE_SECONDS = 3.0
"""Shorter than servers keep a connection open: one that they close at that moment would cost a request."""


def build_transport(tenant: TenantSettings) -> httpx.BaseTransport:
    """Open the line to the addresses of a tenant.

    The proxy is the setting's, else the one that the environment names for the address (HTTPS_PROXY, HTTP_PROXY,
    NO_PROXY), but for this machine. Certificates are always verified: against the authorities of the system, those of
    certifi and the setting `ca_bundle`. Redirects are not followed. Raises `ConformanceError` for a plain http address
    of another machine, a proxy that is none, and a file without certificates.
    """
    addresses = [httpx.URL(address) for address in tenant.addresses]
    for address in addresses:
        _check_encrypted(address)
    context = _certificates(tenant.ca_bundle)
    proxies = {address.host: tenant.proxy or _proxy_of_the_environment(address) for address in addresses}
    lines = {proxy: _line(proxy, context) for proxy in set(proxies.values())}
    routes = {host: lines[proxy] for host, proxy in proxies.items()}
    return next(iter(lines.values())) if len(lines) == 1 else _Routes(routes)


class _Routes(httpx.BaseTransport):
    """Sends by the line of the host."""

    def __init__(self, lines: Mapping[str, httpx.BaseTransport]) -> None:
        self._lines = lines

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._lines[request.url.host].handle_request(request)

    def close(self) -> None:
        for line in self._lines.values():
            line.close()


def _check_encrypted(address: httpx.URL) -> None:
    if address.scheme != "https" and not is_loopback(address.host):
        raise ConformanceError(
            f"http://{address.host} is not encrypted, and the run would send it a client secret",
            hint="give the https:// address; http:// is for a server on this machine",
        )


def _certificates(bundle: Path | None) -> ssl.SSLContext:
    try:
        context = httpx.create_ssl_context()
        context.load_default_certs()
    except OSError as error:
        raise ConformanceError(
            f"the certificates of this system cannot be read: {error}",
            hint="do SSL_CERT_FILE and SSL_CERT_DIR name what is there?",
        ) from error
    if bundle is not None:
        try:
            context.load_verify_locations(cafile=bundle)
        except ssl.SSLError as error:
            raise ConformanceError(
                f"ca_bundle {bundle.name} holds no certificate that can be read",
                hint="it has to be a file of certificates in PEM, each between BEGIN CERTIFICATE and END CERTIFICATE",
            ) from error
        except OSError as error:
            raise ConformanceError(
                f"ca_bundle {bundle.name} cannot be read: {error.strerror}", hint="name a file in PEM"
            ) from error
    return context


def _proxy_of_the_environment(address: httpx.URL) -> str:
    if is_loopback(address.host) or proxy_bypass(address.host):
        return ""
    proxies = getproxies()
    proxy = proxies.get(address.scheme) or proxies.get("all") or ""
    return proxy if "://" in proxy or not proxy else f"http://{proxy}"


def _line(proxy: str, context: ssl.SSLContext) -> httpx.HTTPTransport:
    return httpx.HTTPTransport(
        verify=context,
        # Proxies and certificates of the environment were taken into account by now.
        trust_env=False,
        proxy=_proxy(proxy, context) if proxy else None,
        limits=httpx.Limits(keepalive_expiry=_KEEP_ALIVE_SECONDS),
    )


def _proxy(proxy: str, context: ssl.SSLContext) -> httpx.Proxy:
    try:
        parts = urlsplit(proxy)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        url = httpx.URL(proxy)
    except (httpx.InvalidURL, ValueError):  # also a bracket that is not closed
        known = False
    if not known:
        # The value stays out: it may have a password.
        raise ConformanceError(
            "the proxy is no http:// or https:// address",
            hint="see the setting `proxy`, and HTTPS_PROXY, HTTP_PROXY and ALL_PROXY in the environment",
        )
    return httpx.Proxy(url, ssl_context=context if url.scheme == "https" else None)
