"""Who is given a ticket can what it asks for; who waits asks for less."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events import actors
from people.actions.save_skill import create_skill
from routing import behind, offers
from routing.offers import drain
from tests.builders import a_category, a_team, an_agent
from tests.routing.panels import opened
from tests.routing.waiting import decision_on, holder, reason, waiting_in
from tests.tickets.escalating.internal import an_escalation
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

STEPS = [{"after_minutes": 10, "lower_by": 2}, {"after_minutes": 30, "lower_by": None}]


@pytest.fixture
def team():
    return a_team()


def can(agent, level, *, name="Refunds", **fields):
    return create_skill(by=actors.SYSTEM, name=name, levels={agent.pk: level}, **fields)


def asks_for(ticket, skill, level):
    category = a_category(key=f"k{skill.pk}", skill=skill, skill_level=level)
    Ticket.objects.filter(pk=ticket.pk).update(category=category)


def speaks(team, level=2):
    team.language_level = level
    team.save(update_fields=["language_level"])


def test_who_can_it_well_enough_gets_it_however_much_they_carry(team):
    expert, other = an_agent(team, available=True), an_agent(team, available=True)
    skill = can(expert, 4)
    waiting_in(team, 3, assignee=expert)
    [ticket] = waiting_in(team)
    asks_for(ticket, skill, 3)

    drain(team.pk)

    assert holder(ticket) == expert
    considered = {one["agent"]: one for one in decision_on(ticket).candidates}
    assert considered[other.pk]["refusals"] == ["lacks_skill"]
    assert considered[other.pk]["lacks"] == [{"skill": skill.pk, "asks": 3, "has": 0}]


def test_when_nobody_there_can_it_the_reason_says_so(team):
    skill = can(an_agent(team, available=True), 2)
    [ticket] = waiting_in(team)
    asks_for(ticket, skill, 4)

    drain(team.pk)

    assert reason(ticket) == "nobody_skilled"


def test_after_a_while_less_will_do_and_the_sweep_finds_it(team):
    agent = an_agent(team, available=True)
    skill = can(agent, 2, steps=STEPS)
    [ticket] = waiting_in(team)
    asks_for(ticket, skill, 4)
    came = ticket.waiting_since or ticket.created_at

    drain(team.pk, at=came + timedelta(minutes=9, seconds=59))
    assert holder(ticket) is None and team.pk in offers.teams_waiting()
    drain(team.pk, at=came + timedelta(minutes=10))

    assert holder(ticket) == agent
    [asked] = decision_on(ticket).inputs["skills"]
    assert (asked["asked"], asked["level"], asked["next_level"]) == (4, 2, 0)


def test_in_the_end_anybody_will_do(team):
    agent = an_agent(team, available=True)
    skill = can(an_agent(), 5, steps=STEPS)
    [ticket] = waiting_in(team)
    asks_for(ticket, skill, 5)

    drain(team.pk, at=timezone.now() + timedelta(minutes=31))

    assert holder(ticket) == agent


def test_a_ticket_goes_to_who_knows_its_language_where_the_team_says_so(team):
    english, _ = an_agent(team, available=True), an_agent(team, available=True)
    can(english, 3, name="English", language="en")
    [ticket] = waiting_in(team)
    waiting_in(team, 2, assignee=english)
    Ticket.objects.filter(pk=ticket.pk).update(language="en")
    speaks(team)

    drain(team.pk)

    assert holder(ticket) == english
    assert decision_on(ticket).inputs["skills"][0]["source"] == "language"


def test_without_that_the_language_decides_nothing(team):
    english, other = an_agent(team, available=True), an_agent(team, available=True)
    can(english, 3, name="English", language="en")
    [ticket] = waiting_in(team)
    waiting_in(team, 2, assignee=english)
    Ticket.objects.filter(pk=ticket.pk).update(language="en")

    drain(team.pk)

    assert holder(ticket) == other


def test_a_skill_that_is_switched_off_is_asked_for_by_nobody(team):
    agent = an_agent(team, available=True)
    skill = can(an_agent(), 5, is_active=False)
    [ticket] = waiting_in(team)
    asks_for(ticket, skill, 5)

    drain(team.pk)

    assert holder(ticket) == agent


def test_those_whom_nobody_can_take_hold_up_none_of_those_behind(team, monkeypatch):
    """Else a queue of tickets in one language would starve those in another."""
    monkeypatch.setattr(behind, "PORTION", 3)
    monkeypatch.setattr(offers, "PORTION", 3)
    agent = an_agent(team, available=True, capacity=2)
    skill = can(an_agent(), 5)
    stuck = waiting_in(team, 7)
    for ticket in stuck[:1]:
        asks_for(ticket, skill, 3)
    category = Ticket.objects.get(pk=stuck[0].pk).category
    Ticket.objects.filter(pk__in=[one.pk for one in stuck]).update(category=category)
    simple = waiting_in(team, 3)

    assert drain(team.pk) == 2

    assert [holder(ticket) for ticket in simple] == [agent, agent, None]
    assert {reason(ticket) for ticket in stuck} == {"nobody_skilled"}
    assert reason(simple[2]) == "all_full"


class TestSaid:
    """The panel says what is asked for, as it stands now, and what the others lack."""

    def test_what_it_asks_and_when_less_will_do(self, page, team, agent):
        skill = can(agent, 1, steps=STEPS)
        ticket = opened(team)
        asks_for(ticket, skill, 4)
        drain(team.pk)

        seen = page("why", ticket)

        assert "Nobody available has the skill it needs" in seen
        assert "Needs <b>Refunds 4</b> or better; from " in seen and "on 2 will do" in seen
        assert "Refunds 1 of 4" in seen

    def test_later_it_says_what_will_do_by_then(self, page, team, agent):
        skill = can(an_agent(), 5, steps=STEPS)
        ticket = opened(team)
        asks_for(ticket, skill, 4)
        Ticket.objects.filter(pk=ticket.pk).update(
            waiting_since=timezone.now() - timedelta(minutes=12),
            assignee=None,
            unassigned_reason="nobody_skilled",
        )

        seen = page("why", ticket)

        assert "Needs <b>Refunds 2</b> by now, 4 at first" in seen and "on anybody will do" in seen

    def test_once_given_it_says_what_was_asked_then(self, page, team, agent):
        skill = can(agent, 4)
        ticket = opened(team)
        asks_for(ticket, skill, 3)
        drain(team.pk)

        assert "Needs <b>Refunds 3</b> or better" in page("why", ticket)


def test_a_team_that_is_asked_for_help_need_not_know_what_its_parent_is_about(team):
    able = an_agent(team, available=True)
    [parent] = waiting_in(a_team())
    asks_for(parent, can(an_agent(), 4), 3)
    parent.refresh_from_db()

    child = an_escalation(parent, to=team)
    drain(team.pk)

    assert holder(child) == able
