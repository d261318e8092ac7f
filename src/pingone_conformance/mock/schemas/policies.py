"""Body of "Create Verify Policy" and "Update Verify Policy", with the defaults and ranges of each section.

Ranges and defaults come from the Terraform provider's documentation where the API's own pages state none.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from pingone_conformance.mock.schemas.fields import Integer, Level, RequestBody, Requirement, Text, refusal

Attempts = Annotated[Integer, Field(ge=0, le=3)]
_CHECKS = ("government_id", "facial_comparison", "liveness", "email", "phone", "voice")


class Duration(RequestBody):
    """A duration with its unit: up to half an hour."""

    duration: Annotated[Integer, Field(ge=0)]
    time_unit: Literal["MINUTES", "SECONDS"]

    @property
    def seconds(self) -> int:
        """The duration in seconds."""
        return self.duration * (60 if self.time_unit == "MINUTES" else 1)

    @model_validator(mode="after")
    def _half_an_hour(self) -> Duration:
        if self.seconds > 1800:
            raise refusal("OUT_OF_RANGE", "A duration cannot be longer than 30 minutes.")
        return self


class LifeTime(Duration):
    """How long a one-time password is good: from a minute to half an hour."""

    @model_validator(mode="after")
    def _a_minute(self) -> LifeTime:
        if self.seconds < 60:
            raise refusal("OUT_OF_RANGE", "The lifetime of a one-time password is at least 1 minute.")
        return self


class Retry(RequestBody):
    """Retries of one check."""

    attempts: Attempts | None = None


class Provider(RequestBody):
    """Who verifies documents."""

    auto: Literal["MITEK", "VERIFF"] | None = None
    manual: Literal["MITEK"] | None = None


class Switch(RequestBody):
    """A part of a section that is on or off."""

    enabled: bool | None = None


class GovernmentId(RequestBody):
    """``governmentId``."""

    verify: Requirement
    inspection_type: Literal["AUTOMATIC", "MANUAL", "STEP_UP"] | None = None
    provider: Provider | None = None
    fail_expired_id: bool | None = None
    retry: Retry | None = None
    verify_aamva: bool | None = None
    document_images: Switch | None = None
    aadhaar: Switch | None = None

    @model_validator(mode="after")
    def _inspection_needs_verification(self) -> GovernmentId:
        if self.verify == "DISABLED" and self.inspection_type is not None:
            raise refusal("INVALID_VALUE", "An inspection type needs a government id that is verified.")
        return self


class FacialComparison(RequestBody):
    """``facialComparison``."""

    verify: Requirement
    threshold: Level


class Liveness(FacialComparison):
    """``liveness``."""

    retry: Retry | None = None


class Count(RequestBody):
    """A number of tries."""

    count: Annotated[Integer, Field(ge=0, le=100)]


class Deliveries(Count):
    """How often a one-time password is sent."""

    cooldown: Duration


class Notification(RequestBody):
    """The template of the one-time password; there is only one."""

    template_name: Literal["email_phone_verification"]
    variant_name: Text | None = None


class OneTimePassword(RequestBody):
    """``otp``."""

    attempts: Count
    life_time: LifeTime
    deliveries: Deliveries
    notification: Notification


class Contact(RequestBody):
    """``email`` and ``phone``."""

    verify: Requirement
    create_mfa_device: bool | None = None
    otp: OneTimePassword | None = None


class Timeout(RequestBody):
    """A ``timeout`` member."""

    timeout: Duration | None = None


class TransactionSettings(Timeout):
    """``transaction``."""

    data_collection: Timeout | None = None
    data_collection_only: bool | None = None

    @model_validator(mode="after")
    def _collection_within_transaction(self) -> TransactionSettings:
        whole = 1800 if self.timeout is None else self.timeout.seconds
        part = None if self.data_collection is None else self.data_collection.timeout
        if part is not None and part.seconds > whole:
            raise refusal("OUT_OF_RANGE", "Data collection cannot take longer than the transaction.")
        return self


class RecordMatch(RequestBody):
    """How one attribute of ``identityRecordMatching`` is compared."""

    threshold: Level
    field_required: bool


class IdentityRecordMatching(RequestBody):
    """``identityRecordMatching``; its members have snake-case names."""

    address: RecordMatch | None = None
    birth_date: RecordMatch | None = Field(None, alias="birth_date")
    family_name: RecordMatch | None = Field(None, alias="family_name")
    given_name: RecordMatch | None = Field(None, alias="given_name")
    name: RecordMatch | None = None


class PolicyBody(RequestBody):
    """Body of the create and of the replacing update."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=256)]
    description: Annotated[str, StringConstraints(min_length=1, max_length=1024)] | None = None
    default: bool | None = None
    government_id: GovernmentId | None = None
    facial_comparison: FacialComparison | None = None
    liveness: Liveness | None = None
    email: Contact | None = None
    phone: Contact | None = None
    voice: dict[str, object] | None = None
    transaction: TransactionSettings | None = None
    identity_record_matching: IdentityRecordMatching | None = None

    @model_validator(mode="after")
    def _something_to_check(self) -> PolicyBody:
        if all(getattr(self, check) is None for check in _CHECKS):
            raise refusal("REQUIRED_VALUE", "A policy needs at least one check.")
        return self

    @model_validator(mode="after")
    def _aadhaar_needs_face(self) -> PolicyBody:
        aadhaar = self.government_id and self.government_id.aadhaar
        face = self.facial_comparison and self.facial_comparison.verify
        if aadhaar and aadhaar.enabled and face != "REQUIRED":
            raise refusal("INVALID_VALUE", "Aadhaar needs a required facial comparison.")
        return self

    def settings(self) -> dict[str, Any]:
        """Return the policy's settings in the API's JSON form, defaults filled in."""
        written = self.written()
        written.pop("default", None)
        written.pop("voice", None)
        return _with_defaults(written)


