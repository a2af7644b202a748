"""A change of tier: open tickets are scored and promised anew, with a record of it (F24)."""

import pytest

from events import actors
from events.models import Event
from events.reactions import react
from people.actions.change_customer import change_customer
from people.actions.save_organisation import change_organisation
from people.models import Organisation
from routing.models import Clock, Decision
from routing.tasks import recompute_clocks
from tests.builders import a_customer, a_policy, a_rule, a_ticket, an_agent, work_off
from tickets.actions.resolve import resolve
from tickets.actions.set_priority import set_priority

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer():
    return a_customer()


def raise_tier(customer, tier="platinum"):
    change_customer(customer, by=actors.SYSTEM, own_tier=tier)
    look_again()


def look_again():
    work_off()
    recompute_clocks()


def opened(customer, **ticket):
    ticket = a_ticket(customer=customer, **ticket)
    work_off()
    return ticket


def test_open_tickets_are_scored_anew_and_the_record_says_what_set_it_off(customer):
    first, second = opened(customer), opened(customer)

    raise_tier(customer)

    event = Event.objects.get(kind="customer.tier_changed")
    for ticket in (first, second):
        ticket.refresh_from_db()
        assert (ticket.priority, ticket.priority_score) == ("high", 55)
        decision = Decision.objects.get(ticket=ticket, kind="priority", event_id=event.pk)
        assert decision.reasons[0] == {"source": "tier", "code": "platinum", "points": 55, "found": ""}
        changed = Event.objects.get(ticket_id=ticket.pk, kind="ticket.priority_changed")
        assert (changed.cause_kind, changed.cause_id) == ("event", event.pk)


def test_what_is_done_stays_as_it_was(customer):
    ticket = opened(customer)
    resolve(ticket, by=actors.SYSTEM)

    raise_tier(customer)

    ticket.refresh_from_db()
    assert ticket.priority == "normal"


def test_a_persons_choice_stays_while_the_score_moves(customer):
    ticket = opened(customer)
    set_priority(ticket, to="low", by=actors.agent(an_agent()), is_manual=True)

    raise_tier(customer)

    ticket.refresh_from_db()
    assert (ticket.priority, ticket.priority_score) == ("low", 55)


def test_what_a_rule_sets_stays_set(customer):
    a_rule({"kind": "channel_kind", "op": "equals", "value": "mail"}, {"do": "set_priority", "to": "urgent"})
    ticket = opened(customer)

    raise_tier(customer)

    ticket.refresh_from_db()
    assert ticket.priority == "urgent"


def test_the_promise_of_the_new_tier_counts_from_the_same_start(customer):
    a_policy(
        position=0,
        conditions={"kind": "customer_tier", "op": "equals", "value": "platinum"},
        minutes={"first_response": 10},
    )
    a_policy(position=1)
    ticket = opened(customer)

    raise_tier(customer)

    new = Clock.objects.going().get(ticket=ticket)
    assert (new.metric, new.target_seconds, new.started_at) == ("first_response", 600, ticket.created_at)
    reasons = set(
        Clock.objects.filter(ticket=ticket).exclude(pk=new.pk).values_list("stop_reason", flat=True)
    )
    assert reasons == {"replaced", "no_policy"}


def test_the_tier_of_an_organisation_reaches_its_people(customer):
    organisation = Organisation.objects.create(name="PT Nusa")
    change_customer(customer, by=actors.SYSTEM, organisation=organisation)
    ticket = opened(customer)

    change_organisation(organisation, by=actors.SYSTEM, tier="gold")
    look_again()

    ticket.refresh_from_db()
    assert ticket.priority_score == 40


def test_scoring_twice_changes_nothing(customer):
    from routing.handlers import rescore_tickets

    ticket = opened(customer)
    raise_tier(customer)
    ticket.refresh_from_db()
    before = ticket.version, Decision.objects.count()

    rescore_tickets(Event.objects.get(kind="customer.tier_changed"))
    recompute_clocks()

    ticket.refresh_from_db()
    assert (ticket.version, Decision.objects.count()) == before


def test_a_ticket_that_is_not_routed_yet_is_routed_by_the_new_tier_and_not_before(customer):
    a_policy(minutes={"first_response": 60, "resolution": 480})
    ticket = a_ticket(customer=customer)
    change_customer(customer, by=actors.SYSTEM, own_tier="platinum")

    react("routing.handlers.rescore_tickets")  # overtakes the routing
    recompute_clocks()
    assert not Clock.objects.exists()
    work_off()

    ticket.refresh_from_db()
    assert (ticket.priority, ticket.priority_score) == ("high", 55)
    assert set(Clock.objects.values_list("metric", "cycle")) == {("first_response", 1), ("resolution", 1)}
