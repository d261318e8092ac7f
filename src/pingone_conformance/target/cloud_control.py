"""The cloud side of the mock's control plane: what administrators, other hosts and a mail server do elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

Send = Callable[..., dict[str, Any]]


class CloudControl:
    """Sets what scripts find, and shows what they left. A reset undoes all of it."""

    def __init__(self, send: Send) -> None:
        self._send = send

    def become(self, tier: str) -> None:
        """Be an environment for development, staging or production."""
        self._send("PUT", "/tier", {"tier": tier})

    def log(self) -> list[dict[str, Any]]:
        """What scripts logged, oldest first: `level`, `logger`, `message`."""
        messages: list[dict[str, Any]] = self._send("GET", "/log")["messages"]
        return messages

    def answer_for(self, host: str, *answers: dict[str, Any]) -> None:
        """Let scripts call a host: the first answer whose `method` and `path` fit is given."""
        self._send("PUT", f"/hosts/{quote(host, safe=':')}", {"answers": list(answers)})

    def outbound(self) -> list[dict[str, Any]]:
        """The requests that scripts sent, oldest first: `method`, `url`, `headers`, `body`, `clientName`, …."""
        requests: list[dict[str, Any]] = self._send("GET", "/outbound")["requests"]
        return requests

    def http_client(self, name: str, **settings: Any) -> None:
        """Add an instance of the Http Client service: `enabled`, `clientCertificate`, `serverTrust`."""
        self._send("PUT", f"/httpClients/{quote(name, safe='')}", settings)

    def map_label(self, label: str, secret: str, realm: str | None = None) -> None:
        """Map a secret label to an ESV secret, in a realm or, without one, globally."""
        self._send("PUT", "/secretLabels", {"label": label, "realm": realm, "secret": secret})

    def mails(self) -> list[dict[str, Any]]:
        """The mails that the identity management was asked to send, oldest first."""
        mails: list[dict[str, Any]] = self._send("GET", "/mails")["mails"]
        return mails

    def run(self, script: str, **settings: Any) -> dict[str, Any]:
        """Run a script outside any journey; `settings` are those of `POST /_mock/scripts`, and so is what it gives."""
        return self._send("POST", "/scripts", {"script": script, **settings})
