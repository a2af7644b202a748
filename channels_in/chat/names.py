"""Asks providers what newcomers call themselves. Their messages stand in their tickets already."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from time import monotonic

from channels_in import kinds
from channels_in.actions.note_name import note_name
from channels_in.chat.people import spoken
from channels_in.models import NameFetch
from events import claims
from events.claims import Failure

LEASE = timedelta(seconds=60)
SLICE = 5.0


def ask_due(channel_id: int) -> bool:
    """True if the time was up before the work was. Where one gets no answer, the others are left to the
    sweep: a provider that is dead must not have a worker to itself.
    """
    until = monotonic() + SLICE
    rows = NameFetch.objects.filter(channel=channel_id).select_related("channel__connection")
    while batch := claims.claim(rows, limit=1, lease=LEASE):
        if not ask(batch[0]):
            return False
        if monotonic() > until:
            return True
    return False


def ask(row: NameFetch) -> bool:
    """Empty: they have none, or do not want us to know it. Then that is that."""
    try:
        asker = kinds.KINDS[row.channel.kind].asks_who
        if asker is None:
            raise Failure("This kind of channel tells no names.", permanent=True)
        who = asker(row.channel.connection, row.address)
    except Exception as error:
        claims.give_back(row, error)
        return False
    return claims.run(row, partial(note_name, name=who.name, language=spoken(who.language)))
