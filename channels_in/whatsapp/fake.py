"""WhatsApp on loopback: messages, media and templates of the Graph API, with its refusals."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from channels_in.fakes.server import Asked, Moods, Told, as_json
from channels_in.meta.fake_proof import NOT_PROVED, is_proved

ROUTES: list[tuple[str, str, str]] = [
    ("POST", r"/v[0-9.]+/(?P<number>[0-9]+)/messages", "take_message"),
    ("POST", r"/v[0-9.]+/(?P<number>[0-9]+)/media", "take_upload"),
    ("GET", r"/v[0-9.]+/(?P<waba>[0-9]+)/message_templates", "list_templates"),
    ("GET", r"/v[0-9.]+/(?P<waba>[0-9]+)/phone_numbers", "list_numbers"),
    ("GET", r"/v[0-9.]+/(?P<waba>[0-9]+)/subscribed_apps", "list_apps"),
    ("POST", r"/v[0-9.]+/(?P<waba>[0-9]+)/subscribed_apps", "subscribe"),
    ("GET", r"/v[0-9.]+/debug_token", "show_token"),
    ("GET", r"/v[0-9.]+/(?P<media>[A-Za-z0-9_-]+)", "show_media"),
    ("GET", r"/bytes/(?P<media>[A-Za-z0-9_-]+)", "give_bytes"),
]


@dataclass
class FakeWhatsApp:
    """`token`: the one that is accepted. `taken`: every message that was, oldest first."""

    token: str
    url: str = ""  # its own address, once it is served
    moods: Moods = field(default_factory=Moods)
    taken: list[dict[str, Any]] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    templates: list[dict[str, Any]] = field(default_factory=list)
    numbers: dict[str, dict[str, Any]] = field(default_factory=dict)  # by id, what they are
    app_id: str = ""
    app_secret: str = ""
    demands_proof_of: str = ""  # that secret; else none is demanded
    is_subscribed: bool = False
    ends_at: int = 0  # of the token, Unix time; 0: it never ends
    asked: list[Asked] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=lambda: count(1))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, asked: Asked) -> Told:
        with self._lock:
            self.asked.append(asked)
            if asked.headers.get("authorization") not in self._accepted(asked):
                return error(190, "Error validating access token", status=401)
            if not is_proved(asked, token=self.token, secret=self.demands_proof_of):
                return error(100, NOT_PROVED, status=400)
            if mood := self.moods.take():
                return mood
            for method, pattern, name in ROUTES:
                found = re.fullmatch(pattern, asked.path)
                if found and method == asked.method:
                    do: Callable[..., Told] = getattr(self, name)
                    return do(asked, **found.groupdict())
            return error(100, f"Unsupported {asked.method} request", status=400)

    def _accepted(self, asked: Asked) -> set[str]:
        """Of an app itself is spoken with its number and secret."""
        is_of_app = asked.path.endswith("/debug_token")
        return {f"Bearer {self.app_id}|{self.app_secret}" if is_of_app else f"Bearer {self.token}"}

    def list_numbers(self, asked: Asked, waba: str) -> Told:
        return as_json({"data": [{"id": number} for number in self.numbers]})

    def list_apps(self, asked: Asked, waba: str) -> Told:
        ours = [{"whatsapp_business_api_data": {"id": self.app_id, "name": "Alur"}}]
        return as_json({"data": ours if self.is_subscribed else []})

    def subscribe(self, asked: Asked, waba: str) -> Told:
        self.is_subscribed = True
        return as_json({"success": True})

    def show_token(self, asked: Asked) -> Told:
        is_valid = asked.query.get("input_token") == self.token
        data = {"app_id": self.app_id, "is_valid": is_valid, "expires_at": self.ends_at}
        return as_json({"data": data})

    def take_message(self, asked: Asked, number: str) -> Told:
        body = asked.json
        if body.get("status") == "read":
            return as_json({"success": True})
        kind = str(body.get("type"))
        to = str(body.get("to") or body.get("recipient") or "")
        if body.get("messaging_product") != "whatsapp" or kind not in body or not to:
            return error(100, "Invalid parameter", status=400)
        if (
            kind not in {"text", "template", "interactive", "reaction"}
            and body[kind].get("id") not in self.media
        ):
            return error(131053, "Media upload error", status=400)
        wamid = f"wamid.FAKE{next(self._numbers)}"
        self.taken.append({**body, "wamid": wamid, "number": number})
        contact = {"input": to, **({"wa_id": to.lstrip("+")} if to.startswith("+") else {"user_id": to})}
        said = {"messaging_product": "whatsapp", "contacts": [contact], "messages": [{"id": wamid}]}
        return as_json(said)

    def take_upload(self, asked: Asked, number: str) -> Told:
        name = f"upload-{next(self._numbers)}"
        head, _, rest = asked.body.rpartition(b"\r\n\r\n")
        self.media[name] = rest.rpartition(b"\r\n--")[0]
        return as_json({"id": name}) if head else error(100, "No file", status=400)

    def show_media(self, asked: Asked, media: str) -> Told:
        if media in self.numbers:
            return as_json({"id": media, **self.numbers[media]})
        content = self.media.get(media)
        if content is None:
            return error(100, "Object does not exist", status=400)
        return as_json(
            {
                "messaging_product": "whatsapp",
                "url": f"{self.url}/bytes/{media}",
                "sha256": hashlib.sha256(content).hexdigest(),
                "file_size": str(len(content)),
                "id": media,
            }
        )

    def give_bytes(self, asked: Asked, media: str) -> Told:
        return Told(body=self.media[media]) if media in self.media else Told(status=404)

    def list_templates(self, asked: Asked, waba: str) -> Told:
        """A page at a time. The address of the next page leads to nobody: only its cursor is to be used."""
        size, first = int(asked.query.get("limit", 25)), int(asked.query.get("after", 0))
        page = self.templates[first : first + size]
        paging: dict[str, Any] = {"cursors": {"before": str(first), "after": str(first + size)}}
        if first + size < len(self.templates):
            paging["next"] = "http://169.254.169.254/next"
        return as_json({"data": page, "paging": paging})


def error(code: int, message: str, *, status: int) -> Told:
    said = {"message": f"(#{code}) {message}", "type": "OAuthException", "code": code, "fbtrace_id": "A"}
    return as_json({"error": said}, status=status)
