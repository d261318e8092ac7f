"""Where a flow resumes."""

import pytest

from pingone_conformance.checks.flows import resumes

AUTH = "https://auth.example.com"
GOOD = f"{AUTH}/e-1/as/resume?flowId=f-1"


def findings(address: object, **more: object) -> list[object]:
    return list(resumes({"resumeUrl": address, **more}, AUTH, "e-1", "f-1"))


def test_the_documented_address_resumes() -> None:
    assert not findings(GOOD)
    assert not findings(f"{GOOD}&locale=en")


def test_a_gateway_may_call_the_auth_host_by_another_name() -> None:
    elsewhere = {"_links": {"self": {"href": "https://login.example.net/e-1/flows/f-1"}}}
    assert not findings(GOOD.replace(AUTH, "https://login.example.net"), **elsewhere)


@pytest.mark.parametrize(
    "address",
    [
        None,
        7,
        GOOD.replace("auth.", "api."),
        GOOD.replace("/e-1", "/e-2"),
        GOOD.replace("resume", "restart"),
        GOOD.replace("f-1", "f-2"),
        GOOD.partition("?")[0],
    ],
)
def test_another_address_is_a_finding(address: object) -> None:
    assert len(findings(address)) == 1
