"""What the providers say about a transaction: the metadata of each check ("Verification metadata").

Providers, types and shapes are those of the example data in "Script bindings", getAllMetadata; the numbers
are made up.
"""

from __future__ import annotations

from typing import Any

from pingone_conformance.mock.records import Metadata, Transaction
from pingone_conformance.mock.schemas.transactions import BIOGRAPHIC
from pingone_conformance.mock.state import Mock

_FACE_QUALITY = {"brightness": 36.8, "sharpness": 20.9}


def given_biographics(transaction: Transaction) -> list[str]:
    """Return the biographic attributes that the transaction's requirements give."""
    return [attribute for attribute in BIOGRAPHIC if attribute in (transaction.requirements or {})]


def biographic_match(transaction: Transaction) -> dict[str, Any]:
    """Return ``data`` of a biographic match: one result for each of the five attributes."""
    given = given_biographics(transaction)
    high = "NONE" if transaction.status == "FAIL" else "HIGH"
    return {
        "biographic_match_results": [
            {"identifier": attribute, "match": high if attribute in given else "NOT_APPLICABLE"}
            for attribute in BIOGRAPHIC
        ]
    }


def judge(mock: Mock, transaction: Transaction, attempt: int, *, last: bool) -> list[Metadata]:
    """Return the metadata of one attempt; only the last one of a verification that did not fail is good."""
    good = last and transaction.status != "FAIL"
    status = "SUCCESS" if good else "FAIL"
    items: list[tuple[str, str, dict[str, Any]]] = []
    if "LIVENESS" in transaction.checks:
        liveness = {"score": 6.49, "probability": 0.99 if good else 0.4, "quality": 0.94}
        items.append(("LIVENESS", "IDRND", liveness))
        items.append(("INJECTION_DETECTION", "IDRND", {"probability": 1.0 if good else 0.3}))
    if any(check.startswith("FACIAL_COMPARISON") for check in transaction.checks):
        face = {"similarity": 99.4 if good else 21.5, "confidence": 99.9, "quality": _FACE_QUALITY}
        items.append(("FACIAL_COMPARISON", "AMAZON", face))
    if "GOVERNMENT_ID" in transaction.checks:
        items.append(("DOCUMENT_AUTHENTICATION", "MITEK", _authentication(mock, good)))
        if given_biographics(transaction):
            items.append(("BIOGRAPHIC_MATCH", "BIOGRAPHIC_MATCHER", biographic_match(transaction)))
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
