"""Hand-made contracts and outcomes: a few rules of each kind, and results made from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pingone_conformance.config import Settings, load_settings
from pingone_conformance.contracts import Contracts, Document, Rule
from pingone_conformance.findings import Basis, Level
from pingone_conformance.plugin.outcomes import Outcome
from pingone_conformance.reporting.results import build_results
from pingone_conformance.waivers import Waiver, Waivers

Results = dict[str, Any]

PORTRAIT_PAGE = Document(
    "portrait-background", "Update Portrait Background", "https://docs.example/portrait", None
)
USERS_PAGE = Document("users", "Users", "https://docs.example/users", None)
BINDINGS_PAGE = Document("script-bindings", "Script bindings", "https://docs.example/bindings", None)

EXCHANGE = {
    "operation": "updatePortraitBackground",
    "method": "POST",
    "url": "$PINGONE_API_PATH/environments/e/users/u/verifiedData/d",
    "request_headers": {"Authorization": "Bearer $PINGONE_ACCESS_TOKEN", "Content-Type": "application/json"},
    "request_body": '{"color": 1}',
    "status": 200,
    "response_headers": {"content-type": "application/json"},
    "response_body": '{"id": "d"}',
    "seconds": 0.004,
    "curl": 'curl --request POST --url "$PINGONE_API_PATH/environments/e" --data-raw \'{"color": 1}\'',
}


def _rule(rule_id: str, title: str, operations: tuple[str, ...], level: Level, **more: Any) -> Rule:
    given = {
        "binding": None,
        "basis": Basis.STATED,
        "document": PORTRAIT_PAGE,
        "section": "Headers",
        "untested": None,
    }
    return Rule(id=rule_id, title=title, operations=operations, level=level, **(given | more))


RULES = (
    _rule("PORTRAIT-001", "The documented type is accepted", ("updatePortraitBackground",), Level.MUST),
    _rule("PORTRAIT-003", "Plain application/json is refused", ("updatePortraitBackground",), Level.MUST),
    _rule(
        "USER-001", "A user is created", ("createUser",), Level.MUST, document=USERS_PAGE, section="Create"
    ),
    _rule(
        "USER-002",
        "Omitted members are cleared",
        ("replaceUser",),
        Level.SHOULD,
        document=USERS_PAGE,
        section="Replace",
    ),
    _rule(
        "USER-003",
        "Members keep their order",
        ("createUser", "replaceUser"),
        Level.MAY,
        document=USERS_PAGE,
        section="Order",
    ),
    _rule("AUTH-001", "A request without a token is refused", ("*",), Level.MUST, basis=Basis.EXAMPLE),
    _rule(
        "LINK-001",
        "Links lead somewhere",
        ("createUser", "updatePortraitBackground"),
        Level.MUST,
        basis=Basis.INFERRED,
    ),
    _rule(
        "LOGGER-001",
        "Messages are written",
        (),
        Level.MUST,
        binding="logger",
        document=BINDINGS_PAGE,
        section="logger",
        untested="Scripts run inside another product.",
    ),
)

CONTRACTS = Contracts(
    documents={page.key: page for page in (PORTRAIT_PAGE, USERS_PAGE, BINDINGS_PAGE)},
    rules={rule.id: rule for rule in RULES},
    findings=[
        {
            "id": "FINDING-001",
            "title": "The picture is square, the request asked for 4:3",
            "sides": [
                {"document": "portrait-background", "section": "Request", "says": "asks for 4:3"},
                {"document": "users", "section": "Answer", "says": "shows a square"},
            ],
            "take": "The request counts.",
            "rules": ["PORTRAIT-001", "IMAGE-001"],
        }
    ],
    operations={
        "updatePortraitBackground": {"resource": "portraits"},
        "createUser": {"resource": "users"},
        "replaceUser": {"resource": "users"},
    },
    bindings={},
)


TODAY = datetime.now(UTC).date()


def waiver(rule: str, *, days: int = 100, **more: Any) -> Waiver:
    """A waiver that ends so many days after today."""
    given = {
        "operation": None,
        "target": "*",
        "reason": "Accepted until release 7.",
        "link": "https://tracker.example/browse/IDV-1",
        "expires": TODAY + timedelta(days=days),
    }
    return Waiver(rule=rule, **(given | more))


def settings(**changes: Any) -> Settings:
    values = {
        "target": "mock",
        "mock_url": "",
        "profile": "standard",
        "seed": 7,
        "workers": 0,
        "strict": False,
        "out": Path("reports/latest"),
    } | changes
    usual = load_settings({})
    origins = {**usual.origins, **dict.fromkeys(values, "default"), **dict.fromkeys(changes, "flag")}
    return replace(usual, **values, origins=origins)


def outcome(*rules: str, **more: Any) -> Outcome:
    """A test that tried its rules and found them to hold."""
    test = f"scenarios/test_{'_'.join(rules).lower().replace('-', '_')}.py::test_it"
    given = {
        "test": test,
        "operation": None,
        "tried": list(rules),
        "calls": {"readOneUser": 3},
        "fingerprint": "a1",
    }
    return Outcome(rules=list(rules), **(given | more))


def breaking(
    rule: str, *, expected: str = "status 415", observed: str = "status 200", times: int = 1
) -> Outcome:
    """A test that found its rule broken."""
    breach = {"rule": rule, "expected": expected, "observed": observed, "times": times, "exchange": EXCHANGE}
    return outcome(rule, breaches=[breach])


def untested(rule: str, reason: str) -> Outcome:
    return outcome(rule, tried=[], untested=reason)


def broken(rule: str, reason: str = "RuntimeError: no idea") -> Outcome:
    return outcome(rule, tried=[], broken=reason)


class Make:
    """What tests build results from."""

    contracts = CONTRACTS
    settings = staticmethod(settings)
    outcome = staticmethod(outcome)
    breaking = staticmethod(breaking)
    untested = staticmethod(untested)
    broken = staticmethod(broken)
    waiver = staticmethod(waiver)

    def results(
        self,
        *outcomes: Outcome,
        complete: bool = True,
        wanted: tuple[str, ...] = (),
        waivers: Sequence[Waiver] = (),
        waivers_file: str = "",
        **changes: Any,
    ) -> Results:
        """The results of a run with these outcomes; `changes` are settings."""
        if waivers_file:
            changes["waivers"] = Path(waivers_file)
        return build_results(
            CONTRACTS,
            settings(**changes),
            outcomes,
            wanted=wanted,
            seconds=1.234,
            complete=complete,
            waivers=Waivers(waivers, TODAY),
        )

    def of_each_verdict(self, **changes: Any) -> Results:
        """One or two rules of each verdict."""
        return self.results(
            outcome("PORTRAIT-001"),
            breaking("PORTRAIT-003", times=2),
            outcome("USER-001"),
            breaking("USER-002", expected="no nickname", observed="the old nickname"),
            untested("USER-003", "not offered here"),
            broken("AUTH-001"),
            outcome("LINK-001"),
            **changes,
        )


@pytest.fixture
def make() -> Make:
    return Make()


@pytest.fixture
def fixed_versions(monkeypatch: pytest.MonkeyPatch) -> Callable[[], dict[str, str]]:
    def versions() -> dict[str, str]:
        return {"pingone-conformance": "1.2.3", "python": "3.11.0", "schemathesis": "4.0"}

    for module in ("results", "terminal"):
        monkeypatch.setattr(f"pingone_conformance.reporting.{module}.versions", versions)
    return versions
