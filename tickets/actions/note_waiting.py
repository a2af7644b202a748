"""What is noted of a caller who waits. None of it is news: their ticket says already that they wait."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tickets.calls import write_stay
from tickets.models import Call, QueueStay


@transaction.atomic
def note_waiting(stay: QueueStay, *, queue_id: str, at: datetime) -> None:
    """The provider asked for the next piece of music: they are still there."""
    write_stay(stay, hops=stay.hops + 1, queue_id=stay.queue_id or queue_id[:64])
    note_alive(stay.call_id, at=at)


def note_alive(call_id: int, *, at: datetime) -> None:
    Call.objects.filter(pk=call_id).update(last_seen_at=at)


def note_wish(stay: QueueStay, wish: str) -> None:
    """The first one counts."""
    write_stay(stay, wish=stay.wish or wish)


def note_said_position(stay: QueueStay, position: int) -> None:
    write_stay(stay, said_position=position)


def note_leg(stay: QueueStay, leg_id: int | None) -> None:
    """Whose telephone the caller is being led to; None: to nobody's any more."""
    write_stay(stay, last_leg=leg_id)
