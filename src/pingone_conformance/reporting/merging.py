"""Joins the results of the shards of one run: what comes out is what the whole run would have said, but for times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pingone_conformance.findings import ConformanceError, ExitCode, Verdict
from pingone_conformance.reporting.results import exit_code
from pingone_conformance.reporting.summary import Results
from pingone_conformance.reporting.waived import failing_waivers, join_waivers

# What may differ between the machines of one run; waivers are compared by what they say, wherever the file is.
_OF_A_MACHINE = frozenset({"out", "workers", "shard", "shard_by", "ledger", "waivers"})
_AGAIN = "run all shards of one run with the same version, target and settings"


def merge(shards: Mapping[Path, Results], out: Path, *, incomplete: bool = False) -> dict[str, Any]:
    """The results of the run whose shards these are, by the folder that each is from; `out` is where they will be.

    Raises `ConformanceError` naming the folders when something is no shard, when shards are of different runs, missing
    or given twice, and, unless `incomplete`, when one was cut off. A run with a shard that was cut off is incomplete.
    """
    _require_one_run(shards)
    _require_all(shards)
    if not incomplete:
        _require_complete(shards)
    parts = sorted(shards.values(), key=lambda part: int(part["shard"]["index"]))
    first = parts[0]
    rows = {row["id"]: row for part in parts for row in part["rules"]}
    waivers = join_waivers(part["waivers"] for part in parts)
    joined = {
        **first,
        "complete": all(part["complete"] for part in parts),
        "finished": max(part["finished"] for part in parts),
        "settings": _settings(first["settings"], out),
        "merged": {
            "shards": len(parts),
            "seconds": round(sum(part["summary"]["seconds"] for part in parts), 2),
        },
        "calls": dict(sorted(sum((Counter(part["calls"]) for part in parts), Counter()).items())),
        "not_deleted": [thing for part in parts for thing in part["not_deleted"]],
        "waivers": waivers,
        "rules": [rows[rule] for rule in first["shard"]["rules"]],
    }
    del joined["shard"]
    return {**joined, "summary": _summary(joined, parts)}


def _summary(joined: Results, parts: Sequence[Results]) -> dict[str, Any]:
    of_parts = [part["summary"] for part in parts]
    counts = Counter(row["verdict"] for row in joined["rules"])
    judged = sum(counts.values()) - counts[Verdict.UNTESTED] - counts[Verdict.BROKEN]
    code = exit_code(
        counts,
        tried=judged > 0,
        strict=joined["settings"]["strict"]["value"] == "True",
        complete=joined["complete"] and not joined["not_deleted"],
    )
    return {
        **{str(verdict): counts[verdict] for verdict in Verdict},
        "tests": sum(part["tests"] for part in of_parts),
        "requests": sum(part["requests"] for part in of_parts),
        "requests_fingerprint": _sum(part["requests_fingerprint"] for part in of_parts),
        "seconds": max(part["seconds"] for part in of_parts),
        "seconds_waited": round(sum(part["seconds_waited"] for part in of_parts), 2),
        "exit_code": int(ExitCode.VIOLATES if failing_waivers(joined) else code),
    }


def _sum(fingerprints: Iterable[str]) -> str:
    return format(sum(int(fingerprint, 16) for fingerprint in fingerprints) % 2**256, "064x")


def _settings(of_first: Mapping[str, Any], out: Path) -> dict[str, Any]:
    """Those of the run as a whole: it was no shard, and its reports are here."""
    whole = {"value": "", "origin": "default"}
    return {**of_first, "shard": whole, "shard_by": whole, "out": {"value": str(out), "origin": "flag"}}


def _require_one_run(shards: Mapping[Path, Results]) -> None:
    for place, part in shards.items():
        if "shard" not in part:
            raise ConformanceError(
                f"{place} holds no shard, but a run that stands for itself",
                hint="`merge` joins what `run --shard 1/3`, `2/3` and `3/3` wrote",
            )
    (place, first), *others = ((place, _identity(part)) for place, part in shards.items())
    for other, identity in others:
        for what, value in first.items():
            if identity[what] != value:
                raise ConformanceError(
                    f"{place} and {other} are not of one run: their {what} differ"
                    + (f" ({value} and {identity[what]})" if isinstance(value, str) else ""),
                    hint=_AGAIN
                    if what != "rules"
                    else "give every shard the same --shard-by, --rule, --suite and --profile, and run them again",
                )


def _identity(part: Results) -> dict[str, Any]:
    """What shards of one run have in common, by the word for people."""
    settings = {name: setting["value"] for name, setting in part["settings"].items()}
    waivers = [{name: value for name, value in row.items() if name != "state"} for row in part["waivers"]]
    return {
        "versions": ", ".join(f"{name} {version}" for name, version in part["versions"].items()),
        "targets": f"{part['target']['kind']} {part['target']['address']}",
        "profiles": part["profile"],
        "seeds": str(part["seed"]),
        "numbers of shards": str(part["shard"]["of"]),
        "rules": (part["shard"]["fingerprint"], part["shard"]["rules"]),
        "waivers": waivers,
        **{f"settings of {name}": value for name, value in settings.items() if name not in _OF_A_MACHINE},
    }


def _require_all(shards: Mapping[Path, Results]) -> None:
    of: dict[int, list[Path]] = {}
    for place, part in shards.items():
        of.setdefault(part["shard"]["index"], []).append(place)
    for index, places in of.items():
        if len(places) > 1:
            raise ConformanceError(
                f"shard {index} is given twice: {places[0]} and {places[1]}", hint="leave one of them out"
            )
    whole = next(iter(shards.values()))["shard"]
    if missing := [str(index) for index in range(1, whole["of"] + 1) if index not in of]:
        raise ConformanceError(
            f"of {whole['of']} shards, {', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing",
            hint=f"add what `run --shard {missing[0]}/{whole['of']}` wrote",
        )
    rules = Counter(row["id"] for part in shards.values() for row in part["rules"])
    if rules != Counter(whole["rules"]):
        odd = next(iter((rules - Counter(whole["rules"])) + (Counter(whole["rules"]) - rules)))
        raise ConformanceError(
            f"the shards do not have each rule once: {odd} is in {rules[odd]} of them",
            hint="were the files edited? run all shards again",
        )


def _require_complete(shards: Mapping[Path, Results]) -> None:
    if cut_off := [str(place) for place, part in shards.items() if not part["complete"]]:
        raise ConformanceError(
            f"{', '.join(cut_off)}: cut off before the end",
            hint="run it again, or add --incomplete for a report that says so",
        )
