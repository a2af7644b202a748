"""Nobody answers past a message they have not seen, or overwrites a change they have not seen."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from events import actors
from events.models import Event
from tests.builders import a_category, a_note, a_reply, a_team, a_ticket, an_agent, receives
from tickets.actions.assign import assign
from tickets.actions.automatic import send_automatic
from tickets.actions.hold import hold
from tickets.actions.resolve import resolve
from tickets.actions.set_category import set_category
from tickets.actions.set_priority import set_priority
from tickets.actions.set_subject import set_subject
from tickets.actions.tag import add_tag
from tickets.actions.transfer import transfer
from tickets.actions.withdraw import withdraw_reply
from tickets.models import Ticket
from tickets.stale import SaidAlready, StaleTicket

pytestmark = pytest.mark.django_db


def test_a_reply_past_a_newer_message_of_the_customer_is_held_back_and_shows_it():
    ticket = a_ticket()
    seen = ticket.messages.get()
    newer = receives(ticket, text="Never mind, it is here!").message

    with pytest.raises(StaleTicket) as stale:
        a_reply(ticket, seen_message_id=seen.pk)

    assert stale.value.changes == [newer]
    assert stale.value.words
    assert ticket.messages.count() == 2


def test_a_reply_past_a_colleagues_reply_is_held_back():
    ticket = a_ticket()
    seen = ticket.messages.get()
    theirs = a_reply(ticket, agent=an_agent())

    with pytest.raises(StaleTicket) as stale:
        a_reply(ticket, agent=an_agent(), seen_message_id=seen.pk)

    assert stale.value.changes == [theirs]


def test_what_a_colleague_has_just_sent_is_asked_about_though_it_stands_on_the_page():
    ticket, now = a_ticket(), timezone.now()
    theirs = a_reply(ticket, agent=an_agent(), at=now - timedelta(seconds=9))

    with pytest.raises(StaleTicket) as stale:
        a_reply(ticket, agent=an_agent(), seen_message_id=theirs.pk, at=now)

    assert stale.value.changes == [theirs]
    assert a_reply(ticket, agent=an_agent(), seen_message_id=theirs.pk, confirm=True, at=now).pk


def test_what_a_colleague_sent_a_while_ago_is_not_nor_what_they_took_back_nor_the_customers_newest_line():
    ticket, colleague, now = a_ticket(), an_agent(), timezone.now()
    a_reply(ticket, agent=colleague, at=now - timedelta(seconds=11))
    withdraw_reply(a_reply(ticket, agent=colleague, at=now), by=actors.agent(colleague))
    seen = receives(ticket, text="Are you there?").message

    assert a_reply(ticket, agent=an_agent(), seen_message_id=seen.pk, at=now).pk


def test_two_windows_with_one_draft_do_not_send_it_twice():
    ticket, me = a_ticket(), an_agent()
    seen = ticket.messages.get()
    sent = a_reply(ticket, agent=me, text="It leaves today.", seen_message_id=seen.pk)

    with pytest.raises(SaidAlready) as said:
        a_reply(ticket, agent=me, text="It leaves today.", seen_message_id=seen.pk)

    assert said.value.changes == [sent]
    assert a_reply(ticket, agent=me, text="It leaves today.", seen_message_id=seen.pk, confirm=True).pk


def test_who_has_seen_it_and_confirms_may_send():
    ticket = a_ticket()
    seen = ticket.messages.get()
    receives(ticket)

    assert a_reply(ticket, seen_message_id=seen.pk, confirm=True).pk


def test_what_is_no_answer_holds_nobody_back():
    ticket, agent = a_ticket(), an_agent()
    seen = ticket.messages.get()
    a_reply(ticket, agent=agent, text="One moment.")
    a_note(ticket)
    receives(ticket, is_auto_reply=True)
    send_automatic(ticket, text="We got it.", by=actors.SYSTEM, reason="acknowledgement")

    assert a_reply(ticket, agent=agent, seen_message_id=seen.pk).pk


def test_the_repeat_of_a_click_that_was_sent_is_not_stale():
    ticket, agent, key = a_ticket(), an_agent(), uuid4()
    seen = ticket.messages.get()
    first = a_reply(ticket, agent=agent, client_key=key, seen_message_id=seen.pk)
    receives(ticket)

    assert a_reply(ticket, agent=agent, client_key=key, seen_message_id=seen.pk) == first


def assigning(ticket, by, version):
    return assign(ticket, to=an_agent(), by=by, expected_version=version)


def transferring(ticket, by, version):
    return transfer(ticket, to=a_team(), by=by, expected_version=version)


def prioritising(ticket, by, version):
    to = {"normal": "high", "high": "urgent"}[ticket.priority]
    return set_priority(ticket, to=to, is_manual=True, by=by, expected_version=version)


def categorising(ticket, by, version):
    return set_category(ticket, to=a_category(), by=by, expected_version=version)


def renaming(ticket, by, version):
    return set_subject(ticket, to=f"Meja retak {ticket.version}", by=by, expected_version=version)


CHANGES = [assigning, transferring, prioritising, categorising, renaming]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_by_somebody_else_since_is_not_overwritten(change):
    ticket = a_ticket()
    version = ticket.version
    change(ticket, actors.agent(an_agent()), version)
    after_first = Ticket.objects.get(pk=ticket.pk)

    with pytest.raises(StaleTicket) as stale:
        change(ticket, actors.agent(an_agent()), version)

    assert stale.value.changes == [Event.objects.filter(ticket_id=ticket.pk).latest("pk")]
    kept = Ticket.objects.get(pk=ticket.pk)
    assert (kept.assignee, kept.team, kept.priority, kept.category, kept.subject, kept.version) == (
        after_first.assignee,
        after_first.team,
        after_first.priority,
        after_first.category,
        after_first.subject,
        after_first.version,
    )


@pytest.mark.parametrize("change", CHANGES)
def test_who_changed_it_oneself_may_change_it_again(change):
    ticket, me = a_ticket(), actors.agent(an_agent())
    version = ticket.version

    assert change(ticket, me, version)
    assert change(ticket, me, version)


@pytest.mark.parametrize("change", CHANGES)
def test_something_else_in_the_meantime_is_no_reason_to_refuse(change):
    ticket = a_ticket()
    version = ticket.version
    add_tag(ticket, name="fragile", by=actors.agent(an_agent()))
    a_note(ticket)

    assert change(ticket, actors.agent(an_agent()), version)


@pytest.mark.parametrize("end", [resolve, hold])
def test_a_ticket_on_which_the_customer_wrote_since_is_not_put_away_unseen(end):
    ticket = a_ticket()
    version = ticket.version
    receives(ticket, text="And another thing")

    with pytest.raises(StaleTicket):
        end(ticket, by=actors.agent(an_agent()), expected_version=version)

    assert Ticket.objects.get(pk=ticket.pk).status == "open"
