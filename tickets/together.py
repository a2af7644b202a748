"""Several changes of one ticket, written at once: its fields by one statement, its events by another.

The actions stay what they are: what they write (changing.py) and record (recording.py) waits for the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tickets.gathering import Gathering
from tickets.models import Ticket
from tickets.recording import show_again
from tickets.recording_all import record_on_all


@contextmanager
def written_together(ticket: Ticket) -> Iterator[None]:
    """The caller holds the ticket. After an exception nothing is written: the transaction has to go, too."""
    gathering = ticket.gathering = Gathering()
    try:
        yield
    finally:
        ticket.gathering = None
    if gathering.fields:
        ticket.save(update_fields=sorted(gathering.fields))
    if gathering.happened:
        record_on_all(gathering.happened)
    elif gathering.is_shown:
        show_again(ticket)
