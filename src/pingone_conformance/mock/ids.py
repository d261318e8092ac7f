"""Identifiers and codes drawn from a seed, so that the same seed and the same requests give the same ids."""

from __future__ import annotations

from random import Random

_VERSION_4 = 0x4 << 76
_VARIANT = 0x2 << 62
_KEPT_BITS = ~((0xF << 76) | (0x3 << 62))


class Ids:
    """Draws version 4 UUIDs and numeric codes from one seed.

    Ids of errors and correlation ids come from a stream of their own, and so does what scripts draw: neither shifts
    the ids of the resources that are created after it. Nothing here has to be unpredictable.
    """

    __slots__ = ("_resources", "_scripts", "_traces")

    def __init__(self, seed: str) -> None:
        self._resources = Random(f"{seed}/resources")  # noqa: S311
        self._traces = Random(f"{seed}/traces")  # noqa: S311
        self._scripts = Random(f"{seed}/scripts")  # noqa: S311

    def uuid(self) -> str:
        """Return the id of a new resource, a UUID of version 4."""
        return _uuid4(self._resources)

    def trace(self) -> str:
        """Return an id for an error or a correlation header, a UUID of version 4."""
        return _uuid4(self._traces)

    def code(self) -> str:
        """Return a code of six digits, the shape of ``webVerificationCode`` ("Create Verify Transaction")."""
        return f"{self._resources.randrange(1_000_000):06d}"

    def secret(self) -> str:
        """Return a client secret of 64 hexadecimal digits."""
        return f"{self._resources.getrandbits(256):064x}"

    def random_uuid(self) -> str:
        """Return a UUID of version 4 for a script that asks for a random one."""
        return _uuid4(self._scripts)

    def random_integer(self) -> int:
        """Return an integer of 32 bits, with a sign, for a script that asks for random ones."""
        return self._scripts.getrandbits(32) - 2**31


def _uuid4(random: Random) -> str:
    digits = f"{random.getrandbits(128) & _KEPT_BITS | _VERSION_4 | _VARIANT:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
