"""A promise is made anew by one worker while another follows what happened to its ticket."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from events import actors
from events.reactions import react
from people.actions.change_customer import change_customer
from people.models import Calendar
from routing.actions.save_policy import change_policy
from routing.clocks import hold_clocks
from routing.escalate import fire_portion
from routing.following import FOLLOWER
from routing.models import Clock, Escalation, Recomputation
from routing.recompute import recompute_portion
from tests.builders import a_customer, a_policy, a_reply, a_ticket, an_agent, office_hours, work_off
from tests.together import until_somebody_waits
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_answer_stops_the_clock_that_was_started_while_it_waited_for_the_one_before(elsewhere):
    policy = a_policy(minutes={"first_response": 60})
    ticket = a_ticket(at=timezone.now() - timedelta(minutes=5))
    work_off()
    change_policy(policy, by=actors.SYSTEM, targets={("first_response", "normal"): 30})
    work_off()
    a_reply(ticket, agent=an_agent())

    with transaction.atomic():
        recompute_portion(Recomputation.objects.get())  # clock 2 takes the place of clock 1
        following = elsewhere(lambda: react(FOLLOWER))
        until_somebody_waits()
    following.result()

    assert list(Clock.objects.order_by("cycle").values_list("cycle", "stop_reason")) == [
        (1, "replaced"),
        (2, "answered"),
    ]


def test_a_clock_that_is_fired_by_itself_waits_for_what_is_owed_as_well(elsewhere):
    a_policy(minutes={"first_response": 60})
    broken, answered = (a_ticket(received_at=timezone.now() - timedelta(minutes=50)) for _ in range(2))
    work_off()
    hours = office_hours()
    Clock.objects.filter(ticket=broken).update(calendar=hours)  # so that the portion is taken apart
    Calendar.objects.filter(pk=hours.pk).update(hours={"mon": "always"})

    with transaction.atomic():
        a_reply(answered, agent=an_agent(), at=timezone.now() - timedelta(minutes=20))
        firing = elsewhere(fire_portion)
        until_somebody_waits()

    assert firing.result() == 0
    assert not Escalation.objects.exists()
    clock = Clock.objects.get(ticket=answered)
    assert clock.due_at > timezone.now() and "not followed" in clock.last_error


def test_a_change_of_tier_holds_no_ticket_while_it_waits_for_a_clock(elsewhere):
    a_policy(minutes={"first_response": 60})
    customer = a_customer()
    first, second = (a_ticket(customer=customer) for _ in range(2))
    work_off()
    change_customer(customer, by=actors.SYSTEM, own_tier="gold")
    work_off()

    with transaction.atomic():
        hold_clocks(second.pk)
        counting = elsewhere(lambda: in_one(Recomputation.objects.get()))
        until_somebody_waits()
        held = Ticket.objects.select_for_update(no_key=True, nowait=True).get(pk=first.pk)
    counting.result()

    held.refresh_from_db()
    assert held.priority_score == 40


@transaction.atomic
def in_one(row):
    recompute_portion(row)
