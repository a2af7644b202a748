"""What nobody will ask for again is deleted, the oldest first, in portions that hold nobody up.

docs/ops.md says how long what is kept, and what is kept for ever.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils import timezone

from events.models import Reaction

PORTION = 2_000
REACTIONS_KEPT = timedelta(days=30)

Row = TypeVar("Row", bound=Model)


def forget(rows: QuerySet[Row], *, time: str, before: datetime, portion: int = PORTION) -> int:
    """Delete those of `rows` whose field `time` lies before. How many they were.

    Ids rise with time, so it walks along them and ends where a portion of the table holds nothing that old.
    """
    table, gone, reached = rows.model._base_manager, 0, 0
    while found := list(table.filter(pk__gt=reached).order_by("pk").values_list("pk", time)[:portion]):
        old = [pk for pk, at in found if at is not None and at < before]
        if not old:
            break
        with transaction.atomic():
            gone += rows.filter(pk__in=old).delete()[0]
        reached = found[-1][0]
    return gone


def forget_reactions() -> int:
    """Done ones, except where another is owed yet or dead: tried again, it must see which newer are done."""
    same = Reaction.objects.filter(ticket_id=OuterRef("ticket_id"), handler=OuterRef("handler"))
    owed, dead = same.filter(state=Reaction.State.PENDING), same.filter(state=Reaction.State.DEAD)
    done = Reaction.objects.filter(~Exists(owed), ~Exists(dead), state=Reaction.State.DONE)
    return forget(done, time="due_at", before=timezone.now() - REACTIONS_KEPT)
