"""Objects of decision nodes: methods in another case, and what only legacy scripts have of them.

Editions of the product add methods to these objects, so a name that is merely unknown is not told.
"""

from __future__ import annotations

from collections.abc import Iterator

from pingone_conformance.lint.calls import called
from pingone_conformance.lint.known import DECISION_NODES
from pingone_conformance.lint.names import Remark, Script
from pingone_conformance.lint.syntax import named
from pingone_conformance.scripting.dialect.problem import text_of

_METHODS = {
    "action": (
        "goTo", "putSessionProperty", "removeSessionProperty", "withDescription", "withErrorMessage", "withHeader",
        "withIdentifiedAgent", "withIdentifiedUser", "withLockoutMessage", "withStage",
    ),
    "callbacks": (
        "getChoiceCallbacks", "getConfirmationCallbacks", "getHiddenValueCallbacks", "getNameCallbacks",
        "getPasswordCallbacks", "getTextInputCallbacks", "isEmpty",
    ),
    "nodeState": (
        "get", "getObject", "isDefined", "keys", "mergeShared", "mergeTransient", "putShared", "putTransient", "remove",
    ),
}  # fmt: skip
_LEGACY_STATES = frozenset({"sharedState", "transientState"})


def wrong_in_nodes(script: Script) -> Iterator[Remark]:
    """What is wrong about objects that a next-generation script of a decision node has; a legacy one has others."""
    if script.legacy or script.context not in DECISION_NODES:
        return
    replaced = {text_of(node) for node in script.scopes.assigned}
    told = set(script.scopes.asked_for)
    for node in script.scopes.free:
        name = text_of(node)
        if name in replaced or script.scopes.is_within_with(node):
            continue
        if name in _LEGACY_STATES and name not in told:
            told.add(name)
            hint = "use nodeState, or lint it with --legacy"
            yield Remark("not-available", node, f"{name} is not available to {script.kind}", hint)
        found = called(script.scopes, node) if name in _METHODS else None
        if found is None:
            continue
        method = found[1][0]
        written = named(method)
        meant = {known.lower(): known for known in _METHODS[name]}.get(written.lower(), written)
        if meant != written:
            reason = f"{name} has no method {written}"
            yield Remark("unknown-method", method, reason, f"did you mean {name}.{meant}?")
