"""The binding `requestHeaders` of decision nodes. Names of headers have no case."""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.scripts.run import Run


def answer(run: Run, method: str, arguments: list[Any]) -> list[str] | bool | None:
    """Return the values of a header, None without it; or say whether there is one (`containsKey`)."""
    wanted = str(arguments[0]).lower()
    found = next((values for name, values in run.request_headers.items() if name.lower() == wanted), None)
    if method == "containsKey":
        return found is not None
    return None if found is None else list(found)
