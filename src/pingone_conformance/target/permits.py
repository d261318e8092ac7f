"""What the settings of a run allow, known before anything is created for a request that would not be sent."""

from __future__ import annotations

from dataclasses import dataclass

from pingone_conformance.config import TenantSettings
from pingone_conformance.contracts import contracts
from pingone_conformance.findings import Untested

EMAIL, PHONE = "email", "phone"

_RECEIVERS_OF_A_MOCK = {EMAIL: "user@example.com", PHONE: "+15125551234"}
"""Who is notified where nobody is ("Create Verify Transaction", Responses and Description)."""

_RISKS = {
    "changes": "{} changes what is there",
    "notifies": "{} opens a billed transaction and may send mail or SMS",
    "never": "{} is never called on a tenant",
}


@dataclass(frozen=True, slots=True)
class Permits:
    """What may be done to a target; without `tenant` it is a mock, to which everything may be done."""

    tenant: TenantSettings | None = None

    def require(self, *operation_ids: str) -> None:
        """Raise `Untested`, naming the flag that would help, when one of the operations is not allowed."""
        for operation_id in operation_ids:
            safety = contracts().operations[operation_id]["safety"]
            if self.tenant is None or safety in ("reads", "creates", *self.tenant.allow):
                continue
            help_ = "" if safety == "never" else f"; --allow {safety} allows it"
            raise Untested(f"not allowed here: {_RISKS[safety].format(operation_id)}{help_}")

    def allows(self, *operation_ids: str) -> bool:
        """Whether all of these operations are allowed."""
        try:
            self.require(*operation_ids)
        except Untested:
            return False
        return True

    def require_mock(self, why: str) -> None:
        """Raise `Untested` with that reason on a tenant."""
        if self.tenant is not None:
            raise Untested(f"needs a mock: {why}")

    def receiver(self, kind: str) -> str:
        """The address or number that may be notified; raises `Untested` when the settings name none."""
        if self.tenant is None:
            return _RECEIVERS_OF_A_MOCK[kind]
        receiver = self.tenant.notify_email if kind == EMAIL else self.tenant.notify_phone
        if not receiver:
            raise Untested(f"needs somebody to notify: --notify-{kind} names who")
        return receiver
