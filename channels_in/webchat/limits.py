"""How often a visitor, a network and everybody together may ask for what (N66)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from channels_in import counting
from channels_in.hooks.gate import Shut
from channels_in.models import Connection, Visitor
from channels_in.network import network_of
from channels_in.rate import Limit

HOUR = 3600

LIMITS: dict[str, tuple[Limit, ...]] = {
    "settings.network": (Limit(120, 60),),
    "visits.network": (Limit(10, 60), Limit(60, HOUR)),  # of browsers that nobody knows
    "visits.all": (Limit(600, 60),),
    "known.network": (Limit(300, 60),),  # of browsers that were here before
    "messages.visitor": (Limit(6, 5), Limit(20, 60)),
    "messages.network": (Limit(300, 60),),  # one address of a mobile carrier holds hundreds of people
    "messages.all": (Limit(1200, 60),),
    "chats.visitor": (Limit(5, HOUR),),
    "chats.network": (Limit(60, HOUR),),
    "files.visitor": (Limit(6, 60), Limit(30, HOUR)),
    "files.network": (Limit(60, HOUR),),
    "feed.visitor": (Limit(60, 60),),
    "marks.visitor": (Limit(60, 60),),
    "typing.visitor": (Limit(30, 60),),
    "leave.visitor": (Limit(60, 60),),
    "leave.network": (Limit(600, 60),),
    "forget.network": (Limit(300, 60),),  # no visitor's: who is forgotten is nobody the next time
    "details.visitor": (Limit(10, HOUR),),
    "rating.visitor": (Limit(10, 60),),
    "links.visitor": (Limit(60, 60),),
}


def take(connection: Connection, what: str, *, peer: str, visitor: Visitor | None = None) -> None:
    """Shut, with the seconds to wait, if it is too often; then nothing is counted."""
    keys = dict(_asked(connection, what, peer, visitor))
    if wait := counting.take(keys):
        raise Shut(429, "too_many", retry_after=wait, seconds=wait)


def _asked(
    connection: Connection, what: str, peer: str, visitor: Visitor | None
) -> Iterable[tuple[str, tuple[Limit, ...]]]:
    own: Mapping[str, Any] = connection.options.get("limits") or {}
    whose = {"network": network_of(peer), "visitor": visitor.key if visitor else "", "all": "all"}
    for of, who in whose.items():
        name = f"{what}.{of}"
        if name in LIMITS and who:
            given = tuple(Limit(int(times), float(seconds)) for times, seconds in own.get(name, ()))
            yield f"chat:{connection.pk}:{name}:{who}", given or LIMITS[name]
