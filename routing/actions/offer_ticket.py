from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from events import actors
from events.database_time import database_time
from events.models import Event
from people.models import Presence
from routing.models import TicketOffer
from tickets.changing import write
from tickets.models import Ticket
from tickets.recording import record_on


@transaction.atomic
def offer_ticket(ticket: Ticket, *, agent_id: int, seconds: int, at: datetime | None = None) -> Event | None:
    """Ask an agent whether they take a ticket that nobody has. The caller holds both; it keeps its place.

    Being asked counts as having had work, so that not always the same one is asked first. None if an old
    offer is in the way that somebody answers this very moment: the next sweep asks.
    """
    if not _withdraw(ticket, agent_id):
        return None
    now = database_time()
    offer = TicketOffer.objects.create(
        ticket=ticket, agent_id=agent_id, offered_at=now, due_at=now + timedelta(seconds=seconds)
    )
    Presence.objects.filter(agent=agent_id).update(last_assigned_at=at or Now())
    write(ticket, unassigned_reason=Ticket.UnassignedReason.OFFERED)
    told, data = [f"agent.{agent_id}"], {"agent": agent_id, "offer": offer.pk, "seconds": seconds}
    return record_on(ticket, "ticket.offered", by=actors.SYSTEM, at=at, tell=told, **data)


def _withdraw(ticket: Ticket, agent_id: int) -> bool:
    """What is still open of this ticket, or to this agent, stands no more: else neither were free.

    Nobody is waited for: who answers holds the offer before the ticket, which the caller holds already.
    """
    former = TicketOffer.objects.filter(Q(ticket=ticket) | Q(agent=agent_id), outcome="")
    held = [offer.pk for offer in former.select_for_update(skip_locked=True, no_key=True)]
    done = {"state": TicketOffer.State.DONE, "lease_until": None}
    withdrawn = TicketOffer.Outcome.WITHDRAWN
    TicketOffer.objects.filter(pk__in=held).update(outcome=withdrawn, answered_at=Now(), **done)
    return not former.exists()
