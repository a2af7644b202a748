"""Whose number is whose. Twilio writes numbers as E.164, but not every sender has one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from channels_in.chat.content import Who

E164 = re.compile(r"\+[1-9][0-9]{6,14}")
OTHER_CHANNEL = re.compile(r"[a-z]+:.*", re.IGNORECASE | re.DOTALL)  # whatsapp:+62…, messenger:…, rcs:…
PHONE, NAMED = "sms", "sms_sender"  # kinds of people.Identity: a short code or a name is no telephone


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """What of a channel's settings decides what is for it."""

    account: str
    number: str
    service: str
    stop_words: tuple[str, ...] | None

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Ours:
        found = options.get("stop_words")
        return cls(
            account=str(options.get("account_sid", "")),
            number=str(options.get("number", "")),
            service=str(options.get("messaging_service_sid", "")),
            stop_words=tuple(map(str, found)) if isinstance(found, list) else None,
        )

    def why_not(self, *, sender: str, to: str, service: str) -> str:
        """A code, or nothing if it is a customer's message for us."""
        if OTHER_CHANNEL.fullmatch(sender) or OTHER_CHANNEL.fullmatch(to):
            return "other_channel"
        if self.number and sender == self.number:
            return "own_message"
        is_for_us = (self.number and to == self.number) or (self.service and service == self.service)
        return "" if is_for_us else "other_number"


def who(address: str) -> Who | None:
    """By telephone number the same person as on WhatsApp or on the telephone."""
    if not address.strip():
        return None
    return Who(kind=PHONE if E164.fullmatch(address) else NAMED, address=address[:320])
