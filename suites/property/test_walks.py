"""Whatever order the links are followed in, what was created is there until it is deleted, and then stays gone."""

from random import Random

import pytest

from pingone_conformance.checks.members import body_of, member
from pingone_conformance.checks.status import is_accepted, is_refused
from pingone_conformance.findings import Finding
from pingone_conformance.generation.walk import walk
from pingone_conformance.target.requests import acceptable_body

STARTS = ["createUser", "createVerifyPolicy"]
CREATES = {
    "createUser": "userID",
    "createVerifyPolicy": "verifyPolicyID",
    "createVerifyTransaction": "transactionID",
}
DELETES = {
    "deleteUser": "userID",
    "deleteVerifyPolicy": "verifyPolicyID",
    "deleteVerifyTransaction": "transactionID",
}
READS = {
    "readOneUser": "userID",
    "readOneVerifyPolicy": "verifyPolicyID",
    "readOneVerifyTransaction": "transactionID",
}
LISTS = {
    "readAllVerifyPolicies": ("_embedded.verifyPolicies", "LINK-016"),
    "readAllVerifyTransactions": ("_embedded.verifyTransactions", "LINK-017"),
}
FOUND = {"readOneUser": "LINK-015", "readOneVerifyTransaction": "LINK-018"}
GONE = {"readOneUser": "LINK-026", "readOneVerifyPolicy": "LINK-027", "readOneVerifyTransaction": "LINK-028"}


class Traveller:
    """Takes steps, and remembers what should exist: the id of each thing with the id of the user it belongs to."""

    def __init__(self, api, given, control, expect):
        self._api, self._given, self._control, self._expect = api, given, control, expect
        self._alive = {}
        self._gone = set()

    def take(self, step):
        body = acceptable_body(step.operation_id, self._given)
        if step.body is not None:
            body["json"] = step.body
        path = {name: value for name, value in step.path.items() if name != "envID"}
        answer = self._api.call(step.operation_id, **body, **path)
        self._judge(step, answer)
        if answer.is_success:
            self._remember(step, answer)
        return answer

    def _judge(self, step, answer):
        asked = step.path.get(READS.get(step.operation_id, ""))
        if asked in self._alive and step.operation_id in FOUND:
            self._expect(is_accepted(answer), answer, rule=FOUND[step.operation_id])
        if asked in self._gone:
            self._expect(is_refused(answer), answer, rule=GONE[step.operation_id])
        if step.operation_id in LISTS and answer.is_success:
            self._judge_list(step, answer, *LISTS[step.operation_id])

    def _judge_list(self, step, answer, members, rule):
        entries = member(body_of(answer), members)
        listed = {entry.get("id") for entry in entries} if isinstance(entries, list) else set()
        kind = "transactionID" if "userID" in step.path else "verifyPolicyID"
        owner = step.path.get("userID")
        expected = {
            id_ for id_, (of_kind, of_user) in self._alive.items() if (of_kind, of_user) == (kind, owner)
        }
        self._expect(missing(expected - listed), answer, rule=rule)
        if kind == "transactionID":
            self._expect(unexpected(listed & self._gone), answer, rule="LINK-029")

    def _remember(self, step, answer):
        if kind := CREATES.get(step.operation_id):
            self._alive[body_of(answer)["id"]] = (kind, step.path.get("userID"))
            if kind == "transactionID":
                self._control.finish(body_of(answer)["id"], "SUCCESS")
        if kind := DELETES.get(step.operation_id):
            deleted = step.path[kind]
            self._gone.add(deleted)
            self._alive = {id_: of for id_, of in self._alive.items() if deleted not in (id_, of[1])}


def missing(ids):
    return [Finding("every thing that was created in its list", f"{len(ids)} missing")] if ids else []


def unexpected(ids):
    return [Finding("no deleted thing in the list", f"{len(ids)} of them")] if ids else []


@pytest.mark.rule(
    "LINK-015", "LINK-016", "LINK-017", "LINK-018", "LINK-026", "LINK-027", "LINK-028", "LINK-029"
)
def test_what_was_created_is_there_until_it_is_deleted(api, given, control, target, profile, expect):
    for number in range(profile.walks):
        traveller = Traveller(api, given, control, expect)
        walk(api.description, STARTS, profile.steps, Random(f"{target.seed}/{number}"), traveller.take)
