from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from channels_in.care.finding import Finding
from channels_in.models import Check, Connection
from tickets.models import Channel, MessageTemplate

FIELDS = ("provider_id", "status", "reason", "category", "is_named", "components", "is_supported")


@transaction.atomic
def keep_templates(channel: Channel, listed: Sequence[dict[str, Any]]) -> int:
    """The channel has these templates and no others; how many of them changed.

    What is no longer listed stays, as deleted: messages of the past were sent with it.
    """
    Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
    known = {(one.name, one.language): one for one in channel.templates.all()}
    changed = 0
    for fields in listed:
        template = known.pop((fields["name"], fields["language"]), None)
        changed += _keep(channel, template, fields)
    gone = [one.pk for one in known.values() if one.status != MessageTemplate.Status.DELETED]
    rows = MessageTemplate.objects.filter(pk__in=gone)
    return changed + rows.update(status=MessageTemplate.Status.DELETED)


def note_list(connection: Connection, *, missing: Finding | None = None) -> None:
    """The provider was asked for its list: it came, or this is why not."""
    note = [missing.written()] if missing else []
    asked = Check.objects.filter(connection=connection, what=Check.What.TEMPLATES)
    asked.update(done_at=timezone.now(), findings=note)


def _keep(channel: Channel, template: MessageTemplate | None, fields: dict[str, Any]) -> bool:
    if template is None:
        MessageTemplate.objects.create(channel=channel, **fields)
        return True
    differs = [field for field in FIELDS if getattr(template, field) != fields[field]]
    for field in differs:
        setattr(template, field, fields[field])
    if differs:
        template.save(update_fields=[*differs, "changed_at"])
    return bool(differs)
