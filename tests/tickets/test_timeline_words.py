"""What happened, in words: in the reader's language and with everybody's name."""

import pytest
from django.utils import translation

from events import actors
from tests.builders import a_category, a_reply, a_rule, a_team, a_ticket, an_agent, receives
from tests.passing import days_ago
from tests.tickets.timelines import page, told
from tickets.actions.assign import assign
from tickets.actions.claim import claim
from tickets.actions.close import close
from tickets.actions.hold import hold, unhold
from tickets.actions.record_delivery import mark_bounced, mark_sent
from tickets.actions.resolve import resolve
from tickets.actions.set_category import set_category
from tickets.actions.set_priority import set_priority
from tickets.actions.set_subject import set_subject
from tickets.actions.tag import add_tag, remove_tag
from tickets.actions.transfer import transfer
from tickets.event_kinds import KINDS
from tickets.models import Tag
from tickets.recording import record_on
from tickets.timeline_words import WORDS

pytestmark = pytest.mark.django_db


def test_events_are_told_in_the_language_of_the_reader_and_name_everybody():
    team, rani, maya = a_team(name="Returns"), an_agent(name="Rani"), an_agent(name="Maya")
    category = a_category(name="Rusak")
    ticket = a_ticket()
    by = actors.agent(rani)
    transfer(ticket, to=team, by=by)
    claim(ticket, agent=rani)
    assign(ticket, to=maya, by=by)
    assign(ticket, to=None, by=actors.SYSTEM, reason="returned")
    set_category(ticket, to=category, by=by)
    set_priority(ticket, to="urgent", is_manual=True, by=by)
    set_subject(ticket, to="<b>Meja</b>", by=by)
    add_tag(ticket, name="fragile", by=by)
    remove_tag(ticket, tag=Tag.objects.get(), by=by)
    hold(ticket, by=by)
    unhold(ticket, by=by)
    record_on(
        ticket, "sla.warned", by=actors.clock(1), metric="first_response", cycle=1, threshold=75, clock=1
    )
    record_on(ticket, "sla.breached", by=actors.clock(1), metric="resolution", cycle=1, clock=1)
    resolve(ticket, by=by)

    with translation.override("en"):
        assert told(ticket, viewer=maya) == [
            "Moved to <b>Returns</b>",
            "Taken by <b>Rani</b>",
            "Assigned to <b>you</b>",
            "Taken from <b>you</b>: Returned to the queue",
            "Category set to <b>Rusak</b>",
            "Priority set to <b>Urgent</b>",
            "Subject changed to <b>&lt;b&gt;Meja&lt;/b&gt;</b>",
            "Tagged <b>fragile</b>",
            "Tag <b>fragile</b> removed",
            "Put on hold",
            "Taken off hold",
            "<b>First response</b>: 75% of the time is used",
            "<b>Resolution</b>: the time is over",
            "Resolved",
        ]


def test_who_or_what_did_it_is_said():
    ticket, rani = a_ticket(received_at=days_ago(1)), an_agent(name="Rani")
    add_tag(ticket, name="a", by=actors.agent(rani))
    receives(ticket)
    add_tag(ticket, name="b", by=actors.rule(a_rule({}, {"do": "add_tag", "to": "b"}, name="Money back").pk))
    receives(ticket)
    resolve(ticket, by=actors.SYSTEM)
    receives(ticket)

    shown = [entry for entry in page(ticket).entries if entry.kind == "event"]

    assert [entry.actor for entry in shown] == ["Rani", "Money back", "Alur", "Rina Wijaya"]


def test_a_follow_up_is_named_as_people_name_it():
    old = a_ticket()
    resolve(old, by=actors.SYSTEM)
    close(old, by=actors.SYSTEM)
    new = receives(old).ticket

    assert told(old)[-1] == f"Goes on as <b>T-{new.pk}</b>"


def test_a_bounce_says_why():
    ticket = a_ticket()
    delivery = a_reply(ticket).delivery
    mark_sent(delivery)
    mark_bounced(delivery, reason="mailbox_full")

    assert "mailbox is full" in told(ticket)[-1]


def test_every_kind_that_is_told_is_a_kind_that_exists():
    assert set(WORDS) <= set(KINDS)
