"""`schemathesis run` with its defaults, on the description of this project and the served mock."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
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
        measured = _measured(workspace, folder, _command(file, mock, workspace.seed))
        requests = mock.requests() - before
    if measured.exit_code not in (0, 1) and measured.ended:
        raise RuntimeError(f"schemathesis did not run:\n{measured.output[-3000:]}")
    return PlainRun(measured, requests)


def failures_of(
    workspace: Workspace,
    mock: ServedMock,
    name: str,
    operations: Sequence[str],
    faults: list[str],
    *,
    early: bool,
) -> Counter[str]:
    """How often each kind of failure was found at some operations while the mock had these faults.

    `early` switches the faults on before the things that the paths name are made. Raises `RuntimeError` when the run
    does not come to its end.
    """
    mock.reset(str(workspace.seed))
    mock.switch_faults(faults if early else [])
    folder = workspace.folder / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    file = write_description(peer_description(mock), folder)
    (folder / "schemathesis.toml").write_text(_configuration(mock), encoding="utf-8")
    mock.switch_faults(faults)
    command = [*_command(file, mock, workspace.seed), "--continue-on-failure", "--report=json"]
    command += ["--report-json-path=run.json", *(f"--include-operation-id={one}" for one in operations)]
    measured = _measured(workspace, folder, command)
    mock.switch_faults([])
    try:
        report = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    except OSError:
        raise RuntimeError(f"schemathesis did not run:\n{measured.output[-3000:]}") from None
    return Counter({f"{one['type']} {one['title']}": one["count"] for one in report["failures"]})


def _measured(workspace: Workspace, folder: Path, command: list[str]) -> Measured:
    return measure(
        command,
        folder=folder,
        limit=workspace.limit,
        environment=clean_environment(
            SCHEMATHESIS_HOOKS="benchmarks.schemathesis_hooks", PYTHONPATH=_python_path()
        ),
    )


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
