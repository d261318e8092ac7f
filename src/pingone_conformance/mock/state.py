"""The mock's whole state, and how it returns to the ready-made environment."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, Any

from pingone_conformance.mock.clock import Clock
from pingone_conformance.mock.ids import Ids
from pingone_conformance.mock.ready_made import ReadyMade
from pingone_conformance.mock.records import Message
from pingone_conformance.mock.store import Store
from pingone_conformance.mock.tokens import Tokens

if TYPE_CHECKING:
    from pingone_conformance.mock.faults.fault import Fault

QUICKJS = "quickjs"
"""The engine of scripts that is always there."""


class Mock:
    """Store, clock, ids, tokens and faults of one application. A reset leaves the faults switched on."""

    def __init__(self, seed: str | None = None, base_url: str | None = None) -> None:
        self.seed = secrets.token_hex(16) if seed is None else seed
        self.base_url = None if base_url is None else base_url.rstrip("/")
        self.clock = Clock()
        self.tokens = Tokens(hashlib.sha256(f"{self.seed}/tokens".encode()).digest())
        self.cloud_tokens = Tokens(hashlib.sha256(f"{self.seed}/cloud-tokens".encode()).digest())
        self.auth_ids = Tokens(hashlib.sha256(f"{self.seed}/auth-ids".encode()).digest())
        self.script_engine = QUICKJS
        self.ready_made = ReadyMade(self.seed, self.clock.now())
        self.requests = 0
        self.faults: list[Fault] = []
        self.fault_memory: dict[str, Any] = {}
        self.ids = Ids(self.seed)
        self.store = Store()
        self.reset(self.seed)

    def reset(self, seed: str) -> None:
        """Go back to the ready-made environment and the machine's time.

        The ready-made ids and secrets stay the same, so tokens remain good; new ids are drawn from ``seed``.
        """
        self.clock.reset()
        self.ids = Ids(seed)
        self.store = Store()
        self.ready_made.fill(self.store)
        self.fault_memory.clear()

    @property
    def outbox(self) -> list[Message]:
        """The notifications sent so far, oldest first."""
        return list(self.store.outbox)
