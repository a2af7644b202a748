"""What a browser asks when its socket was away."""

from __future__ import annotations

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from people.signed_in import SignedInRequest, signed_in
from tickets import live
from tickets.views.ids import ids_in


@signed_in
@require_safe
def since(request: SignedInRequest) -> JsonResponse:
    """`shown`: the tickets on the page, so that one which has gone out of sight is named too."""
    shown = ids_in(request.GET.get("shown", ""))
    found = live.since(request.GET.get("cursor", ""), agent=request.user, shown=shown)
    return JsonResponse({"cursor": found.cursor, "tickets": found.tickets, "full": found.full})
