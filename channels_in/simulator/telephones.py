"""Telephones of the demo, in the simulator's process: an exchange for each telephone channel, its clock that
of the machine, and handsets that the page (telephone_views.py) reaches by HTTP on loopback.
"""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from channels_in.care.hook_address import hook_address
from channels_in.fakes.server import Asked, Told, as_json
from channels_in.hooks.post import EVERYWHERE
from channels_in.models import Connection
from channels_in.twilio.forms import CONTENT_TYPE
from channels_in.voice.fake.exchange import Exchange, Said
from channels_in.voice.fake.lines import Line
from channels_in.voice.fake.phone import FakePhone
from channels_in.voice.fake.rest import FakeVoice

HANDSET = re.compile(r"/handset/(?P<channel>\d+)(?:/(?P<sid>CA[0-9a-f]{32}))?(?:/(?P<act>[a-z_]+))?")
ACCOUNT = re.compile(r".*/Accounts/AC[0-9a-f]{32}(?P<numbers>/IncomingPhoneNumbers)?\.json")
CALLS = re.compile(r".*/(Calls|Recordings|Queues)(/.*|\.json)")
MOST = 30  # lines shown
SECONDS = 15.0


@dataclass
class Telephones:
    """By channel."""

    exchanges: dict[int, FakeVoice] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def turn(self, ours: Sequence[Connection]) -> None:
        """What became due since: music ends, telephones stop ringing."""
        for connection in ours:
            exchange = self._of(connection).phone.exchange
            exchange.forward(max(0.0, (datetime.now(UTC) - exchange.now).total_seconds()))

    def answer(self, asked: Asked) -> Told | None:
        """None: it is not about calls."""
        if found := HANDSET.fullmatch(asked.path):
            return self._handset(asked, **found.groupdict())
        for fake in list(self.exchanges.values()):
            if _is_for(fake, asked):
                return fake.answer(asked)
        return None

    def _of(self, connection: Connection) -> FakeVoice:
        with self._lock:
            fake = self.exchanges.get(connection.channel_id)
            options, held = connection.options, connection.secrets
            if fake is None:
                exchange = Exchange(
                    account=str(options.get("account_sid", "")),
                    number=str(options.get("number", "")),
                    hook=hook_address(connection),
                    ask=_ask,
                )
                fake = self.exchanges[connection.channel_id] = FakeVoice(FakePhone(exchange))
            fake.phone.exchange.token = str((held.get("auth_tokens") or [""])[0])
            fake.key = (str(held.get("api_key_sid", "")), str(held.get("api_key_secret", "")))
            return fake

    def _handset(self, asked: Asked, channel: str, sid: str | None, act: str | None) -> Told:
        fake = self.exchanges.get(int(channel))
        if fake is None:
            return as_json({"lines": []})
        phone = fake.phone
        said = asked.json if asked.method == "POST" else {}
        if asked.method == "POST" and act == "call":
            return as_json(_shown(phone.call(str(said.get("number", "")))))
        line = phone.exchange.lines.get(sid or "")
        if asked.method == "POST" and line is not None:
            _do(phone, line, str(act), said)
        lines = list(phone.exchange.lines.values())[-MOST:]
        return as_json({"lines": [_shown(one) for one in reversed(lines)]})


def _do(phone: FakePhone, line: Line, act: str, said: Mapping[str, Any]) -> None:
    match act:
        case "press":
            phone.press(line, str(said.get("keys", ""))[:40])
        case "speak":
            phone.speak(line, 5)
        case "answer":
            phone.answer(line)
        case "refuse":
            phone.refuse(line)
        case "hang_up":
            phone.hang_up(line)


def _is_for(fake: FakeVoice, asked: Asked) -> bool:
    """An account may have numbers for messages beside: those are asked about elsewhere."""
    exchange = fake.phone.exchange
    if f"/Accounts/{exchange.account}" not in asked.path:
        return False
    if found := ACCOUNT.fullmatch(asked.path):
        return not found["numbers"] or asked.query.get("PhoneNumber") == exchange.number
    return CALLS.fullmatch(asked.path) is not None


def _shown(line: Line) -> dict[str, Any]:
    is_customer = line.direction in {"inbound", "outbound-dial"}
    return {
        "sid": line.sid,
        "number": line.caller if line.direction == "inbound" else line.called,
        "is_customer": is_customer,
        "status": line.status,
        "is_live": line.is_live,
        "is_connected": bool(line.is_live and line.bridged_at and line.peer),
        "is_recording": bool(line.block and line.block.what == "record"),
        "heard": line.heard[-40:],
    }


def _ask(url: str, body: bytes, headers: Mapping[str, str]) -> Said | None:
    """Our door on this machine, whatever name it has outside."""
    host = settings.BIND if settings.BIND not in EVERYWHERE else "127.0.0.1"
    path = "/" + url.split("/", 3)[3]
    line = http.client.HTTPConnection(host, settings.PORT, timeout=SECONDS)
    name = urlsplit(settings.BASE_URL).netloc
    given = {**headers, "Content-Type": CONTENT_TYPE, "Host": name}
    try:
        line.request("POST", path, body=body, headers=given)
        answer = line.getresponse()
        return Said(answer.status, answer.getheader("Content-Type", ""), answer.read())
    except (OSError, http.client.HTTPException):
        time.sleep(0.2)
        return None
    finally:
        line.close()


telephones = Telephones()
