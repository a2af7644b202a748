"""The shop's chats: a channel a kind, with secrets of its own making. Their providers are played by the
simulator.
"""

from __future__ import annotations

import secrets
from typing import Any

from analytics.actions.save_plan import save_plan
from channels_in.actions.save_connection import save_connection
from channels_in.meta.signature import app_of
from events.actors import SYSTEM
from people.models import Calendar, Team
from tickets.actions.save_channel import create_channel
from tickets.models import ChannelKind

PAGE, NUMBER = "104928374650192", "109283746501928"
INSTAGRAM, PAGE_OF_INSTAGRAM = "17841409283746501", "104928374650193"
TELEPHONE = "+622150884400"
CHAT = {
    "colour": "#67442b",
    "greeting": {"id": "Halo! Ada yang bisa kami bantu?", "en": "Hello! How can we help?"},
    "asks": {"when": "away", "fields": [{"name": "name"}, {"name": "email", "required": True}]},
}


def make(team: Team) -> None:
    calendar = Calendar.objects.order_by("pk").first()
    for kind, name, fields in _all():
        common = {"team": team, "calendar": calendar, "language": "id", "undo_seconds": 0}
        channel = create_channel(kind=kind, by=SYSTEM, name=name, **common)
        save_connection(channel, by=SYSTEM, **fields)
        if kind == ChannelKind.WEBCHAT:  # who was helped is asked before they close the chat
            save_plan(channel, by=SYSTEM, is_active=True, delay_minutes=0)


def _all() -> tuple[tuple[str, str, dict[str, Any]], ...]:
    app, token = secrets.token_hex(16), secrets.token_urlsafe(24)
    meta = {"app_secrets": [app], "verify_token": secrets.token_urlsafe(12), "access_token": token}
    apps = {"apps": [app_of(app)], "app_id": "1517776481860111"}
    whatsapp = {**apps, "waba_id": "102290129340398", "number": TELEPHONE}
    account = f"AC{secrets.token_hex(16)}"
    twilio = {"auth_tokens": [secrets.token_hex(16)]}
    return (
        (ChannelKind.WHATSAPP, "WhatsApp", {"address": NUMBER, "options": whatsapp, "secrets": meta}),
        (ChannelKind.MESSENGER, "Messenger", {"address": PAGE, "options": apps, "secrets": meta}),
        (
            ChannelKind.INSTAGRAM,
            "Instagram",
            {
                "address": INSTAGRAM,
                "options": {**apps, "login": "page", "page_id": PAGE_OF_INSTAGRAM},
                "secrets": {**meta, "access_token": secrets.token_urlsafe(24)},
            },
        ),
        (
            ChannelKind.TELEGRAM,
            "Telegram",
            {
                "secrets": {
                    "webhook_secrets": [secrets.token_urlsafe(24)],
                    "bot_token": f"7201998431:{secrets.token_urlsafe(26)}",
                }
            },
        ),
        (
            ChannelKind.LINE,
            "LINE",
            {
                "secrets": {
                    "channel_secrets": [secrets.token_hex(16)],
                    "channel_access_token": secrets.token_urlsafe(32),
                }
            },
        ),
        (
            ChannelKind.SMS,
            "SMS",
            {"options": {"account_sid": account, "number": TELEPHONE}, "secrets": twilio},
        ),
        (
            ChannelKind.WEBCHAT,
            "Obrolan situs",
            {"options": CHAT, "secrets": {"identity": [secrets.token_urlsafe(32)]}},
        ),
    )
