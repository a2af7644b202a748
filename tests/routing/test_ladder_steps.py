"""What the steps of a ladder do: once, at their moment, and what they could not do is said."""

import pytest

from events import actors
from events.models import Event
from routing.actions.save_policy import change_policy, remove_policy
from routing.escalate import fire_portion
from routing.models import Clock, Escalation
from tests.builders import a_policy, a_reply, a_team, an_admin, an_agent, work_off
from tests.routing.laddered import did
from tests.routing.promised import after, promised, told
from tickets.models import Notification, Ticket

pytestmark = pytest.mark.django_db


def a_ladder(*steps, minutes=60):
    return a_policy(minutes={"first_response": minutes}, ladder=list(steps))


def at_half(*actions):
    return {"percent": 50, "do": list(actions)}


def heard(agent):
    return list(Notification.objects.filter(agent=agent).values_list("kind", flat=True))


def test_each_step_comes_at_its_moment_and_is_kept_with_when_it_was_due_and_when_it_came():
    ayu, team = an_admin(), a_team()
    rani = an_agent(team)
    a_ladder(
        at_half({"do": "notify_holder"}),
        {"minutes_after": 30, "do": [{"do": "notify_agent", "to": ayu.pk}, {"do": "raise_priority"}]},
    )
    ticket = promised(team=team, assignee=rani)

    fire_portion(at=after(31))
    fire_portion(at=after(61))
    assert heard(ayu) == []
    fire_portion(at=after(92))

    rows = Escalation.objects.filter(ticket=ticket).order_by("due_at")
    assert [(row.threshold, row.due_at, row.fired_at) for row in rows] == [
        (50, after(30), after(31)), (100, after(60), after(61)), (130, after(90), after(92))
    ]  # fmt: skip
    assert (did(ticket, 50), did(ticket, 100)) == ([("notify_holder", "done")], [])
    assert did(ticket, 130) == [("notify_agent", "done"), ("raise_priority", "done")]
    assert (heard(ayu), Ticket.objects.get().priority) == (["sla_breached"], "high")
    assert Event.objects.get(ticket_id=ticket.pk, kind="sla.overdue").data["threshold"] == 130


def test_a_step_happens_once_whoever_looks_again():
    a_ladder(at_half({"do": "raise_priority"}), minutes=600)
    ticket = promised()
    fire_portion(at=after(300))
    Clock.objects.update(due_at=after(300), threshold=50, state="pending")

    fire_portion(at=after(301))

    assert Ticket.objects.get(pk=ticket.pk).priority == "high"


def test_what_was_answered_is_taken_from_nobody():
    """The sweep came late: the reply was there before it."""
    team = a_team()
    rani, sari = an_agent(team, available=True), an_agent(team, available=True)
    a_ladder(at_half({"do": "reassign"}, {"do": "notify_leads"}))
    ticket = promised(team=team, assignee=rani)
    a_reply(ticket, agent=rani, at=after(45))
    work_off()

    fire_portion(at=after(50))

    assert (told(ticket), did(ticket, 50)) == (["sla.warned"], [])
    assert Ticket.objects.get().assignee == rani
    assert heard(sari) == []


def test_somebody_named_hears_of_it_and_can_see_it():
    manager = an_agent(a_team())
    a_ladder(at_half({"do": "notify_agent", "to": manager.pk}))
    ticket = promised(team=a_team())

    fire_portion(at=after(30))

    assert list(Notification.objects.visible_to(manager).values_list("kind", flat=True)) == ["sla_warning"]
    assert Ticket.objects.visible_to(manager).get() == ticket


def test_a_role_hears_of_it():
    team, ayu = a_team(), an_admin()
    rani, elsewhere = an_agent(team), an_agent(a_team())
    a_ladder(at_half({"do": "notify_role", "to": "agent"}, {"do": "notify_role", "to": "admin"}))
    promised(team=team)

    fire_portion(at=after(30))

    assert (heard(rani), heard(ayu), heard(elsewhere)) == (["sla_warning"], ["sla_warning"], [])


def test_a_team_a_tag_a_category_and_a_named_agent_are_set_in_the_name_of_the_clock():
    second = a_team()
    sari = an_agent(second)
    a_ladder(
        at_half(
            {"do": "set_team", "to": second.pk},
            {"do": "add_tag", "to": "late"},
            {"do": "set_priority", "to": "urgent"},
        ),
        {"percent": 75, "do": [{"do": "assign_agent", "to": sari.pk}]},
    )
    ticket = promised(team=a_team())

    fire_portion(at=after(46))

    ticket.refresh_from_db()
    assert (ticket.team, ticket.assignee, ticket.priority) == (second, sari, "urgent")
    assert list(ticket.tags.values_list("name", flat=True)) == ["late"]
    kinds = ["ticket.transferred", "ticket.tagged", "ticket.priority_changed", "ticket.assigned"]
    assert set(
        Event.objects.filter(kind__in=kinds, actor_kind="clock").values_list("kind", flat=True)
    ) == set(kinds)


def test_what_is_gone_or_switched_off_by_then_is_said_and_stops_nothing():
    team, other = a_team(), a_team(is_active=False)
    a_ladder(
        at_half(
            {"do": "set_team", "to": other.pk},
            {"do": "assign_agent", "to": 4_711},
            {"do": "set_category", "to": "no-such"},
            {"do": "notify_agent", "to": 4_711},
            {"do": "add_tag", "to": "late"},
        )
    )
    ticket = promised(team=team)

    fire_portion(at=after(30))

    assert did(ticket, 50) == [
        ("notify_agent", "nobody"), ("set_team", "gone"), ("assign_agent", "gone"),
        ("set_category", "gone"), ("add_tag", "done"),
    ]  # fmt: skip


def test_who_is_told_is_decided_by_the_ladder_of_today_and_when_by_that_of_the_promise():
    sari = an_admin()
    policy = a_ladder(at_half({"do": "raise_priority"}))
    ticket = promised()
    change_policy(
        policy, by=actors.SYSTEM, on_change="keep", ladder=[at_half({"do": "notify_agent", "to": sari.pk})]
    )
    work_off()

    fire_portion(at=after(30))

    assert (heard(sari), did(ticket, 50)) == (["sla_warning"], [("notify_agent", "done")])


def test_where_the_policy_is_gone_holder_and_leads_still_hear():
    team = a_team()
    rani = an_agent(team)
    policy = a_ladder(at_half({"do": "raise_priority"}))
    ticket = promised(team=team, assignee=rani)
    remove_policy(policy, by=actors.SYSTEM)

    fire_portion(at=after(30))

    assert [what for what, _ in did(ticket, 50)] == ["notify_holder", "notify_leads"]
    assert "sla_warning" in heard(rani)
