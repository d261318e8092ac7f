"""The folder that a command writes to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pingone_conformance.findings import ConformanceError


def prepare(out: Path, names: Sequence[str]) -> None:
    """Make a folder, and remove files of these names: nothing of an earlier run may be taken for this one's.

    Raises `ConformanceError` before anything is tried when nothing can be written there.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name in names:
            (out / name).unlink(missing_ok=True)
    except OSError as error:
        raise ConformanceError(
            f"the reports cannot be written to {out}: {error.strerror}",
            hint="choose another folder with --out",
        ) from None
