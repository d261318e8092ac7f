"""Bodies of the user operations ("Users": create, update (patch), update (put))."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import StringConstraints

from pingone_conformance.mock.schemas.fields import EmailAddress, Name, RequestBody

Username = Annotated[
    str, StringConstraints(min_length=1, max_length=128, pattern=r"^[\p{L}\p{M}\p{Zs}\p{S}\p{N}\p{P}]*$")
]
Phone = Annotated[str, StringConstraints(max_length=32, pattern=r"\d")]
"""A directory telephone number: any text with at least one digit; not the stricter number of Verify."""

Street = Annotated[str, StringConstraints(min_length=1, max_length=256)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Postcode = Annotated[str, StringConstraints(min_length=1, max_length=40)]
ExternalId = Annotated[str, StringConstraints(min_length=1, max_length=1024)]
WebUrl = Annotated[str, StringConstraints(max_length=2048, pattern=r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s\p{Cc}]+$")]
TimeZone = Annotated[str, StringConstraints(max_length=256, pattern=r"^\w+(/[\w+\-]+)+$")]


class PersonName(RequestBody):
    """``name``."""

    family: Name | None = None
    formatted: Name | None = None
    given: Name | None = None
    honorific_prefix: Name | None = None
    honorific_suffix: Name | None = None
    middle: Name | None = None


class PostalAddress(RequestBody):
    """``address``."""

    country_code: Country | None = None
    locality: Name | None = None
    postal_code: Postcode | None = None
    region: Name | None = None
    street_address: Street | None = None


class Photo(RequestBody):
    """``photo``."""

    href: WebUrl


class Population(RequestBody):
    """``population``: taken at create, ignored afterwards (it has an operation of its own)."""

    id: Name


class Attributes(RequestBody):
    """The attributes that every write may set; null means no value."""

    account_id: Name | None = None
    address: PostalAddress | None = None
    email: EmailAddress | None = None
    external_id: ExternalId | None = None
    locale: Name | None = None
    mobile_phone: Phone | None = None
    name: PersonName | None = None
    nickname: Name | None = None
    photo: Photo | None = None
    preferred_language: Name | None = None
    primary_phone: Phone | None = None
    timezone: TimeZone | None = None
    title: Name | None = None
    type: Name | None = None


class UserReplacement(Attributes):
    """Body of the replacing update: what it omits is removed."""

    username: Username


class NewUser(UserReplacement):
    """Body of the create."""

    population: Population | None = None

    def attributes(self) -> dict[str, Any]:
        """Return what becomes the user's attributes."""
        written = self.written()
        written.pop("population", None)
        return written


class UserPatch(Attributes):
    """Body of the partial update: what it omits stays, null clears, and a user name cannot be cleared."""

    username: Username = ""

    def changes(self) -> dict[str, Any]:
        """Return the members that the client gave, nulls included."""
        return self.model_dump(by_alias=True, exclude_unset=True)


class AccountConfirmation(Attributes):
    """Body of "Confirm Account Information": that of a partial update, with the user name required."""

    username: Username

    def changes(self) -> dict[str, Any]:
        """Return the members that the client gave, nulls included."""
        return self.model_dump(by_alias=True, exclude_unset=True)
