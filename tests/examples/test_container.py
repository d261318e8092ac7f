"""The container file: all that the package is built from gets into it, and nothing runs as root.

What hadolint says of it is in test_linters.py. No image is built here: its base comes from a registry.
"""

from __future__ import annotations

import re
import tomllib

from .runner import ROOT

LINES = (ROOT / "examples" / "container" / "Containerfile").read_text("utf-8")


def test_what_the_wheel_is_made_of_is_copied() -> None:
    copied = {
        word
        for line in re.findall(r"^COPY (?!--from)(.+) \S+$", LINES, re.MULTILINE)
        for word in line.split()
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {"pyproject.toml", "src", project["project"]["readme"], *project["project"]["license-files"]}
    assert copied == needed | set(wheel["force-include"])
    assert all((ROOT / name).exists() for name in copied)


def test_nobody_is_root() -> None:
    last = LINES.rpartition("\nFROM ")[2]
    user = re.search(r"^USER (\d+):\d+$", last, re.MULTILINE)
    assert user
    assert int(user[1]) > 0


def test_the_base_has_a_version() -> None:
    assert set(re.findall(r"^FROM (\S+)", LINES, re.MULTILINE)) == {
        "docker.io/library/python:3.13-slim-trixie"
    }


def test_it_is_the_command() -> None:
    assert 'ENTRYPOINT ["pingone-conformance"]' in LINES
