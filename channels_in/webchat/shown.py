"""A message as a visitor's page gets it: what they may read of it, and nothing else of ours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core import signing
from django.db.models import QuerySet
from django.urls import reverse

from channels_in.models import Connection, Visitor
from channels_in.surveys import ASKS, survey_in
from helpdesk.lib.markdown import to_text
from helpdesk.lib.markdown_tree import to_tree
from helpdesk.marks.glyphs import hue, initials
from people.models import Agent
from tickets import attachment_files
from tickets.models import Attachment, Message

SALT = "channels_in.webchat.file"
LINKS_LIVE = 300  # seconds


def for_showing(messages: QuerySet[Message]) -> QuerySet[Message]:
    return messages.select_related("agent").prefetch_related("attachments")


def shown(message: Message, visitor: Visitor) -> dict[str, Any]:
    who = _who(message, visitor)
    is_ours = not message.is_inbound
    return {
        "id": message.pk,
        "ticket": message.ticket_id,
        **who,
        "at": stamp(message.created_at),
        "text": to_text(message.text) if is_ours else message.text,
        "blocks": to_tree(message.text) if is_ours else None,
        "files": [_file(one, visitor) for one in message.attachments.all() if one.state == "here"],
        "key": _key(message),
        "parts": _parts(message),
    }


def gone(pk: int) -> dict[str, Any]:
    return {"id": pk, "gone": True}


def face(agent: Agent, visitor: Visitor) -> dict[str, Any]:
    """Of an agent a visitor learns a first name, or the team's where the company prefers that."""
    if name := shown_instead(visitor.connection):
        return {"name": name, "initials": initials(name), "hue": hue(0)}
    return {
        "name": agent.get_short_name(),
        "initials": initials(agent.name),
        "hue": hue(agent.pk + sum(map(ord, initials(agent.name)))),
    }


def shown_instead(connection: Connection) -> str:
    """Of an agent's name, where the company prefers its own."""
    options = connection.options
    is_team = options.get("shows_agent") == "team"
    return str(options.get("name") or connection.channel.name) if is_team else ""


def writer_shown(name: str, *, instead: str) -> str:
    """Of who is writing, whose name alone is known."""
    return instead or name.split(" ")[0]


def link_to(attachment: Attachment, visitor: Visitor) -> str:
    """Good for some minutes, for this visitor alone."""
    signed = signing.dumps([attachment.pk, visitor.pk], salt=SALT, compress=False)
    return f"{reverse('chat-file', args=[visitor.connection.token, attachment.key])}?s={signed}"


def stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _who(message: Message, visitor: Visitor) -> dict[str, Any]:
    if message.is_inbound:
        return {"from": "visitor", "name": message.from_name, "initials": "", "hue": 0}
    if message.agent:
        return {"from": "agent", **face(message.agent, visitor)}
    return {"from": "system", "name": "", "initials": "", "hue": 0}


def _file(attachment: Attachment, visitor: Visitor) -> dict[str, Any]:
    width, height = attachment_files.size_on_page(attachment) or (None, None)
    return {
        "id": attachment.key,
        "name": attachment.name,
        "type": attachment.content_type,
        "size": attachment.size,
        "width": width,
        "height": height,
        "url": link_to(attachment, visitor),
    }


def _key(message: Message) -> str | None:
    """By which the page that sent it knows it again."""
    return message.provider_id.rpartition(":")[2] or None if message.is_inbound else None


def _parts(message: Message) -> list[dict[str, str]]:
    """What a widget shows besides words: so far, the question how the visitor was helped."""
    survey = None if message.is_inbound else survey_in(message, kinds=(ASKS,))
    return [{"kind": "rating", "survey": survey.hex}] if survey else []


def all_shown(messages: Sequence[Message], visitor: Visitor) -> list[dict[str, Any]]:
    return [shown(one, visitor) for one in sorted(messages, key=lambda one: (one.created_at, one.pk))]
