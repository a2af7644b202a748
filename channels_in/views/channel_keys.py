"""The key that programs sign with: asked first, made by a POST, shown once on the page after it."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from channels_in.actions.renew_signing_key import KEPT, renew_signing_key
from channels_in.models import Connection
from events import actors
from people.signed_in import SignedInRequest, admin_only
from tickets.models import Channel, ChannelKind

TO_SHOW = "signing_key_to_show"  # of a session: the channel whose newest key its admin has not seen yet


@admin_only
def key(request: SignedInRequest, channel_id: int) -> HttpResponse:
    """Loaded again it makes nothing and shows nothing: it asks whether another one is wanted."""
    channel = get_object_or_404(Channel, pk=channel_id)
    if channel.kind != ChannelKind.API:
        return HttpResponseRedirect(reverse("settings:channel", args=[channel.pk]))
    if request.method == "POST":
        renew_signing_key(channel, by=actors.agent(request.user))
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
