"""The mock's memory: plain tables keyed by id, with limits so that no client can fill the machine."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Container
from dataclasses import replace
from itertools import islice
from typing import Protocol, TypeVar

from pingone_conformance.mock.cloud.store import CloudStore
from pingone_conformance.mock.records import (
    Environment,
    Flow,
    Message,
    Metadata,
    Policy,
    Transaction,
    User,
    VerifiedData,
)

MAX_RECORDS = 100_000
"""Records of one kind that are kept; the oldest is forgotten when there would be more."""

MAX_LISTED = 1_000
"""Transactions, the newest ones, that a list shows, since it answers all of them at once."""

MAX_TRANSACTION_BYTES = 256 * 1024 * 1024
"""Bytes of transaction requests that are kept; reference selfies make them large."""

MAX_MESSAGES = 10_000
"""Notifications that the outbox keeps."""


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Record = TypeVar("Record", bound=_Identified)


class Store:
    """All records of one run of the mock. Methods keep the tables consistent; they check nothing else."""

    def __init__(self) -> None:
        self.environments: dict[str, Environment] = {}
        self.users: OrderedDict[str, User] = OrderedDict()
        self.policies: OrderedDict[str, Policy] = OrderedDict()
        self.transactions: OrderedDict[str, Transaction] = OrderedDict()
        self.flows: OrderedDict[str, Flow] = OrderedDict()
        self.metadata: dict[str, dict[str, Metadata]] = {}
        self.verified_data: dict[str, dict[str, VerifiedData]] = {}
        self.outbox: deque[Message] = deque(maxlen=MAX_MESSAGES)
        self.cloud = CloudStore()
        self._usernames: dict[tuple[str, str], str] = {}
        self._default_policies: dict[str, str] = {}
        self._transactions_of: dict[str, OrderedDict[str, None]] = {}
        self._transaction_bytes = 0
        self._pinned: frozenset[str] = frozenset()

    def pin(self, *ids: str) -> None:
        """Never forget these records to make room: the ready-made ones."""
        self._pinned = frozenset(ids)

    # users

    def user_named(self, environment_id: str, username: str) -> User | None:
        """Return the user of an environment with this name; letter case does not tell names apart."""
        user_id = self._usernames.get((environment_id, username.casefold()))
        return None if user_id is None else self.users[user_id]

    def put_user(self, user: User) -> None:
        """Add a user or replace the one with the same id."""
        known = self.users.get(user.id)
        if known is not None:
            self._usernames.pop(_name_key(known), None)
        elif len(self.users) >= MAX_RECORDS:
            self.remove_user(_oldest(self.users, self._pinned))
        self.users[user.id] = user
        self._usernames[_name_key(user)] = user.id

    def remove_user(self, user: User) -> None:
        """Remove a user and everything that hangs on it."""
        for transaction_id in self._transactions_of.pop(user.id, {}):
            self._forget_transaction(transaction_id)
        self._usernames.pop(_name_key(user), None)
        self.users.pop(user.id, None)

    # policies

    def default_policy(self, environment_id: str) -> Policy:
        """Return the policy that applies when a transaction names none; raises KeyError without one."""
        return self.policies[self._default_policies[environment_id]]

    def remove_default_policy(self, environment_id: str) -> None:
        """Leave an environment without a default policy, which no operation of the API can do."""
        self.policies.pop(self._default_policies.pop(environment_id, ""), None)

    def put_policy(self, policy: Policy) -> None:
        """Add or replace a policy; a default one takes over from the previous default of its environment."""
        if policy.default:
            former = self.policies.get(self._default_policies.get(policy.environment_id, ""))
            if former is not None and former.id != policy.id:
                self.policies[former.id] = replace(former, default=False)
            self._default_policies[policy.environment_id] = policy.id
        if policy.id not in self.policies and len(self.policies) >= MAX_RECORDS:
            self.remove_policy(_oldest(self.policies, self._pinned.union(self._default_policies.values())))
        self.policies[policy.id] = policy

    def remove_policy(self, policy: Policy) -> None:
        """Remove a policy; its transactions keep their outcome."""
        self.policies.pop(policy.id, None)

    # transactions

    def transactions_of(self, user: User) -> list[Transaction]:
        """Return a user's transactions, newest first, at most ``MAX_LISTED``."""
        newest = islice(reversed(self._transactions_of.get(user.id, OrderedDict())), MAX_LISTED)
        return [self.transactions[key] for key in newest]

    def add_transaction(self, transaction: Transaction) -> None:
        """Add a transaction, forgetting the oldest ones where a limit asks for it."""
        self._transaction_bytes += transaction.weight
        while self.transactions and (
            len(self.transactions) >= MAX_RECORDS or self._transaction_bytes > MAX_TRANSACTION_BYTES
        ):
            self.remove_transaction(_oldest(self.transactions, ()))
        self._transactions_of.setdefault(transaction.user_id, OrderedDict())[transaction.id] = None
        self.transactions[transaction.id] = transaction

    def remove_transaction(self, transaction: Transaction) -> None:
        """Remove a transaction with its metadata and verified data."""
        own = self._transactions_of.get(transaction.user_id)
        if own is not None:
            own.pop(transaction.id, None)
        self._forget_transaction(transaction.id)

    def _forget_transaction(self, transaction_id: str) -> None:
        transaction = self.transactions.pop(transaction_id, None)
        if transaction is not None:
            self._transaction_bytes -= transaction.weight
        self.metadata.pop(transaction_id, None)
        self.verified_data.pop(transaction_id, None)

    # flows

    def put_flow(self, flow: Flow) -> None:
        """Add a flow or replace the one with the same id."""
        if flow.id not in self.flows and len(self.flows) >= MAX_RECORDS:
            self.flows.popitem(last=False)
        self.flows[flow.id] = flow


def _name_key(user: User) -> tuple[str, str]:
    return user.environment_id, str(user.attributes["username"]).casefold()


def _oldest(table: OrderedDict[str, Record], kept: Container[str]) -> Record:
    return next(record for key, record in table.items() if key not in kept)
