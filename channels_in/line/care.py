"""What the test button asks about a LINE account, and how LINE is told where we listen.

Source: developers.line.biz/en/reference/messaging-api/, bot info, webhook settings, quota. LINE's own test
knocks at our door with a signature: what it reports proves the channel's secret. The address to be tried is
never sent: LINE takes the one that is set.
"""

from __future__ import annotations

from channels_in.care.finding import Care, Finding
from channels_in.care.hook_address import hook_address, is_ours, is_reachable
from channels_in.chat.reading import whole, words
from channels_in.line.api import Reply, ask, tell, token_of
from channels_in.models import Connection

ENDPOINT = "v2/bot/channel/webhook/endpoint"
NEARLY_USED = 0.8  # of the messages of a month


def check_account(connection: Connection) -> Finding:
    reply = ask("v2/bot/info", token=token_of(connection))
    if problem := _why_refused(reply):
        return Finding(step="token", problem=problem, detail=reply.detail)
    facts = {"name": words(reply.body, "displayName", longest=100), "id": words(reply.body, "basicId")}
    return Finding(step="token", facts=facts)


def check_hook(connection: Connection) -> Finding:
    reply = ask(ENDPOINT, token=token_of(connection))
    if reply.status == 404:
        return Finding(step="hook", problem="hook_not_set")
    if problem := _why_refused(reply):
        return Finding(step="hook", problem=problem, detail=reply.detail)
    url = words(reply.body, "endpoint", longest=500)
    if not is_ours(url, connection):
        return Finding(step="hook", problem="hook_elsewhere", detail=url)
    return Finding(step="hook", problem="" if reply.body.get("active") is True else "hook_switched_off")


def check_knock(connection: Connection) -> Finding:
    """Sixty of these an hour are allowed."""
    reply = tell("v2/bot/channel/webhook/test", {}, token=token_of(connection))
    if problem := _why_refused(reply):
        return Finding(step="knock", problem=problem, detail=reply.detail)
    if reply.body.get("success") is True:
        return Finding(step="knock")
    said = f"{words(reply.body, 'reason', longest=60)} {words(reply.body, 'detail', longest=300)}".strip()
    is_secret = whole(reply.body, "statusCode") == 401
    return Finding(step="knock", problem="hook_secret" if is_secret else "hook_failing", detail=said)


def check_quota(connection: Connection) -> Finding:
    token = token_of(connection)
    limit = whole(ask("v2/bot/message/quota", token=token).body, "value")
    used = whole(ask("v2/bot/message/quota/consumption", token=token).body, "totalUsage") or 0
    if limit is None:
        return Finding(step="quota")
    is_little = used >= limit * NEARLY_USED
    return Finding(step="quota", problem="quota_nearly" if is_little else "", detail=f"{used} / {limit}")


def set_hook(connection: Connection) -> Finding:
    if not is_reachable():
        return Finding(step="hook", problem="hook_unreachable", detail=hook_address(connection))
    body = {"endpoint": hook_address(connection)}
    reply = tell(ENDPOINT, body, token=token_of(connection), method="PUT")
    problem = _why_refused(reply)
    return Finding(step="hook", problem=problem, detail=reply.detail if problem else "")


def _why_refused(reply: Reply) -> str:
    if reply.status < 300:
        return ""
    if reply.status == 401:
        return "send_token"
    if reply.status == 403:
        return "send_permission"
    return "send_unreachable" if reply.status >= 500 else "hook_refused"


CARE = Care(steps=(check_account, check_hook, check_knock, check_quota), connect=set_hook)
