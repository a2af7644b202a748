"""What was done from the board, or not, in words: to its script, or on the page that comes next."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from people.signed_in import SignedInRequest
from tickets.views.answers import REFUSED, is_script


def done(request: SignedInRequest, say: str, *, undo: str = "") -> HttpResponse:
    """The board hears what has changed by its socket, like everybody's."""
    if is_script(request):
        news = {"say": {"words": say, "undo": undo, "undo_with": {}}, "board-changed": {}}
        return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(news)})
    messages.success(request, say)
    return HttpResponseRedirect(reverse("board:show"))


def refuse(request: SignedInRequest, words: str) -> HttpResponse:
    if is_script(request):
        return JsonResponse({"error": words}, status=REFUSED)
    messages.error(request, words)
    return HttpResponseRedirect(reverse("board:show"))
