"""The provider's REST API about calls, on loopback, with its refusals."""

from __future__ import annotations

import base64
import io
import math
import re
import wave
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from channels_in.fakes.server import Asked, Moods, Told, as_json
from channels_in.voice.fake.lines import Line
from channels_in.voice.fake.phone import FakePhone

ACCOUNT = r"/2010-04-01/Accounts/(?P<account>AC[0-9a-f]{32})"
E164 = re.compile(r"\+[1-9][0-9]{6,14}")
ROUTES = [
    ("POST", rf"{ACCOUNT}/Calls\.json", "place"),
    ("GET", rf"{ACCOUNT}/Calls\.json", "list_calls"),
    ("GET", rf"{ACCOUNT}/Calls/(?P<sid>CA[0-9a-f]{{32}})\.json", "show"),
    ("POST", rf"{ACCOUNT}/Calls/(?P<sid>CA[0-9a-f]{{32}})\.json", "change"),
    ("GET", rf"{ACCOUNT}/Recordings/(?P<sid>RE[0-9a-f]{{32}})\.mp3", "play"),
    ("DELETE", rf"{ACCOUNT}/Queues/(?P<sid>QU[0-9a-f]{{32}})\.json", "forget_queue"),
    ("GET", rf"{ACCOUNT}/IncomingPhoneNumbers\.json", "list_numbers"),
    ("GET", rf"{ACCOUNT}/Queues\.json", "list_queues"),
    ("GET", rf"{ACCOUNT}\.json", "show_account"),
]
LONGEST_SOUND = 5  # seconds of a tone that stand for what was said


