from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.db.models.functions import Now

from routing.models import Guess, Subject
from tickets.models import Ticket

PATIENCE = timedelta(seconds=5)  # a guess takes a tenth of one; who learns may be down, and nobody waits long


def owe_guess(ticket: Ticket, subjects: Collection[str]) -> None:
    """Within the transaction that routes it: of `subjects` something has been learned. Where no rule says
    what it is about, its team may be another than its channel's: for a moment it is offered to nobody.
    """
    may_move = Subject.CATEGORY in subjects
    waits = may_move and ticket.category_id is None and ticket.assignee_id is None
    holds_until = Now() + PATIENCE if waits else None
    Guess.objects.get_or_create(ticket=ticket, defaults={"holds_until": holds_until})
