"""What holds of giving out work, whatever comes: on paper, through the choosing of the product."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from routing.candidates import Candidate, Need, choose
from routing.evaluation.queueing import Arrival, Member, Queues, replay

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
WEIGHTS = (0.25, 0.5, 1, 2)

members = st.lists(
    st.builds(
        Member,
        agent=st.integers(1, 50),
        teams=st.frozensets(st.sampled_from("ab"), min_size=1),
        capacity=st.integers(0, 4),
        works_at=st.one_of(
            st.none(), st.frozensets(st.tuples(st.integers(0, 6), st.integers(0, 23)), max_size=60)
        ),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda one: one.agent,
)
arrivals = st.lists(
    st.builds(
        Arrival,
        ticket=st.integers(1, 10_000),
        team=st.sampled_from("ab"),
        at=st.integers(0, 600).map(lambda minutes: MONDAY + timedelta(minutes=minutes)),
        lasts=st.integers(1, 300).map(lambda minutes: timedelta(minutes=minutes)),
        urgency=st.integers(0, 3),
        weight=st.sampled_from(WEIGHTS),
    ),
    max_size=40,
    unique_by=lambda one: one.ticket,
)


@given(arrivals, members)
@settings(max_examples=150)
def test_nobody_ever_carries_more_than_they_can_by_weight(arrivals, members):
    assert replay(arrivals, members).most_over <= 0


@given(arrivals, members)
@settings(max_examples=150)
def test_each_ticket_is_somebodys_or_it_is_said_why_not(arrivals, members):
    result = replay(arrivals, members)

    assert result.reasons.keys() == {one.ticket for one in arrivals}
    left = {one.ticket for one in arrivals} - result.given.keys()
    assert {result.reasons[ticket] for ticket in left} <= {"empty_team", "nobody_available", "all_full"}


@given(arrivals, members)
@settings(max_examples=150)
def test_nobody_waits_whom_somebody_could_take_and_no_less_urgent_one_goes_ahead(arrivals, members):
    """No starvation: whatever else stands before it in the queue."""
    queues = Queues(members)
    for one in arrivals:
        queues.waiting[one.team].append(one)

    for team in "ab":
        queues.drain(team, MONDAY)
        free = [_candidate(member, queues) for member in members if team in member.teams]
        for waits in queues.waiting[team]:
            assert choose(free, Need(ticket=waits.ticket, team=0, weight=waits.weight)).agent is None
            ahead = [one for one in arrivals if one.team == team and one.ticket in queues.result.given]
            alike = [one for one in ahead if one.weight >= waits.weight]
            assert all((-one.urgency, one.at) <= (-waits.urgency, waits.at) for one in alike)


@given(st.integers(1, 6), st.integers(0, 40), st.sampled_from(WEIGHTS))
def test_equal_agents_have_equally_much_within_one(agents, tickets, weight):
    members = [Member(agent=n, teams=frozenset("a"), capacity=1000) for n in range(1, agents + 1)]
    coming = [
        Arrival(ticket=n, team="a", at=MONDAY, lasts=timedelta(days=9), weight=weight)
        for n in range(1, tickets + 1)
    ]

    numbers = replay(coming, members).numbers()

    shares = [numbers.get(member.agent, 0) for member in members]
    assert max(shares) - min(shares) <= 1


@given(arrivals)
def test_where_somebody_always_works_everybody_has_their_turn(arrivals):
    members = [Member(agent=1, teams=frozenset("ab"), capacity=2)]

    assert replay(arrivals, members).given.keys() == {one.ticket for one in arrivals}


def _candidate(member, queues):
    works = member.works_at is None or (MONDAY.weekday(), MONDAY.hour) in member.works_at
    return Candidate(
        agent=member.agent,
        presence="available",
        on_shift=works,
        capacity=member.capacity,
        load=queues.result.carried[member.agent],
    )
