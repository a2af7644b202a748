"""Real payloads under corpora/webhooks that WhatsApp sent to others, one by one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.channels_in.mail.corpus import corpora

REQUESTS = {  # what is sent to WhatsApp, and what it answers: no webhooks
    "message-response.json",
    "message-response-group.json",
    "send-message-phone-only.json",
    "send-message-to-and-recipient.json",
}


def payloads() -> Iterator[tuple[str, bytes]]:
    for folder in ("whatsapp-bindambc", "whatsapp-pywa", "whatsapp-restfb"):
        for path in sorted(((corpora() or Path()) / "webhooks" / folder).rglob("*.json")):
            if path.name not in REQUESTS:
                yield from _in_file(f"{folder.partition('-')[2]}/{path.name}", path, folder)


def _in_file(name: str, path: Path, folder: str) -> Iterator[tuple[str, bytes]]:
    """A file of pywa is a map of names to payloads."""
    if not folder.endswith("pywa"):
        yield name, path.read_bytes()
        return
    for key, payload in json.loads(path.read_text()).items():
        yield f"{name}:{key}", json.dumps(payload).encode()


def number_in(raw: bytes) -> str:
    """The phone number id that a payload is for, if it is readable and says one."""
    try:
        data: Any = json.loads(raw)
    except ValueError:
        return ""
    for entry in data.get("entry", []):
        for change in entry.get("changes", []):
            if found := change.get("value", {}).get("metadata", {}).get("phone_number_id"):
                return str(found)
    return ""
