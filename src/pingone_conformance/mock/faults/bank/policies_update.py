"""Updates of policies that do too little, too much or something else."""

from __future__ import annotations

from dataclasses import replace

from pingone_conformance.mock.clock import MINUTE
from pingone_conformance.mock.errors import invalid_data
from pingone_conformance.mock.faults.edits import drop, put
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_refusal, on_request, on_success
from pingone_conformance.mock.faults.policies import UPDATE, addressed, keep, keep_settings, look_everywhere

SEEN = ("POLICY-055",)


@on_success(Kind.STATUS, UPDATE, "POLICY-052", also=("ANSWER-002",))
def answers_202_to_an_update_of_a_policy(request: Request, answer: Answer) -> None:
    answer.status = 202


@on_success(
    Kind.SHAPE,
    UPDATE,
    "POLICY-052",
    "POLICY-054",
    also=("POLICY-053", "POLICY-056", "POLICY-057", "ANSWER-002", "LINK-003"),
)
def answers_204_to_an_update_of_a_policy(request: Request, answer: Answer) -> None:
    answer.status, answer.body = 204, b""
    del answer.headers["content-type"]


def _keeping(request: Request, *names: str) -> Around:
    """Keep these settings as they were before the update."""
    before = addressed(request)
    answer = yield
    if answer.ok and before is not None:
        for name in names:
            put(answer, name, before.settings.get(name))
        keep_settings(request, addressed(request), **{name: before.settings.get(name) for name in names})


@around(Kind.STATE, UPDATE, "POLICY-053", also=SEEN)
def keeps_the_name_that_a_policy_had(request: Request) -> Around:
    yield from _keeping(request, "name")


@around(Kind.MEANING, UPDATE, "POLICY-053", also=SEEN)
def does_not_lower_a_threshold(request: Request) -> Around:
    before = addressed(request)
    if before is not None and before.settings["facialComparison"].get("threshold") == "HIGH":
        put(request, "facialComparison.threshold", "HIGH")
    yield


@around(Kind.STATE, UPDATE, "POLICY-055", also=("POLICY-046", "POLICY-056", "POLICY-062"))
def answers_an_update_of_a_policy_without_keeping_it(request: Request) -> Around:
    before = addressed(request)
    answer = yield
    if answer.ok and before is not None:
        keep(request, before)


@around(Kind.STATE, UPDATE, "POLICY-055", also=("POLICY-056",))
def keeps_only_the_name_of_an_update(request: Request) -> Around:
    before = addressed(request)
    answer = yield
    after = addressed(request)
    if answer.ok and before is not None and after is not None:
        keep(request, after, settings={**before.settings, "name": after.settings["name"]})


@on_success(Kind.SHAPE, UPDATE, "POLICY-054", also=("ANSWER-006",))
def answers_an_update_without_what_was_not_changed(request: Request, answer: Answer) -> None:
    drop(answer, "liveness", "environment")


@around(Kind.STATE, UPDATE, "POLICY-056")
def keeps_a_description_that_an_update_omits(request: Request) -> Around:
    before = addressed(request)
    if before is not None and isinstance(request.json, dict) and "description" not in request.json:
        put(request, "description", before.settings.get("description"))
    yield


@around(Kind.STATE, UPDATE, "POLICY-056")
def clears_a_description_in_the_answer_only(request: Request) -> Around:
    before = addressed(request)
    answer = yield
    if answer.ok and before is not None and answer.member("description") is None:
        keep_settings(request, addressed(request), description=before.settings.get("description"))


@on_success(Kind.MEANING, UPDATE, "POLICY-057", also=("LINK-003",))
def gives_a_policy_a_new_id_with_each_update(request: Request, answer: Answer) -> None:
    put(answer, "id", request.mock.ids.trace())


@on_success(Kind.MEANING, UPDATE, "POLICY-058")
def sets_updated_at_back_by_an_hour(request: Request, answer: Answer) -> None:
    put(answer, "updatedAt", "2020-02-29T12:00:00.000Z")
    policy = addressed(request)
    if policy is not None:
        keep(request, policy, updated_at=policy.updated_at - 60 * MINUTE)


@on_request(Kind.VALIDATION, UPDATE, "POLICY-059")
def takes_an_update_of_a_policy_without_a_name(request: Request) -> None:
    policy = addressed(request)
    if policy is not None and isinstance(request.json, dict) and request.json.get("name") is None:
        put(request, "name", policy.settings["name"])


@around(Kind.STATE, UPDATE, "POLICY-060")
def keeps_the_good_half_of_a_refused_update(request: Request) -> Around:
    answer = yield
    face = request.member("facialComparison")
    if answer.status == 400 and isinstance(face, dict) and face.get("threshold") in ("LOW", "MEDIUM", "HIGH"):
        policy = addressed(request)
        if policy is not None:
            kept = {**policy.settings["facialComparison"], "threshold": face["threshold"]}
            keep_settings(request, policy, facialComparison=kept)


@on_refusal(Kind.STATUS, UPDATE, "POLICY-061", "ERROR-027", also=("ANSWER-003",))
def answers_400_to_an_update_of_an_unknown_policy(request: Request, answer: Answer) -> None:
    if answer.status == 404:
        raise invalid_data([])


@on_request(Kind.STATUS, UPDATE, "POLICY-061", "ERROR-026", "ERROR-027", also=("ERROR-028",))
def creates_a_policy_that_was_to_be_updated(request: Request) -> None:
    if addressed(request) is None and request.path["environment_id"] in request.mock.store.environments:
        place = request.path["environment_id"]
        policy = replace(
            request.mock.store.default_policy(place), id=request.path["policy_id"], default=False
        )
        if "authorization" in request.headers and policy.id:
            request.mock.store.put_policy(policy)


@around(Kind.STATE, UPDATE, "POLICY-062", "POLICY-046")
def leaves_the_default_with_the_policy_before(request: Request) -> Around:
    place = request.path["environment_id"]
    known = place in request.mock.store.environments
    former = request.mock.store.default_policy(place) if known else None
    answer = yield
    if answer.ok and former is not None and former.id != request.path["policy_id"]:
        keep(request, request.mock.store.policies.get(former.id), default=former.default)


@on_request(Kind.STATE, UPDATE, "POLICY-062")
def does_not_look_at_default_in_an_update(request: Request) -> None:
    drop(request, "default")


@around(Kind.STATE, UPDATE, "POLICY-063", also=("POLICY-046",))
def lets_the_default_policy_step_down(request: Request) -> Around:
    steps_down = request.member("default") is False
    policy = addressed(request)
    if steps_down and policy is not None and policy.default:
        drop(request, "default")
        answer = yield
        if answer.ok:
            put(answer, "default", False)
            keep(request, addressed(request), default=False)
    else:
        yield


@around(Kind.STATE, UPDATE, "POLICY-063", also=("POLICY-046",))
def loses_the_default_in_a_refused_update(request: Request) -> Around:
    answer = yield
    policy = addressed(request)
    if answer.status == 400 and policy is not None and request.member("default") is False:
        keep(request, policy, default=False)


@on_request(Kind.SECURITY, UPDATE, "POLICY-042")
def updates_a_policy_of_another_environment(request: Request) -> None:
    look_everywhere(request)
