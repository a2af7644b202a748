from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from channels_in.care.figures import figures
from people.signed_in import SignedInRequest, admin_only


@admin_only
def show(request: SignedInRequest) -> HttpResponse:
    context = {"figures": figures(), "section": "settings", "page": "channels"}
    return render(request, "settings/channel_health.html", context)
