"""Another priority or category: promised anew, from the same start and with the same pauses."""

import pytest

from events import actors
from events.models import Event
from routing.escalate import fire_portion
from routing.models import Decision
from tests.builders import a_category, a_policy, a_reply, an_agent, work_off
from tests.routing.followed import at, clock, cycles, seen
from tickets.actions.hold import hold, unhold
from tickets.actions.set_category import set_category
from tickets.actions.set_priority import set_priority

pytestmark = pytest.mark.django_db


def test_a_changed_priority_is_promised_anew_from_the_same_start(ticket, policy):
    policy.targets.filter(priority="urgent", metric="first_response").update(minutes=30)

    set_priority(ticket, to="urgent", by=actors.agent(an_agent()), is_manual=True, at=at(10, 20))
    work_off()

    old, new = clock(ticket, "first_response", 1), clock(ticket, "first_response", 2)
    assert (old.stopped_at, old.stop_reason, old.due_at) == (at(10, 20), "replaced", None)
    assert (new.started_at, new.deadline) == (at(10), at(10, 30))
    assert cycles(ticket, "resolution") == [1]  # its target is the same
    assert Decision.objects.filter(ticket=ticket, kind="sla").count() == 2
    assert seen(ticket)[0] == at(10, 30)


def test_what_is_promised_anew_stands_still_from_when_the_ticket_did_however_late_that_is_followed(
    ticket, policy
):
    policy.targets.filter(priority="urgent", metric="resolution").update(minutes=240)

    set_priority(ticket, to="urgent", by=actors.agent(an_agent()), is_manual=True, at=at(10, 20))
    a_reply(ticket, agent=an_agent(), at=at(10, 30), confirm=True)
    work_off()

    assert clock(ticket, "resolution", 2).paused_at == at(10, 30)


def test_a_policy_may_leave_running_clocks_alone(ticket, policy):
    policy.targets.filter(priority="urgent").update(minutes=30)
    policy.on_change = "keep"
    policy.save(update_fields=["on_change"])

    set_priority(ticket, to="urgent", by=actors.agent(an_agent()), is_manual=True, at=at(10, 20))
    work_off()

    assert cycles(ticket, "first_response") == [1]
    assert clock(ticket, "first_response").deadline == at(11)


def test_another_policy_for_another_category_keeps_the_pauses(ticket, policy):
    type(policy).objects.update(position=9)
    a_policy(
        name="Refunds",
        position=0,
        conditions={"kind": "category", "op": "equals", "value": "refund"},
        minutes={"resolution": 240},
    )
    hold(ticket, by=actors.SYSTEM, at=at(10, 30))
    unhold(ticket, by=actors.SYSTEM, at=at(11, 30))
    work_off()

    set_category(ticket, to=a_category(key="refund"), by=actors.agent(an_agent()), at=at(11, 40))
    work_off()

    assert clock(ticket, "resolution", 2).deadline == at(15)  # around the clock, less the hour on hold
    assert clock(ticket, "first_response").stop_reason == "no_policy"


def test_a_promise_that_was_broken_already_is_not_broken_twice(ticket, policy):
    fire_portion(at=at(11, 5))
    policy.targets.filter(priority="urgent").update(minutes=30)

    set_priority(ticket, to="urgent", by=actors.agent(an_agent()), is_manual=True, at=at(11, 10))
    work_off()
    fire_portion(at=at(11, 11))

    breaches = Event.objects.filter(ticket_id=ticket.pk, kind="sla.breached", data__metric="first_response")
    assert breaches.count() == 1
    assert clock(ticket, "first_response", 2).breached_at == at(10, 30)
