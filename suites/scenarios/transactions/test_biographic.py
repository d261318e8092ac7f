"""Biographic data: each of five attributes by value or by options, and nothing that is neither."""

import pytest

from pingone_conformance.checks.echo import comes_back
from pingone_conformance.checks.members import body_of
from pingone_conformance.checks.status import is_accepted, is_refused
from pingone_conformance.findings import Untested
from pingone_conformance.target.pairs import partner

# The first values are from the document Create Verify Transaction, Request Body.
VALUES = {
    "address": [
        "4321 Main Street #407, Hollywood, CA 90027",
        "4321 Main Street Apt 407, Hollywood, CA 90027",
    ],
    "birth_date": ["1984-08-02", "1984-02-29", "1948-12-31"],
    "family_name": ["Redford", "Thornton", "O'Connor", "Núñez"],
    "given_name": ["Robert", "Bob", "Zoë"],
    "name": ["Robert Redford", "Bob Redford"],
}
FIRST_RULE = {"address": 1, "birth_date": 3, "family_name": 5, "given_name": 7, "name": 9}
BY_VALUE = [pytest.param(name, marks=pytest.mark.rule(f"BIO-{rule:03}")) for name, rule in FIRST_RULE.items()]
BY_OPTIONS = [
    pytest.param(name, marks=pytest.mark.rule(f"BIO-{rule + 1:03}")) for name, rule in FIRST_RULE.items()
]
NO_TEXTS = [17, True, ["Redford"], {"text": "Redford"}]
NO_LISTS_OF_TEXTS = ["Redford", 17, {"0": "Redford"}, [17], [["Redford"]]]


@pytest.mark.parametrize("name", BY_VALUE)
@pytest.mark.rule("BIO-012")
def test_an_attribute_by_value_is_accepted_and_comes_back(create_transaction, expect, name):
    for value in VALUES[name]:
        answer = create_transaction.tried(requirements={name: {"value": value}})
        if not expect(is_accepted(answer), answer, rule=expect.rule):
            raise Untested(f"blocked by {expect.rule}: a value is refused")
        expect(comes_back(body_of(answer), f"requirements.{name}.value", value), answer, rule="BIO-012")


@pytest.mark.parametrize("name", ["family_name", "given_name", "name"])
@pytest.mark.rule("BIO-012")
def test_an_emoji_in_a_name_comes_back_where_it_is_accepted(create_transaction, expect, name):
    value = "Zoë \N{SUNFLOWER}"
    answer = create_transaction.accepted(requirements={name: {"value": value}})
    expect(comes_back(body_of(answer), f"requirements.{name}.value", value), answer)


@pytest.mark.parametrize("name", BY_OPTIONS)
@pytest.mark.rule("BIO-013")
def test_an_attribute_by_options_is_accepted_and_comes_back(create_transaction, expect, name):
    for options in (VALUES[name], VALUES[name][::-1], VALUES[name][:1]):
        answer = create_transaction.tried(requirements={name: {"options": options}})
        if not expect(is_accepted(answer), answer, rule=expect.rule):
            raise Untested(f"blocked by {expect.rule}: options are refused")
        expect(comes_back(body_of(answer), f"requirements.{name}.options", options), answer, rule="BIO-013")


@pytest.mark.rule("BIO-011")
def test_all_five_attributes_are_accepted_together(create_transaction, expect, documented_request):
    sent = {name: documented_request["requirements"][name] for name in VALUES}
    for name, value in sent.items():
        create_transaction.accepted(requirements={name: value})
    answer = create_transaction(requirements=sent)
    expect(is_accepted(answer), answer)


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.rule("BIO-014", "BIO-015")
def test_an_attribute_has_either_a_value_or_options(create_transaction, expect, name):
    value, options = {"value": VALUES[name][0]}, {"options": VALUES[name]}
    neither, both = (create_transaction(requirements={name: given}) for given in ({}, {**value, **options}))
    expect(is_refused(neither), neither, rule="BIO-014")
    expect(is_refused(both), both, rule="BIO-015")
    for either in (value, options):
        partner(create_transaction(requirements={name: either}))


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.rule("BIO-016")
def test_a_value_that_is_no_text_is_refused(create_transaction, expect, name):
    for value in NO_TEXTS:
        answer = create_transaction(requirements={name: {"value": value}})
        expect(is_refused(answer), answer)
    partner(create_transaction(requirements={name: {"value": VALUES[name][0]}}))


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.rule("BIO-017")
def test_options_that_are_no_list_of_texts_are_refused(create_transaction, expect, name):
    for options in NO_LISTS_OF_TEXTS:
        answer = create_transaction(requirements={name: {"options": options}})
        expect(is_refused(answer), answer)
    partner(create_transaction(requirements={name: {"options": VALUES[name]}}))
