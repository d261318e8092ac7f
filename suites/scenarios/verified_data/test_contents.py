"""What the data themselves hold, by type."""

import json

import pytest

from pingone_conformance.checks.collections import each_has
from pingone_conformance.checks.encoded import bytes_in
from pingone_conformance.checks.images import decodes_completely, format_is_as_declared
from pingone_conformance.checks.members import body_of, member, member_is
from pingone_conformance.checks.values import is_filled_list, is_filled_object, is_filled_text, is_text
from pingone_conformance.rooms import room

SOURCES = "data.sources"


@pytest.mark.rule("DATA-032")
def test_a_government_id_holds_texts(data, expect):
    answer = data.one("GOVERNMENT_ID")
    body = body_of(answer)
    expect(member_is(body, "data", "an object that holds something", is_filled_object), answer)
    for name, value in documented(body):
        # What is unknown may be an empty text, or left out, which null stands for.
        if value is not None:
            expect(member_is({name: value}, name, "a text", is_text), answer)


@pytest.mark.rule("DATA-033")
def test_a_selfie_has_its_picture_and_the_format(data, expect):
    answer = data.one("SELFIE")
    expect(member_is(body_of(answer), "data.format", "a text", is_filled_text), answer)
    expect(member_is(body_of(answer), "data.image", "a text", is_filled_text), answer)


@pytest.mark.rule("DATA-034")
def test_the_picture_of_a_selfie_is_whole_and_in_its_format(data, expect):
    answer = data.one("SELFIE")
    body = body_of(answer)
    picture = bytes_in(member(body, "data.image"))
    expect(decodes_completely(picture), answer)
    expect(format_is_as_declared(picture, member(body, "data.format")), answer)


@pytest.mark.rule("DATA-035")
def test_the_end_users_client_lists_its_sources(data, expect):
    answer = data.one("END_USER_CLIENT")
    body = body_of(answer)
    expect(member_is(body, SOURCES, "a list that holds something", is_filled_list), answer)
    sources = member(body, SOURCES)
    for name in ("ipAddress", "userAgent"):
        expect(each_has(sources if isinstance(sources, list) else [], name, "a text", is_filled_text), answer)


def documented(body):
    """The data that the example has, too; what a service adds may be anything."""
    path = room("contracts") / "examples" / "script-bindings" / "get-verified-data.json"
    example = json.loads(path.read_text("utf-8"))["data"]
    found = member(body, "data")
    return [(name, found[name]) for name in example if name in found] if isinstance(found, dict) else []
