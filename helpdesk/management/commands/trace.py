from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from channels_in.models import ReceiptItem
from events.models import Event, Reaction
from routing.models import Clock, Decision, Escalation
from tickets.models import Delivery, Ticket

Line = tuple[datetime, str]


class Command(BaseCommand):
    help = "Print the whole life of a ticket in order of time, from its receipts to its deliveries."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ticket", help="the number, with or without the prefix: 17 or NL-17")

    def handle(self, *args: Any, ticket: str, **options: Any) -> None:
        digits = ticket.rpartition("-")[2]
        found = Ticket.objects.filter(pk=int(digits)).first() if digits.isdecimal() else None
        if found is None:
            raise CommandError(f"There is no ticket {ticket}.")
        self.stdout.write(
            f"ticket={found.pk} status={found.status} version={found.version} subject={found.subject!r}"
        )
        for at, words in sorted(_lines(found), key=lambda line: line[0]):
            self.stdout.write(f"{at:%Y-%m-%d %H:%M:%S.%f} {words}")


def _lines(ticket: Ticket) -> Iterator[Line]:
    yield from _receipts(ticket)
    yield from _events(ticket)
    yield from _decisions(ticket)
    yield from _clocks(ticket)
    yield from _deliveries(ticket)


def _receipts(ticket: Ticket) -> Iterator[Line]:
    items = ReceiptItem.objects.filter(message__ticket=ticket).select_related("receipt")
    for item in items:
        receipt = item.receipt
        yield (
            item.received_at,
            f"receipt={receipt.pk} door={receipt.door} size={receipt.size} attempts={receipt.attempts} "
            f"item={item.pk} external_id={item.external_id} outcome={item.outcome} message={item.message_id} "
            f"repeats={item.repeats}",
        )


def _events(ticket: Ticket) -> Iterator[Line]:
    for event in Event.objects.filter(ticket_id=ticket.pk).order_by("id"):
        cause = f" cause={event.cause_kind}:{event.cause_id}" if event.cause_kind else ""
        yield (
            event.created_at,
            f"event={event.pk} {event.kind} by={event.actor_kind}:{event.actor_id}{cause} {event.data}",
        )
    for reaction in Reaction.objects.filter(ticket_id=ticket.pk).select_related("event").order_by("id"):
        error = f" error={reaction.last_error!r}" if reaction.last_error else ""
        yield (
            reaction.event.created_at,
            f"  reaction={reaction.pk} event={reaction.event_id} {reaction.handler} {reaction.state} "
            f"attempts={reaction.attempts}{error}",
        )


def _decisions(ticket: Ticket) -> Iterator[Line]:
    for decision in Decision.objects.filter(ticket=ticket):
        yield decision.created_at, f"decision={decision.pk} {decision.kind} → {decision.outcome}"


def _clocks(ticket: Ticket) -> Iterator[Line]:
    for clock in Clock.objects.filter(ticket=ticket):
        yield (
            clock.started_at,
            f"clock={clock.pk} {clock.metric} cycle={clock.cycle} target={clock.target_seconds}s "
            f"deadline={clock.deadline} stopped={clock.stopped_at} breached={clock.breached_at}",
        )
    for escalation in Escalation.objects.filter(ticket=ticket):
        yield (
            escalation.fired_at,
            f"escalation={escalation.pk} clock={escalation.clock_id} {escalation.metric} "
            f"{escalation.threshold} % due={escalation.due_at}",
        )


def _deliveries(ticket: Ticket) -> Iterator[Line]:
    for delivery in Delivery.objects.filter(message__ticket=ticket):
        yield (
            delivery.created_at,
            f"delivery={delivery.pk} message={delivery.message_id} {delivery.status} "
            f"attempts={delivery.attempts} provider_id={delivery.provider_id} reason={delivery.reason}",
        )
