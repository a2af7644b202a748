"""Messages, notes and events in one order, page by page, in a constant number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from events import actors
from tests.builders import (
    a_category,
    a_note,
    a_reply,
    a_rule,
    a_team,
    a_ticket,
    an_agent,
    days_ago,
    receives,
)
from tickets.actions.assign import assign
from tickets.actions.attach import attach
from tickets.actions.automatic import send_automatic
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
from tickets.actions.withdraw import withdraw_reply
from tickets.event_kinds import KINDS
from tickets.incoming import ReceivedAttachment
from tickets.models import Tag, Ticket
from tickets.recording import record_on
from tickets.stale import StaleTicket
from tickets.timeline import entries_of, timeline_page
from tickets.timeline_words import WORDS

pytestmark = pytest.mark.django_db


def page(ticket: Ticket, viewer=None, **fields):
    ticket = Ticket.objects.select_related("customer").get(pk=ticket.pk)
    return timeline_page(ticket, viewer=viewer or an_agent(), **fields)


def told(ticket: Ticket, viewer=None) -> list[str]:
    """What the events say, folded or not."""
    words = []
    for entry in page(ticket, viewer).entries:
        events = entry.entries if entry.kind == "folded" else [entry]
        words += [one.words for one in events if one.kind == "event"]
    return words


def a_long_ticket(messages: int) -> Ticket:
    """A conversation in turns, with a file, a note and events in between."""
    agent = an_agent()
    ticket = a_ticket(received_at=days_ago(30))
    file = [ReceivedAttachment("a.txt", "", b"a")]
    for number in range(messages - 1):
        at = days_ago(29) + timedelta(minutes=number)
        if number % 2:
            a_reply(ticket, agent=agent, at=at)
        else:
            receives(ticket, at=at, attachments=file if number % 10 == 0 else ())
        if number % 10 == 3:
            a_note(ticket, agent=agent, at=at)
            to = "urgent" if ticket.priority == "high" else "high"
            set_priority(ticket, to=to, is_manual=True, by=actors.agent(agent), at=at)
            add_tag(ticket, name=f"tag {number}", by=actors.agent(agent), at=at)
    return ticket


def test_everything_stands_in_the_order_in_which_it_happened():
    ticket, agent = a_ticket(received_at=days_ago(3)), an_agent()
    a_note(ticket, agent=agent, at=days_ago(2.5))
    set_priority(ticket, to="high", is_manual=True, by=actors.agent(agent), at=days_ago(2.2))
    a_reply(ticket, agent=agent, at=days_ago(2))
    receives(ticket, at=days_ago(1))

    assert [entry.kind for entry in page(ticket).entries] == [
        "message",
        "note",
        "event",
        "message",
        "message",
    ]


def test_what_was_read_late_stands_where_it_arrived():
    ticket = a_ticket(received_at=days_ago(3))
    a_reply(ticket, at=days_ago(1), text="first")
    receives(ticket, received_at=days_ago(2), text="overtaken")

    texts = [entry.message.text for entry in page(ticket).entries if entry.kind == "message"]

    assert texts == ["Where is my parcel?", "overtaken", "first"]


def test_entries_have_what_a_page_shows():
    ticket, agent = a_ticket(html="<p>Hi</p>"), an_agent()
    file = attach(ticket, agent=agent, kind="reply", name="label.txt", chunks=[b"x"])
    a_reply(ticket, agent=agent, attachments_of_draft=file.draft)

    first, second = page(ticket).entries

    assert (first.has_html, second.has_html) == (True, False)
    assert [one.name for one in second.attachments] == ["label.txt"]
    assert second.message.delivery.status == "queued"
    assert (first.key, second.key) == (f"m-{first.message.pk}", f"m-{second.message.pk}")


def test_what_was_taken_back_is_told_but_not_shown():
    ticket = a_ticket()
    message = a_reply(ticket)
    withdraw_reply(message, by=actors.agent(message.agent))

    assert [entry.kind for entry in page(ticket).entries] == ["message", "event"]
    assert told(ticket) == ["A reply was taken back before it left"]


def test_the_newest_page_comes_first_and_leads_to_the_older_ones():
    ticket = a_long_ticket(60)

    seen, cursor, pages = [], "", 0
    while True:
        shown = page(ticket, before=cursor, size=20)
        keys = [one.key for entry in shown.entries for one in getattr(entry, "entries", [entry])]
        assert len(keys) <= 20
        seen = keys + seen
        cursor, pages = shown.older, pages + 1
        if not cursor:
            break

    everything = [
        one.key for entry in page(ticket, size=1000).entries for one in getattr(entry, "entries", [entry])
    ]
    assert (pages, seen) == (4, everything)
    assert len(set(seen)) == len(seen) == 60 + 3 * 6


def test_pages_lose_nothing_when_all_happened_in_one_instant():
    at = timezone.now()
    ticket, agent = a_ticket(received_at=at), an_agent()
    for number in range(6):
        receives(ticket, at=at)
        a_note(ticket, agent=agent, at=at)
        add_tag(ticket, name=f"tag {number}", by=actors.agent(agent), at=at)

    seen, cursor = [], ""
    while True:
        shown = page(ticket, before=cursor, size=4)
        seen = [one.key for entry in shown.entries for one in getattr(entry, "entries", [entry])] + seen
        if not (cursor := shown.older):
            break

    assert len(seen) == len(set(seen)) == 19


@pytest.mark.parametrize("cursor", ["", "x", "2026-01-01~a~b", "~~", "2026-13-01T00:00:00~0~1"])
def test_a_cursor_that_is_none_means_the_newest_page(cursor):
    ticket = a_ticket()

    assert len(page(ticket, before=cursor).entries) == 1


def test_a_composer_learns_the_last_message_it_has_seen():
    ticket = a_ticket()
    newest = receives(ticket).message

    assert page(ticket).last_message_id == newest.pk


def test_a_run_of_events_that_would_push_the_talk_apart_is_folded():
    ticket, agent = a_ticket(), an_agent()
    by = actors.agent(agent)
    for number in range(3):
        add_tag(ticket, name=f"tag {number}", by=by)
    assert [entry.kind for entry in page(ticket).entries] == ["message", "event", "event", "event"]

    add_tag(ticket, name="one more", by=by)
    receives(ticket)

    shown = page(ticket).entries
    assert [entry.kind for entry in shown] == ["message", "folded", "message"]
    assert len(shown[1].entries) == 4


def test_the_number_of_queries_does_not_grow_with_the_conversation():
    agent, counts = an_agent(), []
    for messages in (20, 120):
        ticket = Ticket.objects.select_related("customer").get(pk=a_long_ticket(messages).pk)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            for entry in timeline_page(ticket, viewer=agent).entries:
                if entry.kind == "message":
                    assert entry.message.channel.name
                    assert getattr(entry.message, "delivery", None) or entry.message.customer
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 6


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


def test_what_holds_a_stale_reply_back_can_be_shown_like_the_rest():
    ticket, agent = a_ticket(), an_agent()
    seen = ticket.messages.get()
    receives(ticket, text="Never mind")
    version = ticket.version
    receives(ticket)

    with pytest.raises(StaleTicket) as stale_send:
        a_reply(ticket, agent=agent, seen_message_id=seen.pk)
    with pytest.raises(StaleTicket) as stale_write:
        resolve(ticket, by=actors.agent(agent), expected_version=version)

    messages = list(entries_of(stale_send.value.changes, ticket=ticket, viewer=agent))
    events = list(entries_of(stale_write.value.changes, ticket=ticket, viewer=agent))
    assert messages[0].message.text == "Never mind"
    assert events[-1].words == "The customer wrote"


def test_every_kind_that_is_told_is_a_kind_that_exists():
    assert set(WORDS) <= set(KINDS)


def test_an_automatic_message_stands_among_the_messages():
    ticket = a_ticket()
    send_automatic(ticket, text="We got it.", by=actors.SYSTEM, reason="acknowledgement")

    assert [entry.kind for entry in page(ticket).entries] == ["message", "message"]
