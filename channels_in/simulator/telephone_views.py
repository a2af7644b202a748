"""In the demo: call us, hear the menu as text, press keys, speak, hang up; and pick up agents' telephones."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from channels_in.simulator import entrances
from channels_in.simulator.demo_only import demo_only
from people.forms.phone import PhoneField
from people.models import Agent, Identity
from people.signed_in import SignedInRequest
from tickets.models import Channel, ChannelKind

ACTS = {"press", "speak", "answer", "refuse", "hang_up"}
SECONDS = 20.0


@require_GET
@demo_only
def show(request: SignedInRequest) -> HttpResponse:
    channel = _channel()
    known = Identity.objects.filter(kind="phone").select_related("customer").order_by("-pk")[:8]
    context = {"known": known, "doors": entrances.shown(ChannelKind.VOICE), "section": "simulator"}
    return render(request, "channels_in/simulator_telephone.html", {**context, **_seen(channel)})


@require_GET
@demo_only
def show_lines(request: SignedInRequest) -> HttpResponse:
    """The part that looks again by itself."""
    return render(request, "channels_in/_simulator_lines.html", _seen(_channel()))


@require_POST
@demo_only
def call(request: SignedInRequest) -> HttpResponse:
    """A number that is none is one that is hidden."""
    try:
        number = PhoneField(required=False).clean(request.POST.get("number", ""))
    except ValidationError:
        number = ""
    _tell(_channel(), "call", {"number": number or "anonymous"})
    return redirect(reverse("simulator-telephone"))


@require_POST
@demo_only
def act(request: SignedInRequest, sid: str) -> HttpResponse:
    wanted = request.POST.get("act", "")
    if wanted not in ACTS:
        raise Http404
    _tell(_channel(), f"{sid}/{wanted}", {"keys": request.POST.get("keys", "")})
    if request.headers.get("HX-Request"):
        return render(request, "channels_in/_simulator_lines.html", _seen(_channel()))
    return redirect(reverse("simulator-telephone"))


def _channel() -> Channel:
    found = Channel.objects.filter(kind=ChannelKind.VOICE, is_active=True).order_by("pk").first()
    if found is None:
        raise Http404
    return found


def _seen(channel: Channel) -> dict[str, Any]:
    lines = _tell(channel, "", None).get("lines", [])
    agents = dict(Agent.objects.active().exclude(phone="").values_list("phone", "name"))
    shown = [{**one, "agent": agents.get(one["number"], "")} for one in lines]
    return {
        "channel": channel,
        "customers": [one for one in shown if one["is_customer"]],
        "handsets": [one for one in shown if not one["is_customer"] and one["is_live"]],
        "keys": "123456789*0#",
    }


def _tell(channel: Channel, what: str, body: dict[str, str] | None) -> dict[str, Any]:
    """The simulator's process; an empty answer while it is away."""
    parts = urlsplit(settings.PROVIDERS.twilio)
    path = f"/handset/{channel.pk}" + (f"/{what}" if what else "")
    line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=SECONDS)
    try:
        line.request("GET" if body is None else "POST", path, json.dumps(body or {}).encode())
        found = json.loads(line.getresponse().read() or b"{}")
    except (OSError, ValueError, http.client.HTTPException):
        return {}
    finally:
        line.close()
    return found if isinstance(found, dict) else {}
