"""What a test leaves for Allure: its last exchanges and what it attached, written where the test ran.

The results themselves are one for each rule and operation, and made at the end (`reporting/allure/`): allure-pytest
would write one for each test, so only its options are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import allure_commons
import pytest
from allure_commons.logger import AllureFileLogger
from allure_commons.types import AttachmentType

from pingone_conformance.exchange import Exchange
from pingone_conformance.plugin.expectations import Breach

_FOLDER = pytest.StashKey[str]()
_OF_A_BREACH = 12
_OF_A_GOOD_TEST = 2
_RULER = "\n\n\n"


def allure_folder(config: pytest.Config) -> str | None:
    """Where the results for Allure go; None when nobody asked for them, or its plugin is switched off."""
    return config.stash.get(_FOLDER, None)


def take_over(config: pytest.Config) -> Evidence | None:
    """Take the place of allure-pytest, which has to be configured later than this; None where nobody wants Allure."""
    option = config.option
    folder: str | None = getattr(option, "allure_report_dir", None)
    if not folder:
        return None
    option.allure_report_dir = None
    # A process that only runs tests may start when another has written already.
    clean = option.clean_alluredir and not option.collectonly and not hasattr(config, "workerinput")
    config.stash[_FOLDER] = str(Path(folder).absolute())
    evidence = Evidence(AllureFileLogger(folder, clean))  # type: ignore[no-untyped-call]
    allure_commons.plugin_manager.register(evidence)
    config.add_cleanup(lambda: _let_go(evidence))
    return evidence


def _let_go(evidence: Evidence) -> None:
    allure_commons.plugin_manager.unregister(evidence)


class Evidence:
    """Files of exchanges and pictures, one test at a time; also what a test hands to `allure.attach`."""

    def __init__(self, files: AllureFileLogger) -> None:
        self._files = files
        self._test = ""
        self._attached: list[dict[str, str]] = []

    def start_test(self, test: str) -> None:
        """What follows belongs to the test of that node id."""
        self._test = sha256(test.encode()).hexdigest()[:32]
        self._attached = []

    def of_test(self, exchanges: Sequence[Exchange], breaches: Sequence[Breach]) -> dict[str, Any]:
        """Write the last exchanges: one by one where something broke, else as one text.

        What comes back travels with the outcome: `attachments`, each with `name`, `source` and `type`, and `steps`,
        each with a name and attachments of its own. Asked again after the same test, it writes the same files.
        """
        attached = list(self._attached)
        if not breaches:
            text = _RULER.join(exchange.as_text() for exchange in list(exchanges)[-_OF_A_GOOD_TEST:])
            return {
                "attachments": [*attached, *([self._text("exchanges", text, 0)] if text else [])],
                "steps": [],
            }
        steps = [self._step(exchange, place) for place, exchange in enumerate(_shown(exchanges, breaches))]
        return {"attachments": attached, "steps": steps}

    @allure_commons.hookimpl
    def attach_data(
        self, body: str | bytes, name: str | None, attachment_type: Any, extension: str | None
    ) -> None:
        """What `allure.attach` was given."""
        place = f"a{len(self._attached)}"
        kind, ending = _kind(attachment_type, extension)
        self._attached.append(self._write(body, name or "attachment", place, kind, ending))

    @allure_commons.hookimpl
    def attach_file(self, source: str, name: str | None, attachment_type: Any, extension: str | None) -> None:
        """What `allure.attach.file` was given."""
        self.attach_data(Path(source).read_bytes(), name or Path(source).name, attachment_type, extension)

    def _step(self, exchange: Exchange, place: int) -> dict[str, Any]:
        parts = {"request": exchange.request_text, "answer": exchange.answer_text, "curl": exchange.curl}
        attached = [
            self._text(name, text, len(parts) * place + part)
            for part, (name, text) in enumerate(parts.items())
        ]
        name = f"{exchange.operation}: {exchange.method} answered {exchange.status}"
        return {"name": name, "attachments": attached}

    def _text(self, name: str, text: str, place: int) -> dict[str, str]:
        # Half of a surrogate pair, which an answer may hold, cannot be written as it is.
        body = text.encode("utf-8", "backslashreplace")
        return self._write(body, name, f"e{place}", *_kind(AttachmentType.TEXT, None))

    def _write(self, body: str | bytes, name: str, place: str, kind: str, ending: str) -> dict[str, str]:
        source = f"{self._test}-{place}-attachment.{ending}"
        self._files.report_attached_data(body, source)  # type: ignore[no-untyped-call]
        return {"name": name, "source": source, "type": kind}


def _shown(exchanges: Iterable[Exchange], breaches: Iterable[Breach]) -> list[Exchange]:
    """The last exchanges, and before them those of breaches that are not among them."""
    last = list(exchanges)[-_OF_A_BREACH:]
    earlier: list[Exchange] = []
    for breach in breaches:
        if breach.exchange and breach.exchange not in (*last, *earlier):
            earlier.append(breach.exchange)
    return earlier[:_OF_A_BREACH] + last


def _kind(given: Any, extension: str | None) -> tuple[str, str]:
    """The media type and the ending of a file's name."""
    if isinstance(given, AttachmentType):
        return given.mime_type, extension or given.extension
    return str(given or "application/octet-stream"), extension or "attach"
