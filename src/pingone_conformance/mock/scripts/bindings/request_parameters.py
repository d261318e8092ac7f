"""The binding `requestParameters` of decision nodes: the query of the request that runs the journey."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.scripts.run import Run


def answer(run: Run, method: str, arguments: list[Any]) -> list[str] | bool | None:
    """Return the values of a parameter, None without it; or say whether there is one (`containsKey`)."""
    found = run.request_parameters.get(str(arguments[0]))
    if method == "containsKey":
        return found is not None
    return None if found is None else list(found)
