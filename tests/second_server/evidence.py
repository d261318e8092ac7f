"""What a decision leaves: metadata of the providers, verified data, and portraits made of the selfie."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

from . import pictures
from .policies import verifies
from .reading import Call, integer, mapping
from .transactions import links, look
from .wire import Refusal, Reply, invalid, not_found
from .world import Transaction, World

_RETENTION = timedelta(minutes=30)
_VERIFIED = ("SUCCESS", "APPROVED_MANUALLY", "APPROVED_NO_REQUEST", "NOT_REQUIRED")
_BIOGRAPHIC = ("given_name", "family_name", "name", "address", "birth_date")
_PORTRAIT = "application/vnd.pingidentity.replace.background+json"
_VOICE = {"VOICE_SAMPLE", "VOICE_INPUT"}


def collect(world: World, one: Transaction, attempts: int, selfie: bytes | None) -> None:
    """Fill in what the providers found at each of so many attempts; the last one decided."""
    one.decided, one.metadata, one.data = world.now(), [], []
    for attempt in range(1, attempts + 1):
        outcome = "SUCCESS" if attempt == attempts and one.status != "FAIL" else "FAIL"
        for kind, provider, data in _findings(one):
            status = outcome if provider != "TRINSIC" else "NOT_EVALUATED"
            entry = {"id": world.new_id(), "type": kind, "provider": provider, "status": status}
            one.metadata.append(entry | {"retry": {"attempt": attempt}, "data": data})
        for kind, data in _collected(one, selfie or pictures.selfie(world.face)):
            one.data.append({"id": world.new_id(), "type": kind, "retry": {"attempt": attempt}, "data": data})


def read_all_metadata(call: Call) -> Reply:
    """The latest results; earlier ones beside them, as in the example of the script bindings."""
    one = _transaction(call)
    if not one.decided:
        raise not_found("decision yet")
    latest, earlier = _split(one.metadata)
    body: dict[str, Any] = {
        "_links": _links(call, one, "metaData", "verifyTransaction"),
        "size": len(latest),
        "_embedded": {"metaData": [_metadata(call, one, entry) for entry in latest]},
    }
    if earlier:
        body["previousAttempts"] = [_metadata(call, one, entry) for entry in earlier]
    return Reply(200, body)


def read_metadata(call: Call) -> Reply:
    """One result."""
    one = _transaction(call)
    for entry in one.metadata:
        if entry["id"] == call.named["metadata"]:
            return Reply(200, _metadata(call, one, entry))
    raise not_found("piece of metadata")


def read_all_data(call: Call) -> Reply:
    """What there is, with the data themselves when types are named; refused before it is there and after."""
    one = _transaction(call)
    if _is_gone(call, one):
        raise not_found("verified data at this time")
    wanted = {kind.upper() for kind in call.parameters.get("type", "").split(",") if kind}
    if wanted & _VOICE:
        raise invalid("Voices are no longer verified.", "INVALID_PARAMETER")
    attempt = call.parameters.get("attempt", "ALL").upper()
    latest, earlier = _split(_data(call, one))
    if attempt.isdigit():
        latest, earlier = [e for e in latest + earlier if str(e["retry"]["attempt"]) == attempt], []
    shown = [
        [_entry(call, one, entry, in_full=bool(wanted)) for entry in entries if _is_wanted(entry, wanted)]
        for entries in (latest, [] if attempt == "LATEST" else earlier)
    ]
    body: dict[str, Any] = {
        "_links": _links(call, one, "verifiedData/", "transaction"),
        "size": len(shown[0]),
    }
    if any(shown):
        body["_embedded"] = {"verifiedData": shown[0]} | ({"previousAttempts": shown[1]} if shown[1] else {})
    return Reply(200, body)


def read_data(call: Call) -> Reply:
    """One entry with its data."""
    one = _transaction(call)
    entry = _found(call, one)
    more = _links(call, one, f"verifiedData/{entry['id']}", "transaction")
    return Reply(200, _entry(call, one, entry, in_full=True) | {"_links": more})


def replace_background(call: Call) -> Reply:
    """The selfie's person on one colour (Update Verified Data Portrait Background)."""
    one = _transaction(call)
    entry = _found(call, one)
    body = call.json_object(_PORTRAIT)
    colour = mapping(body.get("backgroundColor"), "backgroundColor")
    ratio = mapping(body.get("aspectRatio"), "aspectRatio")
    red, green, blue = (integer(colour.get(name), name, 0, 255) for name in ("red", "green", "blue"))
    height, width = (integer(ratio.get(name), name, 1, 1000) for name in ("aspectHeight", "aspectWidth"))
    if entry["type"] != "SELFIE" or one.status not in _VERIFIED:
        raise Refusal(400, "REQUEST_FAILED", "Only the selfie of somebody verified can be changed.")
    original = base64.b64decode(entry.setdefault("original", entry["data"]["image"]))
    portrait = pictures.portrait(original, (red, green, blue), height, width)
    entry["data"] = {"image": base64.b64encode(portrait).decode(), "format": "JPEG"}
    shown = _entry(call, one, entry, in_full=True)
    shown["_links"] = _links(call, one, f"verifiedData/{entry['id']}", "verifyTransaction")
    del shown["retry"]
    return Reply(200, shown | {"revision": 2, "environment": {"id": one.environment_id}})


