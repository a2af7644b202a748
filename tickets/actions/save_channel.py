from __future__ import annotations

from typing import Any

from django.db import transaction

from events.actors import Actor
from events.record import record
from people.changing import apply, lock, refuse_twin, refuse_unknown
from tickets.models import Channel

FIELDS = (
    "name",
    "team",
    "calendar",
    "language",
    "signatures",
    "acknowledges",
    "acknowledgements",
    "answers_out_of_hours",
    "out_of_hours_texts",
    "undo_seconds",
    "is_active",
)


@transaction.atomic
def create_channel(*, kind: str, by: Actor, **fields: Any) -> Channel:
    """The door as tickets know it; how it reaches its provider is channels_in's to save."""
    refuse_unknown(fields, FIELDS)
    channel = Channel(kind=kind, **fields)
    refuse_twin(Channel(), fields)
    channel.full_clean()
    channel.save()
    record("config.changed", by=by, what="channel", id=channel.pk)
    return channel


@transaction.atomic
def change_channel(
    channel: Channel, *, by: Actor, expected_version: int | None = None, **fields: Any
) -> list[str]:
    """The names of what changed. The kind of a door never changes: its tickets came through it."""
    lock(channel, expected_version=expected_version)
    refuse_twin(channel, fields)
    changed = apply(channel, fields, known=FIELDS)
    if changed:
        record("config.changed", by=by, what="channel", id=channel.pk, fields=changed)
    return changed
