"""The files of an Allure report that are about a run as a whole: environment, categories, executor.

Their formats: https://allurereport.org/docs/how-it-works-environment-file/ and, beside it,
`how-it-works-categories-file` and `how-it-works-executor-file`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

from pingone_conformance.reporting.allure.executor import executor
from pingone_conformance.reporting.summary import Results
from pingone_conformance.rooms import room


def write_allure_extras(results: Results, folder: Path) -> None:
    """Write `environment.properties`, `categories.json` and `executor.json` beside the results of the tests.

    `allurerc.mjs` comes with them, because Allure 3 takes categories from its configuration only.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for file in ("categories.json", "allurerc.mjs"):
        shutil.copyfile(room("reports") / "allure" / file, folder / file)
    lines = [_property(name, value) for name, value in _environment(results).items()]
    (folder / "environment.properties").write_text("\n".join(lines) + "\n", encoding="ascii")
    told = json.dumps(executor(os.environ, results), indent=1)
    (folder / "executor.json").write_text(told + "\n", encoding="utf-8")


def _environment(results: Results) -> dict[str, str]:
    target = results["target"]
    environment = (
        results["settings"].get("environment_id", {}).get("value") if target["kind"] == "tenant" else ""
    )
    return {
        "target": f"{target['kind']} ({target['address']})",
        **({"environment": environment} if environment else {}),
        "seed": str(results["seed"]),
        "profile": results["profile"],
        "complete": "yes" if results["complete"] else "no, the run was cut off",
        **results["versions"],
    }


def _property(name: str, value: str) -> str:
    """A line of a Java properties file, with no more escapes than needed: not every reader undoes all."""
    name = re.sub(r"([\\:=#! ])", r"\\\1", name)
    value = re.sub(r"^ ", r"\\ ", value.replace("\\", r"\\"))
    return _ascii(f"{name}={value}")


def _ascii(text: str) -> str:
    # JSON escapes what is not ASCII, control characters included, in the way that properties do.
    return "".join(char if " " <= char <= "~" else json.dumps(char)[1:-1] for char in text)
