"""What the doors do when something has happened. Each runs once per event, in one transaction."""

from __future__ import annotations

import logging

from django.db import transaction
from django.db.models import Q

from channels_in import out_of_hours
from channels_in.acknowledgement import may_answer, words_for
from channels_in.actions.claim_automatic_mail import claim_automatic_mail
from channels_in.actions.claim_out_of_hours import claim_out_of_hours
from channels_in.models import Connection
from events import actors
from events.models import Event
from helpdesk.lib.asked_once import asked_once
from tickets.actions.automatic import send_automatic
from tickets.actions.notify_of_channel import notify_of_channel
from tickets.models import Channel, Message
from tickets.recipients import default_recipients
from tickets.refusals import Refused
from tickets.sendable import usual_way

log = logging.getLogger(__name__)


@asked_once
def _acknowledges(channel_id: int | None) -> bool:
    says = Q(acknowledges=True) | Q(answers_out_of_hours=True)
    return Channel.objects.filter(says, pk=channel_id or 0).exists()


@asked_once
def _tells_hours() -> bool:
    return Channel.objects.filter(answers_out_of_hours=True, is_active=True).exists()


def expects_no_word(event: Event) -> bool:
    """Of a channel that tells nobody that their message arrived, nor that we are closed."""
    return not _acknowledges(event.data.get("channel"))


def is_told_no_hours(event: Event) -> bool:
    """What opened a ticket is answered as such: by acknowledge."""
    return bool(event.data["opens"] or event.data["is_auto_reply"] or not _tells_hours())


def is_passing(event: Event) -> bool:
    """A trouble that ends by itself: it is shown, and nobody is called."""
    return event.data.get("problem") in {"send_throughput", "imap_fetch"}


def tell_admins(event: Event) -> None:
    connection = Connection.objects.select_related("channel").filter(pk=event.data.get("connection")).first()
    if connection is not None and connection.channel.is_active:
        notify_of_channel(connection.channel, event=event)


def acknowledge(event: Event) -> None:
    """Tell a customer that their message arrived: once per ticket, once an hour per address, never a
    machine. While we are closed that is said instead.
    """
    message = _message_of(event)
    if message is None or _tell_hours(message, event) or not message.channel.acknowledges:
        return
    try:
        address = default_recipients(message.ticket)["to"][0][1]
        if may_answer(message, address) and claim_automatic_mail(address):
            by = actors.system("event", event.pk)
            send_automatic(message.ticket, text=words_for(message.ticket), by=by, reason="acknowledgement")
    except Refused as refusal:
        log.info("No acknowledgement: %s", refusal.code)


def tell_opening_hours(event: Event) -> None:
    """Tell a customer who goes on while we are closed when we are back: once in each such stretch."""
    if message := _message_of(event):
        _tell_hours(message, event)


def _tell_hours(message: Message, event: Event) -> bool:
    """Whether this message was answered with them."""
    closed = out_of_hours.closed_for(message)
    if closed is None:
        return False
    try:
        with transaction.atomic():
            way = usual_way(message.ticket)
            if way.channel.pk != message.channel_id or not out_of_hours.may_tell(message, way.address):
                return False
            if not claim_out_of_hours(message, opens_at=closed.opens_at):
                return False
            by, text = actors.system("event", event.pk), out_of_hours.words_for(message.ticket, closed)
            send_automatic(message.ticket, text=text, by=by, reason="out_of_hours", through=way)
    except Refused as refusal:
        log.info("Not told that we are closed: %s", refusal.code)
        return False
    return True


def _message_of(event: Event) -> Message | None:
    messages = Message.objects.select_related("ticket__channel", "ticket__customer", "channel")
    return messages.filter(pk=event.data.get("message")).first()
