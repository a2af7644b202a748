from __future__ import annotations

from django.db import transaction

from events import tasks
from events.actors import Actor
from events.models import Reaction
from events.nudge import nudge
from events.record import record


@transaction.atomic
def retry_reaction(reaction: int, *, by: Actor) -> bool:
    """A person has what gave up tried again. False if it is not there, or somebody did so already."""
    dead = Reaction.objects.select_for_update(no_key=True).dead().filter(pk=reaction).first()
    if dead is None:
        return False
    Reaction.objects.filter(pk=dead.pk).retry()
    record("work.retried", by=by, reaction=dead.pk, handler=dead.handler)
    nudge(tasks.react, dead.handler)
    return True