def default_settings(name: str) -> dict[str, Any]:
    """Return the settings of a ready-made policy: document, face and liveness are required."""
    return _with_defaults(
        {
            "name": name,
            "governmentId": {"verify": "REQUIRED"},
            "facialComparison": {"verify": "REQUIRED", "threshold": "MEDIUM"},
            "liveness": {"verify": "REQUIRED", "threshold": "MEDIUM"},
        }
    )


def _with_defaults(written: dict[str, Any]) -> dict[str, Any]:
    off = {"verify": "DISABLED", "threshold": "MEDIUM"}
    document = written.get("governmentId", {"verify": "DISABLED"})
    if document["verify"] != "DISABLED":
        document = {"inspectionType": "AUTOMATIC", **document}
    return {
        "name": written["name"],
        **({"description": written["description"]} if "description" in written else {}),
        "governmentId": document,
        "facialComparison": {**off, **written.get("facialComparison", {})},
        "liveness": {**off, **written.get("liveness", {})},
        "email": _contact(written.get("email", {}), minutes=10),
        "phone": _contact(written.get("phone", {}), minutes=5),
        "transaction": _transaction(written.get("transaction", {})),
        **{key: written[key] for key in ("identityRecordMatching",) if key in written},
    }


def _contact(written: dict[str, Any], minutes: int) -> dict[str, Any]:
    otp = {
        "attempts": {"count": 5},
        "lifeTime": {"duration": minutes, "timeUnit": "MINUTES"},
        "deliveries": {"count": 3, "cooldown": {"duration": 30, "timeUnit": "SECONDS"}},
        **written.get("otp", {}),
    }
    otp["notification"] = {"templateName": "email_phone_verification", **otp.get("notification", {})}
    return {"verify": "DISABLED", "createMfaDevice": False, **written, "otp": otp}


def _transaction(written: dict[str, Any]) -> dict[str, Any]:
    whole = written.get("timeout", {"duration": 30, "timeUnit": "MINUTES"})
    shorter = min(900, seconds(whole))
    collection = written.get("dataCollection", {}).get(
        "timeout", {"duration": shorter, "timeUnit": "SECONDS"}
    )
    if collection == {"duration": 900, "timeUnit": "SECONDS"}:
        collection = {"duration": 15, "timeUnit": "MINUTES"}
    return {
        "timeout": whole,
        "dataCollection": {"timeout": collection},
        "dataCollectionOnly": written.get("dataCollectionOnly", False),
    }


def seconds(duration: dict[str, Any]) -> int:
    """Return a stored duration in seconds."""
    return int(duration["duration"]) * (60 if duration["timeUnit"] == "MINUTES" else 1)
