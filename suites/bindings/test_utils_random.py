"""utils.crypto: UUIDs and random values."""

import re

import pytest

from pingone_conformance.checks.trials import gives, gives_text, gives_that

VERSION_4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)
LENGTHS = [0, 1, 2, 5, 100]
SEVERAL = LENGTHS[3:]


@pytest.fixture
def report(probe):
    return probe("utils_random", lengths=LENGTHS)


def all_numbers(values) -> bool:
    return isinstance(values, list) and all(type(value) in (int, float) for value in values)


def unlike(values) -> set[str]:
    """Those that differ."""
    return {*map(str, values)} if isinstance(values, list) else set()


@pytest.mark.rule("UTILS-003")
def test_uuids_are_of_version_4(report, expect):
    def fit(uuids):
        return all(VERSION_4.fullmatch(uuid) for uuid in uuids)

    expect(gives_that(report.trials, "uuids", fit, "20 UUIDs of version 4"), report.answer)
    expect(gives_text(report.trials, "uuid"), report.answer)


@pytest.mark.rule("UTILS-015")
def test_no_uuid_comes_twice(report, probe, expect):
    later = probe("utils_random", lengths=[])
    known = report.trials["uuids"].get("value")
    differ = "20 that differ, also from those of another run"
    for of in (report, later):
        expect(gives_that(of.trials, "uuids", lambda uuids: len(unlike(uuids)) == 20, differ), of.answer)
    expect(
        gives_that(later.trials, "uuids", lambda uuids: not unlike(uuids) & unlike(known), differ),
        later.answer,
    )


@pytest.mark.rule("UTILS-004", "UTILS-006", "UTILS-014")
@pytest.mark.parametrize("length", LENGTHS)
def test_the_array_is_filled_and_returned(length, report, expect):
    expect(gives(report.trials, f"returned {length}", True), report.answer, rule="UTILS-004")
    expect(gives(report.trials, f"length {length}", length), report.answer, rule="UTILS-006")
    kept = gives_that(
        report.trials, f"in place {length}", lambda values: len(values) == length, f"{length} values"
    )
    expect(kept, report.answer, rule="UTILS-006")
    filled = gives_that(report.trials, f"in place {length}", all_numbers, "a number in each place")
    expect(filled, report.answer, rule="UTILS-014")


@pytest.mark.rule("UTILS-005")
def test_values_are_random_numbers(report, probe, expect):
    for length in LENGTHS:
        numbers = gives_that(report.trials, f"values {length}", all_numbers, "numbers")
        expect(numbers, report.answer)
    for length in SEVERAL:
        name = f"values {length}"
        expect(
            gives_that(report.trials, name, lambda values: len(unlike(values)) > 1, "values that differ"),
            report.answer,
        )
        other = report.trials[f"in place {length}"].get("value")
        again = probe("utils_random", lengths=[length])
        for of, known in ((report, other), (again, report.trials[name].get("value"))):
            differs = gives_that(
                of.trials, name, lambda values, known=known: values != known, "other values each time"
            )
            expect(differs, of.answer)
