from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tickets.calls import tell_leaders
from tickets.models import Call, Channel


@transaction.atomic
def start_call(
    channel: Channel,
    *,
    provider_id: str,
    number: str,
    language: str,
    at: datetime,
    direction: str = Call.Direction.INBOUND,
) -> Call:
    """Somebody rings: the call of that id, which may be there already. No ticket yet: nothing was said."""
    call, is_new = Call.objects.get_or_create(
        channel=channel,
        provider_id=provider_id,
        defaults={
            "number": number,
            "language": language,
            "direction": direction,
            "started_at": at,
            "last_seen_at": at,
        },
    )
    if is_new:
        tell_leaders()
    return call
