"""Mail that somebody of us wrote in another program, as its folder of sent mail shows it (F19).

It belongs to a ticket if it answers one and goes to somebody on it: a customer's mail that is passed on to a
colleague answers nobody. Nothing here sends anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from channels_in.items import Decision, became, ignored, updated
from channels_in.mail.loop_guard import our_mark
from channels_in.mail.message_id import key_in
from channels_in.mail.overtaking import is_ahead
from channels_in.mail.own_addresses import OwnAddresses
from channels_in.mail.post import files_of, pairs_of
from channels_in.mail.thread_match import Place, place_on
from channels_in.mail.threads import ticket_number_in
from channels_in.messages import Address, AutomaticKind, InboundMail
from channels_in.models import Receipt
from events import actors
from events.claims import Failure
from people.models import Agent, Company
from tickets.actions.note_outside_reply import note_outside_reply
from tickets.incoming import ReceivedMessage
from tickets.models import Delivery, Message, Ticket


def take_sent(mail: InboundMail, *, receipt: Receipt, own: OwnAddresses) -> Decision:
    if ours := _sent_by_us(mail):
        return updated(ours, reason="echo")
    if our_mark() in mail.loop_marks:
        return ignored("own_mail")
    agent = _agent_of(mail)
    if agent is None and not any(one.address in own for one in _writers(mail)):
        return ignored("not_ours")  # somebody has moved a stranger's mail there
    ticket = next(_answered(mail), None)
    if ticket is None:
        if mail.thread_ids and is_ahead(receipt):
            raise Failure("What it answers may still be on its way in.")
        return ignored("echo_without_ticket")
    if known := _known(mail, ticket):
        return updated(known, reason="echo")
    by = actors.agent(agent) if agent else actors.system("receipt", receipt.pk)
    written = _written(mail, receipt, ticket)
    noted = note_outside_reply(ticket, written, by=by, agent=agent, at=written.received_at)
    return became(noted.message)


def _sent_by_us(mail: InboundMail) -> Message | None:
    """Many servers keep a copy of what we send through them."""
    key = key_in(mail.message_id)
    sent = Delivery.objects.filter(idempotency_key=key).select_related("message").first() if key else None
    return sent.message if sent else None


def _known(mail: InboundMail, ticket: Ticket) -> Message | None:
    """A program that saves twice, or a server that numbers its mails anew."""
    if not mail.message_id:
        return None
    written = ticket.messages.filter(direction=Message.Direction.OUTBOUND, provider_id=mail.message_id[:255])
    return written.first()


def _writers(mail: InboundMail) -> list[Address]:
    return [one for one in (*mail.from_, mail.sender_header, mail.sender) if one]


def _agent_of(mail: InboundMail) -> Agent | None:
    for one in _writers(mail):
        known: Agent | None = Agent.objects.filter(email__iexact=one.address).first()
        if known:
            return known
    return None


def _answered(mail: InboundMail) -> Iterator[Ticket]:
    """The tickets that it may answer, likeliest first, of those with somebody on them whom it goes to."""
    receivers = [one.address for one in (*mail.to, *mail.cc) if one.address]
    for ticket in _hinted(mail):
        if any(place_on(ticket, address) is Place.BELIEVED for address in receivers):
            yield _going_on(ticket)


def _hinted(mail: InboundMail) -> Iterator[Ticket]:
    for message_id in mail.thread_ids[:60]:
        if key := key_in(message_id):
            yield from Ticket.objects.filter(messages__delivery__idempotency_key=key)
        else:
            written = Q(direction=Message.Direction.INBOUND) | Q(delivery=None)
            known = Message.objects.filter(written, provider_id=message_id).select_related("ticket")
            yield from (message.ticket for message in known.order_by("-pk")[:10])
    number = ticket_number_in(mail.subject, prefix=Company.current().ticket_prefix)
    if number and number < 2**63:
        for ticket in Ticket.objects.filter(pk=number).select_related("parent"):
            yield ticket.parent or ticket  # nothing is said to a customer on an internal one


def _going_on(ticket: Ticket) -> Ticket:
    """A finished matter that the customer has taken up again is answered where it goes on."""
    while ticket.is_done and (later := ticket.follow_ups.order_by("-pk").first()):
        ticket = later
    return ticket


def _written(mail: InboundMail, receipt: Receipt, ticket: Ticket) -> ReceivedMessage:
    writer = mail.sender
    return ReceivedMessage(
        channel=receipt.origin.channel,
        customer=ticket.customer,
        received_at=_written_at(mail, receipt, ticket),
        sent_at=mail.sent_at,
        from_name=writer.name,
        from_address=writer.address,
        recipients={"to": pairs_of(mail.to), "cc": pairs_of(mail.cc)},
        subject=mail.subject,
        text="\n\n".join(dict.fromkeys(filter(None, [mail.new_text, mail.forwarded_text]))),
        quoted=mail.quoted_text,
        signature=mail.signature_text,
        is_auto_reply=mail.automatic is not None and mail.automatic.kind is AutomaticKind.REPLY,
        provider_id=mail.message_id,
        in_reply_to=mail.thread_ids,
        attachments=files_of(mail),
    )


def _written_at(mail: InboundMail, receipt: Receipt, ticket: Ticket) -> datetime:
    """By the mailbox's clock, to the second; no answer is older than what it answers, whatever clocks say."""
    answered = ticket.messages.filter(provider_id__in=mail.thread_ids[:60])
    times = answered.order_by("-created_at").values_list("created_at", flat=True)[:1]
    written_at: datetime = max(receipt.received_at, ticket.created_at, *times)
    return written_at
