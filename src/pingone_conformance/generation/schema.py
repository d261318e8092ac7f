"""The description as Schemathesis takes it: formats registered, references to existing things as placeholders."""

from __future__ import annotations

import base64
import copy
import io
from functools import cache
from typing import Any

import schemathesis
from hypothesis import strategies as st
from PIL import Image
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.schemas import OpenApiSchema

from pingone_conformance.spec import METHODS, Description, description_of

BASE_URL = "https://generated.invalid"

# Create Verify Transaction, Requirements object: the six formats of one number, and the two other numbers of the page.
TELEPHONE_NUMBERS = (
    "+1.5125551234",
    "+15125551234",
    "+1.512.555.1234",
    "15125551234",
    "1-512-555-1234",
    "+1 (512) 555-1234",
    "+14155552671",
    "+1 972-555-1234",
)
PLACEHOLDERS = {
    "verifyPolicy": "{verifyPolicyID}",
    "population": "{populationID}",
    "script": "{scriptID}",
    # Success, which needs no node and has this id everywhere.
    "node": "70e691a5-1e33-4ac3-a356-e7b6d60d92e0",
    "journey": "{journeyID}",
}
# Scripts of the next-generation engine; secrets and variables take any text.
TEXTS = (
    'action.goTo("true");',
    "var a = 123;\nvar b = 456;",
    'logger.info("Grüße");\naction.goTo("false");\n',
)

# Formats whose lengths matter: a format strategy that has to be filtered down to one length costs minutes.
_PLAIN_TEXTS = frozenset({"display-text", "username"})


@cache
def schemathesis_operation(operation_id: str) -> APIOperation[Any, Any, Any, Any]:
    """An operation of this installation's descriptions, ready to judge by."""
    schema = _schema(description_of(operation_id))
    operation: APIOperation[Any, Any, Any, Any] = schema.find_operation_by_id(operation_id)
    return operation


def fresh_operation(operation_id: str) -> APIOperation[Any, Any, Any, Any]:
    """The same, ready to generate from: what it yields does not depend on what was generated before.

    A schema of Schemathesis remembers what it drew, and leaves boundaries out that another operation had.
    """
    schema = _schema.__wrapped__(description_of(operation_id))
    operation: APIOperation[Any, Any, Any, Any] = schema.find_operation_by_id(operation_id)
    return operation


@cache
def _schema(description: Description) -> OpenApiSchema:
    """Methods that no page describes are never sent, and no byte that no JSON parser takes."""
    register_formats()
    schema: OpenApiSchema = schemathesis.openapi.from_dict(prepared(description))
    schema.config.update(base_url=BASE_URL)
    schema.config.phases.coverage.unexpected_methods = set()
    schema.config.generation.allow_x00 = False
    return schema


def prepared(description: Description) -> dict[str, Any]:
    """The bundle with placeholders instead of ids of existing things, and without formats that only slow down.

    Headers are left out: each has one documented value, which the session sends.
    """
    bundle: dict[str, Any] = _prepare(copy.deepcopy(description.bundle))
    for item in bundle["paths"].values():
        for node in (item, *(item[method] for method in METHODS if method in item)):
            parameters = node.get("parameters", [])
            node["parameters"] = [row for row in parameters if description.resolve(row)["in"] != "header"]
    return bundle


def _prepare(node: Any) -> Any:
    if isinstance(node, list):
        return [_prepare(item) for item in node]
    if not isinstance(node, dict):
        return node
    placeholder = PLACEHOLDERS.get(str(node.get("x-reference")))
    if placeholder and node.get("type") == "string":
        return {"const": placeholder}
    if placeholder:
        # Without what it refers to: no placeholder has the form of an id.
        kept = {key: value for key, value in node.items() if key != "$ref"}
        return {**kept, "type": "object", "properties": {"id": {"const": placeholder}}, "required": ["id"]}
    if str(node.get("format")) in _PLAIN_TEXTS:
        node.pop("format")
    return {key: _prepare(value) for key, value in node.items()}


def register_formats() -> None:
    """Tell Schemathesis what the formats of the description look like; `openapi/README.md` names them."""
    register = schemathesis.openapi.format
    register("telephone", st.sampled_from(TELEPHONE_NUMBERS))
    register("base64-image", st.sampled_from([_picture(colour) for colour in ("white", "black", "teal")]))
    register("accept-language", st.sampled_from(["en-gb;q=0.8, en;q=0.7", "de", "fr-CA"]))
    register("base64-text", st.sampled_from([_base64(text.encode()) for text in TEXTS]))
    register("query-filter", st.sampled_from(["true", 'name eq "nothing of that name"']))
    register("locale", st.sampled_from(["en-gb", "de", "fr-CA"]))
    register("time-zone", st.sampled_from(["America/Los_Angeles", "Europe/Berlin"]))
    register("uri", st.from_regex(r"\Ahttps://[a-z]{1,10}\.example\.com/[a-z]{0,10}\Z"))


def _picture(colour: str) -> str:
    file = io.BytesIO()
    Image.new("RGB", (32, 32), colour).save(file, "JPEG")
    return _base64(file.getvalue())


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