def _findings(one: Transaction) -> list[tuple[str, str, dict[str, Any]]]:
    found: list[tuple[str, str, dict[str, Any]]] = [("DEVICE_INTEGRITY", "TRINSIC", {"rooted": False})]
    if verifies(one.policy, "liveness"):
        found.append(("INJECTION_DETECTION", "IDRND", {"probability": 1}))
        found.append(("LIVENESS", "IDRND", {"quality": 1, "probability": 0.75, "score": 5, "frames": 12}))
    if verifies(one.policy, "facialComparison"):
        quality = {"sharpness": 71.5, "brightness": 60}
        found.append(
            ("FACIAL_COMPARISON", "AMAZON", {"confidence": 100, "similarity": 97, "quality": quality})
        )
    if verifies(one.policy, "governmentId"):
        judgement = {"verificationType": 7, "judgement": "Plausible", "name": "Hologram", "probability": 900}
        found.append(("DOCUMENT_AUTHENTICATION", "VERIFF", {"decision": "approved", "score": 0.9}))
        found.append(("DOCUMENT_AUTHENTICATION", "MITEK", {"mitekVerifications": [judgement]}))
        claimed = [name for name in _BIOGRAPHIC if name in one.requirements]
        results = [{"match": "VERY_HIGH", "identifier": name} for name in claimed]
        if results:
            weights = {"overallWeightedScore": 0.93, "biographic_match_results": results}
            found.append(("BIOGRAPHIC_MATCH", "BABEL_STREET", weights))
            found.append(("BIOGRAPHIC_MATCH", "BIOGRAPHIC_MATCHER", {"biographic_match_results": results}))
    return found


def _collected(one: Transaction, selfie: bytes) -> list[tuple[str, dict[str, Any]]]:
    picture = {"quality": 0.9, "image": base64.b64encode(selfie).decode(), "format": "JPEG"}
    found: list[tuple[str, dict[str, Any]]] = [
        ("END_USER_CLIENT", {"sources": [{"userAgent": "Mozilla/5.0", "ipAddress": "2001:db8::7", "n": 1}]}),
        ("NFC_CHIP", {"read": False}),
    ]
    if verifies(one.policy, "facialComparison") or verifies(one.policy, "liveness"):
        found.append(("SELFIE", picture))
    if verifies(one.policy, "governmentId"):
        card = {"image": base64.b64encode(pictures.card()).decode(), "format": "PNG"}
        found += [(kind, card) for kind in ("BACK_IMAGE", "FRONT_IMAGE", "CROPPED_DOCUMENT")]
        found += [("CROPPED_PORTRAIT", picture), ("BARCODE", {"text": "AAMVA", "symbology": "PDF417"})]
        # Nothing is known of the rest: it is left out, as what is null (PingOne API responses, Null values).
        found.append(("GOVERNMENT_ID", {"lastName": "Redford", "idType": "[Passport]", "fullName": ""}))
    return found


def _split(entries: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    last = max((entry["retry"]["attempt"] for entry in entries), default=1)
    latest = [entry for entry in entries if entry["retry"]["attempt"] == last]
    return latest, [entry for entry in entries if entry["retry"]["attempt"] != last]


def _is_wanted(entry: dict[str, Any], wanted: set[str]) -> bool:
    return not wanted or entry["type"] in wanted


def _is_gone(call: Call, one: Transaction) -> bool:
    return one.decided is None or call.world.now() >= one.decided + _RETENTION


def _data(call: Call, one: Transaction) -> list[dict[str, Any]]:
    return [] if _is_gone(call, one) else one.data


def _found(call: Call, one: Transaction) -> dict[str, Any]:
    for entry in _data(call, one):
        if entry["id"] == call.named["data"]:
            return entry
    raise not_found("piece of verified data")


def _metadata(call: Call, one: Transaction, entry: dict[str, Any]) -> dict[str, Any]:
    return {"_links": _own_links(call, one, f"metaData/{entry['id']}"), **entry}


def _entry(call: Call, one: Transaction, entry: dict[str, Any], *, in_full: bool) -> dict[str, Any]:
    own = {"_links": _own_links(call, one, f"verifiedData/{entry['id']}")}
    kept = ("id", "type", "retry", "data") if in_full else ("id", "type")
    return own | {name: entry[name] for name in kept}


def _own_links(call: Call, one: Transaction, below: str) -> dict[str, Any]:
    known = _links(call, one, below, "up")
    return {"self": known["self"], "up": known["up"]}


def _links(call: Call, one: Transaction, below: str, parent: str) -> dict[str, Any]:
    known = links(call, one, in_short=parent == "transaction")
    own = known["self"]["href"]
    return known | {"self": {"href": f"{own}/{below}"}, parent: {"href": own}}


def _transaction(call: Call) -> Transaction:
    assert call.transaction is not None
    return look(call.world, call.transaction)
