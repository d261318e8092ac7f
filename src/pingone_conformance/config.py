"""Settings of a run: flag before environment before `pingone-conformance.toml` before default, and who said what."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pingone_conformance.findings import ConformanceError

FILE_NAME = "pingone-conformance.toml"
ENVIRONMENT_PREFIX = "PINGONE_CONFORMANCE_"
PROFILES = ("smoke", "standard", "deep")
SUITES = ("property", "scenarios")


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("a text that is not empty")
    return value


def _one_of(*choices: str) -> Callable[[object], str]:
    def parse(value: object) -> str:
        if value not in choices:
            raise ValueError("one of " + ", ".join(choices))
        return str(value)

    return parse


def _target(value: object) -> str:
    if value == "tenant":
        raise ValueError("mock: tenants are refused until the suite keeps a ledger of what it creates there")
    return _one_of("mock")(value)


def _number(minimum: int, maximum: int) -> Callable[[object], int]:
    def parse(value: object) -> int:
        try:
            number = int(str(value))
        except ValueError:
            number = minimum - 1
        if isinstance(value, bool) or not minimum <= number <= maximum:
            raise ValueError(f"a whole number from {minimum} to {maximum}")
        return number

    return parse


def _switch(value: object) -> bool:
    words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    if str(value).lower() not in words:
        raise ValueError("true or false")
    return words[str(value).lower()]


def _address(value: object) -> str:
    text = str(value).rstrip("/")
    if "@" in text:
        # Reports name the address.
        raise ValueError("an address without a name and a password")
    if text and not _is_address(text):
        raise ValueError("an http:// or https:// address")
    return text


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a bracket that is not closed, a port that is no number
        return False
    # Paths are put behind it.
    return known and not parts.query and not parts.fragment


@dataclass(frozen=True, slots=True)
class _Option:
    default: object
    parse: Callable[[object], object]


_OPTIONS: Mapping[str, _Option] = {
    "target": _Option("mock", _target),
    "mock_url": _Option("", _address),
    "profile": _Option("standard", _one_of(*PROFILES)),
    "seed": _Option(1, _number(0, 2**32 - 1)),
    "workers": _Option(0, _number(0, 64)),
    "strict": _Option(False, _switch),
    "out": _Option("reports/latest", _text),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One value and where it came from: `flag`, `environment`, the file's name, or `default`."""

    value: object
    origin: str


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run. `origins` says where each value came from."""

    target: str
    mock_url: str
    profile: str
    seed: int
    workers: int
    strict: bool
    out: Path
    origins: Mapping[str, str]


def load_settings(flags: Mapping[str, object], *, folder: Path | None = None) -> Settings:
    """Merge the flags (None: not given) with the environment and the file in `folder` (default: here).

    Raises `ConformanceError` naming the setting, its value and its origin when a value is not allowed, when the file
    cannot be read, or when it has a member that is no setting.
    """
    file = (folder or Path.cwd()) / FILE_NAME
    from_file = _read_file(file)
    merged = {name: _find(name, flags, from_file) for name in _OPTIONS}
    values = {name: _parse(name, setting) for name, setting in merged.items()}
    return Settings(
        target=str(values["target"]),
        mock_url=str(values["mock_url"]),
        profile=str(values["profile"]),
        seed=int(str(values["seed"])),
        workers=int(str(values["workers"])),
        strict=bool(values["strict"]),
        out=Path(str(values["out"])),
        origins={name: setting.origin for name, setting in merged.items()},
    )


def _find(name: str, flags: Mapping[str, object], from_file: Mapping[str, object]) -> Setting:
    variable = ENVIRONMENT_PREFIX + name.upper()
    if flags.get(name) is not None:
        return Setting(flags[name], "flag")
    if variable in os.environ:
        return Setting(os.environ[variable], f"environment {variable}")
    if name in from_file:
        return Setting(from_file[name], FILE_NAME)
    return Setting(_OPTIONS[name].default, "default")


def _parse(name: str, setting: Setting) -> object:
    try:
        return _OPTIONS[name].parse(setting.value)
    except ValueError as error:
        shown = re.sub(r"[^/@]*@", "***@", repr(setting.value))
        raise ConformanceError(
            f"{name} = {shown} ({setting.origin}) is not allowed", hint=f"give {error}"
        ) from None


def _read_file(file: Path) -> Mapping[str, object]:
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConformanceError(
            f"{file.name} cannot be read: {error}", hint="mend the file or remove it"
        ) from None
    if unknown := sorted(set(content) - set(_OPTIONS)):
        raise ConformanceError(
            f"{file.name} has a member that is no setting: {unknown[0]}", hint="use " + ", ".join(_OPTIONS)
        )
    return content
