"""All words of a message that is too long for the conversation."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from people.signed_in import SignedInRequest, signed_in
from tickets.long_words import whole
from tickets.models import Message


@signed_in
@require_safe
def show(request: SignedInRequest, ticket_id: int, message_id: int) -> HttpResponse:
    message = get_object_or_404(Message.objects.readable_by(request.user), ticket=ticket_id, pk=message_id)
    return HttpResponse(whole(message), content_type="text/plain; charset=utf-8")
