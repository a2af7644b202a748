from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext, override

from channels_in.actions.owe_files import owe_files
from events import actors
from events.actors import Actor
from people.identity import identify
from people.models import Customer, Team
from tickets.actions.receive import receive_message
from tickets.calls import change, hold_call
from tickets.incoming import ReceivedMessage, WaitingFile
from tickets.models import Call, Message, Ticket

MISSED = "missed"  # where a call was that never got to us


@transaction.atomic
def open_call_ticket(
    call: Call, *, team: Team | None, by: Actor, at: datetime, onto: Ticket | None = None
) -> Ticket:
    """Each call has a ticket of its own from the moment on that somebody has to act on it, unless it goes
    `onto` one that waits for the same thing.
    """
    call = hold_call(call.pk)
    if call.ticket is not None:
        return call.ticket
    customer = caller_of(call)
    with override(call.channel.language):
        subject = gettext("Call from %(who)s") % {"who": call.number or gettext("a hidden number")}
        text = _words(call, team)
    received = receive_message(
        ReceivedMessage(
            channel=call.channel,
            customer=customer,
            thread=onto,
            received_at=at,
            sent_at=call.started_at if call.place == MISSED else None,
            from_address=call.number,
            from_name=customer.name,
            subject=subject,
            text=text,
            team_id=team.pk if team else None,
            language=call.language,
            provider_id=call.provider_id,
        ),
        by=actors.customer(customer),
    )
    change(call, ticket=received.ticket, message=received.message)
    return received.ticket


@transaction.atomic
def add_voicemail(call: Call, *, by: Actor, at: datetime, recording: str, seconds: int) -> Message:
    """What they said after the tone, on the ticket of their call; its sound is fetched."""
    open_call_ticket(call, team=call.team or call.channel.team, by=by, at=at)
    call = hold_call(call.pk)
    customer = call.ticket.customer if call.ticket else caller_of(call)
    with override(call.channel.language):
        text = gettext("Voicemail, %(n)s seconds") % {"n": seconds}
    name = f"voicemail-{at:%Y%m%d-%H%M%S}.mp3"
    received = receive_message(
        ReceivedMessage(
            channel=call.channel,
            customer=customer,
            thread=call.ticket,
            received_at=at,
            from_address=call.number,
            from_name=customer.name,
            text=text,
            provider_id=recording,
            waiting_files=[WaitingFile(name, "audio/mpeg", 0, {"recording": recording})],
        ),
        by=actors.customer(customer),
    )
    owe_files(received.waiting, channel_id=call.channel_id)
    return received.message


def caller_of(call: Call) -> Customer:
    """Who hides their number is nobody we know, each time anew."""
    if call.number:
        return identify(kind="voice", address=call.number, language=call.language)
    with override(call.channel.language):
        name = gettext("Anonymous caller")
    return Customer.objects.create(name=name, language=call.language)


def _words(call: Call, team: Team | None) -> str:
    if call.place == MISSED:
        return gettext("Called while we could not be reached, and heard that something is wrong.")
    lines = [gettext("Calls for %(team)s") % {"team": team.name}] if team else []
    for answer in call.answers:
        if team and not answer["label"] and answer["value"] == team.name:
            continue  # said already
        if not answer["value"]:
            continue  # they need not answer
        lines.append(f"{answer['label']}: {answer['value']}" if answer["label"] else str(answer["value"]))
    return "\n".join(lines) or gettext("A call")
