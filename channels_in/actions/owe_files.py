from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from channels_in import tasks
from channels_in.models import MediaFetch
from events.nudge import nudge
from tickets.incoming import WaitingFile
from tickets.models import Attachment


@transaction.atomic(savepoint=False)
def owe_files(waiting: Sequence[tuple[Attachment, WaitingFile]], *, channel_id: int) -> None:
    """With their message, both or neither: whoever has the row gets the file."""
    MediaFetch.objects.bulk_create(
        MediaFetch(attachment=attachment, channel_id=channel_id, ref=dict(file.ref))
        for attachment, file in waiting
    )
    if waiting:
        nudge(tasks.fetch_files, str(channel_id))
