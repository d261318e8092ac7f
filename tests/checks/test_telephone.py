import pytest

from pingone_conformance.checks.telephone import e164, is_the_number

SAMPLES = [
    "+1.5125551234",
    "+15125551234",
    "+1.512.555.1234",
    "15125551234",
    "1-512-555-1234",
    "+1 (512) 555-1234",
]


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_documented_samples_are_one_number(sample: str) -> None:
    assert e164(sample) == "+15125551234"
    assert not list(is_the_number({"phone": {"value": sample}}, "phone.value", "+15125551234"))


def test_numbers_of_other_countries_are_read() -> None:
    assert e164("+44 7700 900123") == "+447700900123"
    assert e164("+61 491 570 156") == "+61491570156"


@pytest.mark.parametrize("text", ["", "+", "call me", "+1", "+999123", 15125551234, None, ["+15125551234"]])
def test_what_is_no_number_is_none(text: object) -> None:
    assert e164(text) is None


@pytest.mark.parametrize("value", ["+15125551235", "5125551234", "+447700900123", "", None, 15125551234])
def test_another_number_is_found(value: object) -> None:
    assert list(is_the_number({"phone": {"value": value}}, "phone.value", "+15125551234"))


def test_an_absent_number_is_found() -> None:
    assert list(is_the_number({}, "phone.value", "+15125551234"))
