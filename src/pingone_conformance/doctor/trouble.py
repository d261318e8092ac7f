"""Why a request had no answer, in words for people, and what to do about it."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

import httpx

LINE_ERRORS = (httpx.HTTPError, httpx.InvalidURL, OSError)
"""What a request that gets no answer may raise, besides errors of our own."""

_PROXY = "is the proxy the right one (--proxy, HTTPS_PROXY), and does it let this host through?"
_NOT_TRUSTED = {
    # OpenSSL's verification results (x509_vfy.h).
    10: "the certificate of {host} has expired",
    9: "the certificate of {host} is not valid yet",
    18: "the certificate of {host} is signed by itself",
    19: "the certificates of {host} end at one that is not trusted",
    20: "nobody whom this machine trusts has signed the certificate of {host}",
    62: "the certificate is not for {host}",
    64: "the certificate is not for {host}",
}
_ABOUT_TIME = (9, 10)
_ABOUT_NAME = (62, 64)


def explained(error: BaseException, url: str, proxy: str = "") -> tuple[str, str]:
    """What happened and what to do, for what a request to that address raised, through that proxy if there is one."""
    if proxy and not isinstance(error, httpx.ProxyError) and (told := _about_proxy(error, proxy)):
        return told
    host = httpx.URL(url).host if not isinstance(error, httpx.InvalidURL) else url
    return _with_cause(error, host, url) or _without_cause(error, host, url)


def _with_cause(error: BaseException, host: str, url: str) -> tuple[str, str] | None:
    for cause in _causes(error):
        match cause:
            case ssl.SSLCertVerificationError():
                told = _distrust(cause, host)
            case ssl.SSLError():
                told = _no_tls(cause, host)
            case socket.gaierror():
                told = unknown_name(host)
            case ConnectionRefusedError():
                hint = "are host and port right, and is the server running?"
                told = f"nothing listens at {_place(url)}", hint
            case ConnectionResetError():
                told = f"{host} cut the connection", f"does a firewall stand in between? {_PROXY}"
            case _:
                continue
        return told
    return None


def _about_proxy(error: BaseException, proxy: str) -> tuple[str, str] | None:
    """The same for an error on the way to a proxy; None for one behind it."""
    place = _place(proxy)
    for cause in _causes(error):
        if isinstance(cause, socket.gaierror):
            return f"the name of the proxy {place} has no address", _PROXY
        if isinstance(cause, ConnectionRefusedError):
            return f"nothing listens at the proxy's address {place}", _PROXY
    if isinstance(error, httpx.ConnectTimeout):
        return f"no connection to the proxy {place} in time", _PROXY
    return None


def unknown_name(host: str) -> tuple[str, str]:
    """What to say of a host that has no address."""
    return (
        f"the name {host} has no address",
        "is it spelt right, and does this machine reach a name server? Behind a proxy, give --proxy",
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__ or cause.__context__


def _distrust(error: ssl.SSLCertVerificationError, host: str) -> tuple[str, str]:
    code = error.verify_code
    what = _NOT_TRUSTED.get(code, "the certificate of {host} is refused: " + str(error.verify_message))
    if code in _ABOUT_TIME:
        hint = "is this machine's clock right? Else the server's certificate has to be renewed"
    elif code in _ABOUT_NAME:
        hint = "is the address spelt as in the certificate?"
    else:
        hint = "where a private CA or an inspecting proxy signs, give its certificate with --ca-bundle"
    return f"TLS: {what.format(host=host)}", hint


def _no_tls(error: ssl.SSLError, host: str) -> tuple[str, str]:
    reason = (error.reason or str(error)).replace("_", " ").lower()
    return (
        f"TLS: no secure connection to {host} ({reason})",
        "does the server speak https:// at this port? An old proxy may also refuse the version of TLS",
    )


def _without_cause(error: BaseException, host: str, url: str) -> tuple[str, str]:
    if isinstance(error, httpx.ConnectTimeout):
        return f"no connection to {_place(url)} in time", f"does a firewall stand in between? {_PROXY}"
    if isinstance(error, httpx.TimeoutException):
        return (
            f"no answer from {host} in time",
            "is the target overloaded? --timeout gives it up to 10 seconds here",
        )
    if isinstance(error, httpx.ProxyError):
        return f"the proxy refused: {error}", _PROXY
    if isinstance(error, httpx.RemoteProtocolError):
        return (
            f"{_place(url)} does not speak HTTP ({error})",
            "is it the right port, and https:// where TLS is spoken?",
        )
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol):
        return f"{url} is no address", "give one that begins with https://"
    return f"no answer from {_place(url)}: {str(error) or type(error).__name__}", _PROXY


def _place(url: str) -> str:
    address = httpx.URL(url)
    return f"{address.host}:{address.port or (443 if address.scheme == 'https' else 80)}"
