"""A rule that asks what something was before is asked when that changes, once for each change."""

import pytest
from django.urls import reverse

from events import actors
from events.models import Event, Reaction
from events.reactions import react
from people.actions.change_customer import change_customer
from routing.linting import lint
from routing.models import Decision
from routing.one_message import try_message
from routing.tasks import recompute_clocks
from tests.builders import a_category, a_channel, a_customer, a_rule, a_team, an_admin, an_agent, work_off
from tests.routing.routed import routed
from tests.routing.rulebook import book, no, rule, when
from tickets.actions.reopen import reopen
from tickets.actions.resolve import resolve
from tickets.actions.set_category import set_category
from tickets.actions.set_priority import set_priority
from tickets.actions.transfer import transfer

pytestmark = pytest.mark.django_db

WAS_DELIVERY = when("previous.category", "equals", "delivery")
URGENT = {"do": "set_priority", "to": "urgent"}
TAG = {"do": "add_tag", "to": "moved"}


@pytest.fixture
def topics():
    return a_category(key="delivery", team=None), a_category(key="damaged", team=None)


def tags(ticket):
    return sorted(ticket.tags.values_list("name", flat=True))


def changed(ticket, *, to):
    set_category(ticket, to=to, by=actors.agent(an_agent()))
    work_off()
    ticket.refresh_from_db()


def test_who_gives_another_category_sets_off_the_rule_about_the_one_before(topics):
    delivery, damaged = topics
    a_rule(
        {"all": [WAS_DELIVERY, when("category", "equals", "damaged")]}, URGENT, TAG, name="Broken on its way"
    )
    ticket = routed()

    changed(ticket, to=delivery)
    untouched = (ticket.priority, tags(ticket))
    changed(ticket, to=damaged)

    assert untouched == ("normal", [])
    assert (ticket.priority, tags(ticket)) == ("urgent", ["moved"])
    decision = Decision.objects.get(ticket=ticket, kind="change")
    assert decision.inputs["previous"] == {"category": "delivery"}
    assert Event.objects.get(pk=decision.event_id).kind == "ticket.category_changed"


def test_the_panel_says_which_rule_it_was(topics, client):
    delivery, damaged = topics
    a_rule(WAS_DELIVERY, URGENT, name="Broken on its way")
    ticket = routed()
    changed(ticket, to=delivery)
    changed(ticket, to=damaged)

    client.force_login(an_admin())
    page = client.get(reverse("routing:why", args=[ticket.pk])).content.decode()
    assert "Broken on its way" in page


def test_a_team_is_what_it_was_given_from(topics):
    first, second, third = a_team(), a_team(), a_team()
    a_rule(when("previous.team", "in", [first.pk]), {"do": "set_team", "to": third.pk})
    ticket = routed(team=first)

    transfer(ticket, to=second, by=actors.agent(an_agent()))
    work_off()

    ticket.refresh_from_db()
    assert ticket.team == third


def test_a_rule_about_the_tier_before_is_asked_when_it_changes():
    customer = a_customer()
    a_rule(when("previous.customer_tier", "equals", "standard"), TAG)
    ticket = routed(customer=customer)

    change_customer(customer, by=actors.SYSTEM, own_tier="gold")
    work_off()
    recompute_clocks()

    assert tags(ticket) == ["moved"]


def test_a_rule_about_the_status_before_is_asked_when_a_ticket_is_reopened():
    a_rule(when("previous.status", "equals", "resolved"), TAG, URGENT)
    ticket = routed()
    resolve(ticket, by=actors.agent(an_agent()))
    work_off()

    reopen(ticket, by=actors.agent(an_agent()))
    work_off()

    ticket.refresh_from_db()
    assert (tags(ticket), ticket.priority) == (["moved"], "urgent")


def test_what_a_person_has_chosen_stays(topics):
    delivery, damaged = topics
    a_rule(WAS_DELIVERY, URGENT)
    ticket = routed()
    set_priority(ticket, to="low", by=actors.agent(an_agent()), is_manual=True)
    changed(ticket, to=delivery)
    changed(ticket, to=damaged)

    assert ticket.priority == "low"


@pytest.mark.parametrize(
    "conditions",
    [
        pytest.param(no(WAS_DELIVERY), id="not before"),
        pytest.param(when("previous.category", "is_empty"), id="nothing before"),
        pytest.param(when("previous.category", "not_in", ["delivery"]), id="none of before"),
    ],
)
def test_such_a_rule_is_not_asked_of_new_tickets_nor_tried_on_one(topics, conditions):
    a_rule(conditions, TAG)

    tried = try_message(
        channel=a_channel(), tier="gold", subject="", text="Halo", at=Event.objects.first().created_at
    )

    assert tags(routed()) == []
    assert tried["live"].rules == []


def test_what_a_rule_changes_sets_off_no_other(topics):
    delivery, damaged = topics
    a_rule(WAS_DELIVERY, URGENT)
    a_rule(when("previous.priority", "is_set"), TAG)
    ticket = routed()

    changed(ticket, to=delivery)
    changed(ticket, to=damaged)

    assert ticket.priority == "urgent"
    assert tags(ticket) == []


def test_asked_twice_it_decides_once(topics):
    delivery, damaged = topics
    a_rule(WAS_DELIVERY, TAG)
    ticket = routed()
    changed(ticket, to=delivery)
    changed(ticket, to=damaged)

    Reaction.objects.update(state="pending", lease_until=None)
    react("routing.handlers.follow_clocks")

    assert Decision.objects.filter(ticket=ticket, kind="change").count() == 1


def test_the_linter_weighs_it_only_against_those_asked_with_it():
    everybody = rule({}, ("add_tag", "x"), stops=True)
    before, same = rule(WAS_DELIVERY, ("add_tag", "x")), rule(WAS_DELIVERY, ("add_tag", "x"))
    of_team = rule(when("previous.team", "is_set"), ("add_tag", "x"))

    found = [(one.code, one.rule, one.others) for one in lint(book(everybody, before, of_team, same))]

    assert found == [("forestalled", 4, (2,))]
