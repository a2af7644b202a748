import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.candidates import Candidate, Need, choose

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
NEED = Need(ticket=1, team=7)


def an_agent(number, load=0, capacity=8, presence="available", **fields):
    return Candidate(agent=number, presence=presence, capacity=capacity, load=load, **fields)


def test_the_least_loaded_gets_it():
    choice = choose([an_agent(1, load=3), an_agent(2, load=2), an_agent(3, load=5)], NEED)

    assert (choice.agent, choice.reason) == (2, "least_loaded")
    assert [one.agent for one in choice.considered] == [2, 1, 3]


def test_load_is_compared_as_a_share_of_capacity():
    half_time, full_time = an_agent(1, load=2, capacity=4), an_agent(2, load=3, capacity=8)

    assert choose([half_time, full_time], NEED).agent == 2


def test_among_equals_the_one_who_had_none_for_the_longest_time():
    choice = choose(
        [an_agent(1, last_assigned_at=NOW), an_agent(2, last_assigned_at=NOW - timedelta(minutes=5))], NEED
    )

    assert (choice.agent, choice.reason) == (2, "longest_since_last")


def test_who_never_had_one_comes_first():
    choice = choose([an_agent(1, last_assigned_at=NOW - timedelta(days=9)), an_agent(2)], NEED)

    assert choice.agent == 2


def test_among_wholly_equals_the_lowest_number():
    choice = choose([an_agent(9), an_agent(4)], NEED)

    assert (choice.agent, choice.reason) == (4, "lowest_id")


@pytest.mark.parametrize(
    ("candidate", "refusal"),
    [
        pytest.param(an_agent(1, presence="offline"), "offline", id="offline"),
        pytest.param(an_agent(1, presence="break"), "on_break", id="on a break"),
        pytest.param(an_agent(1, presence="away"), "away", id="away"),
        pytest.param(an_agent(1, presence="busy"), "busy", id="on a call"),
        pytest.param(an_agent(1, presence="asleep"), "offline", id="a presence nobody knows"),
        pytest.param(an_agent(1, load=8), "at_capacity", id="full"),
        pytest.param(an_agent(1, load=7.5), "at_capacity", id="no room for a whole one"),
        pytest.param(an_agent(1, capacity=0), "at_capacity", id="no capacity at all"),
        pytest.param(an_agent(1, may_reply=False), "may_not_reply", id="an auditor"),
    ],
)
def test_who_cannot_take_it_is_no_candidate_and_the_reason_is_kept(candidate, refusal):
    choice = choose([candidate, an_agent(2, load=7)], NEED)

    assert (choice.agent, choice.reason) == (2, "only_one")
    [refused] = [one for one in choice.considered if one.agent == 1]
    assert refused.refusals == (refusal,)
    assert refused.rank is None


def test_who_has_just_put_it_back_does_not_get_it_again():
    choice = choose([an_agent(1), an_agent(2, load=5)], Need(ticket=1, team=7, excluded={1: "declined"}))

    assert choice.agent == 2


def test_every_reason_against_somebody_is_told():
    [refused] = choose([an_agent(1, presence="away", load=8, may_reply=False)], NEED).considered

    assert refused.refusals == ("may_not_reply", "away", "at_capacity")


def test_a_light_ticket_fits_where_a_whole_one_does_not():
    assert choose([an_agent(1, load=7.75)], Need(ticket=1, team=7, weight=0.25)).agent == 1


@pytest.mark.parametrize(
    ("candidates", "reason"),
    [
        pytest.param([], "empty_team", id="no candidates"),
        pytest.param([an_agent(2, may_reply=False)], "empty_team", id="nobody who may answer"),
        pytest.param(
            [an_agent(1, load=8), an_agent(2, presence="offline")], "all_full", id="who is there is full"
        ),
        pytest.param([an_agent(1, presence="break")], "nobody_available", id="nobody is there"),
        pytest.param(
            [an_agent(1, presence="away", load=8)], "nobody_available", id="full, but not there either"
        ),
    ],
)
def test_when_nobody_can_the_reason_says_why(candidates, reason):
    choice = choose(candidates, NEED)

    assert (choice.agent, choice.reason) == (None, reason)


def test_the_explanation_is_stored_with_candidates_filters_and_scores():
    choice = choose([an_agent(1, load=2), an_agent(2, presence="offline", last_assigned_at=NOW)], NEED)

    assert json.loads(json.dumps([one.as_data() for one in choice.considered])) == [
        {
            "agent": 1, "load": 2, "capacity": 8, "share": 0.25, "refusals": [],
            "last_assigned_at": None, "rank": 1,
        },
        {
            "agent": 2, "load": 0, "capacity": 8, "share": 0.0, "refusals": ["offline"],
            "last_assigned_at": "2026-11-20T09:00:00+00:00", "rank": None,
        },
    ]  # fmt: skip


agents = st.lists(
    st.builds(
        Candidate,
        agent=st.integers(1, 1000),
        presence=st.sampled_from(["available", "available", "busy", "offline"]),
        capacity=st.integers(0, 5),
        load=st.integers(0, 6),
        may_reply=st.booleans(),
        last_assigned_at=st.one_of(
            st.none(), st.integers(0, 5).map(lambda ago: NOW - timedelta(minutes=ago))
        ),
    ),
    max_size=8,
    unique_by=lambda one: one.agent,
)


@given(agents)
def test_a_choice_is_able_within_capacity_and_nobody_able_is_less_loaded(candidates):
    able = {
        one.agent: one.load / one.capacity
        for one in candidates
        if one.presence == "available" and one.may_reply and one.load + 1 <= one.capacity
    }

    choice = choose(candidates, NEED)

    assert (choice.agent is None) is (not able)
    if able:
        assert able[choice.agent] == min(able.values())
    assert {one.agent for one in choice.considered} == {one.agent for one in candidates}


@given(agents, st.randoms())
def test_the_order_in_which_candidates_are_read_changes_nothing(candidates, random):
    shuffled = list(candidates)
    random.shuffle(shuffled)

    assert choose(shuffled, NEED) == choose(candidates, NEED)


@given(st.integers(1, 6), st.integers(1, 30))
def test_equal_agents_share_the_work_within_one(count, tickets):
    loads = dict.fromkeys(range(1, count + 1), 0)
    last = dict.fromkeys(loads)
    for number in range(tickets):
        team = [an_agent(one, load=loads[one], capacity=100, last_assigned_at=last[one]) for one in loads]
        chosen = choose(team, NEED).agent
        loads[chosen] += 1
        last[chosen] = NOW + timedelta(seconds=number)

    assert max(loads.values()) - min(loads.values()) <= 1
