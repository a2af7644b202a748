"""What a ladder may say, and what it says of a moment."""

import pytest

from helpdesk.lib.faults import FaultyData
from routing.ladder import (
    StepAction,
    actions_at,
    check_ladder,
    in_order,
    parse_ladder,
    points_of,
    simple_ladder,
)

TELL = [{"do": "notify_holder"}]


def step(**fields):
    return {"percent": 75, "do": TELL, **fields}


def test_a_clock_waits_for_the_moments_of_its_own_promise_and_those_of_each():
    ladder = parse_ladder(
        [
            step(percent=50),
            {"of": "resolution", "minutes_before": 15, "do": TELL},
            {"of": "first_response", "minutes_after": 30, "do": TELL},
            step(percent=100),
        ]
    )

    assert points_of(ladder, "resolution") == (-15, 50)
    assert points_of(ladder, "first_response") == (50, 130)


def test_what_two_steps_of_one_moment_do_is_done_once():
    ladder = parse_ladder([step(), step(of="resolution", do=[*TELL, {"do": "add_tag", "to": " late "}])])

    assert actions_at(ladder, "first_response", 75) == (StepAction("notify_holder"),)
    assert actions_at(ladder, "resolution", 75) == (
        StepAction("notify_holder"),
        StepAction("add_tag", "late"),
    )
    assert actions_at(ladder, "resolution", 80) == ()


def test_the_simple_ladder_tells_holder_and_leads_at_each_moment_and_at_the_end():
    assert [(one.get("percent"), one.get("minutes_before")) for one in simple_ladder([75, -15, 50])] == [
        (50, None), (75, None), (None, 15), (100, None)
    ]  # fmt: skip
    assert check_ladder(simple_ladder([75, -15])) == []


def test_steps_stand_in_the_order_in_which_they_come():
    mixed = [
        {"minutes_after": 5},
        {"percent": 100},
        {"minutes_before": 10},
        {"minutes_before": 30},
        {"percent": 50},
    ]

    assert [next(iter(one.values())) for one in in_order(mixed)] == [50, 30, 10, 100, 5]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param([], [], id="empty"),
        pytest.param({"percent": 75}, [("ladder", "not_a_list")], id="no list"),
        pytest.param([75], [("ladder.0", "not_an_object")], id="no step"),
        pytest.param([step(when=3)], [("ladder.0.when", "key_unknown")], id="unknown key"),
        pytest.param([step(of="delivery")], [("ladder.0.of", "choice_unknown")], id="unknown promise"),
        pytest.param([{"do": TELL}], [("ladder.0", "step_without_moment")], id="no moment"),
        pytest.param([step(minutes_after=5)], [("ladder.0", "step_without_moment")], id="two moments"),
        pytest.param([step(percent=101)], [("ladder.0.percent", "number_out_of_range")], id="percent"),
        pytest.param([step(percent=True)], [("ladder.0.percent", "not_a_number")], id="no number"),
        pytest.param(
            [{"minutes_after": 30_001, "do": TELL}],
            [("ladder.0.minutes_after", "number_out_of_range")],
            id="minutes",
        ),
        pytest.param([step(do=[])], [("ladder.0.do", "step_does_nothing")], id="nothing"),
        pytest.param([step(do=[{"do": "sing"}])], [("ladder.0.do.0", "kind_unknown")], id="unknown action"),
        pytest.param([step(do=[{"do": "set_team"}])], [("ladder.0.do.0.to", "missing")], id="no team"),
        pytest.param(
            [step(do=[{"do": "reassign", "to": 4}])], [("ladder.0.do.0.to", "value_not_wanted")], id="value"
        ),
        pytest.param(
            [step(do=[{"do": "reassign"}, {"do": "assign_agent", "to": 4}])],
            [("ladder.0.do.1", "set_twice")],
            id="two agents",
        ),
        pytest.param([step(), step()], [("ladder.1", "step_twice")], id="twice"),
        pytest.param([step()] * 21, [("ladder", "too_many")], id="too many"),
    ],
)
def test_what_is_wrong_with_a_ladder_is_named(data, expected):
    assert [(fault.path, fault.code) for fault in check_ladder(data)] == expected
    if expected:
        with pytest.raises(FaultyData):
            parse_ladder(data)
