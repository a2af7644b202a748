from __future__ import annotations

from django.db import transaction

from events import tasks
from events.actors import Actor
from events.claimable import Claimable, ClaimableQuerySet
from events.dead_work import kinds
from events.models import Reaction
from events.nudge import nudge
from events.record import record
from helpdesk.lib.whole_number import whole_number


@transaction.atomic
def retry_dead_work(key: str, *, by: Actor) -> bool:
    """A person has what gave up tried again. False if it is not there, or somebody did so already."""
    kind, _, number = key.rpartition("-")
    if kind not in kinds():
        return False
    rows: ClaimableQuerySet[Claimable] = ClaimableQuerySet(kinds()[kind]).filter(pk=whole_number(number))
    work = rows.select_for_update(no_key=True).dead().first()
    if work is None:
        return False
    rows.retry()
    record("work.retried", by=by, work=work.key, step=work.step)
    if isinstance(work, Reaction):  # the other kinds have sweeps that find them within seconds
        nudge(tasks.react, work.handler)
    return True
