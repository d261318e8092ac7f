"""Policies that stay when they are deleted, or go when they must not."""

from __future__ import annotations

from dataclasses import replace

from pingone_conformance.mock.errors import ApiError, invalid_request
from pingone_conformance.mock.faults.edits import put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_refusal, on_request, on_success
from pingone_conformance.mock.faults.policies import (
    DELETE,
    LIST,
    READ,
    addressed,
    keep,
    listed,
    look_everywhere,
)
from pingone_conformance.mock.resources.policies import represent

GONE = "deleted policies"


@on_success(Kind.STATUS, DELETE, "POLICY-064", also=("ANSWER-002", "ANSWER-008"))
def answers_200_to_the_deletion_of_a_policy(request: Request, answer: Answer) -> None:
    answer.status = 200


@around(Kind.STATE, DELETE, "POLICY-065", "POLICY-066", "POLICY-067", also=("LINK-027",))
def deletes_no_policy(request: Request) -> Around:
    policy = addressed(request)
    answer = yield
    if answer.ok and policy is not None:
        request.mock.store.put_policy(policy)


@around(Kind.STATE, (DELETE, READ), "POLICY-065", "POLICY-066", "LINK-027")
def reads_a_deleted_policy_from_its_archive(request: Request) -> Around:
    policy, gone = addressed(request), request.memory.setdefault(GONE, {})
    answer = yield
    if request.operation == DELETE and answer.ok and policy is not None:
        gone[policy.id] = policy
    elif answer.status == 404 and request.path["policy_id"] in gone:
        answer.status = 200
        answer.json = represent("http://localhost", gone[request.path["policy_id"]])


@around(Kind.STATE, (DELETE, LIST), "POLICY-067")
def lists_a_policy_that_was_deleted(request: Request) -> Around:
    gone = request.memory.setdefault(GONE, [])
    policy = addressed(request)
    answer = yield
    if request.operation == DELETE and answer.ok and policy is not None:
        gone.append(represent("http://localhost", policy))
    elif request.operation == LIST and answer.ok and not request.query:
        put(answer, "_embedded.verifyPolicies", listed(answer) + gone)


@around(Kind.STATUS, (DELETE, READ), "POLICY-066", also=("ANSWER-003",))
def answers_410_where_a_policy_was_deleted(request: Request) -> Around:
    gone = request.memory.setdefault(GONE, set())
    answer = yield
    if request.operation == DELETE and answer.ok:
        gone.add(request.path["policy_id"])
    elif answer.status == 404 and request.path["policy_id"] in gone:
        raise ApiError(410, "NOT_FOUND", "The policy was deleted.")


@around(Kind.STATE, DELETE, "POLICY-068", "POLICY-069")
def deletes_the_default_policy_and_takes_another_one(request: Request) -> Around:
    policy = addressed(request)
    answer = yield
    if policy is not None and policy.default and answer.status == 400:
        store = request.mock.store
        place = (one for one in store.policies.values() if one.environment_id == policy.environment_id)
        heir = next((one for one in place if one.id != policy.id), None)
        if heir is not None:
            store.put_policy(replace(heir, default=True))
            store.remove_policy(policy)
            answer.status, answer.body = 204, b""


@around(Kind.STATE, DELETE, "POLICY-069")
def deletes_the_default_policy_and_refuses_afterwards(request: Request) -> Around:
    policy = addressed(request)
    answer = yield
    if policy is not None and policy.default and answer.status == 400:
        others = [one for one in request.mock.store.policies.values() if one.id != policy.id]
        heir = next((one for one in others if one.environment_id == policy.environment_id), None)
        if heir is not None:
            request.mock.store.put_policy(replace(heir, default=True))
            request.mock.store.remove_policy(policy)


@around(Kind.STATE, DELETE, "POLICY-069", also=("POLICY-046",))
def takes_the_default_from_a_policy_that_stays(request: Request) -> Around:
    policy = addressed(request)
    answer = yield
    if policy is not None and policy.default and answer.status == 400:
        keep(request, policy, default=False)


@on_refusal(Kind.STATUS, DELETE, "POLICY-070", "ERROR-027", also=("ERROR-026", "ERROR-028", "POLICY-042"))
def answers_204_to_the_deletion_of_an_unknown_policy(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        answer.status, answer.body = 204, b""


@on_refusal(Kind.STATUS, DELETE, "POLICY-070", "ERROR-027", also=("ANSWER-003",))
def answers_400_to_the_deletion_of_an_unknown_policy(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        raise invalid_request("There is nothing to delete.")


@around(Kind.STATE, DELETE, "LINK-016")
def deletes_the_policy_before_it_as_well(request: Request) -> Around:
    policy = addressed(request)
    before = [
        one
        for one in request.mock.store.policies.values()
        if policy and one.environment_id == policy.environment_id and one.created_at <= policy.created_at
    ]
    answer = yield
    if answer.ok and len(before) > 1 and not before[-2].default:
        request.mock.store.remove_policy(before[-2])


@on_request(Kind.SECURITY, DELETE, "POLICY-042")
def deletes_a_policy_of_another_environment(request: Request) -> None:
    look_everywhere(request)
