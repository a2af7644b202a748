"""What the doors do when something has happened. Each runs once per event, in one transaction."""

from __future__ import annotations

import logging

from channels_in.acknowledgement import may_answer, words_for
from channels_in.actions.claim_automatic_mail import claim_automatic_mail
from events import actors
from events.models import Event
from helpdesk.lib.asked_once import asked_once
from tickets.actions.automatic import send_automatic
from tickets.models import Channel, Message
from tickets.recipients import default_recipients
from tickets.refusals import Refused

log = logging.getLogger(__name__)


@asked_once
def _acknowledges(channel_id: int | None) -> bool:
    return Channel.objects.filter(pk=channel_id or 0, acknowledges=True).exists()


def expects_no_word(event: Event) -> bool:
    """Of a channel that tells nobody that their message arrived."""
    return not _acknowledges(event.data.get("channel"))


def acknowledge(event: Event) -> None:
    """Tell a customer that their message arrived: once per ticket, once an hour per address, never a
    machine.
    """
    message = (
        Message.objects.select_related("ticket__channel", "ticket__customer", "channel")
        .filter(pk=event.data.get("message"))
        .first()
    )
    if message is None or not message.channel.acknowledges:
        return
    try:
        address = default_recipients(message.ticket)["to"][0][1]
        if may_answer(message, address) and claim_automatic_mail(address):
            by = actors.system("event", event.pk)
            send_automatic(message.ticket, text=words_for(message.ticket), by=by, reason="acknowledgement")
    except Refused as refusal:
        log.info("No acknowledgement: %s", refusal.code)
