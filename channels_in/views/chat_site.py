"""How the chat comes to a company's site: the line to copy, what it will look like, who its visitors are."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from channels_in.models import Connection
from channels_in.webchat.colours import DEFAULT, is_colour
from channels_in.webchat.samples import PAGE, SAMPLES
from people.models.company import LANGUAGES
from people.signed_in import SignedInRequest, admin_only
from tickets.models import Channel, ChannelKind

THEMES = (("light", _("Light")), ("dark", _("Dark")))


class LookForm(forms.Form):
    """To try other looks; nothing is saved by it."""

    lang = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    theme = forms.ChoiceField(label=_("Theme"), choices=THEMES)
    colour = forms.CharField(label=_("Colour"), widget=forms.TextInput(attrs={"type": "color"}))
    greeting = forms.CharField(label=_("Greeting"), max_length=500, required=False)

    def clean_colour(self) -> str:
        colour = str(self.cleaned_data["colour"])
        if not is_colour(colour):
            raise forms.ValidationError(_("A colour looks like #67442b."))
        return colour


@require_safe
@admin_only
def show(request: SignedInRequest, channel_id: int) -> HttpResponse:
    channel = get_object_or_404(Channel, pk=channel_id, kind=ChannelKind.WEBCHAT)
    connection = Connection.objects.filter(channel=channel).first()
    if connection is None:
        raise Http404
    look = LookForm(request.GET if "colour" in request.GET else None, initial=_look_of(connection))
    tried = look.cleaned_data if look.is_bound and look.is_valid() else look.initial
    context: dict[str, Any] = {
        "channel": channel,
        "connection": connection,
        "look": look,
        "snippet": _snippet(connection, channel.language),
        "policy": _policy(),
        "preview": f"{reverse('chat-preview', args=[connection.token])}?{urlencode(tried)}",
        "hosted": f"{settings.BASE_URL}{reverse('chat-page', args=[connection.token])}",
        "origins": connection.options.get("origins", []),
        "has_secret": bool(connection.secrets.get("identity")),
        "samples": SAMPLES,
        "sample_page": PAGE,
        "section": "settings",
        "page": "channels",
    }
    return render(request, "settings/chat_site.html", context)


def _look_of(connection: Connection) -> dict[str, str]:
    options = connection.options
    language = get_language() or connection.channel.language
    theme = options.get("theme", "auto")
    return {
        "lang": language,
        "theme": "dark" if theme == "dark" else "light",
        "colour": options.get("colour") or DEFAULT,
        "greeting": (options.get("greeting") or {}).get(language, ""),
    }


def _snippet(connection: Connection, language: str) -> str:
    source = f"{settings.BASE_URL}{reverse('chat-script')}"
    return f'<script async src="{source}" data-key="{connection.token}" data-lang="{language}"></script>'


def _policy() -> str:
    """What a site with a Content-Security-Policy of its own adds to it."""
    parts = urlsplit(settings.BASE_URL)
    ours = f"{parts.scheme}://{parts.netloc}"
    socket = f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}"
    return f"script-src {ours};\nconnect-src {ours} {socket};\nimg-src {ours};"
