"""Wraps an ASGI application: whatever it answers comes with canaries. The control plane is left alone."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from pingone_conformance.spec import Operation, load_cloud_description, load_description
from pingone_conformance.target.personal import Place, personal_data

from .bird import Aviary

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_CONTROL = "/_mock/"
_BROKEN_EVERY, _PAGE_EVERY = 11, 13
_OTHERS_ID = "0d1f6f0e-2b5c-4c6e-9a51-7c0d5a3b2e11"


class CanaryServer:
    """Plants canaries in members, headers, links, lists, errors and pictures, and in what is no JSON."""

    def __init__(self, app: Any, aviary: Aviary) -> None:
        self._app = app
        self._aviary = aviary
        self._reads = 0
        self._paths = [
            (re.compile(("" if row.on_auth_host else "/v1") + re.sub(r"{\w+}", "[^/]+", row.path)), row)
            for row in load_description().operations.values()
        ]
        cloud = load_cloud_description()
        self._data = personal_data(cloud)
        self._cloud = cloud.operations
        self._paths += [
            (re.compile(re.sub(r"{\w+}", "[^/]+", row.path)), row) for row in cloud.operations.values()
        ]

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(_CONTROL):
            await self._app(scope, receive, send)
            return
        asked: list[bytes] = []
        start: Message = {}
        chunks: list[bytes] = []

        async def listen() -> Message:
            message = await receive()
            asked.append(message.get("body", b""))
            return message

        async def keep(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                chunks.append(message.get("body", b""))

        # Plain answers: what is compressed cannot be planted in.
        scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
        await self._app(scope, listen, keep)
        request = (
            f"{scope['path']}?{scope['query_string'].decode()} {b''.join(asked).decode('utf-8', 'replace')}"
        )
        content = self._answer(scope, start["status"], b"".join(chunks), request)
        headers = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
        headers += [(b"content-length", str(len(content)).encode()), *self._headers()]
        await send({**start, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    def _headers(self) -> list[tuple[bytes, bytes]]:
        make = self._aviary
        planted = {
            "X-Account-Owner": make.word("header"),
            "Server": make.word("header of the server"),
            "Via": make.email("header with an address"),
            "X-Session": make.token("header with a token"),
            "Set-Cookie": f"ST={make.word('cookie')}; Path=/; HttpOnly",
        }
        return [(name.encode(), value.encode()) for name, value in planted.items()]

    def _answer(self, scope: MutableMapping[str, Any], status: int, content: bytes, request: str) -> bytes:
        operation = next(
            (
                row
                for pattern, row in self._paths
                if pattern.fullmatch(scope["path"]) and row.method == scope["method"]
            ),
            None,
        )
        if operation is None or not content:
            return content
        try:
            document = json.loads(content)
        except ValueError:
            return content
        if status >= 400:
            self._refuse(document, request)
        elif operation.id in self._cloud:
            # One that grants a token; those that are generated are nobody's.
            self._aviary.kinds |= dict.fromkeys(re.findall(r"[& ]assertion=([^&]+)", request), "assertion")
            self._plant_cloud(document, operation, status)
        else:
            self._plant(document, operation, status)
        return self._written(json.dumps(document), scope["method"])

    def _written(self, text: str, method: str) -> bytes:
        """As JSON; now and then, where a thing is read, as something else."""
        self._reads += method == "GET"
        if method == "GET" and self._reads % _BROKEN_EVERY == 0:
            # Without its last quote, and with a text before it.
            member, bare = self._aviary.word("broken JSON"), self._aviary.word("no JSON")
            text = f'{{"given": "{member}", "x": {bare}, {text[1:]}"'
        elif method == "GET" and self._reads % _PAGE_EVERY == 0:
            title, line = self._aviary.word("title of a page"), self._aviary.written("page")
            text = f"<html><title>{title}</title><p>Dear {line}</p>"
        return text.encode()

    def _refuse(self, document: Any, request: str) -> None:
        make = self._aviary
        said = (
            f"{request}: belongs to {make.email('error: e-mail address')}, {make.phone('error: telephone number')},"
            f" born 1984-08-02, session {make.token('error: token')}"
        )
        document["message"] = f"{document.get('message', '')} {said}"
        document["owner"] = make.written("error: member")
        for detail in document.get("details", ()):
            detail["message"] += f" {make.email('error detail: e-mail address')}"
            detail["innerError"] = {"owner": make.word("error detail: member")}

    def _plant(self, document: Any, operation: Operation, status: int) -> None:
        make = self._aviary
        if "access_token" in document:
            make.kinds[document["access_token"]] = "access token"
        self._members(document, self._data.response(operation.id, status), operation.id)
        document["costCentre"] = make.word("unknown member")
        document["badge"] = int(make.phone("unknown number")[-8:].replace("-", "")) + 10**9
        make.kinds[str(document["badge"])] = "unknown number"
        document["account"] = {"owner": {"names": [make.written("deep unknown member")]}}
        document.setdefault("_links", {})["owner"] = {
            "href": f"https://birds.test/?who={make.word('link')}&code={make.word('code of a link')}"
        }
        for entries in document.get("_embedded", {}).values():
            if isinstance(entries, list) and operation.id == "readAllVerifyPolicies":
                names = {name: make.written(f"another's {name}") for name in ("name", "description")}
                entries.append({"id": _OTHERS_ID, **names, "governmentId": {"verify": "REQUIRED"}})

    def _plant_cloud(self, document: Any, operation: Operation, status: int) -> None:
        make = self._aviary
        for name in ("access_token", "authId", "tokenId"):
            if name in document:
                make.kinds[document[name]] = name
        self._members(document, self._data.response(operation.id, status), operation.id)
        document["costCentre"] = make.word("unknown member of the cloud")
        if isinstance(document.get("result"), list):
            names = {name: make.written(f"another's {name}") for name in ("name", "userName", "description")}
            secret = base64.b64encode(make.word("another's script").encode()).decode()
            document["result"].append({"_id": _OTHERS_ID, **names, "script": secret})

    def _members(self, node: Any, place: Place | None, path: str) -> None:
        """Put a canary into each personal member, also those that the answer leaves out."""
        if isinstance(node, list):
            for entry in node:
                self._members(entry, place and place.item, f"{path}[]")
        if not isinstance(node, dict) or place is None:
            return
        for name in {*node, *(_described(place) if "[]" not in path else ())}:
            below = place.member(name)
            if below is None or name == "_links" or _is_of_the_run(name, node.get(name)):
                continue
            if not below.personal:
                self._members(node.get(name), below, f"{path}.{name}")
            elif node.get(name) is None or not isinstance(node[name], dict | list):
                node[name] = self._personal(name, f"{path}.{name}")
            else:
                node[name] = self._replaced(node[name], name, f"{path}.{name}")

    def _replaced(self, node: Any, name: str, path: str) -> Any:
        if isinstance(node, dict):
            return {key: self._replaced(value, key, f"{path}.{key}") for key, value in node.items()}
        if isinstance(node, list):
            return [self._replaced(value, name, f"{path}[]") for value in node]
        return self._personal(name, path)

    def _personal(self, name: str, path: str) -> str:
        if name == "image":
            return self._aviary.picture(path)
        if "hone" in name:
            return self._aviary.phone(path)
        return self._aviary.email(path) if "mail" in name else self._aviary.word(path)


def _is_of_the_run(name: str, value: Any) -> bool:
    # What is answered under another name than it was created with, a run takes for somebody else's.
    return name in {"username", "userName"} and isinstance(value, str) and value.startswith("p1c-")


def _described(place: Place) -> set[str]:
    return {name for part in place._schemas for name in part.get("properties", {})}
