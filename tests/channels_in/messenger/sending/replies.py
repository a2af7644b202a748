"""Replies by Meta: sent again, and to somebody who wrote a while ago."""

from datetime import timedelta

from django.utils import timezone

from channels_in.meta.direct.fake import error
from tickets.models import Message

HOURS = timedelta(hours=1)


def refusal(code, subcode=0, *, said="x", status=400, **more):
    return error(code, subcode, said, status=status, **more)


def known_to(graph, connection):
    graph.accounts[connection.address] = connection.channel.kind
    return connection


def long_ago(ticket, since):
    """The customer's last words were said then."""
    then = timezone.now() - since
    Message.objects.filter(ticket=ticket, direction="inbound").update(sent_at=then, created_at=then)
