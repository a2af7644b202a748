"""Which promise was made to a ticket, and why that one, as a decision that the panel shows."""

from __future__ import annotations

from events.models import Event
from routing.actions.decide import decide
from routing.classifying import facts
from routing.models import Decision
from routing.policies import Chosen
from routing.snapshot import Snapshot
from tickets.models import Ticket


def decide_promise(
    ticket: Ticket, chosen: Chosen, snapshot: Snapshot, event: Event, *, fault: str = ""
) -> None:
    """`fault`: why the policy that applies promises nothing all the same."""
    promise = chosen.promise
    outcome: dict[str, object] = {"policy": None}
    if fault:
        outcome["fault"] = fault
    elif promise:
        targets = promise.for_priority(ticket.priority).targets
        outcome = {
            "policy": promise.policy.pk,
            "name": promise.policy.name,
            "version": promise.policy.version,
            "calendar": promise.policy.calendar_id,
            "targets": {metric: target.seconds for metric, target in targets.items()},
        }
    decide(
        ticket,
        Decision.Kind.SLA,
        event=event,
        inputs=facts(snapshot),
        looked_at=chosen.looked_at,
        outcome=outcome,
    )
