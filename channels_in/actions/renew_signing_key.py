from __future__ import annotations

import secrets

from django.db import transaction

from channels_in.actions.save_connection import save_connection
from channels_in.models import Connection
from events.actors import Actor
from tickets.models import Channel

KEPT = 2  # the new one and the one before, so that senders can change without a gap


def new_key() -> str:
    return secrets.token_urlsafe(32)


@transaction.atomic
def renew_signing_key(channel: Channel, *, by: Actor) -> None:
    """Two who make one at the same time end no third one unseen: the row is held."""
    connection = Connection.objects.select_for_update(no_key=True).get(channel=channel)
    kept = connection.secrets.get("signing", [])[: KEPT - 1]
    save_connection(channel, by=by, secrets={"signing": [new_key(), *kept]})
