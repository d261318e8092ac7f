"""What a judgement is made of: levels, verdicts, findings, exit codes, and the errors that end a test or a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Level(StrEnum):
    """What a breach of a rule does to the run."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"


class Basis(StrEnum):
    """How firmly the documents say it."""

    STATED = "stated"
    EXAMPLE = "example"
    INFERRED = "inferred"


class Verdict(StrEnum):
    """How a rule ends. The order is the order of a summary, the worst last."""

    CONFORMS = "conforms"
    UNTESTED = "untested"
    WAIVED = "waived"
    DEVIATES = "deviates"
    VIOLATES = "violates"
    BROKEN = "broken"


LEFT_OUT = "left out: "
"""How the reason begins why a test was not run that the limits of a tenant have no room for."""


class ExitCode(IntEnum):
    """The exit codes of the command."""

    CONFORMS = 0
    VIOLATES = 1
    USAGE = 2
    BROKEN = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach: what a document promises and what was seen instead.

    Both are one sentence fragment each, for people; neither may hold secrets or personal data.
    """

    expected: str
    observed: str

    def __str__(self) -> str:
        return f"expected {self.expected}\nobserved {self.observed}"


class ConformanceFailure(AssertionError):  # noqa: N818 - a failed promise is an outcome, not an error
    """The target broke a promise; pytest and Allure show it as a failure, not as an error."""

    def __init__(self, findings: Sequence[tuple[str, Finding]]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(f"{rule}: {finding}" for rule, finding in self.findings))


class Untested(Exception):  # noqa: N818 - an outcome, not an error
    """The rules of this test cannot be tried here; the message says why."""


class NotCarriedOut(Untested):
    """The same for a request that was not sent, or that the target said it did not work on: nothing came of it."""


class ConformanceError(Exception):
    """A mistake in usage or configuration, or trouble of our own: told in one sentence, with a way out."""

    exit_code = ExitCode.USAGE

    def __init__(self, message: str, *, hint: str = "") -> None:
        self.message = message
        self.hint = hint
        super().__init__(f"{message}\nhint: {hint}" if hint else message)


class TargetUnreachable(ConformanceError):  # noqa: N818 - reads better without a suffix
    """The target did not answer, so nothing can be said about it."""

    exit_code = ExitCode.BROKEN


class NetworkTrouble(ConformanceError):  # noqa: N818 - reads better without a suffix
    """A request or its answer was lost or spoilt on the way: nothing can be said about what it was to show."""

    exit_code = ExitCode.BROKEN


class RunStopped(ConformanceError):  # noqa: N818 - reads better without a suffix
    """Going on would do harm or show nothing: the run ends here, the message says why."""

    exit_code = ExitCode.BROKEN


class PartnerRefused(ConformanceError):  # noqa: N818 - reads better without a suffix
    """The acceptable partner of a refused request was refused, too: nothing can be said about the refusal."""

    exit_code = ExitCode.BROKEN

    def __init__(self, operation: str, status: int) -> None:
        super().__init__(
            f"{operation} answered {status} to the acceptable request that differs from the refused one "
            "in one thing, so a refusal shows nothing"
        )
