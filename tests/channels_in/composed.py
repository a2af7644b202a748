"""A message of ours as the mail that leaves."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from channels_in.mail.compose import compose
from channels_in.models import Connection
from tickets.models import Message


def as_sent(message: Message, mailbox: Connection) -> EmailMessage:
    composed = compose(message.delivery, mailbox)
    return BytesParser(policy=policy.default).parsebytes(composed.content)
