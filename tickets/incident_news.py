"""An incident has moved: whoever looks at its problem sees it there."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from events import push
from tickets.models import Ticket


def tell_problem(incident: Ticket) -> None:
    """After the commit. The problem itself has not changed: only those hear who have its page open."""
    if incident.problem_id:
        message = {"type": "incident", "ticket": incident.problem_id}
        transaction.on_commit(partial(push.send, [f"ticket.{incident.problem_id}"], message), robust=True)
