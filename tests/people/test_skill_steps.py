"""Who waits asks for less: steps on paper."""

import pytest

from people.skill_steps import Step, check_steps, level_after, next_step

STEPS = (
    Step(after_minutes=10, lower_by=1),
    Step(after_minutes=20, lower_by=3),
    Step(after_minutes=30, lower_by=None),
)


@pytest.mark.parametrize(
    ("minutes", "level"),
    [
        pytest.param(0, 4, id="at first as asked"),
        pytest.param(9.99, 4, id="just before a step"),
        pytest.param(10, 3, id="as it comes"),
        pytest.param(25, 1, id="counted from what was asked at first"),
        pytest.param(30, 0, id="nobody needs it any more"),
    ],
)
def test_the_level_falls_step_by_step(minutes, level):
    assert level_after(STEPS, 4, minutes) == level


def test_a_level_falls_to_the_lowest_and_is_still_asked_for():
    assert level_after(STEPS, 2, 25) == 1


def test_the_next_step_is_the_next_that_changes_something():
    assert next_step(STEPS, 4, 0) == STEPS[0]
    assert next_step(STEPS, 1, 0) == STEPS[2]
    assert next_step(STEPS, 4, 30) is None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param("soon", "not_a_list", id="no list"),
        pytest.param([{"after_minutes": 5}], "not_a_step", id="half a step"),
        pytest.param([{"after_minutes": 0, "lower_by": 1}], "not_a_step", id="at once"),
        pytest.param([{"after_minutes": True, "lower_by": 1}], "not_a_step", id="a yes is no number"),
        pytest.param([{"after_minutes": 5, "lower_by": 0}], "not_a_step", id="a step to nowhere"),
        pytest.param([{"after_minutes": n, "lower_by": 1} for n in range(1, 9)], "too_many", id="too many"),
        pytest.param(
            [{"after_minutes": 9, "lower_by": 1}, {"after_minutes": 5, "lower_by": 2}],
            "steps_not_rising",
            id="earlier behind later",
        ),
        pytest.param(
            [{"after_minutes": 5, "lower_by": None}, {"after_minutes": 9, "lower_by": 2}],
            "steps_not_rising",
            id="asked for again",
        ),
    ],
)
def test_steps_that_cannot_be_are_refused(data, code):
    assert [fault.code for fault in check_steps(data)] == [code]


def test_no_steps_are_fine():
    assert check_steps([]) == []
