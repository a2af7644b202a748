"""Messenger and Instagram on loopback: the Send API, uploads, files and their bytes, with its refusals."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from channels_in.fakes.server import Asked, Moods, Told, as_json
from channels_in.meta.fake_proof import NOT_PROVED, is_proved

ROUTES: list[tuple[str, str, str]] = [
    ("POST", r"(/ig)?/v[0-9.]+/(?P<account>[^/]+)/messages", "take_message"),
    ("POST", r"/v[0-9.]+/(?P<account>[^/]+)/message_attachments", "take_upload"),
    ("GET", r"(/ig)?/v[0-9.]+/me", "show_account"),
    ("GET", r"(/ig)?/v[0-9.]+/(?P<account>[^/]+)/subscribed_apps", "list_apps"),
    ("POST", r"(/ig)?/v[0-9.]+/(?P<account>[^/]+)/subscribed_apps", "subscribe"),
    ("GET", r"/v[0-9.]+/debug_token", "show_token"),
    ("GET", r"(/ig)?/v[0-9.]+/(?P<mid>[^/]+)", "show_object"),
]
LONGEST = {"messenger": 2000, "instagram": 1000}


@dataclass
class FakeMeta:
    """`token`: the one that is accepted. `taken`: every message that was, oldest first. `accounts`: kind by
    id, of a page or an account. `before_answering`: for echoes that are faster than the answer.
    """

    token: str
    url: str = ""  # its own address, once it is served
    accounts: dict[str, str] = field(default_factory=dict)
    moods: Moods = field(default_factory=Moods)
    cdn: dict[str, list[Told]] = field(default_factory=dict)  # answers for /cdn/<name>, the last one for good
    attachments: dict[str, list[str]] = field(default_factory=dict)  # mid → URLs of today
    taken: list[dict[str, Any]] = field(default_factory=list)
    app_id: str = ""
    app_secret: str = ""
    demands_proof_of: str = ""  # that secret; else none is demanded
    subscribed: list[str] = field(default_factory=list)  # fields that an account sends us
    offered: frozenset[str] | None = None  # fields that there are; None: all
    is_young: bool = False  # its token: then it is not made new
    ends_at: int = 0  # of the token, Unix time; 0: it never ends
    people: dict[str, dict[str, str]] = field(default_factory=dict)  # by number, what their profiles tell
    uploads: dict[str, bytes] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    before_answering: Callable[[dict[str, Any]], None] = field(default=lambda message: None)
    _numbers: count[int] = field(default_factory=lambda: count(1))
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def answer(self, asked: Asked) -> Told:
        with self._lock:
            self.asked.append(asked)
            if asked.path.startswith("/cdn/"):
                return self._give_bytes(asked.path.removeprefix("/cdn/"))
            if asked.path == "/ig/refresh_access_token":
                return self._renew(asked)
            if asked.headers.get("authorization") not in self._accepted(asked):
                return error(190, 0, "Invalid OAuth access token.", status=401)
            if not is_proved(asked, token=self.token, secret=self.demands_proof_of):
                return error(100, 0, NOT_PROVED, status=400)
            if mood := self.moods.take():
                return mood
            for method, pattern, name in ROUTES:
                found = re.fullmatch(pattern, asked.path)
                if found and method == asked.method:
                    do: Callable[..., Told] = getattr(self, name)
                    return do(asked, **found.groupdict())
            return error(100, 33, f"Unsupported {asked.method} request", status=400)

    def _renew(self, asked: Asked) -> Told:
        """Its token is asked for in the address, and is another one from then on."""
        is_asked = asked.query.get("grant_type") == "ig_refresh_token"
        if not is_asked or asked.query.get("access_token") != self.token:
            return error(190, 463, "Error validating access token: Session has expired", status=400)
        if self.is_young:
            return error(10, 0, "The token must be at least 24 hours old", status=400)
        self.token = f"{self.token}-new"
        return as_json({"access_token": self.token, "token_type": "bearer", "expires_in": 60 * 24 * 60 * 60})

    def _accepted(self, asked: Asked) -> set[str]:
        """Of an app itself is spoken with its number and secret."""
        is_of_app = asked.path.endswith("/debug_token")
        return {f"Bearer {self.app_id}|{self.app_secret}" if is_of_app else f"Bearer {self.token}"}

    def show_account(self, asked: Asked) -> Told:
        account = next(iter(self.accounts), "")
        return as_json({"id": account, "user_id": account, "name": "Nusa Living", "username": "nusa.living"})

    def list_apps(self, asked: Asked, account: str) -> Told:
        ours = [{"id": self.app_id, "subscribed_fields": self.subscribed}]
        return as_json({"data": ours if self.subscribed else []})

    def subscribe(self, asked: Asked, account: str) -> Told:
        wanted = str(asked.json.get("subscribed_fields", "")).split(",")
        if self.offered is not None and not set(wanted) <= self.offered:
            return error(100, 0, "Param subscribed_fields must be one of {…}", status=400)
        self.subscribed = wanted
        return as_json({"success": True})

    def show_token(self, asked: Asked) -> Told:
        is_valid = asked.query.get("input_token") == self.token
        return as_json({"data": {"app_id": self.app_id, "is_valid": is_valid, "expires_at": self.ends_at}})

    def take_message(self, asked: Asked, account: str) -> Told:
        body = _fields_of(asked)
        message, whom = body.get("message") or {}, body.get("recipient") or {}
        if refusal := self._why_not(account, message, whom):
            return refusal
        mid = f"m_FAKE{next(self._numbers)}"
        self.taken.append({**body, "mid": mid, "account": account})
        self.before_answering(self.taken[-1])
        return as_json({"recipient_id": whom.get("id", ""), "message_id": mid})

    def take_upload(self, asked: Asked, account: str) -> Told:
        fields = _fields_of(asked)
        if fields.get("platform") != "instagram" or "filedata" not in fields:
            return error(100, 2018074, "Invalid upload", status=400)
        name = str(8_000_000 + next(self._numbers))
        self.uploads[name] = fields["filedata"]
        return as_json({"attachment_id": name})

    def show_object(self, asked: Asked, mid: str) -> Told:
        """A person or a message: both are asked for by their id alone."""
        if (person := self.people.get(mid)) is not None:
            wanted = str(asked.query.get("fields", "")).split(",")
            return as_json({"id": mid, **{name: person[name] for name in wanted if name in person}})
        urls = self.attachments.get(mid)
        if urls is None:
            return error(100, 33, "Object does not exist", status=400)
        data = [{"mime_type": "image/jpeg", "image_data": {"url": url}} for url in urls]
        return as_json({"attachments": {"data": data}, "id": mid})

    def _why_not(self, account: str, message: dict[str, Any], whom: dict[str, Any]) -> Told | None:
        kind = self.accounts.get(account)
        if kind is None or not (whom.get("id") or whom.get("user_ref")):
            return error(100, 2018001, "No matching user found", status=400)
        text = str(message.get("text", ""))
        size = len(text.encode()) if kind == "instagram" else len(text.encode("utf-16-le")) // 2
        if size > LONGEST[kind]:
            return error(100, 0, "Length of param message[text] is too long", status=400)
        attachment = message.get("attachment")
        if not text and not attachment:
            return error(100, 2534015, "Invalid message data", status=400)
        name = attachment["payload"].get("attachment_id") if attachment else None
        if kind == "instagram" and attachment and name not in self.uploads:
            return error(100, 2018074, "Invalid attachment id", status=400)
        return None

    def _give_bytes(self, name: str) -> Told:
        answers = self.cdn.get(name) or [Told(status=404)]
        return answers.pop(0) if len(answers) > 1 else answers[0]


def _fields_of(asked: Asked) -> dict[str, Any]:
    """Of JSON, or of a form in which what is no text is JSON."""
    found = re.fullmatch(r"multipart/form-data; boundary=(\w+)", asked.headers.get("content-type", ""))
    if found is None:
        return asked.json
    fields: dict[str, Any] = {}
    for piece in asked.body.split(f"--{found[1]}".encode())[1:-1]:
        head, _, value = piece.strip(b"\r\n").partition(b"\r\n\r\n")
        name = re.search(rb'name="([a-z_]+)"', head)
        if name:
            key = name[1].decode()
            fields[key] = value if key == "filedata" else _value_of(value.decode())
    return fields


def _value_of(written: str) -> Any:
    return json.loads(written) if written.startswith("{") else written


def error(code: int, subcode: int, message: str, *, status: int, **more: Any) -> Told:
    said = {
        "message": f"(#{code}) {message}",
        "type": "OAuthException",
        "code": code,
        "fbtrace_id": "A",
        **more,
    }
    if subcode:
        said["error_subcode"] = subcode
    return as_json({"error": said}, status=status)
