"""A shop that answers by WhatsApp and in the chat of its site: a whole installation, both ends of both."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from channels_in.fakes.server import served
from channels_in.meta.signature import HEADER, app_of, sign
from channels_in.webchat.proof import sign as sign_identity
from channels_in.whatsapp.fake import FakeWhatsApp
from tests.browser.installation import Installation, installation, manage
from tests.browser.webchat.hosts import Site
from tests.browser.webchat.visit import Visit, is_wrong

APP_SECRET, TOKEN, SITES_SECRET = "an app secret of these tests", "EAAG-token", "s" * 40
NUMBER_ID = "106540352242999"
WHATSAPP, CHAT, ASKING_CHAT = "door-whatsapp", "door-chat", "door-asking-chat"

# What an admin sets under Settings; the names of the doors are ours, so that the tests find them.
DOORS = """
from analytics.models import SurveyPlan
from channels_in.actions.save_connection import save_connection
from channels_in.models import Connection
from events import actors
from people.models import Team
from tickets.actions.save_channel import create_channel

def opens(token, kind, name, *, asks_after=False, **fields):
    channel = create_channel(
        by=actors.SYSTEM, name=name, kind=kind, team=Team.objects.get(), language="id", undo_seconds=0
    )
    save_connection(channel, by=actors.SYSTEM, **fields)
    Connection.objects.filter(channel=channel).update(token=token)
    SurveyPlan.objects.create(channel=channel, is_active=asks_after, delay_minutes=0)

opens(
    {whatsapp!r}, "whatsapp", "WhatsApp Nusa", address={number!r},
    options={{"apps": [{app!r}]}},
    secrets={{"app_secrets": [{secret!r}], "verify_token": "w", "access_token": {token!r}}},
)
opens(
    {chat!r}, "webchat", "Toko daring", options={{"origins": [{site!r}], "identity": "optional"}},
    secrets={{"identity": [{sites_secret!r}]}},
)
opens(
    {asking!r}, "webchat", "Situs", asks_after=True,
    options={{
        "origins": [{site!r}],
        "asks": {{
            "when": "always",
            "fields": [
                {{"name": "name", "required": True}},
                {{"name": "email", "required": True}},
                {{"name": "topic", "required": False, "choices": ["damaged"]}},
            ],
            "consent": {{"text": {{"id": "Saya setuju", "en": "I agree"}}}},
        }},
    }},
)
"""
# As if the customer's last words there were a day old.
SHUTS = """
from datetime import timedelta
from django.db.models import F
from tickets.models import Message
theirs = Message.objects.filter(channel__kind="whatsapp", direction="inbound")
theirs = theirs.filter(from_address__contains={number!r})
day = timedelta(hours=25)
theirs.update(sent_at=F("sent_at") - day, created_at=F("created_at") - day)
"""


@dataclass
class Shop:
    place: Installation
    whatsapp: FakeWhatsApp
    site: Site
    data: Path
    _names: count[int] = field(default_factory=lambda: count(1))

    def customer_writes(self, number: str, name: str, text: str) -> None:
        """By WhatsApp, signed by Meta, to the running server."""
        said = {
            "from": number,
            "id": f"wamid.T{next(self._names)}",
            "timestamp": str(int(time.time())),
            "type": "text",
            "text": {"body": text},
        }
        value = {
            "messaging_product": "whatsapp",
            "metadata": {"display_phone_number": "15550001111", "phone_number_id": NUMBER_ID},
            "contacts": [{"profile": {"name": name}, "wa_id": number}],
            "messages": [said],
        }
        entry = {"id": "1", "changes": [{"field": "messages", "value": value}]}
        raw = json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()
        headers = {"Content-Type": "application/json", HEADER: sign(APP_SECRET, raw)}
        hook = urllib.request.Request(f"{self.place.url}/hooks/{WHATSAPP}/", raw, headers)
        with urllib.request.urlopen(hook, timeout=30) as answer:
            assert answer.status == 200

    def arrived(self, number: str) -> list[str]:
        """Words of ours on that telephone, in order."""
        texts = (one for one in self.whatsapp.taken if one.get("type") == "text")
        return [one["text"]["body"] for one in texts if str(one["to"]).lstrip("+") == number]

    def window_shuts(self, number: str) -> None:
        manage(self.data, "shell", "-c", SHUTS.format(number=number))

    def identity_of(self, number: str, name: str) -> str:
        """What the shop's own server says of who is signed in there."""
        claims = {"sub": f"shop-{number}", "name": name, "exp": int(time.time()) + 3600}
        return sign_identity({**claims, "phone": f"+{number}", "phone_verified": True}, SITES_SECRET)

    def visit(self, browser: Browser, url: str, *, dark: bool = False, **extra: Any) -> Visit:
        """Nothing that goes wrong there stays unseen: `Visit.wrong` holds it."""
        scheme: Any = "dark" if dark else "light"
        page = browser.new_context(color_scheme=scheme, **extra).new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
        page.on("console", lambda said: is_wrong(said) and wrong.append(said.text))
        page.goto(url)
        visit = Visit(page)
        visit.wrong = wrong
        return visit


@contextmanager
def shop(data: Path) -> Iterator[Shop]:
    fake = FakeWhatsApp(token=TOKEN)
    with served(fake) as graph, installation(data, ALUR_GRAPH_URL=graph) as place:
        fake.url = graph
        site = Site(ours=place.url).start()
        try:
            manage(data, "shell", "-c", _doors(site))
            yield Shop(place=place, whatsapp=fake, site=site, data=data)
        finally:
            site.stop()


def _doors(site: Site) -> str:
    return DOORS.format(
        whatsapp=WHATSAPP,
        number=NUMBER_ID,
        app=app_of(APP_SECRET),
        secret=APP_SECRET,
        token=TOKEN,
        chat=CHAT,
        asking=ASKING_CHAT,
        site=site.url,
        sites_secret=SITES_SECRET,
    )
