"""A conversation page by page, in a constant number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events import actors
from tests.builders import a_note, a_reply, a_ticket, an_agent, receives
from tests.passing import days_ago
from tests.tickets.timelines import page
from tickets.actions.set_priority import set_priority
from tickets.actions.tag import add_tag
from tickets.incoming import ReceivedAttachment
from tickets.models import Ticket
from tickets.timeline import timeline_page

pytestmark = pytest.mark.django_db


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
