"""What a refusal says: the error envelope of the platform ("PingOne Platform Error Codes", Description).

Codes of a class of errors may change and messages are for people: members are held to, their texts are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import httpx

from pingone_conformance.checks.answers import is_json, says_json
from pingone_conformance.checks.identifiers import is_uuid
from pingone_conformance.checks.members import MISSING, body_of, member, member_is, members_of, shown
from pingone_conformance.findings import Finding

_TELLING = 12
_TELLING_MIXED = 6
_INTERNALS = {
    "a stack trace": re.compile(
        r"Traceback \(most recent call last\)"
        r'|File "[^"]+", line \d+'
        r"|\bat [\w.$<>/]+\([^()\n]*:\d+(:\d+)?\)"
        r"|\bException in thread\b"
        r"|\bgoroutine \d+ \["
    ),
    "the path of a file": re.compile(
        r"(?<![\w/.])/(usr|home|opt|var|etc|srv|tmp|root|app)/[\w.-]+"
        r"|\b[A-Za-z]:\\{1,2}\w+\\"
        r"|(?<![\w/])[\w/]+\.(py|java|kt|scala|go|rb|php|cs|js|ts):\d+"
    ),
}


def error_envelope(answer: httpx.Response) -> Iterator[Finding]:
    """A refusal is JSON, with `id`, `code` and `message`, and `details` in order where there are any."""
    yield from is_json_object(answer)
    for name in ("id", "code", "message"):
        yield from has_text(answer, name)
    yield from details_are_objects(answer)
    yield from details_are_complete(answer)


def is_json_object(answer: httpx.Response) -> Iterator[Finding]:
    """A refusal is a JSON object, by its content type and in fact (OpenAPI error responses, 400)."""
    if not answer.content:
        yield Finding("a body", "none")
        return
    yield from says_json(answer)
    yield from is_json(answer)
    if (body := body_of(answer)) is not MISSING and not isinstance(body, dict):
        yield Finding("a JSON object", shown(body))


def has_text(answer: httpx.Response, name: str) -> Iterator[Finding]:
    """A refusal has this member, and it is a text with something in it."""
    yield from member_is(body_of(answer), name, "a text", _is_text)


def error_id_is_uuid(answer: httpx.Response) -> Iterator[Finding]:
    """The `id` of a refusal is a UUID."""
    yield from is_uuid(body_of(answer), "id")


def error_ids_differ(answers: Iterable[httpx.Response]) -> Iterator[Finding]:
    """Each refusal has an `id` of its own."""
    ids = [found for answer in answers if (found := member(body_of(answer), "id")) is not MISSING]
    for repeated in sorted({shown(one) for one in ids if ids.count(one) > 1}):
        yield Finding("an id of its own for each refusal", f"{repeated} more than once")


def error_code_is(answer: httpx.Response, *codes: str) -> Iterator[Finding]:
    """The `code` of a refusal is one of these."""
    if (code := member(body_of(answer), "code")) not in codes:
        yield Finding(f"the code {' or '.join(codes)}", shown(code))


def details_are_objects(answer: httpx.Response) -> Iterator[Finding]:
    """`details`, where present, is a list of objects (OpenAPI error responses, Error details)."""
    details = member(body_of(answer), "details")
    if details in (MISSING, None):
        return
    if not isinstance(details, list) or not all(isinstance(detail, dict) for detail in details):
        yield Finding("details to be a list of objects", shown(details))


def details_are_complete(answer: httpx.Response) -> Iterator[Finding]:
    """Every detail has a `code` and a `message` (OpenAPI error responses, Error details)."""
    for number, detail in enumerate(_details(answer)):
        for name in ("code", "message"):
            if not _is_text(detail.get(name)):
                yield Finding(f"details.{number}.{name} to be a text", shown(detail.get(name, MISSING)))


def detail_members_are(answer: httpx.Response, name: str, kind: type, what: str) -> Iterator[Finding]:
    """That member of every detail, where present, has that type (OpenAPI error responses, Error details)."""
    for number, detail in enumerate(_details(answer)):
        value = detail.get(name)
        if value is not None and not isinstance(value, kind):
            yield Finding(f"details.{number}.{name} to be {what}", shown(value))


def has_details(answer: httpx.Response) -> Iterator[Finding]:
    """A refusal says in `details` what was wrong (OpenAPI error responses, 400)."""
    if not _details(answer):
        yield Finding("at least one detail", shown(member(body_of(answer), "details")))


def a_detail_names(answer: httpx.Response, path: str) -> Iterator[Finding]:
    """The `target` of a detail names the wrong member, by its whole path or by a part of it."""
    targets = [str(detail.get("target", "")) for detail in _details(answer)]
    named = {step.lower() for target in targets for step in re.findall(r"\w+", target)}
    if not named & {step.lower() for step in path.split(".")}:
        yield Finding(f"a detail whose target names {path}", shown(targets))


def asks_for_scheme(answer: httpx.Response, scheme: str) -> Iterator[Finding]:
    """WWW-Authenticate has a challenge of this scheme, in any letter case (RFC 9110, section 11.6.1)."""
    challenges = answer.headers.get("www-authenticate", "")
    if not re.search(rf"(^|,)\s*{re.escape(scheme)}(\s|,|$)", challenges, re.IGNORECASE):
        yield Finding(
            f"a challenge {scheme} in WWW-Authenticate", shown(challenges) if challenges else "none"
        )


def does_not_repeat(answer: httpx.Response, what: str, *texts: str) -> Iterator[Finding]:
    """Neither the body nor a header has any of these texts; the finding does not show them either."""
    seen = "\n".join((answer.text, *answer.headers.values()))
    if any(text in seen for text in texts if text):
        yield Finding(f"an answer without {what}", f"a {answer.status_code} that repeats it")


def gives_nothing_away(refused: httpx.Response, accepted: httpx.Response) -> Iterator[Finding]:
    """A refusal has no text of the resource that an accepted request shows, but for what its own request has.

    Short words and addresses are left out: they may be in a refusal for another reason.
    """
    sent = f"{refused.request.url}\n{refused.request.content.decode('utf-8', 'replace')}"
    held = {text for text in texts_of(body_of(accepted)) if _is_telling(text)}
    if any(text in refused.text for text in held if text not in sent):
        yield Finding(
            "an answer with nothing of the resource", f"a {refused.status_code} that shows some of it"
        )


def texts_of(node: Any) -> Iterator[str]:
    """Every text in a JSON body, those of lists and objects inside included."""
    yield from (value for _, value in members_of({"": node}) if isinstance(value, str))


def shows_no_internals(answer: httpx.Response) -> Iterator[Finding]:
    """A refusal shows no stack trace and no path of a file of the server."""
    for what, pattern in _INTERNALS.items():
        if pattern.search(answer.text):
            yield Finding(f"an answer without {what}", f"a {answer.status_code} with one")


def _is_telling(text: str) -> bool:
    # What mixes letters and digits is a name or a number of something even where it is short.
    mixed = any(map(str.isalpha, text)) and any(map(str.isdigit, text))
    return len(text) >= (_TELLING_MIXED if mixed else _TELLING) and "://" not in text


def _details(answer: httpx.Response) -> list[dict[str, Any]]:
    details = member(body_of(answer), "details")
    return [detail for detail in details if isinstance(detail, dict)] if isinstance(details, list) else []


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())
