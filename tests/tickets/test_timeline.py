"""Messages, notes and events in the order in which they happened."""

import pytest

from events import actors
from tests.builders import a_note, a_reply, a_ticket, an_agent, receives
from tests.passing import days_ago
from tests.tickets.timelines import page, told
from tickets.actions.attach import attach
from tickets.actions.automatic import send_automatic
from tickets.actions.resolve import resolve
from tickets.actions.set_priority import set_priority
from tickets.actions.tag import add_tag
from tickets.actions.withdraw import withdraw_reply
from tickets.stale import StaleTicket
from tickets.timeline import entries_of

pytestmark = pytest.mark.django_db


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


def test_an_automatic_message_stands_among_the_messages():
    ticket = a_ticket()
    send_automatic(ticket, text="We got it.", by=actors.SYSTEM, reason="acknowledgement")

    assert [entry.kind for entry in page(ticket).entries] == ["message", "message"]
