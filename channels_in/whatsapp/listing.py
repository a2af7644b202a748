"""When the list of templates is fetched before its hour: what we have of it is no longer what Meta has."""

from __future__ import annotations

from channels_in.actions.ask_again import ask_again
from channels_in.models import Check, Connection
from tickets.models import ChannelKind

# Why Meta refused a template that was approved when we looked last: it counts other values, or is gone.
STALE = frozenset({"template_values", "template_unusable"})


def list_again(connection: Connection) -> None:
    """For all numbers of the app: one address serves them, and they may share their templates."""
    apps = set(connection.options.get("apps") or [])
    ours = Connection.objects.filter(channel__kind=ChannelKind.WHATSAPP).defer("secrets")
    others = [one.pk for one in ours if apps & set(one.options.get("apps") or [])]
    ask_again({connection.pk, *others}, Check.What.TEMPLATES)
