"""What a request for a transaction wishes: requirements, a callback, a redirect, notifications."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from .policies import verifies
from .reading import address, mapping, number_to_call, text, texts, url
from .wire import invalid

_BIOGRAPHIC = ("given_name", "family_name", "name", "address", "birth_date")


def requirements(given: dict[str, Any], settings: dict[str, Any]) -> dict[str, Any]:
    """What is to be verified, as far as it is known; a selfie that is not required is passed over."""
    known: dict[str, Any] = {}
    for name in _BIOGRAPHIC:
        if given.get(name) is not None:
            known[name] = _biographic(mapping(given[name], name), name)
    if given.get("email") is not None:
        options = mapping(given["email"], "email").get("options")
        known["email"] = {
            "options": [address(one, "email.options") for one in texts(options, "email.options")]
        }
    if given.get("phone") is not None:
        known["phone"] = {
            "value": number_to_call(mapping(given["phone"], "phone").get("value"), "phone.value")
        }
    # Where it is not required it is ignored, whatever it is (Create Verify Transaction, Requirements object).
    face = settings.get("facialComparison", {}).get("verify") == "REQUIRED"
    if face and not verifies(settings, "governmentId"):
        selfie = mapping(given.get("referenceSelfie"), "referenceSelfie").get("value")
        known["referenceSelfie"] = {"value": _picture(text(selfie, "referenceSelfie.value", 10**8))}
    return known


def _biographic(given: dict[str, Any], name: str) -> dict[str, Any]:
    known: dict[str, Any] = {}
    if given.get("value") is not None:
        known["value"] = text(given["value"], f"{name}.value")
    if given.get("options") is not None:
        known["options"] = texts(given["options"], f"{name}.options")
    if not known:
        raise invalid(f"{name} wants a value or options.", "REQUIRED_VALUE")
    return known


def _picture(value: str) -> str:
    try:
        base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise invalid("referenceSelfie.value wants base64.") from None
    return value


def callback(body: dict[str, Any]) -> dict[str, Any]:
    """Where to say that the verification has ended."""
    if body.get("callback") is None:
        return {}
    given = mapping(body["callback"], "callback")
    known: dict[str, Any] = {"method": "POST", "url": url(given.get("url"), "callback.url")}
    if given.get("headers") is not None:
        headers = mapping(given["headers"], "callback.headers")
        known["headers"] = {name: text(value, f"callback.headers.{name}") for name, value in headers.items()}
    return {"callback": known}


def check_redirect(given: dict[str, Any]) -> None:
    """Raise `Refusal` for a place that the end user cannot be sent to."""
    # The connector's page wants https and 256 characters at most.
    url(given.get("url"), "redirect.url", ("https",))
    if given.get("message") is not None:
        text(given["message"], "redirect.message", 256)


def notifications(body: dict[str, Any]) -> dict[str, Any]:
    """Whom to send the link to."""
    given = mapping(body.get("sendNotification") or {}, "sendNotification")
    known: dict[str, Any] = {}
    if given.get("email") is not None:
        known["email"] = address(given["email"], "sendNotification.email")
    if given.get("phone") is not None:
        known["phone"] = number_to_call(given["phone"], "sendNotification.phone")
    return {"sendNotification": known} if known else {}
