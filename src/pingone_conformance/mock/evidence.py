"""What a verification leaves behind: the providers' metadata and the verified data.

Types, providers and shapes follow "Verification metadata", "Verified data" and the example data of "Script
bindings". Everything in it is made up; the pictures are the mock's own drawings.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from pingone_conformance.mock import selfie as drawings
from pingone_conformance.mock.portraits import read_picture
from pingone_conformance.mock.records import Metadata, Transaction, VerifiedData
from pingone_conformance.mock.schemas.transactions import BIOGRAPHIC
from pingone_conformance.mock.state import Mock

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
        judged += _metadata(mock, transaction, attempt, last=attempt == attempts)
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


def latest(items: Iterable[Any]) -> list[Any]:
    """Return the items of the last attempt of each type, in order, and those that know no attempt."""
    items = list(items)
    last: dict[str, int] = {}
    for item in items:
        if item.attempt is not None:
            last[item.type] = max(item.attempt, last.get(item.type, 0))
    return [item for item in items if item.attempt is None or item.attempt == last[item.type]]


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
        if _given_biographics(transaction):
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
        return None, _biographic_match(transaction)
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


def _given_biographics(transaction: Transaction) -> list[str]:
    return [attribute for attribute in BIOGRAPHIC if attribute in (transaction.requirements or {})]


def _biographic_match(transaction: Transaction) -> dict[str, Any]:
    given = _given_biographics(transaction)
    high = "NONE" if transaction.status == "FAIL" else "HIGH"
    return {
        "biographic_match_results": [
            {"identifier": attribute, "match": high if attribute in given else "NOT_APPLICABLE"}
            for attribute in BIOGRAPHIC
        ]
    }


def _metadata(mock: Mock, transaction: Transaction, attempt: int, *, last: bool) -> list[Metadata]:
    good = last and transaction.status != "FAIL"
    status = "SUCCESS" if good else "FAIL"
    items: list[tuple[str, str, dict[str, Any]]] = []
    if "LIVENESS" in transaction.checks:
        items.append(
            ("LIVENESS", "IDRND", {"score": 6.49, "probability": 0.99 if good else 0.4, "quality": 0.94})
        )
        items.append(("INJECTION_DETECTION", "IDRND", {"probability": 1.0 if good else 0.3}))
    if any(check.startswith("FACIAL_COMPARISON") for check in transaction.checks):
        similarity = 99.4 if good else 21.5
        quality = {"brightness": 36.8, "sharpness": 20.9}
        items.append(
            (
                "FACIAL_COMPARISON",
                "AMAZON",
                {"similarity": similarity, "confidence": 99.9, "quality": quality},
            )
        )
    if "GOVERNMENT_ID" in transaction.checks:
        items.append(("DOCUMENT_AUTHENTICATION", "MITEK", _authentication(mock, good)))
        if _given_biographics(transaction):
            items.append(("BIOGRAPHIC_MATCH", "BIOGRAPHIC_MATCHER", _biographic_match(transaction)))
    return [
        Metadata(mock.ids.uuid(), kind, provider, status, attempt, data) for kind, provider, data in items
    ]


def _authentication(mock: Mock, good: bool) -> dict[str, Any]:
    front, whole = mock.ids.uuid(), mock.ids.uuid()
    judgement, probability = ("Authentic", 1000) if good else ("Fraud", 120)
    return {
        "mitekVerifications": [
            {
                "name": name,
                "judgement": judgement,
                "verificationType": number,
                "probability": probability,
                "version": "1.0",
                "documentId": front,
            }
            for name, number in (("Image Classification", 105), ("Data Comparison", 700))
        ],
        "frontImageDocumentId": front,
        "documentEvidenceId": whole,
    }
