from __future__ import annotations

from collections.abc import Collection

from events.models import Event
from tickets.event_kinds import STATUS_KINDS
from tickets.models import Status, Ticket


def status_before(
    ticket: Ticket, *, messages: Collection[int], kinds: Collection[str] = STATUS_KINDS
) -> Status | None:
    """Where the newest run of events of these kinds about these messages found it. None: another is newer."""
    happened = Event.objects.filter(ticket_id=ticket.pk, kind__in=STATUS_KINDS).order_by("-pk")
    was = None
    for kind, data in happened.values_list("kind", "data").iterator(chunk_size=50):
        if data.get("is_auto_reply"):  # moves nothing
            continue
        if kind not in kinds or (data.get("by_reply") or data.get("message")) not in messages:
            break
        was = data.get("was", was)
    return Status(was) if was else None
