"""What somebody calls themselves at Messenger or Instagram: no event of theirs says it.

Source: developers.facebook.com, "User Profile API" of either; contract "Names".
"""

from __future__ import annotations

from channels_in.chat.content import Who
from channels_in.chat.reading import words
from channels_in.meta.direct.people import recipient_at
from channels_in.meta.direct.platform import Platform
from channels_in.models import Connection
from events.claims import Failure
from tickets.models import ChannelKind

FIELDS = {ChannelKind.MESSENGER: "first_name,last_name", ChannelKind.INSTAGRAM: "name,username"}
# No consent, no profile, no permission of ours for it, nobody of that number: nothing that waiting mends.
NOT_TOLD = {"10", "33", "100", "200", "230", "2018218", "2018247"}


def profile_of(connection: Connection, address: str) -> Who:
    """Without a name where they are not to be called by one. Raises Failure for what may go better later."""
    kind = ChannelKind(connection.channel.kind)
    return Who(kind=kind, address=address, name=_name_of(connection, kind, address))


def _name_of(connection: Connection, kind: ChannelKind, address: str) -> str:
    whom = recipient_at(address, connection.address)
    if whom is None or "id" not in whom:
        return ""
    reply = Platform(connection).ask(whom["id"], fields=FIELDS[kind])
    if {reply.code, reply.subcode} & NOT_TOLD and not reply.doubts_secret:
        return ""
    if reply.status >= 300:
        raise Failure(f"No name: {reply.status} {reply.detail}")
    first = [words(reply.body, name, longest=200) for name in ("first_name", "last_name")]
    username = words(reply.body, "username", longest=200)
    whole = words(reply.body, "name", longest=200) or " ".join(one for one in first if one)
    return whole or (username and f"@{username}")
