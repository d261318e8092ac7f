"""In whatever order links are followed: what was created is there until it is deleted, then stays gone."""

from random import Random

import pytest

from pingone_conformance.checks.collections import identified
from pingone_conformance.checks.members import body_of, member
from pingone_conformance.checks.status import is_accepted, is_refused
from pingone_conformance.findings import Finding, Untested
from pingone_conformance.generation.walk import Step, walk
from pingone_conformance.target.paging import entries_of_all_pages
from pingone_conformance.target.pairs import partner
from pingone_conformance.target.requests import acceptable_body

STARTS = ["createUser", "createVerifyPolicy"]
KINDS = {"User": "userID", "VerifyPolicy": "verifyPolicyID", "VerifyTransaction": "transactionID"}
CREATES = {f"create{kind}": name for kind, name in KINDS.items()}
DELETES = {f"delete{kind}": name for kind, name in KINDS.items()}
READS = {name: f"readOne{kind}" for kind, name in KINDS.items()}
LISTS = {
    "readAllVerifyPolicies": ("verifyPolicyID", "verifyPolicies", "LINK-016"),
    "readAllVerifyTransactions": ("transactionID", "verifyTransactions", "LINK-017"),
}
FOUND = {"readOneUser": "LINK-015", "readOneVerifyTransaction": "LINK-018"}
GONE = {"readOneUser": "LINK-026", "readOneVerifyPolicy": "LINK-027", "readOneVerifyTransaction": "LINK-028"}


class Traveller:
    """Takes steps, and remembers what exists and what was deleted: each id with the path to its thing."""

    def __init__(self, api, given, control, expect):
        self._api, self._given, self._control, self._expect = api, given, control, expect
        self._alive = {}
        self._gone = {}
        self._before_deletion = []

    def take(self, step):
        kind = DELETES.get(step.operation_id)
        if kind and step.path[kind] in self._alive:
            self._before_deletion.append(self.take(Step(READS[kind], self._alive[step.path[kind]])))
        body = acceptable_body(step.operation_id, self._given)
        if step.body is not None:
            body["json"] = step.body
        path = {name: value for name, value in step.path.items() if name != "envID"}
        answer = self._api.call(step.operation_id, **body, **path)
        self._judge(step, path, answer)
        if answer.is_success:
            self._remember(step, path, answer)
        return answer

    def arrive(self):
        """At the end there is one more of each kind, another one is deleted, and all are looked at again."""
        policies = [self._create("createVerifyPolicy", {}) for _ in range(2)]
        policy = {"verifyPolicyID": policies[1]}
        for _ in range(2):
            last = {"userID": self._create("createUser", {})}
            used = {"verifyPolicy": {"id": policies[0]}}
            last["transactionID"] = self._create("createVerifyTransaction", last, used)
        deletions = [
            self.take(Step("deleteVerifyPolicy", policy)),
            self.take(Step("deleteVerifyTransaction", last)),
        ]
        self.take(Step("readAllVerifyTransactions", {"userID": last["userID"]}))
        deletions.append(self.take(Step("deleteUser", {"userID": last["userID"]})))
        self.take(Step("readAllVerifyPolicies", {}))
        # What is gone stays gone, however often it is asked for.
        for path in (*self._alive.values(), *self._gone.values(), *self._gone.values()):
            self.take(Step(READS[kind_of(path)], path))
            if kind_of(path) == "userID":
                self.take(Step("readAllVerifyTransactions", path))
        for answer in self._before_deletion:
            partner(answer)
        if refused := [answer.status_code for answer in deletions if not answer.is_success]:
            raise Untested(f"blocked: a deletion was answered {refused[0]}")

    def _create(self, operation, path, body=None):
        created = member(body_of(self.take(Step(operation, path, body))), "id")
        if created not in self._alive:
            raise Untested(f"blocked: {operation} gave nothing to walk on")
        return created

    def _judge(self, step, path, answer):
        asked = path.get(kind_of(path))
        if step.operation_id in GONE and asked in self._gone:
            self._expect(is_refused(answer), answer, rule=GONE[step.operation_id])
        elif step.operation_id in FOUND and asked in self._alive:
            self._expect(is_accepted(answer), answer, rule=FOUND[step.operation_id])
        if step.operation_id in LISTS and answer.is_success:
            self._judge_list(path, answer, *LISTS[step.operation_id])

    def _judge_list(self, path, answer, kind, members, rule):
        listed = {entry["id"] for entry in identified(entries_of_all_pages(self._api, answer, members))}
        expected = {id_ for id_, of in self._alive.items() if of == {**path, kind: id_}}
        self._expect(missing(expected - listed), answer, rule=rule)
        if kind == "transactionID":
            self._expect(unexpected(listed & self._gone.keys()), answer, rule="LINK-029")

    def _remember(self, step, path, answer):
        if kind := CREATES.get(step.operation_id):
            created = member(body_of(answer), "id")
            if not isinstance(created, str):
                raise Untested(f"blocked: {step.operation_id} created something without an id")
            self._alive[created] = {**path, kind: created}
            if kind == "transactionID":
                self._control.finish(created, "SUCCESS")
        if kind := DELETES.get(step.operation_id):
            self._gone[path[kind]] = path
            self._alive = {id_: of for id_, of in self._alive.items() if path[kind] not in of.values()}


def kind_of(path):
    """What the last id of a path belongs to."""
    return next(reversed(path), None)


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
        traveller.arrive()
