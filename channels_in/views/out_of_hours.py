"""Settings of what is answered while a channel is closed, with a preview of the very words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from channels_in.forms.out_of_hours import OutOfHoursForm, of_channel
from channels_in.out_of_hours import words_in
from events import actors
from helpdesk.lib import markdown
from people.calendar import Calendar, explain
from people.models.company import LANGUAGES
from people.opening import Closed, closed_from, read_stored
from people.settings_page import edit
from people.signed_in import SignedInRequest, admin_only, posted_from
from tickets.actions.save_channel import change_channel
from tickets.models import Channel

EXAMPLE = 1234  # a ticket's number
SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    language: str
    code: str
    text: str


@admin_only
def show(request: SignedInRequest) -> HttpResponse:
    channels = Channel.objects.select_related("calendar").order_by("-is_active", "name")
    context = {"channels": channels, "section": "settings", "page": "out-of-hours"}
    return render(request, "settings/out_of_hours.html", context)


@admin_only
def change(request: SignedInRequest, channel_id: int) -> HttpResponse:
    channel = get_object_or_404(Channel, pk=channel_id)
    form = OutOfHoursForm(request.POST or None, initial=of_channel(channel))

    def save(fields: dict[str, Any]) -> None:
        by = actors.agent(request.user)
        change_channel(channel, by=by, expected_version=fields["version"], **form.channel_fields())

    page = partial(edit, request, form, save=save, back=reverse("settings:out-of-hours"))
    return page(
        template="settings/out_of_hours_edit.html",
        page="out-of-hours",
        heading=_("Out of hours: %(channel)s") % {"channel": channel.name},
        channel=channel,
        previews=previews(channel),
    )


@admin_only
@posted_from("settings:out-of-hours-reply", "channel_id")
def preview(request: SignedInRequest, channel_id: int) -> HttpResponse:
    """Of what stands in the form just now; nothing is saved."""
    channel = get_object_or_404(Channel, pk=channel_id)
    form = OutOfHoursForm(request.POST)
    form.is_valid()
    channel.calendar = form.cleaned_data.get("calendar")
    channel.out_of_hours_texts = {
        code: form.data.get(f"text_{code}", "")[:1000] for code, _label in LANGUAGES
    }
    return render(request, "settings/_out_of_hours_preview.html", {"previews": previews(channel)})


def previews(channel: Channel) -> list[Preview]:
    """For each language what would be said the next time that the channel is closed."""
    calendar = read_stored(channel.calendar) if channel.calendar else None
    closed = _next_closed(calendar, timezone.now()) if calendar else None
    if closed is None:
        return []
    return [
        Preview(
            language=str(label),
            code=code,
            text=markdown.to_text(words_in(code, channel, closed, number=EXAMPLE)),
        )
        for code, label in LANGUAGES
    ]


def _next_closed(calendar: Calendar, now: datetime) -> Closed | None:
    """None: it does not close within two weeks."""
    lines = explain(calendar, now, now + SOON)
    shut = next((line.from_at for line in lines if not line.counted), None)
    return closed_from(calendar, shut) if shut else None
