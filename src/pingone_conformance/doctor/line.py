"""The way to the tenant: proxy, name, connection, TLS, and whether what answers is an API."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from pingone_conformance.config.values import is_loopback
from pingone_conformance.doctor.diagnosis import Diagnosis
from pingone_conformance.doctor.trouble import unknown_name
from pingone_conformance.doctor.visit import NoAnswer, Visit
from pingone_conformance.target.trouble import of_a_proxy

NAMES = ("api host", "auth host")

_PAGE = "text/html"
_NO_SUCH_PATH = 404


def check_line(visit: Visit) -> Iterator[Diagnosis]:
    """Ask each of the two hosts once, without credentials; one that cannot be reached closes the visit."""
    if visit.closed:
        yield from visit.not_made(*NAMES)
        return
    if visit.no_line is not None:
        visit.closed = "there is no way to the tenant"
        yield Diagnosis("line", "bad", visit.no_line.message, visit.no_line.hint)
        yield from visit.not_made(*NAMES)
        return
    tenant = visit.tenant
    # Paths that exist for everybody, or that refuse everybody who brings no token.
    urls = (
        visit.environment_url,
        f"{tenant.auth_path}/{tenant.environment_id}/as/.well-known/openid-configuration",
    )
    visit.proxy = _proxy(visit)
    if visit.proxy:
        parts = urlsplit(visit.proxy)
        yield Diagnosis("proxy", "good", f"requests go through {parts.hostname}:{parts.port or 80}")
    for name, url in zip(NAMES, urls, strict=True):
        diagnosis = _host(visit, name, url, direct=not visit.proxy)
        if diagnosis.state == "bad":
            visit.closed = f"the {name} cannot be reached"
        yield diagnosis


def _proxy(visit: Visit) -> str:
    """The proxy of the settings, or the one that the environment names for the API's host."""
    if visit.tenant.proxy:
        return visit.tenant.proxy
    parts = urlsplit(visit.tenant.api_path)
    host = parts.hostname or ""
    if is_loopback(host) or proxy_bypass(host):
        return ""
    proxies = getproxies()
    return proxies.get(parts.scheme) or proxies.get("all") or ""


def _host(visit: Visit, name: str, url: str, *, direct: bool) -> Diagnosis:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if direct and not _has_address(host, parts.port):
        return Diagnosis(name, "bad", *unknown_name(host))
    asked, started = time.time(), time.perf_counter()
    try:
        answer = visit.send(visit.client.build_request("GET", url))
    except NoAnswer as trouble:
        return Diagnosis(name, "bad", str(trouble), trouble.hint)
    seconds = time.perf_counter() - started
    visit.dates.append((asked + seconds / 2, answer.headers.get("date", "")))
    place = f"{parts.scheme}://{parts.netloc}"
    return _judged(name, place, answer, seconds)


def _judged(name: str, place: str, answer: httpx.Response, seconds: float) -> Diagnosis:
    status = answer.status_code
    if trouble := of_a_proxy(answer, place):
        return Diagnosis(name, "bad", trouble.message, trouble.hint)
    if answer.is_redirect:
        elsewhere = urlsplit(answer.headers.get("location", "")).netloc or "elsewhere"
        hint = "is the address right? A run follows no redirects: it speaks to the two configured hosts only"
        return Diagnosis(name, "bad", f"{place} sends everybody to {elsewhere} ({status})", hint)
    if answer.headers.get("content-type", "").startswith(_PAGE):
        hint = "a proxy, a firewall or a sign-on page may have written it: what does a browser show there?"
        return Diagnosis(name, "warning", f"{place} answers {status} with a page for people", hint)
    if answer.is_server_error:
        hint = "wait for the service, or look at its status page"
        return Diagnosis(name, "warning", f"{place} answers {status}", hint)
    if name == NAMES[0] and status == _NO_SUCH_PATH:
        hint = "is that the API's host, and does the address end in /v1?"
        return Diagnosis(name, "warning", f"{place} answers 404 to whom it should refuse with 401", hint)
    return Diagnosis(name, "good", f"{place} answers in {seconds * 1000:.0f} ms")


def _has_address(host: str, port: int | None) -> bool:
    try:
        return bool(socket.getaddrinfo(host, port or 443, type=socket.SOCK_STREAM))
    except (socket.gaierror, UnicodeError):
        return False
