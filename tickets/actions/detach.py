from __future__ import annotations

from django.db import transaction

from people.models import Agent
from tickets.actions.discard_draft import remove_files
from tickets.models import Attachment
from tickets.refusals import Refused


@transaction.atomic
def detach(attachment: Attachment, *, agent: Agent) -> None:
    """Take an upload out of one's own draft. What was sent, received or noted stays."""
    mine = Attachment.objects.filter(pk=attachment.pk, draft__agent=agent)
    if not mine.select_for_update(of=("self",)).exists():
        raise Refused("not_yours")
    remove_files([attachment.key])
    mine.delete()
