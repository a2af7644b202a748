"""How a visitor was helped, as they say it in the chat: also their second thoughts, for a while."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

from channels_in import surveys
from channels_in.hooks.gate import Shut
from channels_in.mail import cleaning
from channels_in.models import Connection
from channels_in.webchat import limits
from channels_in.webchat.gate import Said, number_in, posting, text_in
from channels_in.webchat.state import state_of, was_asked
from channels_in.webchat.visitors import current_ticket, visitor_of

LONGEST = 2000


@posting("token", "survey", "score", "words")
def rate(request: HttpRequest, connection: Connection, said: Said) -> HttpResponseBase:
    visitor = visitor_of(connection, said.get("token"))
    limits.take(connection, "rating", peer=str(request.META.get("REMOTE_ADDR", "")), visitor=visitor)
    score = number_in(said, "score")
    if score not in surveys.SCORES:
        raise Shut(400, "missing")
    comment = cleaning.body(text_in(said, "words", longest=LONGEST)).strip() if "words" in said else None
    ticket = current_ticket(visitor)
    key = _key(text_in(said, "survey", longest=40))
    if ticket is None or not was_asked(visitor, key):
        raise Shut(409, "over")
    if not surveys.rate(key, customer=ticket.customer, score=score, comment=comment):
        raise Shut(409, "over")
    return JsonResponse({"state": state_of(visitor)})


def _key(text: str) -> UUID:
    try:
        return UUID(hex=text)
    except ValueError as error:
        raise Shut(400, "bad_key") from error
