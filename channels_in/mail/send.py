"""Mail, outbound: what a drain of one channel holds open while it sends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from channels_in.mail.compose import Uncomposable, compose
from channels_in.mail.oauth2 import TokenRefused
from channels_in.mail.route import NoRoute, sending_route
from channels_in.mail.smtp_client import SmtpSession
from channels_in.models import Connection
from channels_in.outcomes import ChannelDown, NotSent, Outcome
from tickets.models import Channel, ChannelKind, Delivery


@dataclass(slots=True)
class MailSender:
    connection: Connection
    session: SmtpSession

    def send(self, delivery: Delivery, *, begin: Callable[[], None]) -> Outcome:
        try:
            mail = compose(delivery, self.connection)
        except Uncomposable as error:
            return NotSent(reason=error.reason, detail=error.detail, permanent=True)
        return self.session.send(mail, begin=begin)


@dataclass(frozen=True, slots=True)
class NoSender:
    """Stands in while the channel cannot send at all."""

    why: ChannelDown
    connection: Connection | None = None

    def send(self, delivery: Delivery, *, begin: Callable[[], None]) -> Outcome:
        return self.why


@contextmanager
def sender_for(channel: Channel) -> Iterator[MailSender | NoSender]:
    sender = _prepare(channel)
    try:
        yield sender
    finally:
        if isinstance(sender, MailSender):
            sender.session.close()


def _prepare(channel: Channel) -> MailSender | NoSender:
    connection = _outgoing(channel)
    if connection is None:
        return NoSender(_down("", "smtp_not_set"))
    try:
        return MailSender(connection, SmtpSession(sending_route(connection)))
    except NoRoute as error:
        return NoSender(_down(str(error), f"smtp_{error.problem}"), connection)
    except TokenRefused as error:
        why = ChannelDown(reason="login_failed", problem="smtp_token", detail=str(error))
        return NoSender(why, connection)


def _outgoing(channel: Channel) -> Connection | None:
    """A mail channel sends by itself; whoever filled in a form is answered through one that does."""
    connections = Connection.objects.select_related("channel")
    if channel.kind == ChannelKind.MAIL:
        return connections.filter(channel=channel).exclude(address="").first()
    own = connections.get(channel=channel)
    mail = connections.filter(channel__kind=ChannelKind.MAIL, channel__is_active=True).exclude(address="")
    chosen = str(own.options.get("answers_through") or "").lower()
    return mail.filter(address=chosen).first() or mail.order_by("pk").first()


def _down(detail: str, problem: str) -> ChannelDown:
    return ChannelDown(reason="not_connected", problem=problem, detail=detail)
