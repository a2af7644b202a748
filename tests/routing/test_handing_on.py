"""A step of a ladder that gives a ticket to another: whom, why, and what when nobody can take it."""

import pytest

from events.models import Event
from people.models import Presence
from routing.escalate import fire_portion
from routing.models import Decision
from tests.builders import a_policy, a_team, an_agent
from tests.routing.laddered import did
from tests.routing.promised import after, promised
from tickets.models import Notification, Ticket

pytestmark = pytest.mark.django_db


def a_ladder(*steps, minutes=60):
    return a_policy(minutes={"first_response": minutes}, ladder=list(steps))


def at_half(*actions):
    return {"percent": 50, "do": list(actions)}


def heard(agent):
    return list(Notification.objects.filter(agent=agent).values_list("kind", flat=True))


class TestGivingItToAnother:
    @pytest.fixture
    def team(self):
        return a_team()

    @pytest.fixture
    def rani(self, team):
        return an_agent(team, available=True)

    @pytest.fixture
    def ticket(self, team, rani):
        a_ladder(at_half({"do": "reassign"}), {"minutes_after": 30, "do": [{"do": "reassign"}]})
        return promised(team=team, assignee=rani)

    def test_the_assignment_chooses_whom_and_says_why(self, ticket, team, rani):
        sari = an_agent(team, available=True)

        fire_portion(at=after(30))

        ticket.refresh_from_db()
        assert ticket.assignee == sari
        given = Event.objects.filter(ticket_id=ticket.pk, kind="ticket.assigned").latest("pk")
        assert (given.actor_kind, given.data["reason"]) == ("clock", "escalated")
        decision = Decision.objects.get(event_id=given.pk, kind="assignment")
        assert decision.outcome == {"agent": sari.pk, "reason": "only_one"}
        assert decision.inputs["taken_from"] == rani.pk
        assert (heard(sari), heard(rani)) == (["assigned"], ["assigned", "taken"])

    def test_who_has_it_keeps_it_while_nobody_else_can_take_it_and_the_ticket_says_so(
        self, ticket, team, rani
    ):
        an_agent(team)  # not there

        fire_portion(at=after(30))

        assert did(ticket, 50) == [("reassign", "nobody_free")]
        assert Ticket.objects.get().assignee == rani
        [failed] = Event.objects.get(ticket_id=ticket.pk, kind="sla.stuck").data["did"]
        assert failed == {"do": "reassign", "outcome": "nobody_free", "why": "nobody_available"}

    def test_it_does_not_come_back_to_whom_a_step_took_it_from(self, ticket, team, rani):
        sari = an_agent(team, available=True)

        fire_portion(at=after(30))
        fire_portion(at=after(90))

        assert did(ticket, 130) == [("reassign", "nobody_free")]
        assert Ticket.objects.get().assignee == sari
        assert Presence.objects.get(agent=rani).status == "available"

    def test_a_ticket_without_a_team_has_nobody_to_give_it_to(self):
        a_ladder(at_half({"do": "reassign"}))
        ticket = promised()

        fire_portion(at=after(30))

        assert did(ticket, 50) == [("reassign", "no_team")]
