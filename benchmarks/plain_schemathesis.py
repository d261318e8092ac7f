"""`schemathesis run` with its defaults, on the description of this project and the served mock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.description import peer_description, write_description
from benchmarks.processes import Measured, measure
from benchmarks.served_mock import ServedMock, served_mock
from benchmarks.workspace import Workspace, clean_environment, installed_command

_CHECKOUT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class PlainRun:
    """The run and how many requests of it the mock has counted."""

    measured: Measured
    requests: int


def run_schemathesis(workspace: Workspace) -> PlainRun:
    """One run: default checks, phases and number of examples, one worker, our seed.

    One worker, because two crash Schemathesis 4.32.5 on Python 3.11.7.
    """
    folder = workspace.subfolder("schemathesis")
    with served_mock(workspace, "schemathesis-mock") as mock:
        file = write_description(peer_description(mock), folder)
        (folder / "schemathesis.toml").write_text(_configuration(mock), encoding="utf-8")
        before = mock.requests()
        measured = measure(
            _command(file, mock, workspace.seed),
            folder=folder,
            limit=workspace.limit,
            environment=clean_environment(
                SCHEMATHESIS_HOOKS="benchmarks.schemathesis_hooks", PYTHONPATH=_python_path()
            ),
        )
        requests = mock.requests() - before
    if measured.exit_code not in (0, 1) and measured.ended:
        raise RuntimeError(f"schemathesis did not run:\n{measured.output[-3000:]}")
    return PlainRun(measured, requests)


def _command(file: Path, mock: ServedMock, seed: int) -> list[str]:
    return [
        installed_command("schemathesis"),
        "run",
        str(file),
        f"--url={mock.url}",
        f"--seed={seed}",
        "--workers=1",
        "--no-color",
    ]


def _python_path() -> str:
    inherited = clean_environment().get("PYTHONPATH", "")
    return f"{_CHECKOUT}:{inherited}" if inherited else str(_CHECKOUT)


def _configuration(mock: ServedMock) -> str:
    """A `schemathesis.toml` with credentials, and with ids that exist.

    They hold in every phase. What ends or removes a thing gets one of its own, or all that comes after it would be 404.
    """
    verified = mock.new_transaction()
    mock.verify(verified)
    known = {
        "envID": mock.environment_id,
        "userID": mock.user_id,
        "verifyPolicyID": mock.policy_id,
        "transactionID": verified,
        "metaDataID": mock.first_metadata(verified),
        "verifiedDataID": mock.selfie(verified),
        "flowID": mock.new_flow(),
    }
    own = {
        "deleteUser": {"userID": mock.new_user("throwaway.user")},
        "deleteVerifyPolicy": {"verifyPolicyID": mock.new_policy("Throwaway policy")},
        "deleteVerifyTransaction": {"transactionID": mock.new_transaction()},
        "updateVerifyTransaction": {"transactionID": mock.new_transaction()},
    }
    lines = ["[headers]", f'Authorization = "Bearer {mock.token}"', "", "[parameters]", *_pairs(known)]
    lines += ["", "[[operations]]", 'include-operation-id = "createToken"']
    lines += ["[operations.headers]", f'Authorization = "{mock.basic_authorization}"']
    for operation, parameters in own.items():
        lines += ["", "[[operations]]", f'include-operation-id = "{operation}"']
        lines += ["[operations.parameters]", *_pairs(parameters)]
    return "\n".join(lines) + "\n"


def _pairs(parameters: Mapping[str, str]) -> list[str]:
    return [f'"path.{name}" = "{value}"' for name, value in parameters.items()]
