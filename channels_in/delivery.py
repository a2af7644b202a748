"""Sends what is due, channel by channel: one that is dead or slow holds up only itself.

A delivery is claimed (its attempt is counted), then offered to the provider. Right before the content leaves
it is marked as sending. A worker that dies before that leaves a delivery that is simply tried again; one that
dies after it leaves one that is in doubt, which nobody repeats but a person.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from time import monotonic

from django.db import InterfaceError, OperationalError
from django.db.models import QuerySet
from django.db.models.functions import Now
from structlog.contextvars import bound_contextvars

from channels_in import kinds
from channels_in.actions.begin_sending import LostClaim, begin_sending
from channels_in.actions.conclude_delivery import conclude_delivery
from channels_in.actions.note_health import note_problem, note_sent
from channels_in.models import Connection
from channels_in.only_one import only_one
from channels_in.outcomes import ChannelDown, InDoubt, NotSent, Outcome, Sent
from channels_in.surveys import with_link
from events import claims
from events.claimable import ClaimableQuerySet
from tickets.actions.record_delivery import mark_failed, mark_unknown
from tickets.models import Channel, Delivery

log = logging.getLogger(__name__)

SECONDS = 5.0
LEASE = timedelta(seconds=75)  # of one that died; while it lives, only_one keeps the others away


def due_channels() -> set[int]:
    found = (Delivery.objects.due(), Delivery.objects.dead())
    owing = {pk for rows in found for pk in rows.values_list("channel_id", flat=True).distinct()}
    return owing - set(_asked_for_patience().values_list("channel_id", flat=True)) if owing else owing


def _asked_for_patience() -> QuerySet[Connection]:
    """Those whose provider wants to hear nothing of us for a while."""
    return Connection.objects.filter(sends_again_at__gt=Now())


def deliver_due(channel_id: int) -> bool:
    """Send what this channel owes. True if the time was up before the work was."""
    until = monotonic() + SECONDS
    rows = Delivery.objects.filter(channel=channel_id).select_related(
        "channel", "message__ticket", "message__channel"
    )
    with only_one("channels_in.delivery", channel_id) as ours:
        if not ours:
            return False
        _settle_buried(rows)
        if not rows.due().exists() or _asked_for_patience().filter(channel=channel_id).exists():
            return False
        channel = Channel.objects.get(pk=channel_id)
        with _sender_for(channel) as sender:
            while batch := claims.claim(rows, limit=1, lease=LEASE):
                outcome = deliver(batch[0], sender)
                if isinstance(outcome, ChannelDown) and not outcome.others_go:
                    return False
                if monotonic() > until:
                    return True
    return False


@dataclass(frozen=True, slots=True)
class _Unusable:
    """Stands in where the settings cannot even be read, so that what waits says so and is tried again."""

    connection: Connection | None
    why: str

    def send(self, delivery: Delivery, *, begin: Callable[[], None]) -> Outcome:
        return ChannelDown(reason="not_connected", problem="smtp_not_set", detail=self.why)


@contextmanager
def _sender_for(channel: Channel) -> Iterator[kinds.Sender]:
    with ExitStack() as opened:
        sender: kinds.Sender
        try:
            sender = opened.enter_context(kinds.KINDS[channel.kind].sender_for(channel))
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            log.exception("Channel %s cannot be prepared for sending", channel.pk)
            connection = Connection.objects.filter(channel=channel).defer("secrets").first()
            sender = _Unusable(connection, f"{type(error).__name__}: {error}"[:500])
        yield sender


def deliver(delivery: Delivery, sender: kinds.Sender) -> Outcome | None:
    """One claimed delivery. None if another worker turned out to have it."""
    with bound_contextvars(delivery=delivery.pk, ticket=delivery.message.ticket_id):
        try:
            outcome = _try(delivery, sender)
        except LostClaim:
            return None
        log.info("delivery %s", outcome)
        claims.run(delivery, partial(conclude_delivery, outcome=outcome))
        _note_health(sender.connection, outcome)
        return outcome


def _try(delivery: Delivery, sender: kinds.Sender) -> Outcome:
    if delivery.status == Delivery.Status.SENDING and not getattr(sender, "is_repeatable", False):
        return InDoubt()  # its worker stopped, and the provider would not know the message again
    delivery.message.text = with_link(delivery.message)
    try:
        return sender.send(delivery, begin=partial(_begin, delivery))
    except (LostClaim, OperationalError, InterfaceError):
        raise  # not ours any more, or nothing can be written down: the lease runs out and another tries
    except Exception as error:
        log.exception("A delivery failed in a way that nobody foresaw")
        return _unforeseen(delivery, f"{type(error).__name__}: {error}"[:500])


def _unforeseen(delivery: Delivery, detail: str) -> Outcome:
    if delivery.status == Delivery.Status.SENDING:
        return InDoubt(detail=detail)
    return NotSent(reason="error", detail=detail)


def _settle_buried(rows: ClaimableQuerySet[Delivery]) -> None:
    """What killed its worker at every attempt: no worker takes it again, so a person must hear of it."""
    for delivery in rows.dead()[:20]:
        if delivery.status == Delivery.Status.SENDING:
            mark_unknown(delivery, reason="interrupted", detail=delivery.last_error)
        else:
            mark_failed(delivery, reason="error", detail=delivery.last_error)


def _begin(delivery: Delivery) -> None:
    begin_sending(delivery)
    delivery.refresh_from_db(fields=["lease_until", "status", "tries"])


def _note_health(connection: Connection | None, outcome: Outcome) -> None:
    if connection and isinstance(outcome, ChannelDown):
        note_problem(connection, outcome.problem, detail=outcome.detail)
    elif connection and isinstance(outcome, Sent):
        note_sent(connection)
