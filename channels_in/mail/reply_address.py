"""Our address with a signed token in it: support+<token>@company.example, so that an answer finds its ticket.

The token is made for one ticket and one customer's address (threads.py). Whoever else holds it has it from
somebody, which proves nothing about them.
"""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings

from channels_in.mail.threads import make_token, read_token


def address_for(address: str, *, ticket_id: int, customer: str) -> str:
    local, _, domain = address.rpartition("@")
    token = make_token(_key(settings.SECRET_KEY), ticket=ticket_id, address=customer)
    return f"{local}+{token}@{domain}"


def ticket_of(token: str, *, sender: str) -> int | None:
    """Also by an older key, so that a change of keys does not cut running threads."""
    keys = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    named = [read_token(_key(key), token, address=sender) for key in keys]
    return next((ticket for ticket in named if ticket is not None), None)


def claimed_ticket(token: str) -> int:
    """What a token says, genuine or not: a hint for people. 0: no number that a ticket could have."""
    number = int(token.partition("-")[0], 36)
    return number if number < 2**63 else 0


def without_token(address: str) -> str:
    """The mailbox that an address with anything after a plus sign leads to."""
    local, at, domain = address.lower().rpartition("@")
    return local.partition("+")[0] + at + domain


def _key(secret: str) -> bytes:
    return sha256(b"alur.reply:" + secret.encode()).digest()
