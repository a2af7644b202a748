from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now

from channels_in import tasks
from channels_in.models import MediaFetch
from events.actors import Actor
from events.nudge import nudge
from tickets.changing import lock
from tickets.file_reasons import may_fetch_again
from tickets.models import Attachment
from tickets.recording import record_on
from tickets.refusals import Refused


@transaction.atomic
def fetch_again(attachment: Attachment, *, by: Actor) -> None:
    """A person has a file that could not be got tried once more, with a full round of attempts."""
    held = Attachment.objects.select_for_update(no_key=True).get(pk=attachment.pk)
    fetch = MediaFetch.objects.filter(attachment=held)
    is_lost = held.state == Attachment.State.LOST and may_fetch_again(held.reason)
    if held.message is None or not is_lost or not fetch.exists():
        raise Refused("nothing_to_fetch")
    fetch.update(state=MediaFetch.State.PENDING, due_at=Now(), lease_until=None, attempts=0, last_error="")
    held.state, held.reason = Attachment.State.WAITING, ""
    held.save(update_fields=["state", "reason"])
    ticket = held.message.ticket
    lock(ticket)
    record_on(ticket, "file.fetched_again", by=by, message=held.message_id)
    nudge(tasks.fetch_files, str(held.message.channel_id))
