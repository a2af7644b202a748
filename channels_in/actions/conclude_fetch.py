from __future__ import annotations

from django.db import transaction

from channels_in.models import MediaFetch
from tickets.actions.fill_attachment import fill_attachment, give_up_attachment
from tickets.attachment_files import StoredFile


@transaction.atomic
def file_came(row: MediaFetch, *, stored: StoredFile) -> None:
    fill_attachment(row.attachment, stored)


@transaction.atomic
def file_is_lost(row: MediaFetch, *, reason: str) -> None:
    """A person sees it beside the message, and may have it tried again while the provider keeps it."""
    MediaFetch.objects.filter(pk=row.pk).update(state=MediaFetch.State.DONE, lease_until=None)
    give_up_attachment(row.attachment, reason=reason)
