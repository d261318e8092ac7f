"""Tools that come from npm."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from benchmarks.workspace import MissingToolError, Workspace, clean_environment

_INSTALL_SECONDS = 300


def npm_package(workspace: Workspace, name: str) -> Path:
    """The folder of an npm package, installed into the workspace's own folder if it is not there.

    Raises `MissingToolError` without npm, or with what npm says when it cannot install.
    """
    npm = shutil.which("npm")
    package = workspace.npm_folder / "node_modules" / name
    if package.is_dir():
        return package
    if npm is None:
        raise MissingToolError(f"npm is missing, which installs {name}: see https://nodejs.org")
    workspace.say(f"npm install {name}")
    workspace.npm_folder.mkdir(parents=True, exist_ok=True)
    command = [npm, "install", "--prefix", str(workspace.npm_folder), "--no-fund", "--no-audit", name]
    try:
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            text=True,
            timeout=_INSTALL_SECONDS,
            cwd=workspace.npm_folder,
            env=clean_environment(),
        )
    except subprocess.TimeoutExpired:
        raise MissingToolError(f"npm did not install {name} in {_INSTALL_SECONDS} s") from None
    except subprocess.CalledProcessError as error:
        raise MissingToolError(f"npm cannot install {name}: {str(error.stderr).strip()[-500:]}") from None
    return package
