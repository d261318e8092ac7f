"""Asking for callbacks, and reading what came back."""

from __future__ import annotations

from typing import Any

import pytest
from tests.mock.scripts.conftest import LEGACY, Scripts

from pingone_conformance.mock.scripts.bindings.callbacks_builder import MAX_CALLBACKS


def shown(kind: str, outputs: dict[str, Any], entered: Any = None) -> dict[str, Any]:
    """A callback as `authenticate` shows it, when it is the first one."""
    callback = {"type": kind, "output": [{"name": name, "value": value} for name, value in outputs.items()]}
    return callback if entered is None else {**callback, "input": [{"name": "IDToken1", "value": entered}]}


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (
            'textOutputCallback(2, "m")',
            shown("TextOutputCallback", {"message": "m", "messageType": "2"}),
        ),
        ('hiddenValueCallback("i", "v")', shown("HiddenValueCallback", {"value": "v", "id": "i"}, "i")),
        ('nameCallback("p")', shown("NameCallback", {"prompt": "p"}, "")),
        ('nameCallback("p", "d")', shown("NameCallback", {"prompt": "p"}, "d")),
        ('passwordCallback("p", true)', shown("PasswordCallback", {"prompt": "p"}, "")),
        ('textInputCallback("p", "d")', shown("TextInputCallback", {"prompt": "p", "defaultText": "d"}, "d")),
        (
            'choiceCallback("p", ["a", "b"], 1, false)',
            shown("ChoiceCallback", {"prompt": "p", "choices": ["a", "b"], "defaultChoice": 1}, 1),
        ),
        (
            'confirmationCallback("p", 0, ["a"], 0)',
            shown(
                "ConfirmationCallback",
                {"prompt": "p", "messageType": 0, "options": ["a"], "optionType": -1, "defaultOption": 0},
                0,
            ),
        ),
        (
            "confirmationCallback(1, 2, 3)",
            shown(
                "ConfirmationCallback",
                {"prompt": "", "messageType": 1, "options": [], "optionType": 2, "defaultOption": 3},
                3,
            ),
        ),
    ],
)
def test_what_is_asked_for(scripts: Scripts, call: str, expected: dict[str, Any]) -> None:
    left = scripts.good(f"callbacksBuilder.{call}")
    assert left["outcome"] is None
    assert left["callbacks"] == [expected]


def test_callbacks_are_sent_even_beside_an_outcome(scripts: Scripts) -> None:
    left = scripts.good('callbacksBuilder.nameCallback("p"); action.goTo("true")')
    assert left["outcome"] is None
    assert len(left["callbacks"]) == 1


def test_inputs_are_numbered_by_place(scripts: Scripts) -> None:
    left = scripts.good('callbacksBuilder.textOutputCallback(0, "m"); callbacksBuilder.nameCallback("p")')
    assert left["callbacks"][1]["input"][0]["name"] == "IDToken2"


@pytest.mark.parametrize(
    "call",
    [
        'textOutputCallback(0, "")',
        "hiddenValueCallback(null, 1)",
        'textOutputCallback("x", "y")',
        'choiceCallback("p", [], 0, false)',
        'choiceCallback("p", ["a"], 1, false)',
        'choiceCallback("p", "a", 0, false)',
    ],
)
def test_what_no_callback_takes(scripts: Scripts, call: str) -> None:
    failure = scripts.run(f"callbacksBuilder.{call}")["failure"]
    assert failure["javaClass"] == "java.lang.IllegalArgumentException"


def test_callbacks_are_bounded(scripts: Scripts) -> None:
    left = scripts.run(f'for (var i = 0; i <= {MAX_CALLBACKS}; i++) callbacksBuilder.nameCallback("p")')
    assert len(left["callbacks"]) == MAX_CALLBACKS
    assert left["failure"]["javaClass"] == "java.lang.IllegalStateException"


def test_what_came_back(scripts: Scripts) -> None:
    found = scripts.value(
        '[callbacks.isEmpty(), callbacks.getHiddenValueCallbacks().get("h"), callbacks.getHiddenValueCallbacks().h,'
        " callbacks.getNameCallbacks().get(0), callbacks.getPasswordCallbacks()[0],"
        " callbacks.getTextInputCallbacks().length,"
        " callbacks.getChoiceCallbacks().get(0)[0], callbacks.getConfirmationCallbacks().get(0)]",
        callbacks=[
            {"type": "HiddenValueCallback", "id": "h", "value": "v"},
            {"type": "NameCallback", "value": "bjensen"},
            {"type": "PasswordCallback", "value": "secret"},
            {"type": "ChoiceCallback", "value": 1},
            {"type": "ConfirmationCallback", "value": "0"},
        ],
    )
    assert found == [False, "v", "v", "bjensen", "secret", 0, 1, 0]


def test_nothing_came_back(scripts: Scripts) -> None:
    assert scripts.value("[callbacks.isEmpty(), callbacks.getNameCallbacks().get(0)]") == [True, None]


def test_legacy_sends_callbacks(scripts: Scripts) -> None:
    left = scripts.legacy(
        "var fr = JavaImporter(org.forgerock.openam.auth.node.api, java.util.Arrays,"
        " javax.security.auth.callback.TextOutputCallback, com.sun.identity.authentication.callbacks);"
        'action = fr.Action.send(fr.Arrays.asList(new fr.TextOutputCallback(fr.TextOutputCallback.WARNING, "m"),'
        ' new fr.HiddenValueCallback("i", "v"))).withHeader("h").build();'
    )
    assert [callback["type"] for callback in left["callbacks"]] == [
        "TextOutputCallback",
        "HiddenValueCallback",
    ]
    assert left["callbacks"][1]["input"] == [{"name": "IDToken2", "value": "i"}]
    assert (left["outcome"], left["header"]) == (None, "h")


def test_legacy_reads_callbacks(scripts: Scripts) -> None:
    left = scripts.legacy(
        "outcome = callbacks.get(0).getName() + callbacks.size() + callbacks.isEmpty()",
        callbacks=[{"type": "NameCallback", "value": "bjensen"}],
    )
    assert left["outcome"] == "bjensen1false"
    failure = scripts.run("callbacks.get(0)", **LEGACY)["failure"]
    assert failure["javaClass"] == "java.lang.IndexOutOfBoundsException"


def test_a_legacy_action_comes_before_the_outcome(scripts: Scripts) -> None:
    left = scripts.legacy(
        "var fr = JavaImporter(org.forgerock.openam.auth.node.api.Action); outcome = 'no';"
        "action = fr.Action.goTo('yes').putSessionProperty('a', 1).withErrorMessage('e').build();"
    )
    assert (left["outcome"], left["sessionProperties"], left["errorMessage"]) == ("yes", {"a": "1"}, "e")


def test_a_legacy_action_that_was_not_built_is_none(scripts: Scripts) -> None:
    script = "action = org.forgerock.openam.auth.node.api.Action.goTo('yes')"
    assert scripts.run(script, **LEGACY)["failure"]["reason"] == "error"
