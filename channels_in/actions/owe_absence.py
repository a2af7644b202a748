from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from channels_in.models import Absence, Visitor
from events import claims
from tickets.models import Ticket


@transaction.atomic
def owe_absence(ticket: Ticket, visitor: Visitor, *, after: timedelta) -> None:
    """One a ticket: what is written meanwhile goes along with what was written first."""
    absence, is_new = Absence.objects.select_for_update(no_key=True).get_or_create(
        ticket=ticket, defaults={"visitor": visitor, "due_at": Now() + after}
    )
    if not is_new and absence.state != Absence.State.PENDING:
        Absence.objects.filter(pk=absence.pk).update(
            visitor=visitor, state=Absence.State.PENDING, due_at=Now() + after, attempts=0, rounds=0
        )


@transaction.atomic
def wait_a_round(absence: Absence, wait: timedelta) -> None:
    """Within its claim: they are there and may yet look."""
    Absence.objects.filter(pk=absence.pk).update(rounds=absence.rounds + 1)
    claims.rearm(absence, at=Now() + wait)
