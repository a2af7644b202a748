"""`{% load said %}`: what a message of a chat says beside its words."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from helpdesk.lib import markdown
from helpdesk.lib.sms_text import LETTERS
from helpdesk.lib.spans import short_span
from helpdesk.marks import times
from helpdesk.marks.clocks import units
from tickets import attachment_files, delivery_reasons, file_reasons, media_types
from tickets.capabilities import Capabilities, capabilities_of, utf8_bytes, utf16_units
from tickets.delivery_reasons import NextStep
from tickets.extras import shown_extras
from tickets.models import Attachment, Channel, Delivery, Message, MessageTemplate
from tickets.shown_extra import ShownExtra
from tickets.template_filling import VARIABLE
from tickets.ways import Way

register = template.Library()
OTHERWISE = {NextStep.ASK_CUSTOMER, NextStep.PICK_TEMPLATE, NextStep.WAIT}
UNITS: dict[Callable[[str], int], str] = {utf8_bytes: "utf8", utf16_units: "utf16"}


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
def may_be_answered(message: Message) -> bool:
    """By its name at the provider, or with an emoji there."""
    can = capabilities_of(message.channel)
    return bool((can.quotes or can.reacts) and message.provider_id and message.taken_back_at is None)


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
def reason_words(code: str) -> str:
    return delivery_reasons.words_for(code)


@register.filter
def may_go_otherwise(delivery: Delivery) -> bool:
    """A chat: letters are sent again to a right address."""
    step = delivery_reasons.next_step(delivery.reason)
    return step in OTHERWISE and not is_letter(delivery.channel)


@register.filter
def wants_template(delivery: Delivery) -> bool:
    step = delivery_reasons.next_step(delivery.reason)
    return step == NextStep.PICK_TEMPLATE and capabilities_of(delivery.channel).has_templates


@register.filter
def wants_admin(delivery: Delivery) -> bool:
    return delivery_reasons.next_step(delivery.reason) == NextStep.CHECK_CHANNEL


@register.filter
def takes_templates(way: Way) -> bool:
    """Nothing else goes there now."""
    return way.shut == "window_closed" and has_templates(way)


@register.filter
def has_templates(way: Way) -> bool:
    return capabilities_of(way.channel).has_templates


@register.filter
def limits(can: Capabilities) -> str:
    """What js/composer/limits.js, length.js and choices.js look at before anything is sent."""
    told: dict[str, Any] = {
        "files": can.max_files,
        "bytes": can.max_file_bytes,
        "all": can.max_files_bytes,
        "types": dict(can.file_limits),
        "text": can.max_text,
        "part": can.max_part,
        "unit": UNITS.get(can.size, "signs"),
    }
    if can.pays_by_part:
        told["letters"] = LETTERS
    if can.max_choices:
        told["choices"] = {
            "buttons": can.max_buttons,
            "most": can.max_choices,
            "button": can.max_button_title,
            "row": can.max_choice_title,
        }
    return json.dumps(told)


@register.filter
def preview(template: MessageTemplate) -> SafeString:
    """A template as it will be read, with a mark where each value stands."""
    parts = [_marked(template, where) for where in ("header", "body")]
    footer = str(template.components.get("footer") or "")
    buttons = [str(one.get("text", "")) for one in template.components.get("buttons", [])]
    lines = [*parts, format_html('<span class="t3">{}</span>', footer) if footer else "", *buttons]
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines if line))


def _marked(template: MessageTemplate, where: str) -> SafeString:
    text = str(template.components.get(where, {}).get("text", ""))
    pieces = VARIABLE.split(text)  # words, name, words, name, … words
    found = [
        format_html('<mark data-filled="{}-{}">{}</mark>', where, piece, f"{{{{{piece}}}}}")
        if n % 2
        else format_html_join(mark_safe("<br>"), "{}", ((line,) for line in piece.split("\n")))
        for n, piece in enumerate(pieces)
    ]
    return format_html_join("", "{}", ((one,) for one in found))


@register.filter
def value_of(typed: object, key: str) -> str:
    """What was typed in vain without a script."""
    return str(typed.get(f"value-{key}", "")) if hasattr(typed, "get") else ""


@register.filter
def milliseconds(at: datetime) -> int:
    return times.milliseconds(at)


@register.filter
def time_left(at: datetime) -> str:
    return short_span((at - timezone.now()).total_seconds(), units=units())


@register.filter
def moment(written: str) -> datetime | None:
    """As rows keep it, in the reader's time zone."""
    try:
        at = parse_datetime(written)
    except ValueError:
        return None
    return timezone.localtime(at) if at else None
