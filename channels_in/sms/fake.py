"""Twilio on loopback: its messages, their files and its numbers by REST, with its refusals."""

from __future__ import annotations

import base64
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import count
from typing import Any
from urllib.parse import parse_qs

from channels_in.fakes.server import Asked, Moods, Told, as_json
from channels_in.sms.fake_segments import segments_of

ACCOUNT = r"/2010-04-01/Accounts/(?P<account>AC[0-9a-f]{32})"
ROUTES: list[tuple[str, str, str]] = [
    ("POST", rf"{ACCOUNT}/Messages\.json", "take_message"),
    ("GET", rf"{ACCOUNT}/Messages\.json", "list_messages"),
    ("GET", rf"{ACCOUNT}/Messages/(?P<message>(SM|MM)[0-9a-f]{{32}})\.json", "show_message"),
    ("GET", rf"{ACCOUNT}/Messages/(?P<message>(SM|MM)[0-9a-f]{{32}})/Media\.json", "list_media"),
    (
        "GET",
        rf"{ACCOUNT}/Messages/(?P<message>(SM|MM)[0-9a-f]{{32}})/Media/(?P<media>ME[0-9a-f]{{32}})",
        "give",
    ),
    ("GET", rf"{ACCOUNT}/IncomingPhoneNumbers\.json", "list_numbers"),
    ("POST", rf"{ACCOUNT}/IncomingPhoneNumbers/(?P<sid>PN[0-9a-f]{{32}})\.json", "change_number"),
    ("GET", rf"{ACCOUNT}\.json", "show_account"),
]
NUMBER_SID = "PN" + "7" * 32
E164 = re.compile(r"\+[1-9][0-9]{6,14}")


