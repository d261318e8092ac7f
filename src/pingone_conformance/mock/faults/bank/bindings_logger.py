"""Messages of scripts that a wrong server loses, files under other levels or loggers, or leaves without arguments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pingone_conformance.mock.cloud.records import LogEntry
from pingone_conformance.mock.faults.bindings import (
    LEGACY,
    NEXT_GENERATION,
    around_call,
    in_script,
    on_arguments,
    on_call,
)
from pingone_conformance.mock.faults.fault import Kind
from pingone_conformance.mock.scripts.bindings.logger import LEVELS
from pingone_conformance.mock.scripts.calls import AroundCall, BindingCall

LOG, ENABLED = "logger.log", "logger.enabled"
BOTH = (LOG, ENABLED)
LOGGED = (
    *(f"LOGGER-{number:03}" for number in range(3, 20) if number != 17),
    *("HTTP-003", "HTTP-035", "HTTP-037", "HTTP-050", "HTTP-052"),
)
NAMES = ("LOGGER-004", "LOGGER-005")
TEXTS = ("LOGGER-014", "LOGGER-018", "LOGGER-019")
_OF_LEGACY = {"message": "debug", "warning": "warn"}


def _level(call: BindingCall) -> str:
    level = str(call.arguments[0])
    return _OF_LEGACY.get(level, level)


def _become(call: BindingCall, level: str, other: str) -> None:
    if call.arguments[0] == level:
        call.arguments[0] = other


def _edit(call: BindingCall, before: int, change: Callable[[LogEntry], LogEntry]) -> None:
    """Change what the call added to the log, if anything."""
    if len(call.run.log) > before:
        call.run.log[-1] = call.run.mock.store.cloud.log[-1] = change(call.run.log[-1])


def _naming(call: BindingCall, name: Callable[[BindingCall], str]) -> AroundCall:
    before = len(call.run.log)
    yield
    _edit(call, before, lambda entry: replace(entry, logger=name(call)))


def _from(call: BindingCall, least: str, *tiers: str) -> AroundCall:
    """Have another default level in some tiers: what is below is not logged, what is not comes as an error."""
    yield
    if call.run.mock.store.cloud.tier not in tiers:
        return
    on = LEVELS.index(_level(call).upper()) >= LEVELS.index(least)
    if call.method == "enabled":
        call.answer = on
        return
    entry = LogEntry(_level(call).upper(), "scripts", str(call.arguments[1]), call.run.now)
    log = call.run.mock.store.cloud.log
    kept = bool(log) and log[-1].message == entry.message and log[-1].level == entry.level
    if kept and not on:
        log.pop()
        call.run.log.pop()
    if on and not kept:
        log.append(entry)


@on_arguments(Kind.STATE, LOG, "LOGGER-003", also=LOGGED)
def messages_are_not_logged(call: BindingCall) -> None:
    call.arguments[0] = "trace"


@on_arguments(Kind.STATE, LOG, "LOGGER-003", also=LOGGED)
def a_second_message_is_not_logged(call: BindingCall) -> None:
    if call.run.log:
        call.arguments[0] = "trace"


@around_call(Kind.MEANING, LOG, "LOGGER-004", "LOGGER-005")
def all_scripts_have_one_logger(call: BindingCall) -> AroundCall:
    yield from _naming(call, lambda _: "scripts")


@around_call(Kind.STATE, LOG, "LOGGER-004", also=NAMES)
def all_scripts_have_the_logger_of_the_first(call: BindingCall) -> AroundCall:
    yield from _naming(
        call, lambda call: str(call.run.mock.fault_memory.setdefault("logger", call.run.log[-1].logger))
    )


@around_call(Kind.SHAPE, LOG, "LOGGER-005", also=NAMES)
def the_logger_lacks_the_name_of_the_script(call: BindingCall) -> AroundCall:
    yield from _naming(call, lambda call: f"scripts.{call.run.script.context}.{call.run.script.id}")


@around_call(Kind.SHAPE, LOG, "LOGGER-005", also=NAMES)
def the_logger_lacks_the_id_of_the_script(call: BindingCall) -> AroundCall:
    yield from _naming(call, lambda call: f"scripts.{call.run.script.context}.({call.run.script.name})")


@around_call(Kind.SHAPE, LOG, "LOGGER-005", also=NAMES)
def the_logger_lacks_the_type_of_the_script(call: BindingCall) -> AroundCall:
    yield from _naming(call, lambda call: f"scripts.{call.run.script.id}.({call.run.script.name})")


@on_arguments(Kind.MEANING, LOG, "LOGGER-006", also=("LOGGER-011", "LOGGER-013"))
def trace_logs_at_level_debug(call: BindingCall) -> None:
    _become(call, "trace", "debug")


@on_arguments(Kind.MEANING, LOG, "LOGGER-006", also=("LOGGER-011", "LOGGER-012", "LOGGER-013"))
def trace_logs_at_level_error(call: BindingCall) -> None:
    _become(call, "trace", "error")


@on_arguments(Kind.MEANING, LOG, "LOGGER-007")
def debug_logs_at_level_info(call: BindingCall) -> None:
    _become(call, "debug", "info")


@on_arguments(Kind.MEANING, LOG, "LOGGER-008")
def info_logs_at_level_debug(call: BindingCall) -> None:
    _become(call, "info", "debug")


@on_arguments(Kind.MEANING, LOG, "LOGGER-009")
def warn_logs_at_level_error(call: BindingCall) -> None:
    _become(call, "warn", "error")


@on_arguments(Kind.MEANING, LOG, "LOGGER-010", also=("LOGGER-015",))
def error_logs_at_level_warn(call: BindingCall) -> None:
    _become(call, "error", "warn")


@around_call(Kind.STATE, BOTH, "LOGGER-011", also=("HTTP-050", "HTTP-052", "LOGGER-015"))
def development_begins_at_info(call: BindingCall) -> AroundCall:
    yield from _from(call, "INFO", "development")


@around_call(Kind.STATE, BOTH, "LOGGER-011")
def development_begins_at_trace(call: BindingCall) -> AroundCall:
    yield from _from(call, "TRACE", "development")


@around_call(Kind.STATE, BOTH, "LOGGER-012", also=("LOGGER-013", "LOGGER-016"))
def staging_begins_at_debug(call: BindingCall) -> AroundCall:
    yield from _from(call, "DEBUG", "staging")


@around_call(Kind.STATE, BOTH, "LOGGER-012", also=("LOGGER-013", "LOGGER-016"))
def production_begins_at_info(call: BindingCall) -> AroundCall:
    yield from _from(call, "INFO", "production")


@around_call(Kind.STATE, BOTH, "LOGGER-012", also=("LOGGER-013", "LOGGER-016"))
def production_logs_errors_only(call: BindingCall) -> AroundCall:
    yield from _from(call, "ERROR", "production", "staging")


@in_script(
    Kind.SHAPE,
    "logger",
    "LOGGER-013",
    also=("LOGGER-008", "LOGGER-014", "LOGGER-020"),
    engine=NEXT_GENERATION,
)
def nothing_says_whether_info_is_enabled() -> str:
    return "delete logger.isInfoEnabled;"


@on_call(Kind.MEANING, ENABLED, "LOGGER-013", "LOGGER-016", also=("LOGGER-006",))
def every_level_is_called_enabled(call: BindingCall) -> None:
    call.answer = True


@on_call(
    Kind.MEANING,
    ENABLED,
    "LOGGER-013",
    "LOGGER-016",
    also=("LOGGER-007", "LOGGER-008", "LOGGER-009", "LOGGER-010"),
)
def no_level_is_called_enabled(call: BindingCall) -> None:
    call.answer = False


@on_arguments(Kind.SHAPE, LOG, "LOGGER-014", also=TEXTS)
def braces_stay_in_messages(call: BindingCall) -> None:
    if not call.run.script.is_legacy:
        call.arguments[2] = []


@on_arguments(Kind.MEANING, LOG, "LOGGER-014", also=TEXTS)
def arguments_of_messages_are_masked(call: BindingCall) -> None:
    call.arguments[2] = ["***" for _ in call.arguments[2]]


@in_script(Kind.SHAPE, "logger", "LOGGER-015", also=("LOGGER-003", "LOGGER-016", "LOGGER-019"), engine=LEGACY)
def the_legacy_logger_cannot_warn() -> str:
    return "delete logger.warning;"


@on_arguments(Kind.MEANING, LOG, "LOGGER-015", also=("LOGGER-016",))
def legacy_messages_are_warnings(call: BindingCall) -> None:
    _become(call, "message", "warning")


@on_arguments(Kind.MEANING, LOG, "LOGGER-015", also=("LOGGER-016",))
def legacy_warnings_are_messages(call: BindingCall) -> None:
    _become(call, "warning", "message")


@in_script(Kind.SHAPE, "logger", "LOGGER-016", also=("LOGGER-019", "LOGGER-020"), engine=LEGACY)
def the_legacy_logger_does_not_say_what_is_enabled() -> str:
    return "delete logger.messageEnabled; delete logger.warningEnabled; delete logger.errorEnabled;"


@on_arguments(Kind.MEANING, LOG, "LOGGER-018", also=TEXTS)
def only_the_first_argument_is_put_in(call: BindingCall) -> None:
    call.arguments[2] = call.arguments[2][:1]


@on_arguments(Kind.MEANING, LOG, "LOGGER-018", also=TEXTS)
def arguments_are_put_in_from_behind(call: BindingCall) -> None:
    call.arguments[2] = call.arguments[2][::-1]


@on_arguments(Kind.SHAPE, LOG, "LOGGER-019")
def braces_stay_in_legacy_messages(call: BindingCall) -> None:
    if call.run.script.is_legacy:
        call.arguments[2] = []


@on_call(Kind.SHAPE, ENABLED, "LOGGER-020", also=("LOGGER-006", "LOGGER-013", "LOGGER-016"))
def enabled_is_a_text(call: BindingCall) -> None:
    call.answer = str(call.answer).lower()


@on_call(Kind.SHAPE, ENABLED, "LOGGER-020")
def enabled_is_a_number(call: BindingCall) -> None:
    call.answer = int(call.answer)
