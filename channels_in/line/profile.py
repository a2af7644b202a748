"""What somebody calls themselves on LINE, and the language of their telephone: no event of theirs says it.

Source: developers.line.biz/en/reference/messaging-api/#get-profile.
"""

from __future__ import annotations

from urllib.parse import quote

from channels_in.chat.content import Who
from channels_in.chat.reading import words
from channels_in.line.api import ask, token_of
from channels_in.line.events import KIND
from channels_in.models import Connection
from events.claims import Failure

NOT_TOLD = {400, 404}  # they blocked us or never consented, or nobody has that id: nothing that waiting mends


def profile_of(connection: Connection, address: str) -> Who:
    """Without a name where it is not told. Raises Failure for what may go better later."""
    who = Who(kind=KIND, address=address)
    reply = ask(f"v2/bot/profile/{quote(address, safe='')}", token=token_of(connection))
    if reply.status in NOT_TOLD:
        return who
    if reply.status >= 300:
        raise Failure(f"No name: {reply.detail}")
    name, language = words(reply.body, "displayName", longest=200), words(reply.body, "language", longest=20)
    return Who(kind=KIND, address=address, name=name, language=language)
