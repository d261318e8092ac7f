from __future__ import annotations

import re
import uuid

from pingone_conformance.mock.ids import Ids


def test_an_id_is_a_version_4_uuid() -> None:
    parsed = uuid.UUID(Ids("a").uuid())
    assert (parsed.version, parsed.variant) == (4, uuid.RFC_4122)


def test_the_same_seed_gives_the_same_ids() -> None:
    assert [Ids("a").uuid()] == [Ids("a").uuid()]


def test_another_seed_gives_other_ids() -> None:
    assert Ids("a").uuid() != Ids("b").uuid()


def test_traces_do_not_shift_the_ids_of_resources() -> None:
    one, other = Ids("a"), Ids("a")
    one.trace()
    assert one.uuid() == other.uuid()


def test_a_code_has_six_digits() -> None:
    ids = Ids("a")
    assert all(re.fullmatch(r"\d{6}", ids.code()) for _ in range(200))


def test_a_secret_has_64_hexadecimal_digits() -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", Ids("a").secret())


def test_what_scripts_draw_does_not_shift_the_ids_of_resources() -> None:
    one, other = Ids("a"), Ids("a")
    assert uuid.UUID(one.random_uuid()).version == 4
    assert -(2**31) <= one.random_integer() < 2**31
    assert one.uuid() == other.uuid()
