"""The files that tests attached, and which result shows which."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from allure_commons.model2 import Attachment

if TYPE_CHECKING:
    from pingone_conformance.plugin.outcomes import Outcome


@dataclass
class Shown:
    """The attached files that results show. Allure 3 takes each for one result only, so a further one needs a copy."""

    folder: Path
    _used: set[str] = field(default_factory=set)

    def files(self, attachments: Iterable[Mapping[str, str]], *, copied: bool) -> list[Attachment]:
        """The attachments for one more result; without `copied`, those that none has shown so far."""
        own = [(one, self._own(one["source"], copied=copied)) for one in attachments]
        return [Attachment(one["name"], source, one["type"]) for one, source in own if source]

    def remove_others(self, outcomes: Iterable[Outcome]) -> None:
        """Remove files that no result shows."""
        for outcome in outcomes:
            steps = [outcome.evidence, *outcome.evidence.get("steps", ())]
            for attachment in (one for step in steps for one in step.get("attachments", ())):
                if attachment["source"] not in self._used:
                    (self.folder / attachment["source"]).unlink(missing_ok=True)

    def _own(self, source: str, *, copied: bool) -> str | None:
        if not (self.folder / source).is_file() or (source in self._used and not copied):
            return None
        name = source
        if source in self._used:
            name = source.replace("-attachment", f"-{len(self._used)}-attachment")
            shutil.copyfile(self.folder / source, self.folder / name)
        self._used.add(name)
        return name
