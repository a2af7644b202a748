"""Pages and Instagram accounts that are channels of ours, as an entry of a webhook finds its own."""

from __future__ import annotations

from dataclasses import dataclass

from channels_in.models import Connection
from tickets.models import ChannelKind

KINDS = {"page": ChannelKind.MESSENGER, "instagram": ChannelKind.INSTAGRAM}  # by a webhook's `object`
LEAD_FORMS = "413038776280800"  # Meta's own, which answers for a page by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    kind: str  # of the channel, and of its customers' identities
    address: str  # id of the page or the Instagram account
    channel: int
    is_active: bool = True
    app_id: str = ""
    machines: frozenset[str] = frozenset({LEAD_FORMS})  # apps that write by themselves


def accounts_of(app: str, kind: str) -> dict[str, Account]:
    """By address: those of the app that the body came from, and of no other."""
    ours = Connection.objects.filter(channel__kind=kind, options__apps__contains=[app]).exclude(address="")
    found = ours.values_list("address", "channel_id", "channel__is_active", "options")
    return {
        address: Account(
            kind=kind,
            address=address,
            channel=channel,
            is_active=is_active,
            app_id=str(options.get("app_id") or ""),
            machines=frozenset({LEAD_FORMS, *map(str, options.get("automatic_app_ids") or [])}),
        )
        for address, channel, is_active, options in found
    }
