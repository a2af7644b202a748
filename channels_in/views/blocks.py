"""Senders of mail that are turned away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from channels_in.actions.block_sender import block_sender, unblock
from channels_in.models import Block
from events import actors
from people.signed_in import SignedInRequest, admin_only, posted_from


@admin_only
def show(request: SignedInRequest) -> HttpResponse:
    value = request.POST.get("value", "").strip()
    is_sender = bool(value) and len(value) <= 320 and "." in value
    if is_sender:
        block_sender(value, by=actors.agent(request.user), reason=request.POST.get("reason", ""))
        messages.success(request, _("%(sender)s is blocked") % {"sender": value})
        return HttpResponseRedirect(reverse("settings:blocks"))
    is_wrong = request.method == "POST"
    found = Block.objects.order_by("value")
    context = {"blocks": found, "value": value, "is_wrong": is_wrong, "section": "settings", "page": "blocks"}
    return render(request, "settings/blocks.html", context, status=422 if is_wrong else 200)


@admin_only
@posted_from("settings:blocks")
def remove(request: SignedInRequest, block_id: int) -> HttpResponse:
    unblock(get_object_or_404(Block, pk=block_id), by=actors.agent(request.user))
    messages.success(request, _("No longer blocked"))
    return HttpResponseRedirect(reverse("settings:blocks"))
