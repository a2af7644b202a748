"""The key that programs sign with: asked first, made by a POST, shown once on the page after it."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from channels_in.actions.save_connection import save_connection
from channels_in.models import Connection
from events import actors
from people.signed_in import SignedInRequest, admin_only
from tickets.models import Channel, ChannelKind

KEPT = 2  # the new one and the one before, so that senders can change without a gap
TO_SHOW = "signing_key_to_show"  # of a session: the channel whose newest key its admin has not seen yet


@admin_only
def key(request: SignedInRequest, channel_id: int) -> HttpResponse:
    """Loaded again it makes nothing and shows nothing: it asks whether another one is wanted."""
    channel = get_object_or_404(Channel, pk=channel_id)
    if channel.kind != ChannelKind.API:
        return HttpResponseRedirect(reverse("settings:channel", args=[channel.pk]))
    if request.method == "POST":
        _renew(request, channel)
        return show_next(request, channel)
    keys = Connection.objects.get(channel=channel).secrets.get("signing", [])
    is_shown = request.session.get(TO_SHOW) == channel.pk and keys
    if is_shown:
        del request.session[TO_SHOW]
    context = {
        "channel": channel,
        "key": keys[0] if is_shown else "",
        "ends_one": len(keys) >= KEPT,
        "section": "settings",
        "page": "channels",
    }
    return render(request, "settings/channel_key.html", context)


def show_next(request: SignedInRequest, channel: Channel) -> HttpResponse:
    request.session[TO_SHOW] = channel.pk
    return HttpResponseRedirect(reverse("settings:channel-key", args=[channel.pk]))


def new_key() -> str:
    return secrets.token_urlsafe(32)


@transaction.atomic
def _renew(request: SignedInRequest, channel: Channel) -> None:
    """Two who make one at the same time end no third one unseen: the row is held."""
    connection = Connection.objects.select_for_update(no_key=True).get(channel=channel)
    kept = connection.secrets.get("signing", [])[: KEPT - 1]
    save_connection(channel, by=actors.agent(request.user), secrets={"signing": [new_key(), *kept]})
