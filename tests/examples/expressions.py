"""Enough of the expressions of GitHub Actions for the examples: names, and conditions joined by `&&`."""

from __future__ import annotations

import re
from collections.abc import Mapping

Context = Mapping[str, str]
"""Values by their whole names, such as `inputs.shard`; what is not there is empty, as on GitHub."""

_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}", re.DOTALL)
_NAME = re.compile(r"[a-z_]+(\.[\w-]+)+")


def expand(text: str, context: Context) -> str:
    """A text with its expressions replaced. Raises `ValueError` for one that is more than a name."""
    return _EXPRESSION.sub(lambda found: _value(found[1], context), text)


def holds(condition: str, context: Context, *, failed: bool) -> bool:
    """Whether a step with this `if` runs, after steps of which one failed or none did."""
    whole = _EXPRESSION.fullmatch(condition.strip())
    text = whole[1] if whole else condition.strip()
    functions = {"always()": True, "cancelled()": False, "success()": not failed, "failure()": failed}
    if failed and not any(function in text for function in functions):
        return False
    return all(_term(term.strip(), context, functions) for term in text.split("&&"))


def _term(term: str, context: Context, functions: Mapping[str, bool]) -> bool:
    if compared := re.fullmatch(r"(\S+) (==|!=) '([^']*)'", term):
        return (_value(compared[1], context) == compared[3]) == (compared[2] == "==")
    if term.startswith("!"):
        return not _term(term[1:], context, functions)
    return functions[term] if term in functions else _value(term, context) not in ("", "false")


def _value(name: str, context: Context) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"an expression that these tests do not understand: {name}")
    return context.get(name, "")