@dataclass
class FakeVoice:
    """`moods`: what comes instead of the right answer. `creates_anyway`: the call is placed all the same."""

    phone: FakePhone
    key: tuple[str, str] = ("SK" + "1" * 32, "the secret of the key")
    moods: Moods = field(default_factory=Moods)
    recording_moods: Moods = field(default_factory=Moods)
    creates_anyway: bool = False
    answered_at: str = ""  # whom callers reach instead of us
    refuses: dict[str, int] = field(default_factory=dict)  # number → error code
    asked: list[Asked] = field(default_factory=list)

    def knows(self, path: str) -> bool:
        """Whether it is about calls: one address of the provider serves messages as well."""
        about = ("/Calls", "/Recordings", "/Queues")
        return any(one in path for one in about)

    def answer(self, asked: Asked) -> Told:
        self.asked.append(asked)
        if not self._is_signed_in(asked):
            return error(20003, "Authenticate", status=401)
        moods = self.recording_moods if "/Recordings/" in asked.path else self.moods
        if mood := moods.take():
            if self.creates_anyway and asked.path.endswith("/Calls.json"):
                self.place(asked, "")
            return mood
        for method, pattern, name in ROUTES:
            found = re.fullmatch(pattern, asked.path)
            if found and method == asked.method:
                do: Callable[..., Told] = getattr(self, name)
                return do(asked, **found.groupdict())
        return error(20404, f"The requested resource {asked.path} was not found", status=404)

    def place(self, asked: Asked, account: str) -> Told:
        fields = parse_qs(asked.body.decode())
        form = {name: values[0] for name, values in fields.items()}
        to = form.get("To", "")
        if not E164.fullmatch(to):
            return error(21211, "The 'To' number is not a valid phone number.", status=400)
        if form.get("From") != self.phone.exchange.number:
            return error(21210, "'From' phone number not verified", status=400)
        if code := self.refuses.get(to):
            return error(code, "Refused", status=400)
        line = self.phone.rings(
            called=to,
            caller=form["From"],
            direction="outbound-api",
            url=form.get("Url", ""),
            status_url=form.get("StatusCallback", ""),
            events=tuple(fields.get("StatusCallbackEvent", ["completed"])),
            timeout=int(form.get("Timeout", 60)),
        )
        self.phone.exchange.placed.append({**form, "sid": line.sid})
        return as_json(self._shown(line), status=201)

    def list_calls(self, asked: Asked, account: str) -> Told:
        """Newest first, a page at a time."""
        since = datetime.fromisoformat(asked.query.get("StartTime>", "2000-01-01")).replace(tzinfo=UTC)
        to, size = asked.query.get("To", ""), int(asked.query.get("PageSize", 50))
        first = int(asked.query.get("Page", 0)) * size
        lines = reversed(self.phone.exchange.lines.values())
        found = [line for line in lines if line.called == to and line.started_at >= since]
        query = f"To=%2B{to[1:]}&PageSize={size}&Page={first // size + 1}"
        following = f"{asked.path}?{query}" if len(found) > first + size else None
        page = [self._shown(line) for line in found[first : first + size]]
        return as_json({"calls": page, "next_page_uri": following, "page_size": size})

    def show(self, asked: Asked, account: str, sid: str) -> Told:
        line = self.phone.exchange.lines.get(sid)
        return as_json(self._shown(line)) if line else error(20404, "Not found", status=404)

    def change(self, asked: Asked, account: str, sid: str) -> Told:
        line = self.phone.exchange.lines.get(sid)
        form = {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}
        if line is None:
            return error(20404, "Not found", status=404)
        if not line.is_live:
            return error(21220, "Call is not in-progress. Cannot redirect.", status=400)
        if "Url" in form:
            self.phone.exchange.todo.append(partial(self.phone.moved, line, form["Url"]))
        elif form.get("Status") in {"completed", "canceled"}:
            self.phone.exchange.todo.append(partial(self.phone.end, line, form["Status"]))
        return as_json(self._shown(line))

    def play(self, asked: Asked, account: str, sid: str) -> Told:
        found = self.phone.exchange.recordings.get(sid)
        if found is None:
            xml = b"<TwilioResponse><RestException><Code>20404</Code></RestException></TwilioResponse>"
            return Told(status=404, body=xml, headers={"Content-Type": "application/xml"})
        return Told(body=tone(min(found[1], LONGEST_SOUND)), headers={"Content-Type": "audio/mpeg"})

    def forget_queue(self, asked: Asked, account: str, sid: str) -> Told:
        return Told(status=204)

    def list_numbers(self, asked: Asked, account: str) -> Told:
        hook = self.phone.exchange.hook
        ours = {
            "phone_number": self.phone.exchange.number,
            "capabilities": {"voice": True, "sms": True, "mms": False},
            "voice_url": self.answered_at or f"{hook}call/",
            "voice_method": "POST",
            "voice_fallback_url": f"{hook}call/fallback/",
            "status_callback": f"{hook}ended/",
            "voice_application_sid": "",
            "trunk_sid": None,
        }
        return as_json({"incoming_phone_numbers": [ours]})

    def list_queues(self, asked: Asked, account: str) -> Told:
        return as_json({"queues": []})

    def show_account(self, asked: Asked, account: str) -> Told:
        return as_json({"sid": account, "status": "active", "type": "Full"})

    def _shown(self, line: Line) -> dict[str, Any]:
        def moment(at: Any) -> str | None:
            return format_datetime(at) if at else None

        return {
            "sid": line.sid,
            "status": line.status,
            "direction": line.direction,
            "from": line.caller,
            "to": line.called,
            "start_time": moment(line.answered_at or (line.started_at if line.ended_at else None)),
            "end_time": moment(line.ended_at),
            "duration": None,
            "answered_by": None,
            "parent_call_sid": line.parent.sid if line.parent else None,
            "queue_time": "0",
            "price": None,
        }

    def _is_signed_in(self, asked: Asked) -> bool:
        exchange = self.phone.exchange
        try:
            said = base64.b64decode(asked.headers.get("authorization", "").removeprefix("Basic ")).decode()
        except ValueError:
            return False
        name, _, secret = said.partition(":")
        is_ours = f"/Accounts/{exchange.account}" in asked.path
        return is_ours and (name, secret) in {self.key, (exchange.account, exchange.token)}


def error(code: int, message: str, *, status: int) -> Told:
    said = {"code": code, "message": message, "status": status}
    return as_json({**said, "more_info": f"https://www.twilio.com/docs/errors/{code}"}, status=status)


def tone(seconds: int) -> bytes:
    """Sound that can be played, in place of a voice."""
    rate = 8000
    samples = array("h", (int(4000 * math.sin(2 * math.pi * 330 * n / rate)) for n in range(rate * seconds)))
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return out.getvalue()
