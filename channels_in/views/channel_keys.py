"""The key that programs sign with: asked first, made by a POST, shown once on the page after it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from channels_in.actions.renew_identity_secret import renew_identity_secret
from channels_in.actions.renew_signing_key import KEPT, renew_signing_key
from channels_in.actions.renew_verify_token import renew_verify_token
from channels_in.care.hook_address import hook_address
from channels_in.models import Connection
from channels_in.settling import OF_META
from events import actors
from people.signed_in import SignedInRequest, admin_only
from tickets.models import Channel, ChannelKind

MADE_BY_US: dict[str, tuple[str, Callable[..., None]]] = {
    ChannelKind.API: ("signing", renew_signing_key),
    ChannelKind.WEBCHAT: ("identity", renew_identity_secret),
}
SHOWN_ONCE = OF_META | {ChannelKind.API}  # kinds with a secret of ours that the other side is told
TO_SHOW = "signing_key_to_show"  # of a session: the channel whose newest key its admin has not seen yet


@admin_only
def key(request: SignedInRequest, channel_id: int) -> HttpResponse:
    """Loaded again it makes nothing and shows nothing: it asks whether another one is wanted."""
    channel = get_object_or_404(Channel, pk=channel_id)
    if channel.kind not in {*OF_META, *MADE_BY_US}:
        return HttpResponseRedirect(reverse("settings:channel", args=[channel.pk]))
    is_verifying = channel.kind in OF_META
    if request.method == "POST":
        renew = renew_verify_token if is_verifying else MADE_BY_US[channel.kind][1]
        renew(channel, by=actors.agent(request.user))
        return show_next(request, channel)
    connection = Connection.objects.select_related("channel").get(channel=channel)
    keys = _keys(connection)
    is_shown = request.session.get(TO_SHOW) == channel.pk and keys
    if is_shown:
        del request.session[TO_SHOW]
    context = {
        "channel": channel,
        "key": keys[0] if is_shown else "",
        "ends_one": len(keys) >= KEPT,
        "is_verifying": is_verifying,
        "address": hook_address(connection),
        "section": "settings",
        "page": "channels",
    }
    return render(request, "settings/channel_key.html", context)


def _keys(connection: Connection) -> list[str]:
    """The newest first."""
    if connection.channel.kind in OF_META:
        return [str(connection.secrets["verify_token"])] if connection.secrets.get("verify_token") else []
    return list(connection.secrets.get(MADE_BY_US[connection.channel.kind][0], []))


def show_next(request: SignedInRequest, channel: Channel) -> HttpResponse:
    request.session[TO_SHOW] = channel.pk
    return HttpResponseRedirect(reverse("settings:channel-key", args=[channel.pk]))
