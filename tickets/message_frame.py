"""The sanitised HTML of a mail, made ready to be looked at: its own images, and those of others if asked."""

from __future__ import annotations

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from helpdesk.lib.message_html import with_images, with_remote_images
from tickets import attachment_files
from tickets.models import Message


def body_of(message: Message, *, shows_remote_images: bool) -> SafeString:
    files = sorted(message.attachments.all(), key=lambda file: file.pk)  # as they stood in the mail
    urls = {
        place: reverse("tickets:attachment", args=[file.key])
        for place, file in enumerate(files)
        if attachment_files.may_show_inline(file.content_type)
    }
    html = with_images(message.html, urls)
    return mark_safe(with_remote_images(html) if shows_remote_images else html)  # noqa: S308 - see safe_html.py
