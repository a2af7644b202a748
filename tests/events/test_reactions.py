from concurrent.futures import TimeoutError

import pytest
from django.db import transaction

from events import actors
from events.claims import claim, run
from events.models import Event, Reaction
from events.reactions import react
from events.record import record
from events.subscriptions import names_for
from tests.builders import a_ticket
from tests.events.handlers import assign, classify, remember, traces
from tests.passing import happens, let_leases_run_out, make_due
from tickets.recording import record_on

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("subscribers")]

NAMES = CLASSIFY, ASSIGN, REMEMBER = tuple(
    f"{handler.__module__}.{handler.__name__}" for handler in (classify, assign, remember)
)


def react_all() -> None:
    for handler in NAMES:
        react(handler)


def test_handlers_are_called_by_their_place_in_the_source():
    assert tuple(names_for(Event(kind="ticket.created"))) == NAMES
    assert names_for(Event(kind="nothing.known")) == []


def test_each_subscriber_reacts_once():
    event = happens()

    react_all()
    react_all()

    assert traces() == [(event.pk, "classify"), (event.pk, "assign"), (event.pk, "remember")]


def test_what_is_rolled_back_has_never_happened():
    with transaction.atomic():
        record("ticket.created", by=actors.SYSTEM)
        transaction.set_rollback(True)

    assert (Event.objects.count(), Reaction.objects.count()) == (0, 0)


def test_an_event_is_only_recorded_inside_the_change_it_is_about():
    with pytest.raises(RuntimeError):
        record("ticket.created", by=actors.SYSTEM)


def test_a_handler_that_fails_stops_no_other():
    event = happens(fails="classify")

    react_all()

    assert traces() == [(event.pk, "assign"), (event.pk, "remember")]
    assert Reaction.objects.get(handler=CLASSIFY).state == "pending"


def test_one_ticket_reaches_one_handler_in_order_even_past_a_failure():
    first, second = happens(fails="classify", ticket_id=1), happens(ticket_id=1)
    elsewhere = happens(ticket_id=2)

    react(CLASSIFY)
    assert traces() == [(elsewhere.pk, "classify")]

    Event.objects.filter(pk=first.pk).update(data={})
    make_due()
    react(CLASSIFY)
    assert traces()[1:] == [(first.pk, "classify"), (second.pk, "classify")]


def test_the_second_event_waits_while_the_first_is_in_somebody_elses_hands():
    happens(ticket_id=1)
    happens(ticket_id=1)
    [first] = claim(Reaction.objects.next_for(CLASSIFY))

    assert claim(Reaction.objects.next_for(CLASSIFY)) == []

    run(first, lambda reaction: None)
    assert len(claim(Reaction.objects.next_for(CLASSIFY))) == 1


def test_events_without_a_ticket_do_not_wait_for_each_other():
    happens(ticket_id=None)
    happens(ticket_id=None)

    assert len(claim(Reaction.objects.next_for(CLASSIFY))) == 2


def test_a_dead_reaction_lets_the_next_one_pass():
    happens(ticket_id=1)
    second = happens(ticket_id=1)
    Reaction.objects.filter(event__lt=second).update(state="dead")

    react(CLASSIFY)

    assert traces() == [(second.pk, "classify")]


def test_a_row_for_a_handler_that_no_longer_exists_ends_where_a_person_sees_it():
    event = happens()
    Reaction.objects.filter(handler=CLASSIFY).update(handler="routing.handlers.old_name")

    for _ in range(Reaction.max_attempts):
        make_due()
        react("routing.handlers.old_name")

    dead = Reaction.objects.dead().get()
    assert dead.last_error == "Failure: No handler is called routing.handlers.old_name"
    assert event.reactions.count() == 3


def test_events_of_one_ticket_become_visible_in_the_order_of_their_ids(elsewhere):
    ticket = a_ticket()

    def another() -> int:
        with transaction.atomic():
            return record_on(type(ticket).objects.get(pk=ticket.pk), "ticket.created", by=actors.SYSTEM).pk

    with transaction.atomic():
        first = record_on(ticket, "ticket.created", by=actors.SYSTEM)
        second = elsewhere(another)
        with pytest.raises(TimeoutError):
            second.result(timeout=0.3)

    assert second.result(timeout=2) > first.pk


def test_a_reaction_left_by_a_dead_worker_is_found_again():
    event = happens()
    claim(Reaction.objects.next_for(CLASSIFY))
    react(CLASSIFY)
    assert traces() == []

    let_leases_run_out()
    react(CLASSIFY)

    assert traces() == [(event.pk, "classify")]
