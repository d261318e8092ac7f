"""The corpus keeps generated cases: generating them costs more than sending them."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import platformdirs

from pingone_conformance.generation.case import GeneratedCase
from pingone_conformance.profiles import Profile
from pingone_conformance.spec import Description, description_of

_GENERATORS = ("schemathesis", "hypothesis")


def cases_for(
    operation_id: str, profile: Profile, seed: int, folder: Path | None = None
) -> list[GeneratedCase]:
    """The cases of an operation, from the corpus where it has them.

    The corpus is keyed by the description, the code that generates, the versions of what it uses, the profile and the
    seed. `folder` defaults to the user's cache folder; one that cannot be written is done without.
    """
    folder = folder or platformdirs.user_cache_path("pingone-conformance") / "corpus"
    file = folder / _key(description_of(operation_id), profile, seed) / f"{operation_id}.json"
    try:
        rows: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["cases"]
        return [GeneratedCase(**row) for row in rows]
    except (OSError, ValueError, TypeError, KeyError):
        from pingone_conformance.generation.generator import generate_cases

        cases = generate_cases(operation_id, profile, seed)
        _keep(cases, file)
        return cases


def _keep(cases: list[GeneratedCase], file: Path) -> None:
    # Two test processes may keep the same cases at the same time.
    draft = file.with_suffix(f".{os.getpid()}.part")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps({"cases": [asdict(case) for case in cases]}), encoding="utf-8")
        draft.replace(file)


@cache
def _key(description: Description, profile: Profile, seed: int) -> str:
    code = b"".join(file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.py")))
    generated_by = [version(name) for name in _GENERATORS]
    facts = json.dumps([description.bundle, asdict(profile), seed, generated_by], sort_keys=True, default=str)
    return hashlib.sha256(code + facts.encode()).hexdigest()[:20]
