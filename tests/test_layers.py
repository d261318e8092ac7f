"""The layers of ARCHITECTURE.md: a module imports from its own layer and the ones below."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import pingone_conformance
from pingone_conformance.rooms import room

PACKAGE = Path(pingone_conformance.__file__).parent
NAME = "pingone_conformance"
LAYERS = {
    "findings": 1,
    "exchange": 1,
    "rooms": 1,
    "config": 2,
    "contracts": 2,
    "script_bindings": 2,
    "profiles": 2,
    "waivers": 2,
    "spec": 2,
    "datafiles": 2,
    "scripting": 2,
    "lint": 3,
    "target": 3,
    "generation": 3,
    "checks": 3,
    "doctor": 4,
    "plugin": 4,
    "reporting": 4,
    "mock": 4,
    "power": 5,
    "cli": 6,
}
DATA = {"openapi", "contracts", "suites", "reports"}
# What opens a file, a connection or a process. Pillow is handed bytes, so `io` is not among them.
INPUT_AND_OUTPUT = {
    "asyncio", "ftplib", "glob", "http", "logging", "multiprocessing", "os", "pathlib", "requests", "shutil", "smtplib",
    "socket", "sqlite3", "subprocess", "tempfile", "threading", "time", "urllib.request",
}  # fmt: skip
MODULES = sorted(
    file
    for file in PACKAGE.rglob("*.py")
    if file.relative_to(PACKAGE).parts[0] not in {"suites", "openapi", "reports", "contracts"}
)


def part_of(file: Path) -> str:
    """The module or folder directly below the package; `__main__` and the package itself belong to no layer."""
    return file.relative_to(PACKAGE).with_suffix("").parts[0]


def imports_of(file: Path) -> Iterator[str]:
    """The modules that a file imports, also within functions; what only type checkers import is left out."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    skipped = {id(node) for block in ast.walk(tree) if is_for_types(block) for node in ast.walk(block)}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def own_imports(file: Path) -> set[str]:
    """The parts of the package that a file imports."""
    names = [name.split(".") for name in imports_of(file)]
    return {name[1] for name in names if name[0] == NAME and len(name) > 1 and not name[1].startswith("__")}


def label(file: Path) -> str:
    return file.relative_to(PACKAGE).as_posix()


def test_every_part_of_the_package_has_a_layer() -> None:
    assert {part_of(file) for file in MODULES} - {"__init__", "__main__"} == set(LAYERS)


def test_the_table_of_the_architecture_is_this_one() -> None:
    architecture = Path(__file__).parents[1] / "ARCHITECTURE.md"
    layer, told = 0, {}
    for row in re.findall(
        r"^\| *(\d?) *\| (`.+?) \|", architecture.read_text(encoding="utf-8"), re.MULTILINE
    ):
        layer = int(row[0] or layer)
        told.update(
            {name.removesuffix("/").removesuffix(".py"): layer for name in re.findall(r"`([^`]+)`", row[1])}
        )
    assert told == LAYERS


@pytest.mark.parametrize("file", [file for file in MODULES if part_of(file) in LAYERS], ids=label)
def test_a_module_imports_from_its_own_layer_and_below(file: Path) -> None:
    layer = LAYERS[part_of(file)]
    assert {name for name in own_imports(file) if LAYERS[name] > layer} == set()


@pytest.mark.parametrize("file", [file for file in MODULES if part_of(file) == "mock"], ids=label)
def test_the_mock_imports_nothing_of_what_judges(file: Path) -> None:
    assert own_imports(file) <= {"mock", "rooms", "scripting"}


@pytest.mark.parametrize("file", [file for file in MODULES if part_of(file) in LAYERS], ids=label)
def test_what_judges_meets_the_mock_in_one_place(file: Path) -> None:
    serves_or_measures = part_of(file) in {"mock", "power", "cli"}
    assert "mock" not in own_imports(file) or serves_or_measures or label(file) == "plugin/connect.py"


@pytest.mark.parametrize("file", [file for file in MODULES if part_of(file) == "checks"], ids=label)
def test_checks_read_and_write_nothing(file: Path) -> None:
    imported = {prefix for name in imports_of(file) for prefix in (name.split(".")[0], name)}
    assert imported & INPUT_AND_OUTPUT == set()


@pytest.mark.parametrize("file", [file for file in MODULES if part_of(file) == "checks"], ids=label)
def test_checks_know_nothing_of_severity(file: Path) -> None:
    names = set(imports_of(file))
    assert names & {f"{NAME}.findings.{name}" for name in ("Level", "Verdict", "ExitCode")} == set()


def test_only_rooms_computes_paths_of_data() -> None:
    rooms = {room("openapi"), room("contracts"), room("suites"), room("reports")}
    assert all(folder.name in DATA for folder in rooms)
    pattern = re.compile(r"__file__")
    users = {label(file) for file in MODULES if pattern.search(file.read_text(encoding="utf-8"))}
    # The corpus is keyed by the code beside it, which is no data.
    assert users <= {"rooms.py", "generation/corpus.py"}
