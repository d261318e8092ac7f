"""Where settings come from: flag before environment before `pingone-conformance.toml` before default."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pingone_conformance.config.options import OPTIONS, Option, variable_of
from pingone_conformance.config.tenant import TenantSettings
from pingone_conformance.findings import ConformanceError

FILE_NAME = "pingone-conformance.toml"
_MASK = "***"
# A hook's command line and a proxy's address may hold passwords; addresses of people are theirs.
_NOT_SHOWN = frozenset(
    {
        "proxy",
        "notify_email",
        "notify_phone",
        "verification_hook",
        "flow_hook",
        "flow",
        "verified_transaction",
    }
)


@dataclass(frozen=True, slots=True)
class _Given:
    """One value and where it came from: `flag`, the variable's name, the file's name, or `default`."""

    value: object
    origin: str


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run. `origins` says where each value came from; `tenant` counts where that is the target."""

    target: str
    mock_url: str
    profile: str
    seed: int
    workers: int
    strict: bool
    waivers: Path | None
    shard: str
    shard_by: Path | None
    out: Path
    script_engine: str
    tenant: TenantSettings
    origins: Mapping[str, str]

    def shown(self) -> Iterator[tuple[str, str, str]]:
        """Name, value and origin of each setting that matters to this target, for people: secrets as `***`."""
        for name, option in OPTIONS.items():
            if option.tenant and (self.target != "tenant" or not self._matters(name)):
                continue
            value = getattr(self.tenant if option.tenant else self, name, "")
            yield name, _MASK if value and _is_secret(name, option) else _told(value), self.origins[name]

    def _matters(self, name: str) -> bool:
        return self.origins[name] != "default" or name in ("rate", "ledger")


def load_settings(flags: Mapping[str, object], *, folder: Path | None = None) -> Settings:
    """Merge the flags (None: not given) with the environment and the file in `folder` (default: here).

    Raises `ConformanceError` naming the setting, its value and its origin when a value is not allowed, when the file
    cannot be read, or when it has a member that is no setting.
    """
    file = (folder or Path.cwd()) / FILE_NAME
    from_file = _read_file(file)
    merged = {name: _find(name, flags, from_file) for name in OPTIONS}
    values: dict[str, Any] = {name: _parse(name, given) for name, given in merged.items()}
    general = {name: values[name] for name, option in OPTIONS.items() if not option.tenant}
    return Settings(
        **{
            **general,
            "waivers": values["waivers"] or None,
            "shard_by": values["shard_by"] or None,
            "out": Path(values["out"]),
        },
        tenant=TenantSettings.of(values),
        origins={name: given.origin for name, given in merged.items()},
    )


def _find(name: str, flags: Mapping[str, object], from_file: Mapping[str, object]) -> _Given:
    variable = variable_of(name)
    if flags.get(name) is not None:
        return _Given(flags[name], "flag")
    if variable in os.environ:
        return _Given(os.environ[variable], f"environment {variable}")
    if name in from_file:
        return _Given(from_file[name], FILE_NAME)
    return _Given(OPTIONS[name].default, "default")


def _parse(name: str, given: _Given) -> object:
    option = OPTIONS[name]
    if given.origin == "default" and not given.value:
        return given.value  # nothing was said, which nobody has to be able to say
    try:
        return option.parse(given.value)
    except ValueError as error:
        shown = _MASK if _is_secret(name, option) else re.sub(r"[^/@]*@", "***@", repr(given.value))
        raise ConformanceError(
            f"{name} = {shown} ({given.origin}) is not allowed", hint=f"give {error}"
        ) from None


def _is_secret(name: str, option: Option) -> bool:
    return option.secret or name in _NOT_SHOWN


def _told(value: object) -> str:
    if value is None:
        return ""
    return ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value)


def _read_file(file: Path) -> Mapping[str, object]:
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConformanceError(
            f"{file.name} cannot be read: {error}", hint="mend the file or remove it"
        ) from None
    flat = dict(_flat(content))
    if unknown := sorted(set(flat) - set(OPTIONS)):
        nearest = difflib.get_close_matches(unknown[0], OPTIONS, 1)
        raise ConformanceError(
            f"{file.name} has a member that is no setting: {unknown[0]}",
            hint=f"did you mean {nearest[0]}?" if nearest else "use " + ", ".join(OPTIONS),
        )
    return flat


def _flat(content: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """A table and its member are one name: `notify.email` is `notify_email`."""
    for name, value in content.items():
        if isinstance(value, dict):
            yield from ((f"{name}_{member}", inner) for member, inner in value.items())
        else:
            yield name, value
