"""Whom "@" in a note can name: everybody who works here, as a mention lets them see the ticket."""

from __future__ import annotations

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from people.models import Agent
from people.signed_in import SignedInRequest, may_write
from tickets.mentions import handles, names
from tickets.views.found import the_ticket


@may_write
@require_safe
def show(request: SignedInRequest, ticket_id: int) -> JsonResponse:
    """`names`: what means one of them after an @, in small letters."""
    the_ticket(request, ticket_id)
    agents = list(Agent.objects.active().exclude(pk=request.user.pk).order_by("name", "pk"))
    people = [{"name": agent.name, "handle": handle} for agent, handle in handles(agents)]
    return JsonResponse({"people": people, "names": [name for name, _agent in names(agents)]})
