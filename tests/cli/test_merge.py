"""`run --shard` and `merge` as processes: a sharded run merged is the whole run."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from pingone_conformance.cli import folder, merge
from pingone_conformance.findings import ConformanceError

from .conftest import COMMAND, Call, environment

OF = 3


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A smoke run as a whole, and in shards, one of them in two processes."""
    place = tmp_path_factory.mktemp("runs")
    for name, flags in (
        ("whole", []),
        *((f"s{index}", [f"--shard={index}/{OF}"] + ["-n2"] * (index == 2)) for index in range(1, OF + 1)),
    ):
        subprocess.run(
            [*COMMAND, "run", "--profile", "smoke", "--out", name, *flags],
            cwd=place,
            env=environment(),
            check=True,
            capture_output=True,
        )
    return place


@pytest.fixture
def place(runs: Path, tmp_path: Path) -> Path:
    shutil.copytree(runs, tmp_path, dirs_exist_ok=True)
    return tmp_path


def results(place: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((place / "results.json").read_text(encoding="utf-8"))
    return content


def without_times(place: Path) -> dict[str, Any]:
    content = results(place)
    for row in (content["summary"], *content["rules"]):
        row["seconds"] = 0
    for name in ("finished", "merged"):
        content.pop(name, None)
    content["settings"].pop("out")
    return content


def parsed(file: Path) -> ET.Element:
    return ET.parse(file).getroot()  # noqa: S314 - a file of ours


def cases(file: Path) -> Counter[tuple[str | None, str | None]]:
    return Counter((case.get("classname"), case.get("name")) for case in parsed(file).iter("testcase"))


def test_a_sharded_run_merged_is_the_whole_run(place: Path, call: Call) -> None:
    done = call("merge", "s3", "s1", "s2", "--out", "merged", COLUMNS="80")
    assert (done.returncode, done.stderr) == (0, "")
    assert without_times(place / "merged") == without_times(place / "whole")
    assert cases(place / "merged/junit.xml") == cases(place / "whole/junit.xml")
    histories = [
        Counter(
            json.loads(file.read_text(encoding="utf-8"))["historyId"]
            for file in (place / name / "allure-results").glob("*-result.json")
        )
        for name in ("merged", "whole")
    ]
    assert histories[0] == histories[1]
    assert (place / "merged/report.html").exists()
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_shards_have_about_as_many_tests(runs: Path) -> None:
    tests = [results(runs / f"s{index}")["summary"]["tests"] for index in range(1, OF + 1)]
    assert max(tests) - min(tests) < 10


def test_durations_of_an_earlier_run_deal_the_rules_out(place: Path, call: Call) -> None:
    arguments = ("--rule", "TOKEN-001", "--rule", "PORTRAIT-003")
    for index in (1, 2):
        done = call("run", *arguments, "--shard", f"{index}/2", "--shard-by", "whole", "--out", f"t{index}")
        assert done.returncode == 0
    rows = [[row["id"] for row in results(place / f"t{index}")["rules"]] for index in (1, 2)]
    assert sorted(map(len, rows)) == [1, 1]
    assert call("merge", "t1", "t2", "--out", "t").returncode == 0
    assert [row["id"] for row in results(place / "t")["rules"]] == ["TOKEN-001", "PORTRAIT-003"]


def test_durations_that_the_run_would_replace_are_kept(place: Path, call: Call) -> None:
    done = call("run", "--shard", "1/2", "--shard-by", "whole", "--out", "whole")
    assert (done.returncode, "is what this run replaces" in done.stderr) == (2, True)
    assert results(place / "whole")["complete"] is True


@pytest.mark.parametrize("part", ["0/2", "3/2", "2", "1/0", "a/b", "1/1001", "-1/2"])
def test_what_is_no_part_is_refused(call: Call, part: str) -> None:
    done = call("run", f"--shard={part}")
    assert (done.returncode, "give a part of a whole such as 2/5" in done.stderr) == (2, True)


def test_a_shard_without_rules_is_no_failure(call: Call, tmp_path: Path) -> None:
    assert call("run", "--rule", "PORTRAIT-003", "--shard", "2/2", "--out", "s2").returncode == 0
    assert results(tmp_path / "s2")["rules"] == []
    assert call("run", "--rule", "PORTRAIT-003", "--shard", "1/2", "--out", "s1").returncode == 0
    assert call("merge", "s1", "s2", "--out", "m").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("s1", "s2"), "of 3 shards, 3 is missing"),
        (("s1", "s1", "s2"), "s1 is given twice"),
        (("s1", "s2", "whole"), "whole holds no shard"),
        (("s1", "s2", "s3", "--out", "s3"), "s3 is one of the shards"),
        (("s1", "s2", "gone"), "cannot be read"),
        (("s1", "s2", "s3", "--out", "whole/results.json/x"), "cannot be written"),
    ],
)
def test_what_cannot_be_merged_is_said(
    place: Path, call: Call, arguments: tuple[str, ...], said: str
) -> None:
    before = {file: file.stat().st_mtime_ns for file in place.rglob("*")}
    done = call("merge", *arguments)
    assert (done.returncode, said in done.stderr, "Traceback" in done.stderr) == (2, True, False)
    assert "hint: " in done.stderr
    assert {file: file.stat().st_mtime_ns for file in place.rglob("*") if file in before} == before


def test_a_full_disk_overwrites_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = (place / "whole/results.json").read_bytes()
    monkeypatch.setattr(merge, "write_allure_extras", full)
    monkeypatch.chdir(place)
    done = CliRunner().invoke(merge.command, ["s1", "s2", "s3", "--out", "whole"])
    assert isinstance(done.exception, ConformanceError)
    assert str(done.exception) == (
        "the reports cannot be written to whole: No space left on device\n"
        "hint: make room there, or choose another folder with --out"
    )
    assert (place / "whole/results.json").read_bytes() == before
    assert list(place.glob(".whole*")) == []


def test_what_replaces_takes_the_place_of_its_namesakes_only(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "old-folder").mkdir(parents=True)
    for name in ("kept", "replaced", "old-folder/left"):
        (out / name).write_text("before", encoding="utf-8")
    with folder.replacing(out) as draft:
        (draft / "old-folder").mkdir()
        (draft / "replaced").write_text("after", encoding="utf-8")
        assert (out / "replaced").read_text(encoding="utf-8") == "before"
    assert {file.name: file.read_text(encoding="utf-8") for file in out.iterdir() if file.is_file()} == {
        "kept": "before",
        "replaced": "after",
    }
    assert list((out / "old-folder").iterdir()) == []
