"""The binding `verifyTransactionsHelper`: the PingOne user of the journey and their transactions, as in the API.

"Access PingOne Verify transactions and manage associated user". Each method is a request that the mock's PingOne side
answers, about the user that `pingOneUserId` of the node state names. What is not there is null for the methods that
read, an exception for those that write. Lists of verified data stay without the data, also the list of a type, where
the API itself has them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode

import orjson
from starlette.responses import Response

from pingone_conformance.mock.bodies import validate
from pingone_conformance.mock.errors import ApiError
from pingone_conformance.mock.hal import Json
from pingone_conformance.mock.operation import Call
from pingone_conformance.mock.resources import metadata, paths, transactions, users, verified_data
from pingone_conformance.mock.schemas.users import UserReplacement
from pingone_conformance.mock.scripts.run import Run
from pingone_conformance.scripting.program import HostError

EXCEPTION = "org.forgerock.am.tn.p1verify.ScriptedVerifyTransactionsException"

Found = TypeVar("Found")


def answer(run: Run, method: str, arguments: list[Any]) -> Any:
    """Answer a call; raises `HostError` with ScriptedVerifyTransactionsException."""
    try:
        return _METHODS[method](run, *arguments)
    except ApiError as refusal:
        targets = [detail.target for detail in refusal.details if detail.target]
        about = f" ({', '.join(targets)})" if targets else ""
        raise HostError(EXCEPTION, f"Error in {method}: {refusal.status}: {refusal.message}{about}") from None


def _last_transaction(run: Run) -> Json | None:
    everything = _all_transactions(run)
    if everything is None:
        return None
    found: Json = max(everything["_embedded"]["verifyTransactions"], key=lambda one: one["updatedAt"])
    return found


def _all_transactions(run: Run) -> Json | None:
    found = _read(_call(run), paths.user, transactions.read_all)
    return found if found and found["size"] else None


def _all_metadata(run: Run, transaction_id: Any) -> Json | None:
    return _read(_call(run, transaction_id), paths.transaction, metadata.read_all)


def _all_verified_data(run: Run, transaction_id: Any) -> Json | None:
    return _read(_call(run, transaction_id), paths.transaction, verified_data.read_all)


def _verified_data_by_type(run: Run, transaction_id: Any, kind: Any) -> Json | None:
    found = _read(_call(run, transaction_id, type=str(kind)), paths.transaction, verified_data.read_all)
    for items in (found or {}).get("_embedded", {}).values():
        for item in items:
            del item["data"]
            item["_links"] = {"self": item["_links"]["self"]}
    return found


def _verified_data(run: Run, transaction_id: Any, verified_data_id: Any) -> Json | None:
    return _read(_call(run, transaction_id, verified_data_id), paths.verified_data, verified_data.read)


def _user(run: Run) -> Json | None:
    return _read(_call(run), paths.user, users.read)


def _update_user(run: Run, body: Any) -> Json:
    if not isinstance(body, dict) or not body:
        raise HostError(EXCEPTION, "No data provided to update the user")
    call = _call(run)
    return _json(users.put(call, paths.user(call), validate(UserReplacement, body)))


def _delete_user(run: Run) -> None:
    call = _call(run)
    users.delete(call, paths.user(call))


_METHODS: dict[str, Callable[..., Any]] = {
    "getLastVerifyTransaction": _last_transaction,
    "getAllVerifyTransactions": _all_transactions,
    "getAllMetadata": _all_metadata,
    "getAllVerifiedData": _all_verified_data,
    "getVerifiedDataByType": _verified_data_by_type,
    "getVerifiedData": _verified_data,
    "getUser": _user,
    "updateUser": _update_user,
    "deleteUser": _delete_user,
}


def _call(run: Run, transaction_id: Any = None, verified_data_id: Any = None, **query: str) -> Call:
    """Return the request that the helper would send."""
    named = {
        "environment_id": run.environment_id,
        "user_id": run.pingone_user,
        "transaction_id": transaction_id,
        "verified_data_id": verified_data_id,
    }
    call = Call(
        run.mock,
        {
            "type": "http",
            "scheme": "https",
            "headers": [],
            "path_params": {name: str(value or "") for name, value in named.items()},
            "query_string": urlencode(query, errors="replace").encode("ascii"),
        },
    )
    call.base = run.base
    return call


def _read(
    call: Call, find: Callable[[Call], Found], handle: Callable[[Call, Found], Response]
) -> Json | None:
    try:
        found = find(call)
    except ApiError as refusal:
        if refusal.status == 404:
            return None
        raise
    return _json(handle(call, found))


def _json(response: Response) -> Json:
    found: Json = orjson.loads(response.body)
    return found
