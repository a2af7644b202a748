"""A new ticket: classified and scored, each step with its reasons."""

import pytest

from events import actors
from events.models import Event, Reaction
from routing.following import FOLLOWER
from routing.handlers import follow_clocks
from routing.models import Clock, Decision, RoutingRule
from tests.builders import (
    a_category,
    a_channel,
    a_customer,
    a_policy,
    a_reply,
    a_rule,
    a_team,
    a_ticket,
    an_agent,
    receives,
    work_off,
)
from tests.routing.routed import MENTIONS_REFUND, decision_on, routed
from tickets.actions.set_priority import set_priority
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_a_rule_gives_category_team_priority_and_tags():
    refunds, payments = a_category(key="refund"), a_team()
    rule = a_rule(
        MENTIONS_REFUND,
        {"do": "set_category", "to": "refund"},
        {"do": "set_team", "to": payments.pk},
        {"do": "set_priority", "to": "urgent"},
        {"do": "add_tag", "to": "money"},
    )

    ticket = routed(team=a_team(), text="I want a refund!")

    assert (ticket.category, ticket.team, ticket.priority) == (refunds, payments, "urgent")
    assert [tag.name for tag in ticket.tags.all()] == ["money"]
    assert decision_on(ticket, "classification").reasons == [
        {"code": "rule", "rule": rule.pk, "name": rule.name}
    ]


def test_what_we_write_of_a_call_is_not_what_its_caller_said():
    a_category(key="refund")
    a_rule(MENTIONS_REFUND, {"do": "set_category", "to": "refund"})

    ticket = routed(channel=a_channel(kind="voice"), text="Calls for Refunds")

    assert ticket.category is None


def test_what_a_rule_changed_says_which_rule_and_what_it_found():
    a_category(key="refund")
    rule = a_rule(MENTIONS_REFUND, {"do": "set_category", "to": "refund"})

    ticket = routed(text="Saya mau refundnya sekarang")

    changed = Event.objects.get(ticket_id=ticket.pk, kind="ticket.category_changed")
    assert (changed.actor_kind, changed.actor_id) == ("rule", rule.pk)
    [looked] = decision_on(ticket, "classification").candidates
    assert (looked["outcome"], looked["reasons"][0]["found"]) == ("matched", ["refundnya"])


def test_a_category_brings_its_ticket_home_to_its_team():
    team = a_team()
    a_category(key="refund", team=team)
    a_rule(MENTIONS_REFUND, {"do": "set_category", "to": "refund"})

    assert routed(team=a_team(), text="refund please").team == team


def test_who_has_taken_a_ticket_before_it_was_routed_keeps_it():
    first, agent = a_team(), an_agent()
    a_rule(MENTIONS_REFUND, {"do": "set_team", "to": a_team().pk})

    ticket = routed(team=first, assignee=agent, text="refund please")

    assert (ticket.team, ticket.assignee) == (first, agent)


def test_a_ticket_without_a_team_says_so():
    assert routed(team=None).unassigned_reason == Ticket.UnassignedReason.NO_TEAM


def test_a_rule_that_names_what_is_gone_says_so_and_the_rest_happens():
    a_rule(MENTIONS_REFUND, {"do": "set_category", "to": "gone"}, {"do": "add_tag", "to": "money"})

    ticket = routed(text="refund please")

    assert {"code": "category_missing", "key": "gone"} in decision_on(ticket, "classification").reasons
    assert [tag.name for tag in ticket.tags.all()] == ["money"]


def test_a_rule_that_cannot_be_read_stops_no_other():
    RoutingRule.objects.create(name="Broken", conditions={"kind": "nonsense"}, actions=[], position=0)
    a_rule(MENTIONS_REFUND, {"do": "add_tag", "to": "money"})

    assert [tag.name for tag in routed(text="refund please").tags.all()] == ["money"]


def test_the_score_is_the_sum_of_contributions_that_are_kept():
    ticket = routed(customer=a_customer(own_tier="gold"), text="I want my money back, refund it")

    reasons = decision_on(ticket, "priority").reasons
    assert ticket.priority_score == sum(reason["points"] for reason in reasons) == 65
    assert [(reason["source"], reason["code"]) for reason in reasons] == [
        ("tier", "gold"),
        ("keyword", "money"),
    ]
    assert ticket.priority == "high"


def test_a_priority_that_a_person_chose_stays_and_the_score_stands_beside_it():
    ticket = a_ticket(customer=a_customer(own_tier="platinum"), text="refund")
    set_priority(ticket, to="low", by=actors.agent(an_agent()), is_manual=True)

    work_off()

    ticket.refresh_from_db()
    assert (ticket.priority, ticket.priority_score) == ("low", 80)
    assert decision_on(ticket, "priority").outcome["is_manual"] is True


def test_a_ticket_whose_routing_was_buried_is_routed_when_it_is_tried_again():
    a_policy(minutes={"first_response": 60, "next_response": 60})
    ticket = a_ticket()
    created = Reaction.objects.filter(event__kind="ticket.created", handler=FOLLOWER)
    created.update(state="dead")
    a_reply(ticket, agent=an_agent())
    receives(ticket)
    work_off()

    created.retry()
    work_off()

    assert not Reaction.objects.exclude(state="done").exists()
    assert Decision.objects.filter(ticket=ticket, kind="classification").exists()
    assert Clock.objects.get().metric == "next_response"  # the first answer was given long ago


def test_routing_twice_changes_nothing():
    a_policy()
    a_rule(MENTIONS_REFUND, {"do": "add_tag", "to": "money"})
    ticket = routed(text="refund please")
    before = (ticket.version, Decision.objects.count(), Clock.objects.count(), Event.objects.count())

    follow_clocks(Event.objects.get(ticket_id=ticket.pk, kind="ticket.created"))

    ticket.refresh_from_db()
    assert (ticket.version, Decision.objects.count(), Clock.objects.count(), Event.objects.count()) == before


def test_nothing_is_left_dead_when_a_channel_sends_its_tickets_to_a_team():
    team = a_team()

    ticket = routed(channel=a_channel(team=team))

    assert ticket.team == team
    assert not Reaction.objects.exclude(state="done").exists()
