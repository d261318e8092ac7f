from pingone_conformance.checks.echo import comes_back, names_come_back

SENT = {"url": "https://example.com/testUrl2", "headers": {"x.phone": "+1 972-555-1234"}}


def test_what_comes_back_may_have_gained_members() -> None:
    returned = {"callback": {**SENT, "id": 1, "headers": {**SENT["headers"], "x-more": "1"}}}  # type: ignore[dict-item]
    assert not list(comes_back(returned, "callback", SENT))


def test_a_changed_value_is_found_with_its_place() -> None:
    found = list(comes_back({"callback": {**SENT, "headers": {"x.phone": "+1"}}}, "callback", SENT))
    assert len(found) == 1
    assert found[0].expected.startswith("callback.headers.x.phone as it was sent")


def test_lists_have_to_be_the_same_in_length_and_order() -> None:
    assert not list(comes_back({"options": ["Robert", "Bob"]}, "options", ["Robert", "Bob"]))
    for options in (["Bob", "Robert"], ["Robert"], ["Robert", "Bob", "Rob"], "Robert", None):
        assert list(comes_back({"options": options}, "options", ["Robert", "Bob"]))


def test_absent_members_and_other_types_are_found() -> None:
    assert list(comes_back({}, "callback", SENT))
    assert list(comes_back({"callback": {"url": SENT["url"]}}, "callback", SENT))
    assert list(comes_back({"number": True}, "number", 1))
    assert list(comes_back({"number": "1"}, "number", 1))


def test_a_number_may_be_written_with_a_point() -> None:
    assert not list(comes_back({"number": 1.0}, "number", 1))
    assert list(comes_back({"number": 1.5}, "number", 1))


def test_names_come_back_with_any_value_but_null() -> None:
    sent = {"name": {"value": "Robert Redford"}, "phone": {"value": "+15125551234"}}
    assert not list(
        names_come_back({"requirements": {"name": {}, "phone": "x", "more": 1}}, "requirements", sent)
    )
    assert (
        len(list(names_come_back({"requirements": {"name": {}, "phone": None}}, "requirements", sent))) == 1
    )
    assert len(list(names_come_back({}, "requirements", sent))) == 2
