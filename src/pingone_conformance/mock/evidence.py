"""What a verification leaves behind: the verified data and, from the providers, the metadata.

Types and shapes follow "Verified data" and the example data of "Script bindings". All of it is made up,
and the pictures are drawings of the mock's own.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeVar

from pingone_conformance.mock import judgements
from pingone_conformance.mock import selfie as drawings
from pingone_conformance.mock.portraits import read_picture
from pingone_conformance.mock.records import Metadata, Transaction, VerifiedData
from pingone_conformance.mock.state import Mock

Item = TypeVar("Item", Metadata, VerifiedData)

TYPES = frozenset(
    {
        "GOVERNMENT_ID",
        "BARCODE",
        "FRONT_IMAGE",
        "BACK_IMAGE",
        "SELFIE",
        "CROPPED_SIGNATURE",
        "CROPPED_DOCUMENT",
        "CROPPED_PORTRAIT",
        "VOICE_SAMPLE",
        "VOICE_INPUT",
        "END_USER_CLIENT",
        "BIOGRAPHIC_MATCH",
    }
)
"""The types of verified data ("Script bindings", getVerifiedDataByType)."""

_FACE_CHECKS = ("LIVENESS", "FACIAL_COMPARISON_DOCUMENT", "FACIAL_COMPARISON_REFERENCE_SELFIE")
_PICTURES = {
    "SELFIE": drawings.selfie_jpeg,
    "FRONT_IMAGE": drawings.document_front_jpeg,
    "BACK_IMAGE": drawings.document_back_jpeg,
    "CROPPED_PORTRAIT": drawings.cropped_portrait_jpeg,
    "CROPPED_DOCUMENT": drawings.cropped_document_jpeg,
    "CROPPED_SIGNATURE": drawings.cropped_signature_jpeg,
}
_CROPPED = ("CROPPED_PORTRAIT", "CROPPED_DOCUMENT", "CROPPED_SIGNATURE")


def collect(mock: Mock, transaction: Transaction, selfie: bytes | None, attempts: int) -> None:
    """Store the metadata and verified data of a decided transaction, replacing what it had.

    ``selfie`` is the picture that the end user took, else the built-in one. Raises ValueError when it is not
    a readable picture.
    """
    found: list[VerifiedData] = []
    judged: list[Metadata] = []
    for attempt in range(1, attempts + 1):
        found += _verified_data(mock, transaction, selfie, attempt, last=attempt == attempts)
        judged += judgements.judge(mock, transaction, attempt, last=attempt == attempts)
    mock.store.verified_data[transaction.id] = {item.id: item for item in found}
    mock.store.metadata[transaction.id] = {item.id: item for item in judged}


def discard(mock: Mock, transaction: Transaction) -> None:
    """Remove a transaction's metadata and verified data."""
    mock.store.metadata.pop(transaction.id, None)
    mock.store.verified_data.pop(transaction.id, None)


def documents(checks: Iterable[str]) -> str:
    """Return ``verifiedDocuments``: a string that looks like a list, as in "Script bindings"."""
    checks = set(checks)
    parts = []
    if checks.intersection(_FACE_CHECKS):
        parts.append("selfie")
    if "LIVENESS" in checks:
        parts.append("liveness")
    if "GOVERNMENT_ID" in checks:
        parts.append("driver_license")
    return f"[{', '.join(parts)}]"


def picture_data(picture: bytes, picture_format: str) -> dict[str, str]:
    """Return ``data`` of an image ("Update Verified Data Portrait Background", example response)."""
    return {"format": picture_format, "image": b64encode(picture).decode("ascii")}


def by_attempt(items: Iterable[Item]) -> tuple[list[Item], list[Item]]:
    """Return the items of each type's last attempt, with those that know no attempt, and the earlier ones."""
    items = list(items)
    last: dict[str, int] = {}
    for item in items:
        last[item.type] = max(item.attempt or 0, last.get(item.type, 0))
    latest: list[Item] = []
    earlier: list[Item] = []
    for item in items:
        (latest if item.attempt in (None, last[item.type]) else earlier).append(item)
    return latest, earlier


@lru_cache(maxsize=8)
def _drawn(drawing: Callable[[], bytes]) -> tuple[bytes, dict[str, str]]:
    picture = drawing()
    return picture, picture_data(picture, "JPEG")


def _verified_data(
    mock: Mock, transaction: Transaction, selfie: bytes | None, attempt: int, *, last: bool
) -> list[VerifiedData]:
    kinds: list[str] = []
    if "GOVERNMENT_ID" in transaction.checks:
        kinds += ["GOVERNMENT_ID", "FRONT_IMAGE", "BACK_IMAGE"]
    if any(check in transaction.checks for check in _FACE_CHECKS):
        kinds.append("SELFIE")
    if last:
        kinds += _only_once(transaction)
    at = transaction.updated_at
    items = []
    for kind in kinds:
        number = (
            None
            if kind in _CROPPED or kind in ("BARCODE", "END_USER_CLIENT", "BIOGRAPHIC_MATCH")
            else attempt
        )
        original, data = _content(transaction, kind, selfie)
        items.append(VerifiedData(mock.ids.uuid(), kind, at, number, data, original))
    return items


def _only_once(transaction: Transaction) -> list[str]:
    kinds = ["END_USER_CLIENT"]
    if "GOVERNMENT_ID" in transaction.checks:
        kinds += [*_CROPPED, "BARCODE"]
        if judgements.given_biographics(transaction):
            kinds.append("BIOGRAPHIC_MATCH")
    return kinds


def _content(
    transaction: Transaction, kind: str, selfie: bytes | None
) -> tuple[bytes | None, dict[str, Any]]:
    if kind == "SELFIE" and selfie is not None:
        return selfie, picture_data(selfie, read_picture(selfie)[0])
    if kind in _PICTURES:
        picture, data = _drawn(_PICTURES[kind])
        return (picture if kind == "SELFIE" else None), data
    if kind == "END_USER_CLIENT":
        return None, {
            "sources": [{"ipAddress": "192.0.2.10", "userAgent": "Mozilla/5.0 (Linux; Android 14)"}]
        }
    if kind == "BIOGRAPHIC_MATCH":
        return None, judgements.biographic_match(transaction)
    return None, _government_id(transaction)


def _government_id(transaction: Transaction) -> dict[str, Any]:
    return {
        "addressCity": "Springfield",
        "addressState": "WA",
        "addressZip": "98701",
        "birthDate": _claimed(transaction, "birth_date", "1984-08-02"),
        "country": "USA",
        "expirationDate": "2031-08-02",
        "firstName": _claimed(transaction, "given_name", "Robert"),
        "gender": "",
        "idNumber": "WDL0000001",
        "issueDate": "2021-08-02",
        "issuingCountry": "USA",
        "lastName": _claimed(transaction, "family_name", "Redford"),
        "nationality": "",
        "weight": "",
    }


def _claimed(transaction: Transaction, attribute: str, otherwise: str) -> str:
    claim = (transaction.requirements or {}).get(attribute)
    if claim is None:
        return otherwise
    return str(claim["value"] if "value" in claim else claim["options"][0])
