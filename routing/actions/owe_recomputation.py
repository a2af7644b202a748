from __future__ import annotations

from events.models import Event
from routing.models import Recomputation


def owe_recomputation(what: Recomputation.What, subject: int, event: Event, *, total: int) -> Recomputation:
    """Owed from now on, once per event."""
    row, _ = Recomputation.objects.get_or_create(
        event_id=event.pk, defaults={"what": what, "subject": subject, "at": event.created_at, "total": total}
    )
    return row
