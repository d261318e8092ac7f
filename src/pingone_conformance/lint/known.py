"""Names that scripts find without declaring them, besides the common bindings, and who is given which binding."""

from __future__ import annotations

from pingone_conformance.script_bindings import Binding

DECISION_NODES = frozenset({"SCRIPTED_DECISION_NODE", "AUTHENTICATION_TREE_DECISION_NODE"})
LIBRARY = "LIBRARY"

LANGUAGE = frozenset(
    {
        "Array", "ArrayBuffer", "BigInt", "Boolean", "DataView", "Date", "Error", "EvalError",
        "Float32Array", "Float64Array", "Function", "Infinity", "Int16Array", "Int32Array", "Int8Array",
        "InternalError", "Iterator", "JSON", "JavaAdapter", "JavaImporter", "Map", "Math", "NaN", "Number",
        "Object", "Packages", "Promise", "RangeError", "ReferenceError", "RegExp", "Set", "String",
        "Symbol", "SyntaxError", "TypeError", "URIError", "Uint16Array", "Uint32Array", "Uint8Array",
        "Uint8ClampedArray", "WeakMap", "WeakSet", "arguments", "com", "decodeURI", "decodeURIComponent",
        "edu", "encodeURI", "encodeURIComponent", "escape", "eval", "getClass", "globalThis", "importClass",
        "importPackage", "isFinite", "isNaN", "java", "javax", "net", "org", "parseFloat", "parseInt",
        "undefined", "unescape",
    }
)  # fmt: skip
"""What ECMAScript and Rhino bring; which of it runs is for the dialect to say."""

DECISION_NODE = frozenset(
    {
        "action", "auditEntryDetail", "callbacks", "callbacksBuilder", "existingSession", "exports",
        "idRepository", "journey", "jwtAssertion", "jwtValidator", "locales", "module", "nodeState",
        "oauthApplication", "outcome", "policy", "requestCookies", "requestHeaders", "requestParameters",
        "require", "resumedFromSuspend", "samlApplication", "sharedState", "transientState",
    }
)  # fmt: skip
"""What a decision node is given besides, by either engine and by editions of the page ("Common bindings")."""

LATER_METHODS = {"utils": ("types", "crypto.subtle")}
"""What later editions of the page add to a binding (FINDING-167)."""

INSTEAD = {
    "alert": "logger",
    "atob": "utils.base64.decode",
    "btoa": "utils.base64.encode",
    "console": "logger",
    "crypto": "utils.crypto",
    "fetch": "httpClient.send",
    "process": "systemEnv",
}
"""What browsers and Node have under a name, and what scripts have for it."""

_JWT_BEARER = "OAUTH2_SCRIPTED_JWT_ISSUER"


def families(context: str) -> set[str]:
    """The types of scripts that "Script bindings", notes 1 and 2, would count a context to."""
    found = set()
    if context in DECISION_NODES:
        found.add("decision-node")
    if context.startswith("OAUTH2_") or context == "OIDC_CLAIMS":
        found.add("oauth2")
    if context == _JWT_BEARER:
        found.add("oauth2-jwt-bearer")
    if context.startswith("SAML2_SP_"):
        found.add("saml2-sp")
    return found


def is_offered(binding: Binding, *, legacy: bool, context: str) -> bool:
    """Whether a script has a binding ("Script bindings", table). A library is given what its caller has."""
    if not legacy:
        return binding.availability.next_generation
    if binding.availability.legacy == "partial" and context != LIBRARY:
        return bool(families(context) & set(binding.availability.where))
    return binding.availability.legacy != "no"
