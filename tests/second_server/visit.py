"""The same requests to any server with the mock's control plane, so that two of them can be compared."""

from __future__ import annotations

import base64
import io
from collections.abc import MutableMapping
from typing import Any

import httpx
from PIL import Image

from pingone_conformance.target.transports import InProcessTransport

_STEP = {"verify": "REQUIRED", "threshold": "MEDIUM"}
_RED = {
    "backgroundColor": {"red": 179, "green": 40, "blue": 45},
    "aspectRatio": {"aspectHeight": 4, "aspectWidth": 3},
}
_PORTRAIT = "application/vnd.pingidentity.replace.background+json"
_NOBODY = "6f1d4c1e-9d3b-4a6e-8f57-2b1c0e9a7d54"


class _Counting:
    """Passes on to an application and counts the messages of the body of the latest answer."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self.pieces = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.pieces = 0

        async def counted(message: MutableMapping[str, Any]) -> None:
            self.pieces += bool(message.get("body"))
            await send(message)

        await self._app(scope, receive, counted)


class Visit:
    """What a server answered to each request of a fixed list, by name."""

    def __init__(self, app: Any) -> None:
        counting = _Counting(app)
        self._client = httpx.Client(transport=InProcessTransport(counting), base_url="https://pingone.mock")
        self._facts = self._client.get("/_mock/environment").json()
        auth = (self._facts["clientId"], self._facts["clientSecret"])
        form = {"grant_type": "client_credentials"}
        token = self._client.post(
            f"{self._facts['authPath']}/{self._facts['environmentId']}/as/token", data=form, auth=auth
        )
        self._client.headers["authorization"] = f"Bearer {token.json()['access_token']}"
        self._home = f"{self._facts['apiPath']}/environments/{self._facts['environmentId']}"
        self.answers: dict[str, httpx.Response] = {}
        self._users()
        self.pieces = counting.pieces
        self._transactions()
        self._verification()
        self._refusals()

    def portrait(self, answer: httpx.Response | None = None) -> Image.Image:
        """The picture of an answer, or that of the list."""
        data = (answer or self.answers["portrait"]).json()["data"]
        return Image.open(io.BytesIO(base64.b64decode(data["image"])))

    def repaint(self, body: Any) -> httpx.Response:
        """An update of the background with that body."""
        return self._client.post(self._selfie, json=body, headers={"content-type": _PORTRAIT})

    def wrong_in(self, *parts: str) -> int:
        """The status of an update of a portrait that is wrong in these parts of the request."""
        url = self._selfie
        if "environment" in parts:
            url = url.replace(self._facts["environmentId"], self._facts["otherEnvironment"]["environmentId"])
        if "id" in parts:
            url = url.rpartition("/")[0] + f"/{_NOBODY}"
        headers = {"content-type": "text/plain" if "type" in parts else _PORTRAIT}
        if "token" in parts:
            headers["authorization"] = "Bearer nobody"
        return self._client.post(url, json={} if "body" in parts else _RED, headers=headers).status_code

    def _send(self, name: str, method: str, url: str, body: Any = None, **parts: Any) -> httpx.Response:
        answer = self._client.request(method, url, json=body, **parts)
        self.answers[name] = answer
        return answer

    def _users(self) -> None:
        body = {
            "username": "visitor",
            "email": "visitor@example.com",
            "name": {"given": "Zoë", "family": "Ng"},
            "population": {"id": self._facts["populationId"]},
        }
        policy = {
            "name": "A policy of the visitor",
            "governmentId": {"verify": "REQUIRED"},
            "facialComparison": _STEP,
            "liveness": _STEP,
        }
        self._policy = self._send("policy", "POST", f"{self._home}/verifyPolicies", policy).json()["id"]
        self._send("policy list", "GET", f"{self._home}/verifyPolicies")
        users = f"{self._home}/users"
        self._send("no username", "POST", users, {**body, "username": None})
        nowhere = {name: value for name, value in body.items() if name != "population"}
        self._send("no population", "POST", users, {**nowhere, "username": "nobody"})
        self._send("user", "POST", users, body)
        self._send("taken", "POST", users, body)
        self._user = f"{users}/{self.answers['user'].json()['id']}"

    def _transactions(self) -> None:
        url = f"{self._user}/verifyTransactions"
        self._send("empty list", "GET", url)
        picture = io.BytesIO()
        Image.new("RGB", (8, 8)).save(picture, "JPEG")
        selfie = base64.b64encode(picture.getvalue()).decode()
        body = {
            "verifyPolicy": {"id": self._policy},
            "requirements": {"name": {"value": "Zoë Ng"}, "referenceSelfie": {"value": selfie}},
            "sendNotification": {"email": "visitor@example.com", "phone": "+15125551234"},
            "redirect": {"url": "https://example.com"},
        }
        self._send("plain redirect", "POST", url, {**body, "redirect": {"url": "http://example.com"}})
        self._transaction = f"{url}/{self._send('transaction', 'POST', url, body).json()['id']}"
        self._send("transaction read", "GET", self._transaction)
        self._send("transaction list", "GET", url)

    def _verification(self) -> None:
        transaction = self._transaction.rpartition("/")[2]
        self._client.post(f"/_mock/transactions/{transaction}", json={"status": "FAIL"})
        self._client.post("/_mock/clock", json={"advanceSeconds": 300})
        approval = {"transactionStatus": {"status": "APPROVED_MANUALLY"}}
        self._send("approval", "PUT", self._transaction, approval)
        self._client.post(f"/_mock/transactions/{transaction}", json={"status": "SUCCESS", "attempts": 2})
        self._send("metadata", "GET", f"{self._transaction}/metaData")
        listed = self._send("data", "GET", f"{self._transaction}/verifiedData").json()
        self._send("data of voice", "GET", f"{self._transaction}/verifiedData?type=VOICE_SAMPLE")
        ids = {entry["type"]: entry["id"] for entry in listed["_embedded"]["verifiedData"]}
        self._selfie = f"{self._transaction}/verifiedData/{ids['SELFIE']}"
        self.answers["portrait"] = self.repaint(_RED)
        opened = {"identityProviderAttributes": {"username": "linda"}}
        flow = self._client.post("/_mock/flows", json=opened).json()["flowId"]
        self._send("flow", "GET", f"{self._facts['authPath']}/{self._facts['environmentId']}/flows/{flow}")

    def _refusals(self) -> None:
        self._send("wrong method", "PATCH", f"{self._home}/verifyPolicies/{self._policy}", {})
        self._send("unknown path", "GET", f"{self._home}/somewhere")
        self._send("no id", "GET", f"{self._home}/users/nobody")
