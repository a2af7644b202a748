"""What the test button asks about a WhatsApp number.

Source: developers.facebook.com/documentation/business-messaging/whatsapp, phone numbers and subscribed_apps.
"""

from __future__ import annotations

from channels_in.care.finding import Care, Finding
from channels_in.care.hook_address import is_ours
from channels_in.chat.reading import part, parts, words
from channels_in.meta.care import check_secret, subscribed_apps, why_refused
from channels_in.meta.graph import Key, ask, tell
from channels_in.models import Connection
from channels_in.whatsapp.templates import listed
from tickets.models import ChannelKind

FIELDS = "id,display_phone_number,verified_name,quality_rating,status,webhook_configuration"
SHOWN = ("display_phone_number", "verified_name", "quality_rating")
PLACES = ("phone_number", "whatsapp_business_account", "application")  # the first that is set counts


def check_number(connection: Connection) -> Finding:
    reply = ask(f"{connection.address}?fields={FIELDS}", Key.of(connection))
    if problem := why_refused(reply):
        return Finding(step="token", problem=problem, detail=reply.detail)
    facts = {name: words(reply.body, name, longest=100) for name in SHOWN}
    told = part(reply.body, "webhook_configuration")
    called = next((url for place in PLACES if (url := words(told, place, longest=2000))), "")
    if called and not _is_of_the_app(called, connection):
        return Finding(step="token", problem="hook_elsewhere", detail=called, facts=facts)
    return Finding(step="token", facts=facts)


def check_account(connection: Connection) -> Finding:
    reply = ask(f"{_waba(connection)}/phone_numbers?fields=id&limit=100", Key.of(connection))
    if problem := why_refused(reply):
        return Finding(step="account", problem=problem, detail=reply.detail)
    is_in = connection.address in {words(one, "id") for one in parts(reply.body, "data")}
    return Finding(step="account", problem="" if is_in else "send_other_account")


def check_subscription(connection: Connection) -> Finding:
    reply = ask(f"{_waba(connection)}/subscribed_apps", Key.of(connection))
    if problem := why_refused(reply):
        return Finding(step="subscribed", problem=problem, detail=reply.detail)
    is_there = str(connection.options.get("app_id", "")) in subscribed_apps(reply)
    return Finding(step="subscribed", problem="" if is_there else "hook_unsubscribed")


def subscribe(connection: Connection) -> Finding:
    reply = tell(f"{_waba(connection)}/subscribed_apps", {}, Key.of(connection))
    return Finding(step="subscribed", problem=why_refused(reply), detail=reply.detail)


def _waba(connection: Connection) -> str:
    return str(connection.options.get("waba_id", ""))


def _is_of_the_app(url: str, connection: Connection) -> bool:
    """One address serves all numbers of an app: it may be that of another channel of ours."""
    apps = connection.options.get("apps") or []
    others = Connection.objects.filter(channel__kind=ChannelKind.WHATSAPP).defer("secrets")
    return any(is_ours(url, one) for one in others if set(apps) & set(one.options.get("apps") or []))


CARE = Care(
    steps=(check_number, check_account, check_subscription, check_secret),
    connect=subscribe,
    templates=listed,
)
