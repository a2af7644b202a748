"""What was said, drawn once for everybody who reads the same language at the same time.

A message hardly changes once it has come in or gone out, so it is kept as it was drawn, under all that it
shows. What still changes, or differs between viewers, is drawn anew each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from django.template.context import Context
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe

from helpdesk.lib import kept
from people.models import Agent
from tickets.blocks import Block
from tickets.extras import shown_extras
from tickets.models import Attachment, Delivery, Message, Ticket
from tickets.timeline_entries import MessageEntry

LASTS = 60 * 60  # seconds
DESIGN = 11  # raise it with every change of the templates, so that nothing of the last release is shown
SETTLED = {Delivery.Status.SENT, Delivery.Status.DELIVERED, Delivery.Status.READ}  # and nothing to press


def draw(blocks: Sequence[Block], context: Context) -> SafeString:
    """All of them, in their order. The context is that of tickets/_entries.html."""
    keys = {block.key: key for block in blocks if (key := _key(block, context["ticket"], context["user"]))}
    known = kept.get_many(list(keys.values()))
    drawn = {block.key: known.get(keys.get(block.key, "")) or _draw(block, context) for block in blocks}
    kept.keep({key: drawn[name] for name, key in keys.items() if key not in known}, seconds=LASTS)
    return mark_safe("".join(drawn[block.key] for block in blocks))  # noqa: S308 - our own templates drew it


def _draw(block: Block, context: Context) -> str:
    if context.template is None:
        raise RuntimeError("Blocks are drawn from within a template.")
    template = context.template.engine.get_template(block.template)
    shown = {"entries": block.entries, "entry": next(iter(block.entries), None)}
    with context.push(**shown, at=block.at, key=block.key, goes_on=block.goes_on):
        return str(template.render(context))


def _key(block: Block, ticket: Ticket, viewer: Agent) -> str:
    """Nothing: draw it each time."""
    entry = next(iter(block.entries), None)
    if not isinstance(entry, MessageEntry):
        return ""
    message = entry.message
    delivery: Delivery | None = getattr(message, "delivery", None)
    if delivery is not None and delivery.status not in SETTLED:
        return ""
    if any(file.state == Attachment.State.LOST for file in entry.attachments):
        return ""  # and there is something to press
    shown = (
        *(message.created_at, message.from_name, message.agent, message.customer, message.channel.name),
        *(message.is_trusted, message.remarks, ticket.subject, ticket.language),
        *((delivery.status, delivery.sent_at, delivery.reason, delivery.detail) if delivery else ()),
        *(message.agent_id == viewer.pk, viewer.may_write),
        *[(file.key, file.state, file.reason) for file in entry.attachments],
        *[(part.number, part.status) for part in entry.parts],
        *(entry.call, block.goes_on),
        *_said_since(message),
        *(translation.get_language(), timezone.get_current_timezone_name()),
    )
    digest = sha256("\0".join(map(str, shown)).encode("utf-8", "replace")).hexdigest()[:32]
    return f"said:{DESIGN}:{message.pk}:{digest}"


def _said_since(message: Message) -> tuple[object, ...]:
    """What its author, or somebody who reads it, may still do to it; and what is over after a while."""
    answered = message.replies_to
    return (
        *(message.text, message.former, message.reactions, message.taken_back_at),
        *shown_extras(message),
        *((answered.pk, answered.text, answered.taken_back_at) if answered else ()),
    )
