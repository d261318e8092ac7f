from pingone_conformance.checks.steps import every_step_is, has_no_step, has_step, has_steps


def body(steps: object) -> dict[str, object]:
    return {"transactionStatus": {"status": "REQUESTED", "verificationStatus": steps}}


REQUESTED = body({"GOVERNMENT_ID": "REQUESTED", "FACIAL_COMPARISON_DOCUMENT": "REQUESTED"})


def test_steps_are_an_object_that_may_be_empty() -> None:
    assert not list(has_steps(REQUESTED))
    assert not list(has_steps(body({})))


def test_no_steps_and_a_list_of_steps_are_found() -> None:
    assert list(has_steps({}))
    assert list(has_steps(body(["GOVERNMENT_ID"])))
    assert list(every_step_is({}, "REQUESTED"))


def test_one_step_that_is_ahead_is_found_by_its_name() -> None:
    ahead = body({"GOVERNMENT_ID": "SUCCESS", "LIVENESS": "REQUESTED"})
    assert not list(every_step_is(REQUESTED, "REQUESTED"))
    assert [finding.expected for finding in every_step_is(ahead, "REQUESTED")] == [
        "the step GOVERNMENT_ID to be REQUESTED"
    ]


def test_steps_are_found_by_the_beginning_of_their_names() -> None:
    assert not list(has_step(REQUESTED, "FACIAL_COMPARISON"))
    assert not list(has_no_step(REQUESTED, "LIVENESS"))
    assert list(has_step(REQUESTED, "LIVENESS"))
    assert list(has_no_step(REQUESTED, "FACIAL_COMPARISON"))
    assert list(has_step({}, "LIVENESS"))
