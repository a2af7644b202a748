"""Telegram on loopback: the methods of the Bot API that we call, its refusals, and people's files."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from html import unescape
from itertools import count
from typing import Any

from channels_in.fakes.server import Asked, Moods, Told, as_json
from tickets.capabilities import utf16_units

METHOD = re.compile(r"/bot(?P<token>[^/]*)/(?P<method>\w+)")
FILE = re.compile(r"/file/bot(?P<token>[^/]*)/(?P<path>.+)")
TAG = re.compile(r"<(/?)([a-z-]+)(?:\s[^<>]*)?>")
TAGS = frozenset({"b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"})
LARGEST_FILE = 20 * 1024 * 1024


@dataclass
class FakeTelegram:
    """`token`: the one that is accepted. `taken`: every message that was, oldest first."""

    token: str
    moods: Moods = field(default_factory=Moods)  # of methods
    file_moods: Moods = field(default_factory=Moods)  # of downloads
    taken: list[dict[str, Any]] = field(default_factory=list)
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)  # method, fields
    files: dict[str, bytes] = field(default_factory=dict)  # by file_id
    wanted: list[str] = field(default_factory=list)  # paths of files that were asked for
    blocked: set[str] = field(default_factory=set)
    webhook: dict[str, Any] = field(default_factory=dict)
    trouble: dict[str, Any] = field(default_factory=dict)  # what getWebhookInfo adds
    _numbers: count[int] = field(default_factory=lambda: count(1001))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, asked: Asked) -> Told:
        with self._lock:
            found = METHOD.fullmatch(asked.path) or FILE.fullmatch(asked.path)
            if not found:
                return error(404, "Not Found")
            if found["token"] != self.token:
                return error(401, "Unauthorized")
            if "path" in found.groupdict():
                self.wanted.append(found["path"])
                return self.file_moods.take() or self._give(found["path"])
            fields = _fields_of(asked)
            self.asked.append((found["method"], fields))
            if mood := self.moods.take():
                return mood
            return METHODS.get(found["method"], _unknown)(self, fields)

    def calls_of(self, method: str) -> list[dict[str, Any]]:
        return [fields for name, fields in self.asked if name == method]

    def send_message(self, fields: Mapping[str, Any]) -> Told:
        return self._take(fields, words="text", longest=4096, needed=True)

    def send_file(self, fields: Mapping[str, Any]) -> Told:
        return self._take(fields, words="caption", longest=1024, needed=False)

    def get_file(self, fields: Mapping[str, Any]) -> Told:
        content = self.files.get(str(fields.get("file_id")))
        if content is None:
            return error(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        if len(content) > LARGEST_FILE:
            return error(400, "Bad Request: file is too big")
        result = {"file_id": fields["file_id"], "file_path": f"documents/{fields['file_id']}"}
        return as_json({"ok": True, "result": {**result, "file_size": len(content)}})

    def answer_press(self, fields: Mapping[str, Any]) -> Told:
        return as_json({"ok": True, "result": True})

    def set_webhook(self, fields: Mapping[str, Any]) -> Told:
        if not str(fields.get("url", "")).startswith("https://"):
            return error(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        self.webhook = dict(fields)
        return as_json({"ok": True, "result": True, "description": "Webhook was set"})

    def webhook_info(self, fields: Mapping[str, Any]) -> Told:
        shown = {"url": self.webhook.get("url", ""), "pending_update_count": 0, **self.trouble}
        if wanted := self.webhook.get("allowed_updates"):
            shown["allowed_updates"] = wanted
        return as_json({"ok": True, "result": shown})

    def get_me(self, fields: Mapping[str, Any]) -> Told:
        number = int(self.token.partition(":")[0])
        me = {"id": number, "is_bot": True, "first_name": "Alur", "username": "alur_test_bot"}
        return as_json({"ok": True, "result": me})

    def _take(self, fields: Mapping[str, Any], *, words: str, longest: int, needed: bool) -> Told:
        said, chat = str(fields.get(words, "")), str(fields.get("chat_id", ""))
        if chat in self.blocked:
            return error(403, "Forbidden: bot was blocked by the user")
        if fields.get("parse_mode") == "HTML" and (wrong := _wrong_in(said)):
            return error(400, f"Bad Request: can't parse entities: {wrong}")
        shown = unescape(TAG.sub("", said)) if fields.get("parse_mode") else said
        if needed and not shown.strip():
            return error(400, "Bad Request: message text is empty")
        if utf16_units(shown) > longest:
            return error(400, f"Bad Request: message {'' if needed else 'caption '}is too long")
        number = next(self._numbers)
        self.taken.append({**fields, "message_id": number, "shown": shown})
        result = {"message_id": number, "date": 1795500000, "chat": {"id": chat, "type": "private"}}
        return as_json({"ok": True, "result": result})

    def _give(self, path: str) -> Told:
        content = self.files.get(path.rpartition("/")[2])
        return Told(status=404) if content is None else Told(body=content)


def error(code: int, description: str, **parameters: int) -> Told:
    said: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    if parameters:
        said["parameters"] = parameters
    return as_json(said, status=code)


def _unknown(fake: FakeTelegram, fields: Mapping[str, Any]) -> Told:
    return error(404, "Not Found: method not found")


METHODS: dict[str, Callable[[FakeTelegram, Mapping[str, Any]], Told]] = {
    "getMe": FakeTelegram.get_me,
    "setWebhook": FakeTelegram.set_webhook,
    "getWebhookInfo": FakeTelegram.webhook_info,
    "sendMessage": FakeTelegram.send_message,
    "sendPhoto": FakeTelegram.send_file,
    "sendDocument": FakeTelegram.send_file,
    "getFile": FakeTelegram.get_file,
    "answerCallbackQuery": FakeTelegram.answer_press,
}


def _fields_of(asked: Asked) -> dict[str, Any]:
    kind = asked.headers.get("content-type", "")
    if not kind.startswith("multipart/"):
        return asked.json
    found: dict[str, Any] = {}
    for part in message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + asked.body).walk():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            found[name] = content if part.get_filename() else content.decode()
    return found


def _wrong_in(html: str) -> str:
    """As strict as they are about tags: known, closed, nested."""
    open_tags: list[str] = []
    for closing, tag in TAG.findall(html):
        if tag not in TAGS:
            return f'Unsupported start tag "{tag}"'
        if not closing:
            open_tags.append(tag)
        elif not open_tags or open_tags.pop() != tag:
            return f'Unmatched end tag "{tag}"'
    rest = TAG.sub("", html)
    if open_tags or "<" in rest:
        return "Can't find end tag"
    return ""
