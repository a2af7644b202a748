"""What is promised after a change is what would have been promised at once, and nothing is told twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events import actors
from events.models import Event
from events.reactions import react
from routing.actions.save_policy import change_policy
from routing.escalate import fire_portion
from routing.models import Clock, Recomputation
from routing.tasks import recompute_clocks
from tests.builders import a_category, a_policy, a_reply, a_ticket, an_agent, receives, work_off
from tickets.actions.hold import hold
from tickets.actions.set_category import set_category
from tickets.actions.set_priority import set_priority
from tickets.actions.tag import add_tag

pytestmark = pytest.mark.django_db

NOW = timezone.now


def promised(*, minutes_ago=10):
    ticket = a_ticket(received_at=NOW() - timedelta(minutes=minutes_ago))
    work_off()
    return ticket


def raised(ticket):
    set_priority(ticket, to="urgent", by=actors.agent(an_agent()), is_manual=True)
    work_off()


def going(ticket):
    return {clock.metric: clock for clock in ticket.clocks.going()}


def told(ticket):
    kinds = Event.objects.filter(ticket_id=ticket.pk, kind__in=["sla.warned", "sla.breached"]).order_by("pk")
    return list(kinds.values_list("kind", flat=True))


def test_a_resolution_that_only_the_urgent_are_promised_counts_from_when_the_ticket_came():
    policy = a_policy(minutes={"first_response": 60})
    policy.targets.create(metric="resolution", priority="urgent", minutes=240)
    ticket = promised()

    raised(ticket)

    assert going(ticket)["resolution"].deadline == ticket.created_at + timedelta(minutes=240)
    assert ticket.clocks.filter(metric="first_response").count() == 1


def test_an_answer_that_only_the_urgent_are_promised_counts_from_what_waits_for_it():
    policy = a_policy(minutes={"resolution": 480})
    policy.targets.create(metric="next_response", priority="urgent", minutes=30)
    ticket = promised()
    a_reply(ticket, agent=an_agent(), at=NOW() - timedelta(minutes=8))
    again = receives(ticket, received_at=NOW() - timedelta(minutes=5)).message
    work_off()

    raised(ticket)

    assert going(ticket)["next_response"].started_at == again.created_at
    assert going(ticket)["resolution"].cycle == 1


def test_a_wrong_category_put_right_takes_no_promise_away_and_tells_nothing_twice():
    a_policy(minutes={"resolution": 480}, conditions={"kind": "category", "op": "equals", "value": "refund"})
    a_policy(minutes={"first_response": 60})
    ticket = promised(minutes_ago=70)
    fire_portion()
    assert told(ticket) == ["sla.warned", "sla.breached"]

    by = actors.agent(an_agent())
    for category in (a_category(key="refund"), a_category(key="other")):
        set_category(ticket, to=category, by=by)
        work_off()
    fire_portion()

    first = going(ticket)["first_response"]
    assert (first.cycle, first.started_at) == (2, ticket.created_at)
    assert first.breached_at == ticket.created_at + timedelta(minutes=60)
    assert told(ticket) == ["sla.warned", "sla.breached"]


def test_what_was_told_while_a_change_waited_for_its_turn_is_not_told_again():
    policy = a_policy(minutes={"first_response": 60}, warns_at=[75])
    ticket = promised(minutes_ago=50)
    change_policy(policy, by=actors.SYSTEM, targets={("first_response", "normal"): 59})
    Event.objects.filter(kind="config.changed", data__fields=["targets"]).update(
        created_at=ticket.created_at + timedelta(minutes=44)
    )
    fire_portion()
    assert told(ticket) == ["sla.warned"]

    work_off()
    recompute_clocks()
    fire_portion()

    assert Clock.objects.get(ticket=ticket, cycle=2).target_seconds == 59 * 60
    assert told(ticket) == ["sla.warned"]


def test_a_tag_that_is_not_considered_yet_lets_nothing_run_through_a_hold():
    policy = a_policy(minutes={"resolution": 480}, pauses_while_on_hold=False)
    ticket = promised()
    hold(ticket, by=actors.SYSTEM)
    work_off()
    change_policy(policy, by=actors.SYSTEM, pauses_while_on_hold=True)
    add_tag(ticket, name="vip", by=actors.agent(an_agent()))

    react("routing.handlers.recompute_clocks")
    recompute_clocks()

    assert Recomputation.objects.get().state == "done"
    assert Clock.objects.get(ticket=ticket, cycle=2).paused_at is not None
