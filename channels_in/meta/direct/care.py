"""What the test button asks about a page or an Instagram account, and how we have their messages sent to us.

Source: developers.facebook.com, Messenger Platform and Instagram, "subscribed_apps". A field that is not on
offer fails the whole call: then it is asked again with those that everybody has.
"""

from __future__ import annotations

from channels_in.care.finding import Care, Finding
from channels_in.chat.reading import words
from channels_in.meta.care import check_secret, subscribed_apps, why_refused
from channels_in.meta.direct.platform import Platform
from channels_in.meta.direct.renewal import ends_at_of, renew
from channels_in.models import Connection
from tickets.models import ChannelKind

EVERYBODYS = ("messages", "messaging_postbacks")
OF_PAGES = (
    *EVERYBODYS,
    *("message_echoes", "message_reads", "message_deliveries", "message_reactions", "messaging_referrals"),
    *("message_edits", "messaging_handovers", "standby", "messaging_policy_enforcement"),
)
OF_ACCOUNTS = (*EVERYBODYS, "messaging_seen", "message_reactions", "messaging_referral", "standby")


def check_account(connection: Connection) -> Finding:
    reply = Platform(connection).ask("me", fields=_fields(connection))
    if problem := why_refused(reply):
        return Finding(step="token", problem=problem, detail=reply.detail)
    name = words(reply.body, "username", longest=100) or words(reply.body, "name", longest=100)
    said = {
        words(reply.body, *path, longest=40)
        for path in (("id",), ("user_id",), ("instagram_business_account", "id"))
    }
    is_right = {connection.address, str(connection.options.get("page_id") or "")} & said - {""}
    return Finding(step="token", problem="" if is_right else "send_other_account", facts={"name": name})


def check_subscription(connection: Connection) -> Finding:
    platform = Platform(connection)
    reply = platform.ask(f"{_of_whom(platform)}/subscribed_apps")
    if problem := why_refused(reply):
        return Finding(step="subscribed", problem=problem, detail=reply.detail)
    app = str(connection.options.get("app_id", ""))
    return Finding(step="subscribed", problem="" if app in subscribed_apps(reply) else "hook_unsubscribed")


def subscribe(connection: Connection) -> Finding:
    platform = Platform(connection)
    path = f"{_of_whom(platform)}/subscribed_apps"
    reply = platform.tell(path, {"subscribed_fields": ",".join(_wanted(platform))})
    if reply.code == "100":
        reply = platform.tell(path, {"subscribed_fields": ",".join(EVERYBODYS)})
    return Finding(step="subscribed", problem=why_refused(reply), detail=reply.detail)


def check_app(connection: Connection) -> Finding:
    """An account that signs in by itself has tokens of which graph.facebook.com knows nothing."""
    if Platform(connection).is_without_page:
        return Finding(step="secret", ends_at=ends_at_of(connection))
    return check_secret(connection)


def _fields(connection: Connection) -> str:
    if Platform(connection).is_without_page:
        return "id,user_id,username"
    is_account = connection.channel.kind == ChannelKind.INSTAGRAM
    return "id,name,instagram_business_account" if is_account else "id,name"


def _of_whom(platform: Platform) -> str:
    return platform.connection.address if platform.is_without_page else platform.page


def _wanted(platform: Platform) -> tuple[str, ...]:
    return OF_ACCOUNTS if platform.is_without_page else OF_PAGES


CARE = Care(steps=(check_account, check_subscription, check_app), connect=subscribe, renew=renew)
