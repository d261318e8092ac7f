"""Lists of policies that have too much, too little or something else, and filters that keep the wrong ones."""

from __future__ import annotations

import re
from copy import deepcopy

from pingone_conformance.mock.errors import invalid_value
from pingone_conformance.mock.faults.exchange import Answer, Request
from pingone_conformance.mock.faults.fault import Around, Kind, around, on_request, on_success
from pingone_conformance.mock.faults.policies import LIST, listed, show
from pingone_conformance.mock.hal import environment_url
from pingone_conformance.mock.resources.policies import represent

_FILTER = re.compile(r'\s*name\s+(\w+)\s+"(.*)"\s*', re.IGNORECASE | re.DOTALL)


def _filter(request: Request) -> tuple[str, str] | None:
    """Return the operator and the text of a filter on the name."""
    found = _FILTER.fullmatch(request.query.get("filter", ""))
    return (found[1].lower(), found[2]) if found else None


def _read_as(request: Request, operator: str, other: str) -> None:
    found = _filter(request)
    if found and found[0] == operator:
        request.query["filter"] = f'name {other} "{found[1]}"'


def _only(answer: Answer, text: str) -> None:
    """Keep the policies whose name has the text with these very letters."""
    show(answer, [entry for entry in listed(answer) if text in str(entry.get("name"))])


@on_success(Kind.STATUS, LIST, "POLICY-043", also=("ANSWER-002",))
def answers_206_to_the_reading_of_all_policies(request: Request, answer: Answer) -> None:
    answer.status = 206


@on_success(
    Kind.SHAPE, LIST, "POLICY-044", also=("ANSWER-006", "POLICY-045", "POLICY-046", "POLICY-067", "LINK-016")
)
def lists_policies_outside_of_embedded(request: Request, answer: Answer) -> None:
    if isinstance(answer.json, dict):
        answer.json.update(answer.json.pop("_embedded", {}))


@on_success(Kind.STATE, LIST, "POLICY-045", "LINK-016")
def lists_a_new_policy_only_when_asked_again(request: Request, answer: Answer) -> None:
    seen = request.memory.setdefault("seen policies", set())
    ids = {entry.get("id") for entry in listed(answer)}
    if not request.query:
        show(answer, [entry for entry in listed(answer) if entry.get("id") in seen or entry.get("default")])
        seen |= ids


@around(Kind.STATE, LIST, "LINK-016", also=("POLICY-045", "POLICY-067", "POLICY-055", "POLICY-046"))
def lists_policies_from_a_cache(request: Request) -> Around:
    answer = yield
    if answer.ok and not request.query:
        place = request.path["environment_id"]
        answer.json = deepcopy(request.memory.setdefault(f"policies of {place}", answer.json))


@on_success(Kind.STATE, LIST, "LINK-016", also=("POLICY-045", "POLICY-051"))
def lists_five_policies_and_no_next_page(request: Request, answer: Answer) -> None:
    show(answer, listed(answer)[:5])


@on_success(Kind.MEANING, LIST, "POLICY-046")
def lists_every_policy_as_the_default_one(request: Request, answer: Answer) -> None:
    for entry in listed(answer):
        entry["default"] = True


@on_success(Kind.STATE, LIST, "POLICY-046")
def lists_a_former_default_policy_as_one(request: Request, answer: Answer) -> None:
    reigned = request.memory.setdefault("reigned", set())
    for entry in listed(answer):
        if entry.get("default") is True:
            reigned.add(entry.get("id"))
        entry["default"] = entry.get("id") in reigned


def _add_those_of_elsewhere(request: Request, answer: Answer) -> None:
    here = request.path["environment_id"]
    base = str(answer.member("_links.self.href")).partition(environment_url("", here))[0]
    others = [one for one in request.mock.store.policies.values() if one.environment_id != here]
    show(answer, [*listed(answer), *({**represent(base, one), "default": False} for one in others)])


@on_success(Kind.SECURITY, LIST, "POLICY-047")
def lists_the_policies_of_all_environments(request: Request, answer: Answer) -> None:
    if not request.query:
        _add_those_of_elsewhere(request, answer)


@on_success(Kind.SECURITY, LIST, "POLICY-047")
def finds_the_policies_of_all_environments_by_a_filter(request: Request, answer: Answer) -> None:
    if request.query.get("filter", "").strip().lower() == "name pr":
        _add_those_of_elsewhere(request, answer)


@on_request(Kind.MEANING, LIST, "POLICY-049", also=("POLICY-050", "POLICY-051"))
def does_not_look_at_the_filter(request: Request) -> None:
    if _filter(request):
        request.query.pop("filter")


@on_request(Kind.MEANING, LIST, "POLICY-048", also=("POLICY-050",))
def looks_for_the_id_where_a_name_is_wanted(request: Request) -> None:
    found = _filter(request)
    if found and found[0] == "eq" and found[1] not in request.mock.store.policies:
        request.query["filter"] = 'name eq "\x00"'


@on_request(Kind.MEANING, LIST, "POLICY-049", also=("POLICY-050",))
def takes_the_beginning_of_a_name_for_the_name(request: Request) -> None:
    _read_as(request, "eq", "sw")


@around(Kind.MEANING, LIST, "POLICY-050")
def minds_letter_case_in_a_filter(request: Request) -> Around:
    found = _filter(request)
    answer = yield
    if found and found[0] == "eq" and answer.ok:
        _only(answer, found[1])


@around(Kind.MEANING, LIST, "POLICY-050")
def minds_letter_case_in_parts_of_names(request: Request) -> Around:
    found = _filter(request)
    answer = yield
    if found and found[0] in ("co", "sw", "ew") and answer.ok:
        _only(answer, found[1])


@around(Kind.MEANING, LIST, "POLICY-050")
def knows_names_in_capitals_only_as_such(request: Request) -> Around:
    found = _filter(request)
    answer = yield
    if found and found[0] == "eq" and found[1].isupper() and answer.ok:
        _only(answer, found[1])


@on_request(Kind.MEANING, LIST, "POLICY-051", also=("POLICY-050",))
def reads_co_as_sw(request: Request) -> None:
    _read_as(request, "co", "sw")


@on_request(Kind.MEANING, LIST, "POLICY-051", also=("POLICY-050",))
def reads_sw_as_co(request: Request) -> None:
    _read_as(request, "sw", "co")


@on_request(Kind.MEANING, LIST, "POLICY-051", also=("POLICY-050",))
def reads_ew_as_co(request: Request) -> None:
    _read_as(request, "ew", "co")


@on_request(Kind.MEANING, LIST, "POLICY-051", also=("POLICY-050",))
def reads_ne_as_eq(request: Request) -> None:
    _read_as(request, "ne", "eq")


@on_request(Kind.VALIDATION, LIST, "POLICY-051")
def does_not_know_pr(request: Request) -> None:
    if request.query.get("filter", "").strip().lower().endswith(" pr"):
        raise invalid_value("filter", "The operator is not known.", "INVALID_FILTER")


@on_success(Kind.STATE, LIST, "POLICY-055")
def lists_a_policy_under_its_first_name(request: Request, answer: Answer) -> None:
    for entry in listed(answer):
        policy = request.mock.store.policies.get(str(entry.get("id")))
        if policy is not None and policy.updated_at > policy.created_at:
            entry["name"] = f"{str(entry.get('name'))[:-1]}"
