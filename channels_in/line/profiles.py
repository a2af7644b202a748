"""What somebody calls themselves on LINE: asked once, when they first write, and never waited for long."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import quote

from channels_in.chat.content import Who
from channels_in.chat.people import is_named
from channels_in.chat.reading import words
from channels_in.line.api import ask, token_of
from channels_in.models import Connection
from helpdesk.lib.guarded_addresses import Forbidden, Unreachable
from helpdesk.lib.guarded_http import TooLarge

SECONDS = 2.0
MOST = 5  # for one body: others are asked for when they write again


@dataclass(slots=True)
class Profiles:
    connection: int
    _token: str | None = None
    _is_dead: bool = False  # one got no answer: nobody waits for the others of this body
    _known: dict[str, Who] = field(default_factory=dict)

    def of(self, who: Who) -> Who:
        if who.address not in self._known:
            can_ask = not self._is_dead and len(self._known) < MOST and not is_named(who)
            self._known[who.address] = self._asked(who) if can_ask else who
        return self._known[who.address]

    def _asked(self, who: Who) -> Who:
        """404: they blocked us or never consented. Their message is there all the same."""
        if self._token is None:
            self._token = token_of(Connection.objects.get(pk=self.connection))
        try:
            reply = ask(f"v2/bot/profile/{quote(who.address, safe='')}", token=self._token, seconds=SECONDS)
        except (Unreachable, Forbidden, TooLarge):
            self._is_dead = True
            return who
        name, language = words(reply.body, "displayName", longest=200), words(reply.body, "language")
        return replace(who, name=name, language=language[:20])
