"""Which addresses are ours: what they receive is for us, and what comes from them is a loop or a forgery."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from channels_in.mail.reply_address import without_token
from channels_in.models import Connection
from tickets.models import ChannelKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    connection_id: int
    is_active: bool


@dataclass(frozen=True, slots=True)
class OwnAddresses:
    mailboxes: dict[str, Mailbox] = field(default_factory=dict)  # lower case, without a token

    def mailbox_of(self, address: str) -> Mailbox | None:
        exact = self.mailboxes.get(address.lower())
        return exact or self.mailboxes.get(without_token(address))

    def __contains__(self, address: str) -> bool:
        return self.mailbox_of(address) is not None


def own_addresses() -> OwnAddresses:
    found: dict[str, Mailbox] = {}
    rows = Connection.objects.filter(channel__kind=ChannelKind.MAIL).order_by("pk")
    for pk, address, options, is_active in rows.values_list("pk", "address", "options", "channel__is_active"):
        mailbox = Mailbox(connection_id=pk, is_active=is_active)
        for name in _names(address, options.get("aliases", [])):
            found.setdefault(name, mailbox)
    return OwnAddresses(found)


def _names(address: str, aliases: Iterable[str]) -> list[str]:
    return [name.strip().lower() for name in (address, *aliases) if name.strip()]
