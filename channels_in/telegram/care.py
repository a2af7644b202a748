"""What the test button asks about a bot, and how Telegram is told where we listen.

Source: core.telegram.org/bots/api, getMe, getWebhookInfo, setWebhook. What waits there is never dropped.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from channels_in.care.finding import Care, Finding
from channels_in.care.hook_address import hook_address, is_ours, is_reachable
from channels_in.chat.reading import moment, whole, words
from channels_in.models import Connection
from channels_in.telegram.api import Reply, call, token_of
from channels_in.telegram.gaps import gaps_of

WANTED = ("message", "edited_message", "callback_query", "my_chat_member")
AT_ONCE = 20
LATELY = timedelta(hours=1)


def check_bot(connection: Connection) -> Finding:
    reply = call("getMe", {}, token=token_of(connection))
    if problem := _why_refused(reply):
        return Finding(step="token", problem=problem, detail=reply.detail)
    return Finding(step="token", facts={"username": "@" + words(reply.result, "username", longest=40)})


def check_hook(connection: Connection) -> Finding:
    reply = call("getWebhookInfo", {}, token=token_of(connection))
    if problem := _why_refused(reply):
        return Finding(step="hook", problem=problem, detail=reply.detail)
    info = reply.result
    url, said = words(info, "url", longest=500), words(info, "last_error_message", longest=500)
    facts = {"waiting": whole(info, "pending_update_count") or 0}
    if not url:
        return Finding(step="hook", problem="hook_not_set", facts=facts)
    if not is_ours(url, connection):
        return Finding(step="hook", problem="hook_elsewhere", detail=url, facts=facts)
    failed = moment(info, "last_error_date")
    if said and failed and failed > timezone.now() - LATELY:
        return Finding(step="hook", problem="hook_failing", detail=said, facts=facts)
    wants = info.get("allowed_updates")
    if isinstance(wants, list) and wants and not set(WANTED) <= {str(one) for one in wants}:
        return Finding(step="hook", problem="hook_fields", facts=facts)
    return Finding(step="hook", facts=facts)


def check_gaps(connection: Connection) -> Finding:
    gaps = gaps_of(connection)
    if gaps is None:
        return Finding(step="gaps")
    detail = f"{gaps.count} (update_id {gaps.first}-{gaps.last})"
    return Finding(step="gaps", problem="missed_some", detail=detail)


def set_hook(connection: Connection) -> Finding:
    if not is_reachable():
        return Finding(step="hook", problem="hook_unreachable", detail=hook_address(connection))
    told = {
        "url": hook_address(connection),
        "secret_token": (connection.secrets.get("webhook_secrets") or [""])[0],
        "allowed_updates": list(WANTED),
        "max_connections": AT_ONCE,
        "drop_pending_updates": False,
    }
    reply = call("setWebhook", told, token=token_of(connection))
    problem = _why_refused(reply) or ("" if reply.is_ok else "hook_refused")
    return Finding(step="hook", problem=problem, detail="" if reply.is_ok else reply.detail)


def _why_refused(reply: Reply) -> str:
    if reply.is_ok:
        return ""
    if reply.is_of_the_api and reply.code in {401, 404}:
        return "send_token"
    return "hook_refused" if reply.is_of_the_api else "send_unreachable"


CARE = Care(steps=(check_bot, check_hook, check_gaps), connect=set_hook)
