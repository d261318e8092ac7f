"""The folder that a command writes to."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

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


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A new folder beside `out` to write to; what is in it moves to `out` at the end, in the place of its namesakes.

    When anything fails before, as on a full disk, `out` is as it was. Raises `ConformanceError` for what the system
    says then, naming the folder.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-", ignore_cleanup_errors=True) as folder:
            draft = Path(folder)
            yield draft
            out.mkdir(exist_ok=True)
            for new in draft.iterdir():
                _move(new, out / new.name)
    except OSError as error:
        raise ConformanceError(
            f"the reports cannot be written to {out}: {error.strerror or error}",
            hint="make room there, or choose another folder with --out",
        ) from None


def _move(new: Path, old: Path) -> None:
    if old.is_dir() and not old.is_symlink():
        shutil.rmtree(old)
    new.replace(old)
