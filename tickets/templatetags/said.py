"""`{% load said %}`: what a message of a chat says beside its words."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from helpdesk.lib import markdown
from tickets import attachment_files, file_reasons, media_types
from tickets.capabilities import capabilities_of
from tickets.extras import ShownExtra, shown_extras
from tickets.models import Attachment, Channel, Message

register = template.Library()


@register.filter
def is_letter(channel: Channel) -> bool:
    """Looks like one: with addresses, a subject, a signature."""
    return capabilities_of(channel).has_recipients


@register.filter
def is_outside(message: Message) -> bool:
    """One of us wrote it without Alur: in the provider's own app, say."""
    by_person = message.author_kind == Message.AuthorKind.AGENT
    return not message.is_inbound and by_person and message.agent_id is None


@register.filter
def has_bubble(message: Message) -> bool:
    """A file or a place needs no empty bubble above it."""
    return bool(message.text.strip() or message.replies_to_id or message.quoted)


@register.filter
def gist(message: Message) -> str:
    """The beginning of what somebody answers to."""
    text = message.text if message.is_inbound else markdown.to_text(message.text[:600])
    return " ".join(text.split())[:200] or _("A message without words")


@register.filter
def extras(message: Message) -> list[ShownExtra]:
    return shown_extras(message)


@register.filter
def look_of(file: Attachment) -> str:
    """picture, audio, video, file; or waiting, lost: it is not here."""
    if file.state != Attachment.State.HERE:
        return str(file.state)
    if attachment_files.may_show_inline(file.content_type):
        return "picture"
    if media_types.may_play(file.content_type):
        return file.content_type.partition("/")[0]
    return "file"


@register.filter
def lost_words(file: Attachment) -> str:
    return file_reasons.words_for_file(file.reason)


@register.filter
def may_fetch_again(file: Attachment) -> bool:
    return file_reasons.may_fetch_again(file.reason)


@register.filter
def moment(written: str) -> datetime | None:
    """As rows keep it, in the reader's time zone."""
    try:
        at = parse_datetime(written)
    except ValueError:
        return None
    return timezone.localtime(at) if at else None
