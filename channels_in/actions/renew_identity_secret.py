from __future__ import annotations

from django.db import transaction

from channels_in.actions.renew_signing_key import KEPT, new_key
from channels_in.actions.save_connection import save_connection
from channels_in.models import Connection
from events.actors import Actor
from tickets.models import Channel


@transaction.atomic
def renew_identity_secret(channel: Channel, *, by: Actor) -> None:
    """With which a site says who its visitors are. The one before goes on counting until the next is made."""
    connection = Connection.objects.select_for_update(no_key=True).get(channel=channel)
    kept = connection.secrets.get("identity", [])[: KEPT - 1]
    save_connection(channel, by=by, secrets={"identity": [new_key(), *kept]})
