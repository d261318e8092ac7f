"""Joins the files beside `results.json` of several shards: `junit.xml` and the results for Allure."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from xml.etree import ElementTree as ET

from pingone_conformance.findings import ConformanceError

_COUNTS = ("tests", "errors", "failures", "skipped", "disabled", "assertions")


def join_junit(files: Iterable[Path], file: Path) -> None:
    """Write the test cases of all files as one suite; the sum of their numbers is that of the whole run.

    Raises `ConformanceError` naming a file that is no JUnit ET.
    """
    suites = [suite for source in files for suite in _suites(source)]
    whole, *others = suites
    for name in _COUNTS:
        if any(name in suite.attrib for suite in suites):
            whole.set(name, str(sum(int(float(suite.get(name, 0))) for suite in suites)))
    whole.set("time", f"{sum(float(suite.get('time', 0)) for suite in suites):.3f}")
    whole.set("timestamp", min(suite.get("timestamp", "") for suite in suites))
    for suite in others:
        whole.extend(suite.iterfind("testcase"))
    root = ET.Element("testsuites", {"name": "pytest tests"})
    root.append(whole)
    ET.ElementTree(root).write(file, encoding="utf-8", xml_declaration=True)


def join_allure(folders: Iterable[Path], folder: Path) -> None:
    """Copy what tests left for Allure into one folder; each file of a test has a name of its own."""
    for source in folders:
        shutil.copytree(source, folder, dirs_exist_ok=True)


def _suites(file: Path) -> list[ET.Element]:
    try:
        root = ET.parse(file).getroot()  # noqa: S314 - expat bounds what entities may grow to
        suites = [root] if root.tag == "testsuite" else root.findall("testsuite")
        for suite in suites:
            for name in (*_COUNTS, "time"):
                Decimal(suite.get(name, "0")).as_integer_ratio()
    except (ET.ParseError, InvalidOperation, ValueError, OverflowError) as error:
        raise ConformanceError(
            f"{file} is no JUnit XML: {error}", hint="was it cut off while it was copied? copy it again"
        ) from None
    if not suites:
        raise ConformanceError(f"{file} is no JUnit XML: it has no suite", hint="run that shard again")
    return suites
