"""What waits for a person's decision: messages that did not leave, and things that did not get in."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from channels_in.models import ReceiptItem
from channels_in.models.receipt import ReceiptItemQuerySet
from events.dead_work import count_dead_work
from people.models import Agent, Role
from tickets.models import Delivery
from tickets.models.delivery import DeliveryQuerySet

SHOWN = 200
OUTGOING, INCOMING, QUARANTINE, WORK = "outgoing", "incoming", "quarantine", "work"
OUTCOMES = {INCOMING: ReceiptItem.Outcome.DEAD, QUARANTINE: ReceiptItem.Outcome.QUARANTINED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many of each the agent may decide on; those they may not even see are not there."""

    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def count_for(agent: Agent) -> Waiting:
    counts = {OUTGOING: failed(agent).count()}
    if may_see_items(agent):
        counts |= {tab: items(agent, tab).count() for tab in OUTCOMES}
    if agent.is_admin:
        counts[WORK] = count_dead_work()
    return Waiting(counts=counts)


def may_see_items(agent: Agent) -> bool:
    """What has no ticket belongs to those who lead: it is nobody's yet."""
    return agent.sees_everything or agent.role == Role.SUPERVISOR


def failed(agent: Agent) -> DeliveryQuerySet:
    return _with_ticket(Delivery.objects.visible_to(agent).needing_a_decision())


def trying_again(agent: Agent) -> DeliveryQuerySet:
    """Refused once or more, and tried again without anybody's help; and what somebody has just sent again."""
    refused = Q(attempts__gt=0) & ~Q(reason="")
    waiting = Delivery.objects.visible_to(agent).filter(
        refused | Q(retried_at__isnull=False), state="pending"
    )
    return _with_ticket(waiting).order_by("due_at")


def items(agent: Agent, tab: str) -> ReceiptItemQuerySet:
    found = ReceiptItem.objects.visible_to(agent).filter(outcome=OUTCOMES[tab], discarded_at=None)
    return found.select_related("receipt", "channel").order_by("-id")


def _with_ticket(rows: DeliveryQuerySet) -> DeliveryQuerySet:
    return rows.select_related("channel", "message__ticket__customer", "message__agent").order_by("-id")
