from typing import Any

from pingone_conformance.checks.biographic import (
    compares_biographic_data,
    compares_nothing_biographic,
    comparison_names,
)

RESULTS = [{"identifier": "given_name", "match": "HIGH"}, {"identifier": "name", "match": "NOT_APPLICABLE"}]
MATCH = {"type": "BIOGRAPHIC_MATCH", "status": "SUCCESS", "data": {"biographic_match_results": RESULTS}}


def metadata(*entries: object) -> dict[str, Any]:
    return {"_embedded": {"metaData": [{"type": "LIVENESS"}, *entries]}}


def test_a_comparison_is_seen() -> None:
    assert not list(compares_biographic_data(metadata(MATCH)))
    assert list(compares_nothing_biographic(metadata(MATCH)))


def test_no_comparison_is_seen() -> None:
    for without in (metadata(), metadata(None, 7), {}, None):
        assert list(compares_biographic_data(without))
        assert not list(compares_nothing_biographic(without))


def test_attributes_without_a_result_are_found() -> None:
    assert not list(comparison_names(metadata(MATCH), ["given_name"]))
    assert len(list(comparison_names(metadata(MATCH), ["given_name", "address"]))) == 1
    assert list(comparison_names(metadata({**MATCH, "data": {}}), ["given_name"]))
    assert list(
        comparison_names(
            metadata({**MATCH, "data": {"biographic_match_results": [{"identifier": "given_name"}]}}),
            ["given_name"],
        )
    )
