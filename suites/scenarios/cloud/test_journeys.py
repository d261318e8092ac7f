"""Journeys are put together of nodes, and run by `authenticate`."""

import pytest

from pingone_conformance.checks.members import body_of, has_member, member, member_equals, member_is
from pingone_conformance.checks.status import answers, is_accepted
from pingone_conformance.checks.values import is_filled_list, is_filled_text
from pingone_conformance.findings import Finding, Untested
from pingone_conformance.target.cloud_given import ONE_WAY
from pingone_conformance.target.journeys import FAILURE, SCRIPTED_DECISION, SUCCESS
from pingone_conformance.target.pairs import partner

OTHER_WAY = 'action.goTo("false");'


@pytest.mark.rule("CLOUD-023", "CLOUD-024")
def test_a_node_is_what_was_sent(cloud, cloud_given, expect):
    path = {"nodeType": SCRIPTED_DECISION, "nodeID": cloud_given.node_id()}
    sent = cloud_given.node_body(outcomes=["true", "false", "maybe"])
    answer = cloud.call("replaceNode", **path, json=sent)
    expect(is_accepted(answer), answer, rule="CLOUD-023")
    read = cloud.call("readOneNode", **path)
    expect(member_equals(body_of(read), "script", sent["script"]), read, rule="CLOUD-024")
    expect(member_equals(body_of(read), "outcomes", sent["outcomes"]), read, rule="CLOUD-024")


@pytest.mark.rule("CLOUD-025", "CLOUD-026")
def test_a_journey_is_what_was_sent(cloud, cloud_given, expect):
    name, node_id = cloud_given.name(), cloud_given.node()["nodeID"]
    answer = cloud.call("replaceJourney", journeyID=name, json=cloud_given.journey_body(node_id))
    expect(is_accepted(answer), answer, rule="CLOUD-025")
    read = cloud.call("readOneJourney", journeyID=name)
    body = body_of(read)
    connections = f"nodes.{node_id}.connections"
    expect(member_equals(body, "entryNodeId", node_id), read, rule="CLOUD-026")
    expect(member_equals(body, f"{connections}.true", SUCCESS), read, rule="CLOUD-026")
    expect(member_equals(body, f"{connections}.false", FAILURE), read, rule="CLOUD-026")


@pytest.mark.rule("CLOUD-027", "CLOUD-031", "CLOUD-032", "CLOUD-033")
def test_the_journey_that_is_named_is_run(cloud_given, expect):
    good, bad = cloud_given.journey(ONE_WAY), cloud_given.journey(OTHER_WAY)
    failed, succeeded = cloud_given.run(bad), cloud_given.run(good)
    told = failed.is_success and succeeded.is_success
    expect([Finding("journeys of their own ends", "one end")] if told else [], failed, rule="CLOUD-027")
    expect(is_accepted(succeeded), succeeded, rule="CLOUD-033")
    session = member_is(body_of(succeeded), "tokenId", "a session", is_filled_text)
    expect(session, succeeded, rule="CLOUD-031")
    partner(succeeded)
    expect(answers(failed, 401), failed, rule="CLOUD-032")


@pytest.mark.rule("CLOUD-028")
def test_callbacks_come_with_an_auth_id(asked, expect):
    _, answer = asked
    body = body_of(answer)
    expect(member_is(body, "callbacks", "what is asked for", is_filled_list), answer)
    expect(has_member(body, "authId"), answer)


@pytest.mark.rule("CLOUD-029", "CLOUD-030")
def test_an_answered_callback_takes_the_journey_on(cloud_given, asked, expect):
    journey, first = asked
    answer = cloud_given.run(journey, answered(first, "Barbara"))
    expect(is_accepted(answer), answer, rule="CLOUD-029")
    session = member_is(body_of(answer), "tokenId", "a session", is_filled_text)
    expect(session, answer, rule="CLOUD-029")
    other = cloud_given.run(journey, answered(cloud_given.run(journey), "Linda"))
    told = other.is_success
    expect([Finding("another end for another name", "the same")] if told else [], other, rule="CLOUD-030")


def answered(answer, name):
    """The step to send back: the callbacks with the name as the value of the first input."""
    body = body_of(answer)
    if not isinstance(member(body, "callbacks.0.input.0"), dict):
        raise Untested("blocked by CLOUD-028: there is no callback with an input")
    body["callbacks"][0]["input"][0]["value"] = name
    return body
