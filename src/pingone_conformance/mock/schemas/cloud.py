"""Bodies of Advanced Identity Cloud: scripts, nodes, journeys, authentication, secrets and variables."""

from __future__ import annotations

import base64
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from pingone_conformance.mock.cloud import contexts
from pingone_conformance.mock.cloud.records import LEGACY, NEXT_GENERATION
from pingone_conformance.mock.schemas.fields import RequestBody, decode_base64, refusal

MAX_SCRIPT_BYTES = 256 * 1024
MAX_VALUE_BYTES = 64 * 1024


def _base64_text(text: str) -> str:
    if base64.b64encode(decoded := _decoded(text)).decode() != text:
        raise refusal("INVALID_VALUE", "The value has to be base64.")
    try:
        decoded.decode()
    except UnicodeDecodeError:
        raise refusal("INVALID_VALUE", "The text has to be UTF-8.") from None
    return text


def _base64_value(text: str) -> str:
    _decoded(text)
    return text


def _decoded(text: str) -> bytes:
    try:
        return decode_base64(text)
    except ValueError:
        raise refusal("INVALID_VALUE", "The value has to be base64.") from None


def _known_context(context: str) -> str:
    if context not in contexts.ALL:
        raise refusal("INVALID_VALUE", "There is no such type of scripts.")
    return context


Base64Script = Annotated[
    str, StringConstraints(max_length=4 * -(-MAX_SCRIPT_BYTES // 3)), AfterValidator(_base64_text)
]
Base64Value = Annotated[
    str,
    StringConstraints(min_length=1, max_length=4 * -(-MAX_VALUE_BYTES // 3)),
    AfterValidator(_base64_value),
]
Description = Annotated[str, StringConstraints(max_length=4096)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=256)]
Labels = Annotated[list[Label], Field(max_length=200)]
Everything = Field(default_factory=lambda: ["*"])


class ScriptToValidate(RequestBody):
    """A script whose syntax is looked at."""

    script: Base64Script
    language: Literal["JAVASCRIPT"]

    @property
    def text(self) -> str:
        """The source."""
        return decode_base64(self.script).decode()


class ScriptBody(ScriptToValidate):
    """A script to create, or what it becomes."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=256)]
    context: Annotated[str, AfterValidator(_known_context)]
    description: Description | None = None
    evaluator_version: Literal["1.0", "2.0"] | None = None

    @property
    def engine_version(self) -> str:
        """The version of the engine, where nothing is said the older one, unless the type has the newer only."""
        default = NEXT_GENERATION if self.context in contexts.NEXT_GENERATION_ONLY else LEGACY
        return self.evaluator_version or default


class Attributes(RequestBody):
    """The attributes of an object of the configuration, which refuses those that it does not know.

    Members with an underscore in front come from answers and are ignored.
    """

    model_config = ConfigDict(extra="allow")

    def unknown(self) -> bool:
        """Whether there are attributes that the object does not have."""
        return any(not name.startswith("_") for name in self.model_extra or {})

    @classmethod
    def names(cls) -> list[str]:
        """The attributes that there are."""
        return sorted(field.alias or name for name, field in cls.model_fields.items())

    def config(self) -> dict[str, Any]:
        """The attributes with their defaults, without those that are null."""
        return self.model_dump(by_alias=True, exclude_none=True, exclude=set(self.model_extra or {}))


class ScriptedDecisionNode(Attributes):
    """Configuration of a scripted decision node."""

    script: Label
    outcomes: Annotated[list[Label], Field(min_length=1, max_length=100)]
    inputs: Labels = Everything
    outputs: Labels = Everything


class VerifyCompletionNode(Attributes):
    """Configuration of a PingOne Verify Completion Decision node."""

    script: Label
    ping_one_worker: Label | None = None
    script_inputs: Labels = Everything
    capture_failure: bool = False


class Placed(RequestBody):
    """A node where it stands in a journey; where it is drawn is kept, too."""

    model_config = ConfigDict(extra="allow")

    display_name: Annotated[str, StringConstraints(max_length=256)] = ""
    node_type: Label
    connections: Annotated[dict[Label, Label], Field(max_length=100)]


class JourneyBody(Attributes):
    """A journey to create, or what it becomes."""

    entry_node_id: Label | None = None
    nodes: Annotated[dict[Label, Placed], Field(default_factory=dict, max_length=500)]
    static_nodes: Annotated[dict[Label, dict[str, Any]], Field(default_factory=dict, max_length=100)]
    description: Description | None = None
    enabled: bool = True
    identity_resource: Label | None = None
    inner_tree_only: bool = False
    maximum_idle_time: int | None = None
    maximum_session_time: int | None = None
    must_run: bool | None = None
    no_session: bool | None = None
    transactional_only: bool | None = None
    ui_config: dict[str, Any] = Field(default_factory=dict)


class CallbackValue(RequestBody):
    """A named value of a callback."""

    name: Label
    value: Any = None


class AnsweredCallback(RequestBody):
    """A callback that comes back; what it shows is ignored."""

    type: Label
    input: Annotated[list[CallbackValue], Field(default_factory=list, max_length=20)]


class Authentication(RequestBody):
    """What continues a journey; without a member it begins one."""

    auth_id: Annotated[str, StringConstraints(max_length=4096)] | None = None
    callbacks: Annotated[list[AnsweredCallback], Field(max_length=100)] | None = None


class SecretBody(RequestBody):
    """A secret ("Map a base64-encoded PEM certificate to the secret label")."""

    value_base64: Base64Value
    encoding: Literal["generic", "pem", "base64hmac", "base64aes"] = "generic"
    use_in_placeholders: bool = True
    description: Description = ""


class VariableBody(RequestBody):
    """A variable; its type is needed to create it."""

    value_base64: Base64Value
    expression_type: (
        Literal["string", "list", "array", "object", "bool", "int", "number", "keyvaluelist"] | None
    ) = None
    description: Description = ""


class ManagedObjectBody(RequestBody):
    """Any object; the identity management looks at it itself."""

    model_config = ConfigDict(extra="allow")
