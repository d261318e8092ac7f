"""query: what a filter is true of."""

import pytest

from pingone_conformance.checks.members import member
from pingone_conformance.checks.trials import gives, gives_that


@pytest.fixture
def family(cloud_given):
    """Two users of one family name with a blank in it, and one of another."""
    sn = f"{cloud_given.name()} Jensen"
    two = [cloud_given.user(sn=sn, givenName=name) for name in ("Barbara", "Zoë")]
    return [*two, cloud_given.user(sn=cloud_given.name(), givenName="Barbara")]


def asked(identities, **queries):
    return identities.run("openidm_query", queries=queries)


def finds(trials, name, users):
    wanted = {user["_id"] for user in users}
    return gives_that(
        trials, name, lambda value: ids_of(value) == wanted, f"{len(wanted)} users by their ids"
    )


def ids_of(value):
    result = member(value, "result")
    return {member(one, "_id") for one in result} if isinstance(result, list) else None


@pytest.mark.rule("OPENIDM-012", "OPENIDM-013", "OPENIDM-020")
def test_a_filter_finds_what_it_is_true_of(identities, family, cloud_given, expect):
    one, other, third = family
    sn = one["sn"]
    queries = {
        "family": (f'sn eq "{sn}"', [one, other]),
        "one": (f'sn eq "{sn}" and givenName eq "Zoë"', [other]),
        "either": (f'userName eq "{one["userName"]}" or userName eq "{third["userName"]}"', [one, third]),
        "nobody": (f'userName eq "{cloud_given.name()}"', []),
        "a part": (f'userName eq "{one["userName"][:-1]}"', []),
    }
    report = asked(identities, **{name: {"filter": text} for name, (text, _) in queries.items()})
    for name, (_, users) in queries.items():
        expect(finds(report.trials, name, users), report.answer, rule="OPENIDM-020")
        listed = gives_that(report.trials, name, is_map_with_result, "a map with the array result")
        expect(listed, report.answer, rule="OPENIDM-012")
        expect(gives(report.trials, f"{name}, count", len(users)), report.answer, rule="OPENIDM-013")
    first = gives(report.trials, "one, first", other["userName"])
    expect(first, report.answer, rule="OPENIDM-012")


@pytest.mark.rule("OPENIDM-021")
def test_a_filter_takes_a_slash_and_single_quotation_marks(identities, family, expect):
    one, other, _ = family
    name = one["userName"]
    queries = {
        "name": (f"/userName eq '{name}'", [one]),
        "blank": (f"/sn eq '{one['sn']}'", [one, other]),
        "both": (f"/sn eq '{one['sn']}' and /givenName eq 'Zoë'", [other]),
    }
    report = asked(identities, **{trial: {"filter": text} for trial, (text, _) in queries.items()})
    for trial, (_, users) in queries.items():
        expect(finds(report.trials, trial, users), report.answer)


@pytest.mark.rule("OPENIDM-019")
def test_results_have_the_fields_that_were_asked_for(identities, family, expect):
    one = family[0]
    filter_ = f'userName eq "{one["userName"]}"'
    chosen = {
        "some": (["givenName", "_id"], ("_id", "givenName"), ("sn", "mail", "userName")),
        "another": (["sn"], ("sn",), ("givenName", "mail", "userName")),
        "all": (["*", "_id"], ("_id", "userName", "givenName", "sn", "mail"), ()),
    }
    report = asked(
        identities, **{name: {"filter": filter_, "fields": list(row[0])} for name, row in chosen.items()}
    )
    for name, (_, there, absent) in chosen.items():
        for field in there:
            has = gives_that(
                report.trials, name, lambda value, field=field: first(value).get(field) == one[field], field
            )
            expect(has, report.answer)
        for field in absent:
            has_not = gives_that(
                report.trials, name, lambda value, field=field: field not in first(value), f"no {field}"
            )
            expect(has_not, report.answer)


def is_map_with_result(value):
    return isinstance(value, dict) and isinstance(value.get("result"), list)


def first(value):
    found = member(value, "result.0")
    return found if isinstance(found, dict) else {}
