"""What a script said of its trials."""

from typing import Any

import pytest

from pingone_conformance.checks.trials import gives, gives_member, gives_text, gives_that, gives_type, throws
from pingone_conformance.findings import Finding

TRIALS: dict[str, dict[str, Any]] = {
    "text": {"value": "a", "type": "string"},
    "text of Java": {"value": "a", "type": "object"},
    "empty": {"value": "", "type": "string"},
    "one": {"value": 1, "type": "number"},
    "true": {"value": True, "type": "boolean"},
    "map": {"value": {"list": [{"id": "x"}]}, "type": "object"},
    "null": {"value": None, "type": "null"},
    "threw": {"thrown": "JavaException: java.io.IOException: no", "javaClass": None},
    "threw by class": {"thrown": "no", "javaClass": "java.io.IOException"},
}


def observed(findings: list[Finding]) -> list[str]:
    return [finding.observed for finding in findings]


@pytest.mark.parametrize(
    "findings",
    [
        gives(TRIALS, "one", 1.0),
        gives(TRIALS, "null", None),
        gives_that(TRIALS, "text", str.islower, "small letters"),
        gives_type(TRIALS, "text", "string", "object"),
        gives_text(TRIALS, "text"),
        gives_text(TRIALS, "text of Java"),
        gives_member(TRIALS, "map", "list.0.id", "x"),
        throws(TRIALS, "threw"),
        throws(TRIALS, "threw", "IOException"),
        throws(TRIALS, "threw by class", "java.io.IOException"),
    ],
)
def test_what_should_be_is(findings: list[Finding]) -> None:
    assert findings == []


@pytest.mark.parametrize(
    ("findings", "seen"),
    [
        (gives(TRIALS, "true", 1), "true"),
        (gives(TRIALS, "null", "null"), "null"),
        (gives(TRIALS, "threw by class", 1), "an exception: no (java.io.IOException)"),
        (gives(TRIALS, "never tried", 1), "nothing was said of it"),
        (gives_that(TRIALS, "text", str.isupper, "capitals"), '"a"'),
        (gives_type(TRIALS, "text of Java", "string"), '"a" of type object'),
        (gives_text(TRIALS, "empty"), '""'),
        (gives_text(TRIALS, "one"), "1"),
        (gives_member(TRIALS, "map", "list.0.id", "y"), '"x"'),
        (throws(TRIALS, "text"), '"a"'),
        (
            throws(TRIALS, "threw", "NullPointerException"),
            "an exception: JavaException: java.io.IOException: no",
        ),
    ],
)
def test_what_should_not_be_is_shown(findings: list[Finding], seen: str) -> None:
    assert observed(findings) == [seen]
