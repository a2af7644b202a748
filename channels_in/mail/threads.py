"""How a mail says which conversation it belongs to: message ids, the number in its subject, our signed token.

Ids and numbers are hints that anybody can write; only the token proves that we gave it to this sender.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable

from channels_in.mail.limits import MESSAGE_IDS
from channels_in.messages import InboundMail

_BRACKETED = re.compile(r"<([^<>]{1,998})>")
_LOOSE = re.compile(r"[^\s<>,;\"()]{1,250}@[^\s<>,;\"()@]{1,250}")
_SPACES = re.compile(r"\s+")
_TOKEN = re.compile(r"(?<![a-z0-9])([0-9a-z]{1,13})-([a-z2-7]{26})(?![a-z0-9])")
_TOKEN_BYTES = 16
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def ids_in(value: str) -> tuple[str, ...]:
    """Message ids without their brackets, the last ones if there are too many."""
    found = [_SPACES.sub("", match) for match in _BRACKETED.findall(value)]
    found = found or _LOOSE.findall(value)
    return tuple(dict.fromkeys(found))[-MESSAGE_IDS:]


def message_id_in(value: str) -> str:
    ids = ids_in(value)
    return ids[0] if ids else _SPACES.sub("", value).strip("<>")[:500]


def ticket_number_in(subject: str, *, prefix: str) -> int | None:
    """The number of "[ALUR-123] Re: …"; one in brackets counts before a bare one."""
    name = re.escape(prefix)
    for pattern in (rf"\[\s?{name}-(\d{{1,18}})\s?\]", rf"(?<![\w-]){name}-(\d{{1,18}})(?![\w-])"):
        found = re.search(pattern, subject, re.IGNORECASE | re.ASCII)
        if found:
            return int(found.group(1))
    return None


def make_token(key: bytes, *, ticket: int, address: str) -> str:
    """Fits into the local part of an address and survives being written in capitals."""
    return f"{_written(ticket)}-{_signature(key, ticket, address)}"


def read_token(key: bytes, token: str, *, address: str) -> int | None:
    """The ticket, if this very token was made with this key for this address."""
    found = _TOKEN.fullmatch(token.lower())
    if found is None:
        return None
    ticket = int(found.group(1), 36)
    is_genuine = hmac.compare_digest(found.group(2), _signature(key, ticket, address))
    return ticket if is_genuine and found.group(1) == _written(ticket) else None


def tokens_in(mail: InboundMail) -> tuple[str, ...]:
    """What looks like one of our tokens, in the addresses the mail was sent to and the ids it answers."""
    addresses = [address.address for address in (*mail.to, *mail.cc)]
    return _tokens((*mail.delivered_to, *addresses, *mail.thread_ids))


def _tokens(places: Iterable[str]) -> tuple[str, ...]:
    found = [match.group() for place in places for match in _TOKEN.finditer(place.lower())]
    return tuple(dict.fromkeys(found))[:50]


def _signature(key: bytes, ticket: int, address: str) -> str:
    text = f"alur reply token 1\0{ticket}\0{address.strip().lower()}"
    digest = hmac.new(key, text.encode("utf-8", "replace"), hashlib.sha256).digest()
    return base64.b32encode(digest[:_TOKEN_BYTES]).decode().rstrip("=").lower()


def _written(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits
