"""logger: what comes into the debug log, which a mock shows."""

import pytest

from pingone_conformance.checks.logs import levels_of, logged, not_logged
from pingone_conformance.checks.trials import gives_that
from pingone_conformance.findings import Finding, Untested

LEVELS = {
    "trace": "LOGGER-006",
    "debug": "LOGGER-007",
    "info": "LOGGER-008",
    "warn": "LOGGER-009",
    "error": "LOGGER-010",
}
LEGACY_LEVELS = {"message": ("MESSAGE", "DEBUG"), "warning": ("WARNING", "WARN"), "error": ("ERROR",)}
TIERS = [
    pytest.param("development", "debug", marks=pytest.mark.rule("LOGGER-011"), id="development"),
    pytest.param("staging", "warn", marks=pytest.mark.rule("LOGGER-012"), id="staging"),
    pytest.param("production", "warn", marks=pytest.mark.rule("LOGGER-012"), id="production"),
]
# What would be changed if arguments were patterns, or looked into for braces again.
ARGUMENT, OTHER = "Müller {} $1 \\1 %s", "two"


@pytest.fixture
def logs(probe, cloud_control, cloud_given, request):
    """Runs the probe of an engine; gives its report, the beginning of its messages and what the log then has."""

    def run(legacy: bool = False):
        name = cloud_given.name()
        of = "logger_legacy" if legacy else "logger"
        report = probe(of, legacy=legacy, name=name, argument=ARGUMENT, other=OTHER)
        return report, name, cloud_control.log()

    return run


@pytest.mark.rule("LOGGER-003")
def test_messages_are_in_the_log(legacy, logs, expect):
    report, name, log = logs(legacy)
    for level in ("warning", "error") if legacy else ("warn", "error"):
        expect(logged(log, f"{name} {level}"), report.answer)


@pytest.mark.rule("LOGGER-004", "LOGGER-005")
def test_each_script_has_a_logger_of_its_own(legacy, probe, cloud, cloud_control, cloud_given, expect):
    spoke = []
    for number in range(2):
        name, message = cloud_given.name(), f"message {number}"
        ends = 'outcome = "true";' if legacy else 'action.goTo("true");'
        text = f'logger.error("{message}");\n{ends}'
        journey = cloud_given.journey(text, name=name, **probe.engine(legacy))
        script = cloud.call("readAllScripts", params={"_queryFilter": f'name eq "{name}"'}).json()["result"][
            0
        ]
        wanted = f"scripts.{script['context']}.{script['_id']}.({name})"
        for _ in range(2):
            cloud_given.run(journey)
        loggers = [entry["logger"] for entry in cloud_control.log() if entry["message"] == message]
        if not loggers:
            raise Untested("blocked by LOGGER-003: the log has no message of the script")
        others = [Finding(f"a logger {wanted}", logger) for logger in loggers if logger != wanted]
        expect(others, rule="LOGGER-005")
        same = len({*loggers}) == 1
        expect([] if same else [Finding("the same logger in each run", f"{loggers}")], rule="LOGGER-004")
        spoke.append(loggers[0])
    differ = spoke[0] != spoke[1]
    expect([] if differ else [Finding("two loggers for two scripts", spoke[0])], rule="LOGGER-004")


@pytest.mark.parametrize(
    "level", [pytest.param(level, marks=pytest.mark.rule(rule)) for level, rule in LEVELS.items()]
)
def test_a_message_is_of_its_level(level, logs, expect):
    report, name, log = logs()
    message = f"{name} {level}"
    # What is not enabled, such as trace, may not come at another level either.
    on = report.trials[f"{level}Enabled"].get("value")
    expect(logged(log, message, level.upper()) if on else not_logged(log, message), report.answer)


@pytest.mark.rule("LOGGER-015")
def test_the_three_levels_of_the_legacy_logger(logs, expect):
    report, name, log = logs(legacy=True)
    for level, called in LEGACY_LEVELS.items():
        expect(logged(log, f"{name} {level}", *called), report.answer)


@pytest.mark.parametrize(("tier", "least"), TIERS)
def test_the_default_level_of_a_tier(tier, least, logs, cloud_control, expect):
    cloud_control.become(tier)
    report, name, log = logs()
    on = False
    for level in LEVELS:
        on = on or level == least
        message = f"{name} {level}"
        expect(logged(log, message) if on else not_logged(log, message), report.answer)


@pytest.mark.rule("LOGGER-013", "LOGGER-016")
@pytest.mark.parametrize("tier", ["development", "staging", "production"])
def test_what_is_enabled_is_logged(tier, logs, cloud_control, expect):
    cloud_control.become(tier)
    for legacy, levels, rule in ((False, LEVELS, "LOGGER-013"), (True, LEGACY_LEVELS, "LOGGER-016")):
        report, name, log = logs(legacy)
        for level in levels:
            there = bool(levels_of(log, f"{name} {level}"))
            agrees = (
                "true, as the message is in the log" if there else "false, as the message is not in the log"
            )
            said = gives_that(
                report.trials, f"{level}Enabled", lambda value, there=there: bool(value) is there, agrees
            )
            expect(said, report.answer, rule=rule)


@pytest.mark.rule("LOGGER-014", "LOGGER-018", "LOGGER-019")
def test_braces_stand_for_arguments(logs, expect):
    report, name, log = logs()
    for level in ("debug", "info", "warn", "error"):
        begin = f"{name} {level} with"
        expect(logged(log, f"{begin} {ARGUMENT}!"), report.answer, rule="LOGGER-014")
        expect(logged(log, f"{begin} {ARGUMENT} and {OTHER}"), report.answer, rule="LOGGER-018")
        expect(logged(log, f"{begin} {ARGUMENT}, {OTHER} and {ARGUMENT}"), report.answer, rule="LOGGER-018")
    report, name, log = logs(legacy=True)
    for level in LEGACY_LEVELS:
        expect(logged(log, f"{name} {level} with {ARGUMENT}!"), report.answer, rule="LOGGER-019")
