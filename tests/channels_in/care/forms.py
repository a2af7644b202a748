"""What an admin types for each kind of channel."""

from __future__ import annotations

import html
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.channels_in.care.conftest import ACCOUNT, BOT_TOKEN, NUMBER
from tickets.models import Channel

COMMON = {"language": "id", "undo_seconds": 10, "is_active": "on"}
TYPED: dict[str, dict[str, Any]] = {
    "whatsapp": {
        "phone_number_id": "106540352242922",
        "waba_id": "102290129340398",
        "app_id": "4711",
        "app_secret": "the-app-secret",
        "access_token": "EAAG-token",
    },
    "messenger": {
        "page": "1029384756",
        "app_id": "4711",
        "app_secret": "the-app-secret",
        "access_token": "EAAP-token",
    },
    "instagram": {
        "login": "instagram",
        "account": "1029384756",
        "app_id": "4711",
        "app_secret": "the-app-secret",
        "access_token": "EAAP-token",
    },
    "telegram": {"bot_token": BOT_TOKEN},
    "line": {"channel_secret": "line-secret", "channel_access_token": "line-token"},
    "sms": {
        "account_sid": ACCOUNT,
        "number": NUMBER,
        "auth_token": "the-auth-token",
        "validity_seconds": 14400,
    },
}
SECRETS = {
    "whatsapp": ("the-app-secret", "EAAG-token"),
    "messenger": ("the-app-secret", "EAAP-token"),
    "instagram": ("the-app-secret", "EAAP-token"),
    "telegram": (BOT_TOKEN,),
    "line": ("line-secret", "line-token"),
    "sms": ("the-auth-token",),
}
KINDS = sorted(TYPED)


def typed(kind: str, **fields: Any) -> dict[str, Any]:
    return {**COMMON, "name": f"Our {kind}", **TYPED[kind], **fields}


def create(admin: Client, kind: str, **fields: Any) -> HttpResponse:
    return admin.post(reverse("settings:new-channel", args=[kind]), typed(kind, **fields))


def a_channel_of(admin: Client, kind: str, **fields: Any) -> Channel:
    answer = create(admin, kind, **fields)
    assert answer.status_code == 302, answer.context["form"].errors
    return Channel.objects.get(name=typed(kind, **fields)["name"])


def press(admin: Client, name: str, channel: Channel, **fields: Any) -> str:
    """A button of the channel's page, and what the page says after it."""
    address = reverse(f"settings:channel-{name}", args=[channel.pk])
    return admin.post(address, fields, follow=True).content.decode()


def page_of(admin: Client, channel: Channel) -> str:
    return admin.get(reverse("settings:channel", args=[channel.pk])).content.decode()


GOOD = "It works: the provider was asked, and all is as it should be."


def run_test(admin, channel):
    return html.unescape(press(admin, "test", channel))


def connect(admin, channel):
    return html.unescape(press(admin, "hook", channel))
