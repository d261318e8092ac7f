"""What the data of an entry hold, by type and provider."""

import pytest

from pingone_conformance.checks.collections import each_has
from pingone_conformance.checks.members import member
from pingone_conformance.checks.values import (
    is_filled_list,
    is_filled_text,
    is_number,
    is_number_within,
)

RESULTS = "data.biographic_match_results"
JUDGEMENTS = "data.mitekVerifications"


@pytest.mark.rule("META-009")
def test_liveness_has_a_score_a_probability_and_a_quality(listed, metadata, expect):
    entries = metadata.of(listed, "LIVENESS", "IDRND")
    for name in ("score", "probability", "quality"):
        expect(each_has(entries, f"data.{name}", "a number", is_number), listed)


@pytest.mark.rule("META-010")
def test_injection_detection_has_a_probability(listed, metadata, expect):
    entries = metadata.of(listed, "INJECTION_DETECTION", "IDRND")
    expect(each_has(entries, "data.probability", "a number from 0 to 1", is_number_within(0, 1)), listed)


@pytest.mark.rule("META-011")
def test_facial_comparison_has_a_similarity_and_a_confidence(listed, metadata, expect):
    entries = metadata.of(listed, "FACIAL_COMPARISON", "AMAZON")
    for name in ("similarity", "confidence"):
        expect(each_has(entries, f"data.{name}", "a number from 0 to 100", is_number_within(0, 100)), listed)


@pytest.mark.rule("META-012")
def test_a_biographic_match_has_a_result_for_each_claim(metadata_of_claims, expect):
    metadata, listed = metadata_of_claims, metadata_of_claims.listed()
    for entry in metadata.of(listed, "BIOGRAPHIC_MATCH", "BIOGRAPHIC_MATCHER"):
        expect(each_has([entry], RESULTS, "a list with results", is_filled_list), listed)
        for name in ("identifier", "match"):
            expect(each_has(listing(entry, RESULTS), name, "a text", is_filled_text), listed)


@pytest.mark.rule("META-013")
def test_a_document_authentication_has_its_judgements(listed, metadata, expect):
    for entry in metadata.of(listed, "DOCUMENT_AUTHENTICATION", "MITEK"):
        expect(each_has([entry], JUDGEMENTS, "a list with judgements", is_filled_list), listed)
        for name in ("name", "judgement"):
            expect(each_has(listing(entry, JUDGEMENTS), name, "a text", is_filled_text), listed)


def listing(entry, path):
    found = member(entry, path)
    return found if isinstance(found, list) else []
