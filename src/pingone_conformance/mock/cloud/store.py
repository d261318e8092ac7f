"""The memory of the cloud side: plain tables, with limits so that no client can fill the machine."""

from __future__ import annotations

from collections import OrderedDict, deque
from typing import TypeVar

from pingone_conformance.mock.cloud.records import (
    CannedAnswer,
    Esv,
    HttpClientInstance,
    Journey,
    LogEntry,
    ManagedObject,
    Node,
    Outbound,
    Pause,
    Script,
)

Key = TypeVar("Key")
Record = TypeVar("Record")

MAX_KEPT = 10_000
"""Records of one kind, and messages, that are kept."""

DEVELOPMENT = "development"


class CloudStore:
    """Everything that the cloud side keeps. Keys are what a path names: realm and id, or the name alone."""

    def __init__(self) -> None:
        self.scripts: OrderedDict[tuple[str, str], Script] = OrderedDict()
        self.nodes: OrderedDict[tuple[str, str], Node] = OrderedDict()
        self.journeys: OrderedDict[tuple[str, str], Journey] = OrderedDict()
        self.esvs: OrderedDict[tuple[str, str], Esv] = OrderedDict()
        self.managed: OrderedDict[tuple[str, str], ManagedObject] = OrderedDict()
        self.pauses: OrderedDict[str, Pause] = OrderedDict()
        """Journeys that wait for callbacks, by the one-time key of their `authId`."""
        self.secret_labels: dict[str, dict[str, str]] = {}
        """For each realm, and for "" (global): secret labels and the names of the secrets that they are mapped to."""
        self.http_clients: dict[str, HttpClientInstance] = {}
        self.hosts: dict[str, list[CannedAnswer]] = {}
        """Hosts (with port, where it is not the usual one) that scripts may call, and what they answer."""
        self.outbound: deque[Outbound] = deque(maxlen=MAX_KEPT)
        self.mails: deque[dict[str, object]] = deque(maxlen=MAX_KEPT)
        self.log: deque[LogEntry] = deque(maxlen=MAX_KEPT)
        self.tier = DEVELOPMENT
        """development, staging or production: what level scripts log at."""


def keep(table: OrderedDict[Key, Record], key: Key, record: Record, limit: int = MAX_KEPT) -> None:
    """Add or replace a record, forgetting the oldest one where the limit asks for it."""
    if key not in table and len(table) >= limit:
        table.popitem(last=False)
    table[key] = record
