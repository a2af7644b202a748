"""Who gets which of many tickets: never beyond what they take, never from those who could keep theirs."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from routing.spreading import Carrier, Load, balance, spread

TEAMS = st.sets(st.integers(1, 3), min_size=1).map(frozenset)


@st.composite
def situations(draw):
    carriers = [
        Carrier(
            agent=pk,
            capacity=draw(st.integers(0, 6)),
            load=0,
            teams=draw(TEAMS),
            is_there=draw(st.booleans()),
        )
        for pk in range(1, draw(st.integers(1, 5)) + 1)
    ]
    holders = st.one_of(st.none(), st.integers(1, len(carriers)))
    loads = [
        Load(ticket=pk, team=draw(st.integers(1, 3)), holder=draw(holders), is_begun=draw(st.booleans()))
        for pk in range(draw(st.integers(0, 14)))
    ]
    carried = Counter(load.holder for load in loads)
    return loads, [
        Carrier(
            agent=one.agent,
            capacity=one.capacity,
            load=carried[one.agent],
            teams=one.teams,
            is_there=one.is_there,
        )
        for one in carriers
    ]


def after(loads, carriers, steps):
    holder = {load.ticket: load.holder for load in loads} | {step.ticket: step.to for step in steps}
    return Counter(holder.values())


@given(situations())
def test_nobody_gets_more_than_they_take_or_what_is_not_their_teams(situation):
    loads, carriers = situation
    people = {one.agent: one for one in carriers}
    team = {load.ticket: load.team for load in loads}
    for plan in (spread, balance):
        steps = plan(loads, carriers)
        carried = after(loads, carriers, steps)
        assert len({step.ticket for step in steps}) == len(steps)
        for step in steps:
            assert people[step.to].is_there
            assert team[step.ticket] in people[step.to].teams
            assert carried[step.to] <= max(people[step.to].capacity, people[step.to].load)


@given(situations())
def test_evening_out_takes_nothing_begun_from_who_is_there(situation):
    loads, carriers = situation
    people = {one.agent: one for one in carriers}
    by_ticket = {load.ticket: load for load in loads}

    for step in balance(loads, carriers):
        load = by_ticket[step.ticket]
        assert load.holder is not None
        assert not people[load.holder].is_there or not load.is_begun


def test_equal_people_differ_by_one_afterwards():
    carriers = [
        Carrier(agent=n, load=9 if n == 1 else 0, capacity=20, teams=frozenset({1})) for n in (1, 2, 3)
    ]
    loads = [Load(ticket=n, team=1, holder=1) for n in range(9)]

    carried = after(loads, carriers, balance(loads, carriers))

    assert sorted(carried.values()) == [3, 3, 3]
