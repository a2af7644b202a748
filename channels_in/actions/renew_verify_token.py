from __future__ import annotations

from django.db import transaction

from channels_in.actions.save_connection import save_connection
from channels_in.models import Connection
from channels_in.settling import new_secret
from events.actors import Actor
from tickets.models import Channel


@transaction.atomic
def renew_verify_token(channel: Channel, *, by: Actor) -> None:
    """What Meta knows stays as it is: the word is only asked for when an address is entered there."""
    Connection.objects.select_for_update(no_key=True).get(channel=channel)
    save_connection(channel, by=by, secrets={"verify_token": new_secret()})
