"""What a visitor has not read goes to them by mail, some time after they left.

An `Absence` is owed per ticket: due a while after our answer, at once if the visitor's own last words came by
mail. One who is there and simply does not look is waited for, a few rounds.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from channels_in.actions.owe_absence import owe_absence, wait_a_round
from channels_in.actions.pass_on import pass_on
from channels_in.mail.spam import is_blocked
from channels_in.models import Absence, Connection, Visitor
from channels_in.webchat import there
from channels_in.webchat.visitors import SAID_TO, addresses_behind, hash_of, new_token
from channels_in.webchat.way_back import address_of_page
from events import actors, claims
from events.models import Event
from tickets.changing import lock
from tickets.models import Channel, ChannelKind, Delivery, Message, Ticket
from tickets.recording import record_on

AFTER = 120  # seconds
THERE, ROUNDS = timedelta(minutes=5), 3
STILL_THERE = timedelta(seconds=75)  # since the last sign of life of a page that has not said good-bye
A_DAY, AN_HOUR = 3, 100  # mails to an address that nobody has proved, and of one channel


def expects_no_mail(event: Event) -> bool:
    """Of what was not said in a chat."""
    message = event.data.get("message")
    chat = Message.objects.filter(pk=message or 0, channel__kind=ChannelKind.WEBCHAT)
    return not chat.exists()


def owe_mail(event: Event) -> None:
    message = Message.objects.select_related("ticket__channel", "channel").get(pk=event.data["message"])
    connection = Connection.objects.filter(channel=message.channel).first()
    visitor = visitor_on(message.ticket)
    if message.ticket.channel_id != message.channel_id:
        there.tell_pages(message.recipients["to"][0][1])  # they do not listen to that ticket yet
    if visitor is None or connection is None or message.author_kind == Message.AuthorKind.SYSTEM:
        return
    wait = float(connection.options.get("mail_after_seconds", AFTER))
    owe_absence(
        message.ticket, visitor, after=timedelta(seconds=0 if _left_for_mail(message.ticket) else wait)
    )


def pass_on_due() -> bool:
    rows = Absence.objects.select_related(
        "ticket__channel", "ticket__customer", "visitor__connection__channel"
    )
    return claims.drain(rows, lambda row: claims.run(row, decide))


def decide(absence: Absence) -> None:
    """Within its claim: send what is unread, wait, or say that there is nowhere to send it."""
    ticket, visitor = absence.ticket, Visitor.objects.get(pk=absence.visitor_id)
    unread = list(unread_on(ticket).filter(recipients__to__0__1__in=addresses_behind(visitor)))
    if not unread:
        return
    if is_there(visitor) and absence.rounds < ROUNDS and not _left_for_mail(ticket):
        wait_a_round(absence, THERE)
        return
    channel = mail_channel(visitor.connection)
    reason = why_not(visitor, channel)
    lock(ticket)
    if reason or channel is None:
        record_on(
            ticket, "visitor.absent", by=actors.system("absence", absence.pk), reason=reason or "no_mail"
        )
        return
    token = new_token()
    text = _words(unread, visitor, link=address_of_page(visitor, token))
    pass_on(unread, visitor=visitor, channel=channel, text=text, token_hash=hash_of(token))


def unread_on(ticket: Ticket) -> QuerySet[Message]:
    """What people of ours wrote in the chat, that was not read there and has not gone by mail."""
    return (
        ticket.messages.filter(
            channel__kind=ChannelKind.WEBCHAT,
            author_kind=Message.AuthorKind.AGENT,
            withdrawn_at=None,
            delivery__status__in=[Delivery.Status.SENT, Delivery.Status.DELIVERED],
            passed_on=None,
        )
        .prefetch_related("attachments")
        .order_by("created_at", "pk")
    )


def visitor_on(ticket: Ticket) -> Visitor | None:
    """Whose page the newest words came from; of a person with several, the one that was there last."""
    channel, address = _page_of(ticket)
    kind, _colon, rest = address.partition(":")
    if kind == "v":
        return Visitor.objects.filter(key=rest).first()
    base, _colon, subject = rest.partition(":")
    signed = Visitor.objects.filter(user_base=base, subject=subject, connection__channel=channel)
    return signed.order_by("-seen_at").first()


def _page_of(ticket: Ticket) -> tuple[int, str]:
    """On a ticket of another channel nobody has written here: the page that we wrote to."""
    chat = ticket.messages.filter(channel__kind=ChannelKind.WEBCHAT).order_by("-pk")
    theirs = chat.filter(direction=Message.Direction.INBOUND).values_list("channel", "from_address")
    ours = chat.filter(direction=Message.Direction.OUTBOUND).annotate(said_to=SAID_TO)
    return theirs.first() or ours.values_list("channel", "said_to").first() or (0, "")


def _left_for_mail(ticket: Ticket) -> bool:
    """They answered by mail: that is where they read us now. Not on a ticket that has never been a chat."""
    if ticket.channel.kind != ChannelKind.WEBCHAT:
        return False
    words = ticket.messages.filter(direction=Message.Direction.INBOUND, is_auto_reply=False)
    return words.order_by("-pk").values_list("channel__kind", flat=True).first() == ChannelKind.MAIL


def is_there(visitor: Visitor) -> bool:
    return visitor.left_at is None and visitor.seen_at > timezone.now() - STILL_THERE


def why_not(visitor: Visitor, channel: Channel | None) -> str:
    """A code; nothing: they can be written to by mail."""
    if not visitor.email:
        return "no_address"
    if channel is None:
        return "no_mail"
    if is_blocked(visitor.email):
        return "blocked"
    return "" if visitor.email_is_signed or not _too_many(visitor) else "too_many"


def _too_many(visitor: Visitor) -> bool:
    """Anybody can type anybody's address."""
    from_us = Message.objects.filter(
        passes_on__isnull=False, created_at__gt=timezone.now() - timedelta(days=1)
    )
    to_them = from_us.filter(recipients__to__0__1=visitor.email).distinct().count()
    lately = from_us.filter(created_at__gt=timezone.now() - timedelta(hours=1)).distinct().count()
    return to_them >= A_DAY or lately >= AN_HOUR


def mail_channel(connection: Connection) -> Channel | None:
    mail = Connection.objects.select_related("channel").filter(
        channel__kind=ChannelKind.MAIL, channel__is_active=True
    )
    chosen = str(connection.options.get("answers_through") or "").lower()
    mail = mail.exclude(address="")
    found = mail.filter(address=chosen).first() or mail.order_by("pk").first()
    return found.channel if found else None


def _words(unread: list[Message], visitor: Visitor, *, link: str) -> str:
    """Ours alone: what the visitor wrote, their name and the page they were on stay out of it."""
    with translation.override(visitor.language or visitor.connection.channel.language):
        parts = [message.text for message in unread if message.text]
        parts.append(_("You can answer this email, or go on in the chat: %(link)s") % {"link": link})
        return "\n\n".join(parts)
