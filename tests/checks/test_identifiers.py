import pytest

from pingone_conformance.checks.identifiers import holds_exactly, is_uuid

A, B = "293c1116-4050-47a1-ace0-be126b115d46", "C1F147D7-DCA5-3788-AD6E-453468875B41"


@pytest.mark.parametrize("value", [A, B])
def test_a_uuid_of_any_version_and_case_is_one(value: str) -> None:
    assert not list(is_uuid({"id": value}))


@pytest.mark.parametrize("value", ["", A[:-1], f"{A}0", A.replace("-", ""), f"{{{A}}}", "y" + A[1:], None, 7])
def test_what_is_no_uuid_is_found(value: object) -> None:
    assert list(is_uuid({"id": value}))
    assert list(is_uuid({}))


def test_a_collection_holds_what_it_should_in_any_order() -> None:
    assert not list(holds_exactly({"items": [{"id": B}, {"id": A, "more": 1}]}, "items", [A, B]))
    assert not list(holds_exactly({"items": []}, "items", []))


@pytest.mark.parametrize(
    "items", [[], [{"id": B}], [{"id": A}, {"id": A}], [{"id": A}, {"id": B}], [7], None, {}]
)
def test_another_collection_is_found(items: object) -> None:
    assert list(holds_exactly({"items": items}, "items", [A]))
