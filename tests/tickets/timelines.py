"""The timeline of a ticket as somebody sees it."""

from tests.builders import an_agent
from tickets.models import Ticket
from tickets.timeline import timeline_page


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
