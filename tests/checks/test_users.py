from pingone_conformance.checks.users import has_attributes, keeps_attributes, lacks_attributes

USER = {
    "id": "1",
    "username": "joe",
    "nickname": "Putty",
    "name": {"given": "Joe", "formatted": "Joe Smith"},
    "title": None,
    "address": {},
}


def test_an_attribute_may_have_gained_members():
    assert not list(has_attributes(USER, {"nickname": "Putty", "name": {"given": "Joe"}}))


def test_an_attribute_with_another_value_is_found():
    found = list(has_attributes(USER, {"nickname": "Paddy", "name": {"given": "Jo"}, "type": "tele"}))
    assert len(found) == 3


def test_an_attribute_that_is_absent_null_or_empty_has_no_value():
    assert not list(lacks_attributes(USER, "title", "address", "type", "name.family"))


def test_an_attribute_that_is_left_is_found():
    assert len(list(lacks_attributes(USER, "nickname", "name"))) == 2


def test_an_error_is_no_user_without_attributes():
    error = {"id": "1", "code": "NOT_FOUND"}
    assert list(lacks_attributes(error, "nickname"))
    assert list(keeps_attributes(error, USER, ["title"]))


def test_a_user_that_did_not_change_is_kept():
    after = {**USER, "lastSignOn": "2024-02-06T15:00:28.250Z"}
    del after["title"]
    assert not list(keeps_attributes(after, USER, USER))


def test_an_attribute_that_changed_or_appeared_is_found():
    after = {**USER, "nickname": "Paddy", "title": "Director", "type": "tele"}
    assert len(list(keeps_attributes(after, USER, ["nickname", "title", "type"]))) == 3
