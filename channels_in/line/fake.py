"""LINE on loopback, both of its hosts: pushes with their keys, people's files and names, and its refusals."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID

from channels_in.fakes.server import Asked, Moods, Told, as_json
from tickets.capabilities import utf16_units

ROUTES: list[tuple[str, str, str]] = [
    ("POST", r"/v2/bot/message/push", "take_push"),
    ("POST", r"/v2/bot/message/reply", "take_reply"),
    ("GET", r"/v2/bot/profile/(?P<user>[^/]+)", "show_profile"),
    ("GET", r"/v2/bot/message/(?P<message>[^/]+)/content", "give_content"),
    ("GET", r"/v2/bot/info", "show_bot"),
    ("GET", r"/v2/bot/channel/webhook/endpoint", "show_endpoint"),
    ("PUT", r"/v2/bot/channel/webhook/endpoint", "set_endpoint"),
    ("POST", r"/v2/bot/channel/webhook/test", "try_endpoint"),
    ("GET", r"/v2/bot/message/quota", "show_quota"),
    ("GET", r"/v2/bot/message/quota/consumption", "show_consumption"),
]
LARGEST = 2 * 1024 * 1024


@dataclass
class FakeLine:
    """`token`: the one that is accepted. `taken`: every message that was, oldest first.

    `loses`: answers to what is taken and never heard of.
    """

    token: str
    bot: str = "Uab012345678901234567890123456789"
    moods: Moods = field(default_factory=Moods)  # of pushes
    content_moods: Moods = field(default_factory=Moods)
    loses: int = 0
    taken: list[dict[str, Any]] = field(default_factory=list)
    endpoint: str = ""
    is_used: bool = True  # the switch "Use webhook"
    knocked: int = 200  # what our address answers to LINE's own test
    quota: tuple[int, int] | None = None  # messages of a month, and how many are used
    asked: list[Asked] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)  # by message id
    names: dict[str, str] = field(default_factory=dict)  # by user id
    language: str = "id"  # of everybody's telephone; empty: it is not told
    reply_tokens: dict[str, str] = field(default_factory=dict)  # whom each of those not used yet is for
    reply_moods: Moods = field(default_factory=Moods)
    profile_moods: Moods = field(default_factory=Moods)
    blocked: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)  # what we did that we must not
    _keys: dict[str, tuple[bytes, dict[str, Any]]] = field(default_factory=dict)
    _numbers: count[int] = field(default_factory=lambda: count(461230966842064897))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, asked: Asked) -> Told:
        with self._lock:
            self.asked.append(asked)
            if asked.headers.get("authorization") != f"Bearer {self.token}":
                return error(401, "Authentication failed due to the following reason: invalid token.")
            for method, pattern, name in ROUTES:
                found = re.fullmatch(pattern, asked.path)
                if found and method == asked.method:
                    do: Callable[..., Told] = getattr(self, name)
                    return do(asked, **found.groupdict())
            return error(404, "Not found")

    def calls_of(self, end: str) -> list[Asked]:
        return [one for one in self.asked if one.path.endswith(end)]

    def take_push(self, asked: Asked) -> Told:
        if mood := self.moods.take():
            return mood
        key = asked.headers.get("x-line-retry-key", "")
        if refused := _refused(asked, key):
            return refused
        if key in self._keys:
            return self._again(asked, key)
        said = self._keep(asked.json["messages"], asked.json["to"])
        if key:
            self._keys[key] = (asked.body, said)
        return self._told(said)

    def take_reply(self, asked: Asked) -> Told:
        if mood := self.reply_moods.take():
            return mood
        if "x-line-retry-key" in asked.headers:
            self.faults.append("a retry key on a reply")
            return error(400, "The retry key is not supported")
        body = asked.json
        to = self.reply_tokens.pop(body["replyToken"], None)
        return (
            error(400, "Invalid reply token") if to is None else self._told(self._keep(body["messages"], to))
        )

    def _keep(self, messages: list[dict[str, Any]], to: str) -> dict[str, Any]:
        sent = [{"id": str(next(self._numbers)), "quoteToken": "q"} for _ in messages]
        if to not in self.blocked:  # nobody is told that it went nowhere
            for message, one in zip(messages, sent, strict=True):
                self.taken.append({**message, "to": to, "id": one["id"]})
        return {"sentMessages": sent}

    def _told(self, said: dict[str, Any]) -> Told:
        if self.loses:
            self.loses -= 1
            return Told(cut=True)
        return as_json(said)

    def show_profile(self, asked: Asked, user: str) -> Told:
        if mood := self.profile_moods.take():
            return mood
        if user not in self.names:
            return error(404, "Not found")
        told = {"userId": user, "displayName": self.names[user]}
        return as_json(told | ({"language": self.language} if self.language else {}))

    def give_content(self, asked: Asked, message: str) -> Told:
        if mood := self.content_moods.take():
            return mood
        content = self.contents.get(message)
        return error(404, "not found") if content is None else Told(body=content)

    def show_bot(self, asked: Asked) -> Told:
        return as_json({"userId": self.bot, "basicId": "@alur", "displayName": "Alur", "chatMode": "bot"})

    def show_endpoint(self, asked: Asked) -> Told:
        if not self.endpoint:
            return error(404, "Not found")
        return as_json({"endpoint": self.endpoint, "active": self.is_used})

    def set_endpoint(self, asked: Asked) -> Told:
        self.endpoint = str(asked.json.get("endpoint", ""))
        return as_json({})

    def try_endpoint(self, asked: Asked) -> Told:
        if "endpoint" in asked.json:
            self.faults.append("an address of ours to try")
        is_well = self.knocked == 200
        reason = "OK" if is_well else "ERROR_STATUS_CODE"
        return as_json({"success": is_well, "statusCode": self.knocked, "reason": reason, "detail": ""})

    def show_quota(self, asked: Asked) -> Told:
        return as_json({"type": "limited", "value": self.quota[0]} if self.quota else {"type": "none"})

    def show_consumption(self, asked: Asked) -> Told:
        return as_json({"totalUsage": self.quota[1] if self.quota else 0})

    def _again(self, asked: Asked, key: str) -> Told:
        body, said = self._keys[key]
        if body != asked.body:
            self.faults.append(f"another body under {key}")
        return as_json({"message": "The retry key is already accepted", **said}, status=409)


def error(status: int, message: str, *properties: str) -> Told:
    said: dict[str, Any] = {"message": message}
    if properties:
        said["details"] = [{"message": "is wrong", "property": one} for one in properties]
    return as_json(said, status=status)


def _refused(asked: Asked, key: str) -> Told | None:
    if len(asked.body) > LARGEST:
        return error(413, "The request entity is too large")
    try:
        body = json.loads(asked.body)
        UUID(key or "0" * 32)
    except ValueError:
        return error(400, "The value for the 'X-Line-Retry-Key' is invalid")
    messages = body.get("messages") or []
    if not re.fullmatch(r"[UCR]\w+", str(body.get("to"))):
        return error(400, "The property, 'to', in the request body is invalid")
    long = [n for n, one in enumerate(messages) if not 0 < utf16_units(one.get("text", "")) <= 5000]
    if long or not 1 <= len(messages) <= 5:
        names = [f"messages[{n}].text" for n in long] or ["messages"]
        return error(400, "The request body has 1 error(s)", *names)
    return None
