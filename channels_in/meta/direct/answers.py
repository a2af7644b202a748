"""What Meta answers to a message of ours, as an outcome."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

from channels_in.chat.reading import number, words
from channels_in.chat.send import in_doubt_or_not
from channels_in.meta.direct.errors import Effect, meaning_of
from channels_in.meta.direct.names import short_mid
from channels_in.meta.graph import Reply
from channels_in.outcomes import ChannelDown, InDoubt, NotSent, Outcome, Sent
from helpdesk.lib.guarded_addresses import Forbidden, Unreachable

LONGEST_WAIT = timedelta(hours=6)


def told(tell: Callable[[], Reply]) -> Outcome:
    try:
        return outcome_of(tell())
    except Unreachable as error:
        return in_doubt_or_not(was_sent=error.may_have_arrived, detail=str(error))
    except Forbidden as error:
        return ChannelDown(reason="not_connected", problem="send_unreachable", detail=str(error))


def outcome_of(reply: Reply) -> Outcome:
    mid = words(reply.body, "message_id")
    if reply.status < 300 and mid:
        return Sent(provider_id=short_mid(mid))
    if reply.code:
        return refused(reply)
    if reply.status == 429:
        return NotSent(reason="too_many", detail="HTTP 429", retry_after=wait_in(reply))
    return InDoubt(detail=f"HTTP {reply.status}")


def refused(reply: Reply) -> Outcome:
    meaning = meaning_of(reply)
    match meaning.effect:
        case Effect.DOWN:
            return ChannelDown(reason=meaning.reason, problem=meaning.problem, detail=reply.detail)
        case Effect.DOUBT:
            return InDoubt(reason=meaning.reason, detail=reply.detail)
        case effect:
            wait = wait_in(reply) if effect == Effect.RETRY else None
            is_final = effect == Effect.PERMANENT
            return NotSent(reason=meaning.reason, detail=reply.detail, permanent=is_final, retry_after=wait)


def wait_in(reply: Reply) -> timedelta | None:
    """Minutes until our share is free again, or seconds as HTTP has them. None: as we think best."""
    minutes = max(_minutes_in(reply.usage), default=0)
    seconds = number({"after": reply.retry_after}, "after") or 0
    wait = timedelta(seconds=min(max(minutes * 60, seconds), LONGEST_WAIT.total_seconds()))
    return wait or None


def _minutes_in(usage: str) -> list[float]:
    """X-Business-Use-Case-Usage: per account a list of shares."""
    try:
        shares = json.loads(usage or "{}")
    except (ValueError, RecursionError):
        return []
    rows = (
        [row for rows in shares.values() if isinstance(rows, list) for row in rows]
        if isinstance(shares, dict)
        else []
    )
    return [number(row, "estimated_time_to_regain_access") or 0 for row in rows]
