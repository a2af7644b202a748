"""What the agent should hear of: a short menu, read when they have seen it."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from people.signed_in import SignedInRequest, signed_in
from tickets.actions.mark_read import mark_read
from tickets.heard import heard, loss_words
from tickets.models import Notification
from tickets.views.ids import ids_in

SHOWN = 20


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: SignedInRequest) -> HttpResponse:
    """A POST says that those up to `upto` have been seen; `?taken=12` asks who took that ticket whereto."""
    if request.method == "POST":
        upto = request.POST.get("upto", "")
        mark_read(request.user, upto_id=next(iter(ids_in(upto)), None))
    mine = Notification.objects.visible_to(request.user).filter(agent=request.user)
    if taken := ids_in(request.GET.get("taken", "")):
        newest = mine.filter(ticket=taken[0], kind=Notification.Kind.TAKEN).order_by("-pk")[:1]
        return JsonResponse({"words": "".join(loss_words(newest).values())})
    found = list(mine.select_related("ticket__customer", "ticket__assignee").order_by("-pk")[:SHOWN])
    unread = sum(notification.read_at is None for notification in found)
    context = {"unread": unread, "upto": found[0].pk if found else 0}
    return render(
        request, "tickets/_notifications.html", context | {"heard": heard(found, agent=request.user)}
    )
