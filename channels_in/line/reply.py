"""An answer by the token of what it answers: POST /v2/bot/message/reply. It does not count among the month's
pushes. A token is good once and for about a minute, and LINE does not know such a request again.

Source: developers.line.biz/en/reference/messaging-api/#send-reply-message.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from channels_in.actions.use_reply_token import free_reply_token, use_reply_token
from channels_in.line.api import Reply, tell
from channels_in.models import ReplyToken
from channels_in.outcomes import InDoubt, NotSent
from helpdesk.lib.guarded_addresses import Forbidden, Unreachable
from helpdesk.lib.guarded_http import TooLarge
from tickets.models import DeliveryPart

PATH = "v2/bot/message/reply"
STALE = timedelta(seconds=55)  # LINE refuses it from about here on, used or not
USED_UP = "invalid reply token"
Messages = Sequence[dict[str, Any]]


def try_reply(
    row: DeliveryPart, messages: Messages, *, to: str, token: str
) -> Reply | InDoubt | NotSent | None:
    """None: there is no token, or it certainly did not work, so the words are pushed."""
    if earlier := _used_before(row):
        return _once_more(earlier, messages, token)
    found = use_reply_token(row, to=to)
    return _ask(found, messages, token) if found else None


def _used_before(row: DeliveryPart) -> ReplyToken | None:
    """By an earlier try that may have arrived. What a person sends again is sent in any case."""
    since = row.delivery.retried_at or row.delivery.created_at
    return ReplyToken.objects.filter(used_by=row, used_at__gte=since).first()


def _once_more(earlier: ReplyToken, messages: Messages, token: str) -> Reply | InDoubt | NotSent:
    """If it is taken now, the first did not arrive."""
    if earlier.used_at is None or timezone.now() - earlier.received_at > STALE:
        return InDoubt(detail="LINE no longer tells whether the reply arrived.")
    told = _ask(earlier, messages, token)
    return InDoubt(detail="LINE may have taken the reply before.") if told is None else told


def _ask(found: ReplyToken, messages: Messages, token: str) -> Reply | NotSent | None:
    try:
        reply = tell(PATH, {"replyToken": found.reply, "messages": messages}, token=token)
    except Unreachable as error:
        if not error.may_have_arrived:
            free_reply_token(found)
        return NotSent(reason="timeout" if error.may_have_arrived else "unreachable", detail=str(error))
    except TooLarge as error:
        return NotSent(reason="timeout", detail=str(error))
    except Forbidden:
        free_reply_token(found)
        return None  # the push meets the same and tells of it
    if reply.status == 400 and USED_UP in reply.message.lower():
        return None
    if 400 <= reply.status < 500:
        free_reply_token(found)
    return reply
