"""Bodies of "Create Verify Transaction" and "Update Verify Transaction"."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

from pingone_conformance.mock.schemas.fields import (
    AbsoluteUri,
    EmailAddress,
    PhoneNumber,
    RequestBody,
    Text,
    refusal,
)

_MAX_OPTIONS = 100
_DATE_LENGTH = len("1984-08-02")

BIOGRAPHIC = ("address", "birth_date", "family_name", "given_name", "name")
"""The requirements that are compared with the government document."""


class Biographic(RequestBody):
    """One biographic attribute: a value, or options of which one has to match; exactly one of the two."""

    value: Text | None = None
    options: Annotated[list[Text], Field(min_length=1, max_length=_MAX_OPTIONS)] | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Biographic:
        if self.value is None and self.options is None:
            raise refusal("REQUIRED_VALUE", "Either value or options is required.")
        if self.value is not None and self.options is not None:
            raise refusal("INVALID_VALUE", "Only one of value and options can be given.")
        return self


class BirthDate(Biographic):
    """A date of birth, written as in the example: year, month and day."""

    @field_validator("value", "options")
    @classmethod
    def _dates(cls, given: str | list[str] | None) -> str | list[str] | None:
        for text in [given] if isinstance(given, str) else given or []:
            if not _is_date(text):
                raise refusal("INVALID_VALUE", "A date of birth has to be of the form YYYY-MM-DD.")
        return given


class EmailOptions(RequestBody):
    """Any number of addresses, none included: the number decides what the end user may choose."""

    options: Annotated[list[EmailAddress], Field(max_length=_MAX_OPTIONS)]


class PhoneValue(RequestBody):
    """One telephone number."""

    value: PhoneNumber


class ReferenceSelfie(RequestBody):
    """A picture as base64; whether it is readable matters only where the policy asks for it."""

    value: str


class Requirements(RequestBody):
    """``requirements``; the biographic members have snake-case names."""

    address: Biographic | None = None
    birth_date: BirthDate | None = Field(None, alias="birth_date")
    email: EmailOptions | None = None
    family_name: Biographic | None = Field(None, alias="family_name")
    given_name: Biographic | None = Field(None, alias="given_name")
    name: Biographic | None = None
    phone: PhoneValue | None = None
    reference_selfie: ReferenceSelfie | None = None


class Callback(RequestBody):
    """Where the service reports progress; the URL is required once the object is there."""

    url: AbsoluteUri
    headers: dict[str, str] | None = None


class Redirect(RequestBody):
    """Where the web application sends the end user afterwards."""

    url: AbsoluteUri
    message: Annotated[str, StringConstraints(max_length=256)] | None = None


class SendNotification(RequestBody):
    """Where the link to the web application is sent."""

    email: EmailAddress | None = None
    phone: PhoneNumber | None = None


class PolicyReference(RequestBody):
    """``verifyPolicy``."""

    id: Text | None = None


class NewTransaction(RequestBody):
    """Body of the create; everything is optional."""

    callback: Callback | None = None
    redirect: Redirect | None = None
    requirements: Requirements | None = None
    send_notification: SendNotification | None = None
    verify_policy: PolicyReference | None = None


class NewStatus(RequestBody):
    """The two outcomes that an administrator may decide on."""

    status: Literal["APPROVED_MANUALLY", "APPROVED_NO_REQUEST"]


class StatusUpdate(RequestBody):
    """Body of the update."""

    transaction_status: NewStatus


def _is_date(text: str) -> bool:
    try:
        return len(text) == _DATE_LENGTH and bool(date.fromisoformat(text))
    except ValueError:
        return False
