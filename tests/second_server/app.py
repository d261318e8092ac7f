"""The application: finds out what a path names, in the order permission, existence, content type, body."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import unquote

from . import control, evidence, flows, policies, tokens, transactions, users
from .reading import Call
from .wire import Refusal, Reply, Send, by_gateway, not_found, transmit
from .world import World

Handler = Callable[[Call], Reply]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

_USERS = "/v1/environments/{env}/users"
_USER = f"{_USERS}/{{user}}"
_POLICIES = "/v1/environments/{env}/verifyPolicies"
_TRANSACTIONS = f"{_USER}/verifyTransactions"
_TRANSACTION = f"{_TRANSACTIONS}/{{transaction}}"
_FLOW = "/{env}/flows/{flow}"

_ROUTES: dict[str, dict[str, Handler]] = {
    "/_mock/environment": {"GET": control.environment},
    "/_mock/reset": {"POST": control.reset},
    "/_mock/clock": {"GET": control.clock, "POST": control.clock},
    "/_mock/transactions/{transaction}": {"POST": control.finish},
    "/_mock/transactions/{transaction}/view": {"GET": control.view},
    "/_mock/outbox": {"GET": control.outbox},
    "/_mock/flows": {"POST": control.open_flow},
    "/_mock/stats": {"GET": control.stats},
    "/{env}/as/token": {"POST": tokens.create},
    _FLOW: {"GET": flows.read, "POST": flows.confirm},
    _USERS: {"POST": users.create},
    _USER: {"GET": users.read, "PATCH": users.patch, "PUT": users.replace, "DELETE": users.delete},
    _POLICIES: {"GET": policies.read_all, "POST": policies.create},
    f"{_POLICIES}/{{policy}}": {"GET": policies.read, "PUT": policies.update, "DELETE": policies.delete},
    _TRANSACTIONS: {"GET": transactions.read_all, "POST": transactions.create},
    _TRANSACTION: {"GET": transactions.read, "PUT": transactions.update, "DELETE": transactions.delete},
    f"{_TRANSACTION}/metaData": {"GET": evidence.read_all_metadata},
    f"{_TRANSACTION}/metaData/{{metadata}}": {"GET": evidence.read_metadata},
    f"{_TRANSACTION}/verifiedData": {"GET": evidence.read_all_data},
    f"{_TRANSACTION}/verifiedData/": {"GET": evidence.read_all_data},
    f"{_TRANSACTION}/verifiedData/{{data}}": {
        "GET": evidence.read_data,
        "POST": evidence.replace_background,
    },
}
_PATTERNS = [
    (re.compile(re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", path)), handlers) for path, handlers in _ROUTES.items()
]
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)


class SecondServer:
    """An ASGI application that waits for nothing but the request."""

    def __init__(self, seed: str | None, domain: str | None, token_seconds: int) -> None:
        self.world = World(seed, token_seconds)
        self._domain = domain

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request (ASGI specification, HTTP and lifespan scopes)."""
        if scope["type"] == "lifespan":
            await _live(receive, send)
            return
        call = self._call(scope, await _content(receive))
        try:
            reply = _answer(call)
        except Refusal as refusal:
            reply = refusal.reply(self.world.new_id)
        await transmit(
            reply,
            send,
            accept=call.headers.get("accept", ""),
            packed="gzip" in call.headers.get("accept-encoding", ""),
            correlation_id=f"1-{self.world.requests:08x}-second",
        )

    def _call(self, scope: MutableMapping[str, Any], content: bytes) -> Call:
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
        }
        here = f"{scope['scheme']}://{headers.get('host', 'localhost')}"
        hosts = dict.fromkeys(("gateway", "auth", "apps", "api"), here)
        if self._domain:
            hosts = {name: f"https://{name}.{self._domain}" for name in hosts}
        path = scope.get("raw_path") or scope["path"].encode("utf-8")
        return Call(
            world=self.world,
            api=f"{hosts['gateway']}/v1",
            auth=hosts["auth"],
            apps=hosts["apps"],
            links=f"{hosts['api']}/v1",
            method=scope["method"],
            path=path.decode("latin-1").partition("?")[0],
            query=scope["query_string"].decode("latin-1"),
            headers=headers,
            content=content,
        )


def _answer(call: Call) -> Reply:
    handlers = _route(call)
    if handlers is None:
        return by_gateway()
    if call.method not in handlers:
        return Reply(405, headers={"allow": ", ".join(handlers)})
    if not call.path.startswith("/_mock/"):
        call.world.requests += 1
    if call.path.startswith("/v1/"):
        _permit(call)
        _find(call)
    return handlers[call.method](call)


def _route(call: Call) -> dict[str, Handler] | None:
    for pattern, handlers in _PATTERNS:
        if found := pattern.fullmatch(call.path):
            call.named = {name: unquote(value) for name, value in found.groupdict().items()}
            return handlers
    return None


def _permit(call: Call) -> None:
    """A token opens its own environment; whether there is another one of that id is not said."""
    if tokens.environment_of(call) != call.named["env"].lower():
        detail = {"code": "INSUFFICIENT_PERMISSIONS", "message": "This token opens another door."}
        raise Refusal(403, "ACCESS_FAILED", "Not with this token.", [detail])
    call.environment = call.world.environments[call.named["env"].lower()]


def _find(call: Call) -> None:
    """What the path names, from left to right; ids are looked up whatever the case of their letters."""
    for name, value in call.named.items():
        if not _ID.fullmatch(value):
            raise Refusal(400, "INVALID_REQUEST", "Something in the path is not an id.")
        call.named[name] = value.lower()
    assert call.environment is not None
    if "user" in call.named:
        call.user = call.environment.users.get(call.named["user"])
        if call.user is None:
            raise not_found("user")
    if "policy" in call.named:
        call.policy = call.environment.policies.get(call.named["policy"])
        if call.policy is None:
            raise not_found("policy")
    if "transaction" in call.named and call.user is not None:
        call.transaction = call.user.transactions.get(call.named["transaction"])
        if call.transaction is None:
            raise not_found("transaction")


async def _content(receive: Receive) -> bytes:
    content = b""
    while True:
        message = await receive()
        content += bytes(message.get("body", b""))
        if not message.get("more_body", False):
            return content


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
