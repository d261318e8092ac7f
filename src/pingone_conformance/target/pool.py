"""Things that tests on a tenant share: what a test did not touch, the next one may use."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

Thing = dict[str, Any]


class Pool:
    """Keeps created things between tests, by what was asked for.

    A thing goes back at the end of its test unless a request other than a read was about it. Nothing is shared within
    a test: who asks twice gets two.
    """

    def __init__(self, touched: set[str]) -> None:
        self._touched = touched
        self._free: defaultdict[str, list[Thing]] = defaultdict(list)
        self._used: list[tuple[str, Thing]] = []

    def take(self, kind: str, wish: Mapping[str, Any], make: Callable[[], Thing]) -> Thing:
        """A thing of that kind that was made for the same wish, or a new one."""
        key = kind + json.dumps(wish, sort_keys=True, default=str)
        thing = self._free[key].pop() if self._free[key] else make()
        self._used.append((key, thing))
        return deepcopy(thing)

    def recycle(self) -> None:
        """End a test: what it did not touch is free again."""
        for key, thing in self._used:
            if thing["id"] not in self._touched:
                self._free[key].append(thing)
        self._used.clear()
