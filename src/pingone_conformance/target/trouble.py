"""What the network did to a request or its answer, in words; and which answers are not the target's own."""

from __future__ import annotations

import re
import ssl

import httpx

from pingone_conformance.findings import NetworkTrouble

OF_GATEWAYS = (502, 504)
"""A gateway says that it got no answer, or none that it understood (RFC 9110, section 15.6)."""

_OF_PROXIES = (407, 511)
"""Never an origin server's: RFC 9110, section 15.5.8; RFC 6585, section 6."""

# `Via` is none of the signs: PingOne's own answers have it.
_SIGNS_OF_A_PROXY = ("X-Squid-Error", "Proxy-Authenticate", "X-Zscaler-Error", "X-Bluecoat-Via")
_PROXIES = re.compile(
    r"squid|zscaler|blue ?coat|proxysg|mcafee web gateway|forti(?:proxy|gate)|ironport|websense|forcepoint|netskope|"
    r"tinyproxy|privoxy|mitmproxy",
    re.IGNORECASE,
)
_GLIMPSE = 80
_LOOKED_THROUGH = 20_000
_NOT_SHOWN = re.compile(
    r"<(script|style)\b.*?(?:</\1>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>", re.DOTALL | re.IGNORECASE
)
# Words only: an address, a token or a number of a page may be a person's.
_UNSAFE_WORD = re.compile(r"\S*(?:@|\d{4,}|[^\s]{25,})\S*")
_NO_TYPE = re.compile(r"[^a-z0-9.+/_-]+")
_UNSAFE_CHARACTER = re.compile(r"[^A-Za-z0-9 .,:;!?'()/_*-]+")

TRY_LATER = "is the target, or what stands between, overloaded or being restarted?"


def not_connected(error: httpx.TransportError) -> bool:
    """Whether an error came before anything was sent."""
    return isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError)


def tls_error(error: BaseException | None) -> ssl.SSLError | None:
    """The error of TLS behind an error, if there is one."""
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return error
        error = error.__cause__ or error.__context__
    return None


def what_happened(request: httpx.Request, error: httpx.TransportError) -> tuple[str, str]:
    """An error of the connection in words, and a hint or nothing; names no secrets."""
    origin = f"{request.url.scheme}://{request.url.netloc.decode('ascii')}"
    if isinstance(error, httpx.ProxyError):
        return f"the proxy refused to connect to {origin}: {error}", "see the setting `proxy`"
    tls = tls_error(error)
    if tls is not None:
        return f"no secure connection to {origin}: {_told(tls)}", _hint_about(tls)
    if isinstance(error, httpx.TimeoutException):
        return _timed_out(request, error, origin)
    if isinstance(error, httpx.ConnectError):
        return f"no connection to {origin}: {error}", "is the target running, and is this its address?"
    return f"the connection was lost: {str(error) or type(error).__name__}", ""


def _timed_out(request: httpx.Request, error: httpx.TimeoutException, origin: str) -> tuple[str, str]:
    phases = {httpx.ConnectTimeout: "connect", httpx.WriteTimeout: "write", httpx.PoolTimeout: "pool"}
    phase = phases.get(type(error), "read")
    seconds = request.extensions.get("timeout", {}).get(phase)
    time = f"within {seconds:g} s" if seconds else "in time"
    hint = f"{TRY_LATER} The setting `timeout` says how long to wait"
    if phase == "connect":
        return (
            f"no connection to {origin} {time}",
            "does a firewall stand between? A proxy is set with `proxy`",
        )
    return f"nothing came {time}" if phase == "read" else f"it could not be sent {time}", hint


def _told(tls: ssl.SSLError) -> str:
    if isinstance(tls, ssl.SSLCertVerificationError):
        return f"the certificate is not trusted ({tls.verify_message.rstrip('.')})"
    return (tls.reason or str(tls)).lower().replace("_", " ")


def _hint_about(tls: ssl.SSLError) -> str:
    if isinstance(tls, ssl.SSLCertVerificationError):
        return "does a proxy or a private certificate authority stand between? Name its certificates with `ca_bundle`"
    return "does this address speak https?"


def cut_off(seen: httpx.Response) -> str:
    """How much of an answer came before it ended; `seen` is what there was of it."""
    read = seen.extensions["read"]
    promised = seen.headers.get("Content-Length", "")
    of = f" of {int(promised):,}" if promised.isascii() and promised.isdigit() else ""
    return f"was cut off after {read:,}{of} bytes"


def described(answer: httpx.Response) -> str:
    """Status, content type and, of a page for people, its first words that are safe to show."""
    kind = _media_type(answer)
    words = f" “{_glimpse(answer.content)}”" if kind in {"text/html", "text/plain"} and answer.content else ""
    return f"{answer.status_code}, {kind or 'no content type'}{words}"


def _media_type(answer: httpx.Response) -> str:
    kind: str = answer.headers.get("Content-Type", "").partition(";")[0]
    return _NO_TYPE.sub("", kind.lower())[:60]


def _glimpse(page: bytes) -> str:
    text = _NOT_SHOWN.sub(" ", page[:_LOOKED_THROUGH].decode("utf-8", "replace"))
    text = _UNSAFE_CHARACTER.sub(" ", _UNSAFE_WORD.sub("*", text))
    return " ".join(text.split())[:_GLIMPSE].strip()


def of_a_proxy(answer: httpx.Response, name: str) -> NetworkTrouble | None:
    """The trouble when an answer is recognisably a proxy's on the way; None when it may be the target's.

    Only unmistakable signs count: a page of HTML without one is what the target answered, and is judged.
    """
    if answer.status_code not in _OF_PROXIES and not _signed_by_a_proxy(answer):
        return None
    return NetworkTrouble(
        f"{name} was answered by a proxy ({described(answer)})",
        hint="does the proxy want credentials, or not let this address pass? See the setting `proxy`",
    )


def _signed_by_a_proxy(answer: httpx.Response) -> bool:
    headers = answer.headers
    # RFC 9209: an intermediary says that the answer is its own.
    if "error=" in headers.get("Proxy-Status", "") or any(name in headers for name in _SIGNS_OF_A_PROXY):
        return True
    is_page = _media_type(answer) == "text/html"
    return is_page and _PROXIES.search(headers.get("Server", "")) is not None