@dataclass
class FakeTwilio:
    """`taken`: every message of ours that was, oldest first. `before_answering`: what happens in between."""

    account: str
    number: str
    token: str = "the auth token"  # noqa: S105 - of nobody
    key: tuple[str, str] = ("SK" + "1" * 32, "the secret of the key")
    url: str = ""  # its own address, once it is served
    moods: Moods = field(default_factory=Moods)
    taken: list[dict[str, Any]] = field(default_factory=list)
    hooks: dict[str, str] = field(default_factory=dict)  # of the number
    came: list[dict[str, Any]] = field(default_factory=list)  # messages of customers, oldest first
    media: dict[str, Told] = field(default_factory=dict)
    blocked: set[str] = field(default_factory=set)  # numbers that want no more messages
    asked: list[Asked] = field(default_factory=list)
    before_answering: Callable[[dict[str, Any]], None] | None = None
    _numbers: count[int] = field(default_factory=lambda: count(1))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, asked: Asked) -> Told:
        with self._lock:
            self.asked.append(asked)
            if not self._knows(asked):
                return error(20003, "Authenticate", status=401)
            if mood := self.moods.take():
                return mood
            for method, pattern, name in ROUTES:
                found = re.fullmatch(pattern, asked.path)
                if found and method == asked.method:
                    do: Callable[..., Told] = getattr(self, name)
                    return do(asked, **found.groupdict())
            return error(20404, f"The requested resource {asked.path} was not found", status=404)

    def take_message(self, asked: Asked, account: str) -> Told:
        form = {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}
        if refused := self._refusal(form):
            return refused
        message = self._row("SM", form, direction="outbound-api", status="queued")
        self.taken.append({**message, "callback": form.get("StatusCallback", ""), "form": form})
        if self.before_answering:
            self.before_answering(self.taken[-1])
        return as_json(message, status=201)

    def list_messages(self, asked: Asked, account: str) -> Told:
        """Newest first, a page at a time."""
        since = datetime.fromisoformat(asked.query.get("DateSent>", "2000-01-01")).replace(tzinfo=UTC)
        to, size = asked.query.get("To", ""), int(asked.query.get("PageSize", 50))
        first = int(asked.query.get("Page", 0)) * size
        found = [one for one in reversed(self.came) if one["to"] == to and one["at"] >= since]
        following = None
        if len(found) > first + size:
            query = f"To=%2B{to[1:]}&PageSize={size}&Page={first // size + 1}&PageToken=PA1"
            following = f"{asked.path}?{query}"
        page = [_shown(one) for one in found[first : first + size]]
        return as_json({"messages": page, "next_page_uri": following, "page_size": size})

    def show_message(self, asked: Asked, account: str, message: str) -> Told:
        found = next((one for one in (*self.taken, *self.came) if one["sid"] == message), None)
        return as_json(_shown(found)) if found else error(20404, "Not found", status=404)

    def list_media(self, asked: Asked, account: str, message: str) -> Told:
        files = [
            {
                "sid": sid,
                "parent_sid": message,
                "content_type": told.headers.get("Content-Type", ""),
                "uri": f"/2010-04-01/Accounts/{account}/Messages/{message}/Media/{sid}.json",
            }
            for sid, told in self.media.items()
        ]
        return as_json({"media_list": files})

    def give(self, asked: Asked, account: str, message: str, media: str) -> Told:
        return self.media.get(media) or error(20404, "Not found", status=404)

    def list_numbers(self, asked: Asked, account: str) -> Told:
        can = {"sms": True, "mms": False, "voice": True}
        ours = {"sid": NUMBER_SID, "phone_number": self.number, "capabilities": can, **self.hooks}
        is_ours = asked.query.get("PhoneNumber", self.number) == self.number
        return as_json({"incoming_phone_numbers": [ours] if is_ours else []})

    def change_number(self, asked: Asked, account: str, sid: str) -> Told:
        form = {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}
        self.hooks = {"sms_url": form.get("SmsUrl", ""), "sms_fallback_url": form.get("SmsFallbackUrl", "")}
        return as_json({"sid": sid, **self.hooks})

    def show_account(self, asked: Asked, account: str) -> Told:
        return as_json({"sid": account, "status": "active", "type": "Full"})

    def comes(self, sender: str, body: str, *, at: datetime, **fields: Any) -> dict[str, Any]:
        """A customer writes: Twilio has it, whether or not it can tell us."""
        row = self._row("SM", {"From": sender, "To": self.number, "Body": body}, direction="inbound")
        row |= {"status": "received", "at": at, "date_sent": format_datetime(at), **fields}
        self.came.append(row)
        return row

    def _row(self, prefix: str, form: dict[str, str], **fields: Any) -> dict[str, Any]:
        sid = f"{prefix}{next(self._numbers):032x}"
        body = form.get("Body", "")
        return {
            "sid": sid,
            "account_sid": self.account,
            "to": form.get("To"),
            "from": form.get("From"),
            "messaging_service_sid": form.get("MessagingServiceSid"),
            "body": body,
            "num_segments": str(segments_of(body)),
            "num_media": "0",
            "error_code": None,
            "error_message": None,
            "date_sent": None,
            **fields,
        }

    def _refusal(self, form: dict[str, str]) -> Told | None:
        to, body = form.get("To", ""), form.get("Body", "")
        for is_wrong, code, words in (
            (not E164.fullmatch(to), 21211, "The 'To' number is not a valid phone number."),
            (not form.get("MessagingServiceSid") and form.get("From") != self.number, 21606, "'From'"),
            (not body, 21602, "Message body is required."),
            (len(body) > 1600, 21617, "The concatenated message body exceeds the 1600 character limit."),
            (to in self.blocked, 21610, "Attempt to send to unsubscribed recipient"),
        ):
            if is_wrong:
                return error(code, words, status=400)
        return None

    def _knows(self, asked: Asked) -> bool:
        name, _, secret = _signed_in_as(asked).partition(":")
        is_of_account = f"/Accounts/{self.account}" in asked.path
        return is_of_account and (name, secret) in {self.key, (self.account, self.token)}


def error(code: int, message: str, *, status: int) -> Told:
    said = {"code": code, "message": message, "status": status}
    return as_json({**said, "more_info": f"https://www.twilio.com/docs/errors/{code}"}, status=status)


def _signed_in_as(asked: Asked) -> str:
    try:
        return base64.b64decode(asked.headers.get("authorization", "").removeprefix("Basic ")).decode()
    except ValueError:
        return ""


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in {"at", "callback", "form"}}
