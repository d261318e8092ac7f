"""utils.base64 and utils.base64url: RFC 4648, sections 4 and 5, of the text in UTF-8."""

import base64

import pytest

from pingone_conformance.checks.trials import gives, gives_that

# All lengths of the last group, characters of two, three and four bytes, and the values 62 and 63.
TEXTS = [
    "",
    "a",
    "ab",
    "abc",
    "abcd",
    "exampletext",
    "http://exampletext=",
    "???>>>~~~",
    "<<???>>",
    'line\nline\ttab \\ "quoted"',
    "Müller, 東京, \U0001f600",
    "ÿþýüûúù",
    "0123456789" * 200,
]
EXAMPLE, PADDED = "exampletext", "ZXhhbXBsZXRleHQ="
STANDARD = [base64.b64encode(text.encode()).decode() for text in TEXTS]
URL_SAFE = [base64.urlsafe_b64encode(text.encode()).decode() for text in TEXTS]
UNPADDED = [text.rstrip("=") for text in URL_SAFE]


@pytest.fixture
def report(probe):
    return probe("utils_base64", texts=TEXTS, base64=STANDARD, base64url=UNPADDED)


def without(characters: str):
    """Whether none of the texts has one of the characters."""
    return lambda texts: not any({*text} & {*characters} for text in texts)


@pytest.mark.rule("UTILS-007", "UTILS-008", "UTILS-009", "UTILS-017")
def test_base64(report, expect):
    expect(gives(report.trials, "base64", STANDARD), report.answer, rule="UTILS-007")
    expect(gives(report.trials, "from base64", TEXTS), report.answer, rule="UTILS-008")
    at = TEXTS.index(EXAMPLE)
    padded = gives_that(report.trials, "base64", lambda texts: texts[at] == PADDED, f"{PADDED} for {EXAMPLE}")
    expect(padded, report.answer, rule="UTILS-009")
    alphabet = gives_that(report.trials, "base64", without("-_"), "+ and / for 62 and 63")
    expect(alphabet, report.answer, rule="UTILS-017")


@pytest.mark.rule("UTILS-010", "UTILS-011", "UTILS-012", "UTILS-016")
def test_base64url(report, expect):
    def right(texts):
        return [text.rstrip("=") for text in texts] == UNPADDED

    expect(gives_that(report.trials, "base64url", right, str(UNPADDED)), report.answer, rule="UTILS-010")
    expect(gives(report.trials, "from base64url", TEXTS), report.answer, rule="UTILS-011")
    unpadded = gives_that(report.trials, "base64url", without("="), "no padding")
    expect(unpadded, report.answer, rule="UTILS-012")
    alphabet = gives_that(report.trials, "base64url", without("+/"), "- and _ for 62 and 63")
    expect(alphabet, report.answer, rule="UTILS-016")
