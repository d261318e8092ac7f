"""Where the description says that personal data are: at its schema members marked `x-personal`, and below them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Any

from pingone_conformance.spec import Description, load_description

MARK = "x-personal"
# Members that the documents show in examples of open objects only, so that no schema has them.
_IN_NO_SCHEMA = frozenset(
    {
        "addresscity", "addressstate", "addressstreet", "addresszip", "birthdate", "eyecolor", "firstname",
        "fullname", "gender", "haircolor", "height", "identityproviderattributes", "idnumber", "ipaddress",
        "lastname", "middlename", "nationality", "personalnumber", "useragent", "weight",
    }
)  # fmt: skip
# Marked where the place is known; elsewhere such a word mostly means something else.
_TOO_COMMON = frozenset({"data", "image", "title", "user"})
_HEADERS_OF_HTTP = frozenset(
    {
        "allow", "connection", "content-encoding", "content-length", "content-type", "retry-after",
        "transfer-encoding", "www-authenticate",
    }
)  # fmt: skip
_VARIANTS = ("allOf", "oneOf", "anyOf")
_BRANCHES = ("then", "else")


class Place:
    """A place in a body: what schemas say of it, and whether what stands there is `personal`."""

    def __init__(
        self, description: Description, schemas: list[Mapping[str, Any]], *, personal: bool = False
    ) -> None:
        self._description = description
        self._schemas = [part for schema in schemas for part in self._parts(schema)]
        self.personal = next((part[MARK] for part in self._schemas if MARK in part), personal)
        self._members: dict[str, Place | None] = {}

    @property
    def described(self) -> bool:
        """Whether the description has it, and not only something above that is personal."""
        return bool(self._schemas)

    @cached_property
    def formats(self) -> frozenset[str]:
        """The formats that a text may have here."""
        return frozenset(part["format"] for part in self._schemas if "format" in part)

    @cached_property
    def takes_text(self) -> bool:
        """Whether a text may stand here."""
        return any("string" in _types(part) for part in self._schemas)

    @cached_property
    def is_code(self) -> bool:
        """Whether the description knows some or all values."""
        return any("enum" in part or "x-known-values" in part for part in self._schemas)

    @cached_property
    def item(self) -> Place | None:
        """The place of a list's entries; None when the description does not know it."""
        return self._below([part["items"] for part in self._schemas if "items" in part])

    def member(self, name: str) -> Place | None:
        """The place of that member; None when the description does not know it."""
        if name not in self._members:
            self._members[name] = self._below(
                [part["properties"][name] for part in self._schemas if name in part.get("properties", {})]
            )
        return self._members[name]

    def _below(self, schemas: list[Mapping[str, Any]]) -> Place | None:
        if not schemas and not self.personal:
            return None
        return Place(self._description, schemas, personal=self.personal)

    def _parts(self, schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        """The schema, then all that it refers to: what is said beside a reference comes first."""
        yield schema
        if "$ref" in schema:
            yield from self._parts(self._description.resolve({"$ref": schema["$ref"]}))
        for keyword in _VARIANTS:
            for variant in schema.get(keyword, ()):
                yield from self._parts(variant)
        for keyword in _BRANCHES:
            if keyword in schema:
                yield from self._parts(schema[keyword])


class PersonalData:
    """What descriptions say of the bodies, headers and parameters that may be shown."""

    def __init__(self, *descriptions: Description) -> None:
        self._descriptions = descriptions
        self._responses: dict[tuple[str, int], Place | None] = {}
        self._requests: dict[str, Place | None] = {}

    def request(self, operation: str) -> Place | None:
        """The place of the whole request body; None when no operation of that id takes one."""
        if operation not in self._requests:
            description = self._of(operation)
            known = description.operations.get(operation)
            body = description.resolve(known.definition.get("requestBody", {})) if known else {}
            self._requests[operation] = _content(description, body)
        return self._requests[operation]

    def response(self, operation: str, status: int) -> Place | None:
        """The place of the whole answer; a status that is not described has the body of its kind."""
        key = operation, status
        if key not in self._responses:
            self._responses[key] = self._response(operation, status)
        return self._responses[key]

    @cached_property
    def link(self) -> Place:
        """The place of any link; a server may add links of other names."""
        return Place(self._descriptions[0], [{"$ref": "#/components/schemas/Href"}])

    @cached_property
    def names(self) -> frozenset[str]:
        """Names of personal members in lower case, for what stands at no place that is known."""
        marked = {
            name.lower()
            for schemas in self._components("schemas")
            for part in _nodes(schemas)
            for name, member in _properties(part).items()
            if member.get(MARK)
        }
        return frozenset(marked - _TOO_COMMON) | _IN_NO_SCHEMA

    @cached_property
    def words(self) -> frozenset[str]:
        """Names and values that the descriptions themselves say: they tell nothing about anybody."""
        said: set[str] = set()
        for description in self._descriptions:
            said.update(description.operations)
            for node in _nodes(description.bundle):
                for keyword in ("enum", "x-known-values"):
                    said.update(value for value in _listed(node.get(keyword)) if isinstance(value, str))
                said.update(_properties(node))
                said.update(content for content in _mapping(node.get("content")))
        return frozenset(said)

    @cached_property
    def headers(self) -> frozenset[str]:
        """Names of the headers of answers, and of those that HTTP itself needs, in lower case."""
        responses = [row for found in self._components("responses") for row in found.values()]
        named = {name.lower() for response in responses for name in response.get("headers", {})}
        return _HEADERS_OF_HTTP | named

    @cached_property
    def parameters(self) -> Mapping[str, Place]:
        """The parameters of queries, by name."""
        return {
            row["name"]: Place(description, [row["schema"]])
            for description in reversed(self._descriptions)
            for row in description.bundle["components"]["parameters"].values()
            if row["in"] == "query"
        }

    def _of(self, operation: str) -> Description:
        """The description that has the operation, else the first."""
        having = (found for found in self._descriptions if operation in found.operations)
        return next(having, self._descriptions[0])

    def _components(self, kind: str) -> Iterator[Mapping[str, Any]]:
        for description in self._descriptions:
            yield description.bundle["components"][kind]

    def _response(self, operation: str, status: int) -> Place | None:
        description = self._of(operation)
        known = description.operations.get(operation)
        responses = known.responses if known else {}
        chosen = str(status)
        if chosen not in responses and status < 400:
            chosen = next((documented for documented in responses if documented[0] == "2"), chosen)
        if place := _content(description, description.resolve(responses.get(chosen, {}))):
            return place
        error = {"$ref": "#/components/schemas/Error"}
        return Place(self._descriptions[0], [error]) if status >= 400 else None


@cache
def personal_data(*more: Description) -> PersonalData:
    """What the description of PingOne says, and others beside it."""
    return PersonalData(load_description(), *more)


def _content(description: Description, node: Mapping[str, Any]) -> Place | None:
    schemas = [row["schema"] for row in node.get("content", {}).values() if "schema" in row]
    return Place(description, schemas) if schemas else None


def _nodes(node: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(node, Mapping):
        yield node
    for child in node.values() if isinstance(node, Mapping) else _listed(node):
        yield from _nodes(child)


def _properties(node: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    return {
        name: member for name, member in _mapping(node.get("properties")).items() if isinstance(member, dict)
    }


def _mapping(node: Any) -> Mapping[str, Any]:
    return node if isinstance(node, Mapping) else {}


def _listed(node: Any) -> list[Any]:
    return node if isinstance(node, list) else []


def _types(schema: Mapping[str, Any]) -> list[str]:
    types = schema.get("type", [])
    return [types] if isinstance(types, str) else types
