"""What a list says of somebody who sent no words: a voice message, a picture, a place."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tickets.changing import said_by_people
from tickets.extra_words import FILE_WORDS
from tickets.extras import shown_extras
from tickets.models import Attachment, Message

SEEN_AS = {
    "image": gettext_lazy("Picture"),
    "audio": FILE_WORDS["audio"][1],
    "video": FILE_WORDS["video"][1],
}


def said_without_words(tickets: Collection[int]) -> dict[int, str]:
    """By ticket, of the last message that a person wrote there; empty where nothing came beside it either."""
    if not tickets:
        return {}
    said = said_by_people(Message.objects.filter(ticket__in=tickets))
    said = said.order_by("ticket", "-pk").distinct("ticket")
    return {one.ticket_id: gist_without_words(one) for one in said.prefetch_related("attachments")}


def gist_without_words(message: Message) -> str:
    if message.taken_back_at:
        return _("Taken back by who wrote it")
    for extra in shown_extras(message):
        return " · ".join([extra.words, *extra.lines[:1]])
    return next((_called(file) for file in message.attachments.all()), "")


def _called(file: Attachment) -> str:
    seen_as = SEEN_AS.get(file.content_type.partition("/")[0])
    return str(seen_as) if seen_as else file.name
