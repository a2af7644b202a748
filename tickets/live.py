"""What open browsers hear, and what one that was away asks for: ids and versions, never contents."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.db import DataError
from django.utils.translation import gettext as _

from events import push
from events.horizon import take_cursor, unseen
from events.models import Event
from people.models import Agent
from tickets.models import Ticket

MOST = 500  # changed tickets; who missed more looks at everything anew
CURSOR = re.compile(r"[0-9]{1,20}:[0-9]{1,20}:([0-9]{1,20}(,[0-9]{1,20})*)?")
LONGEST_CURSOR = 4000
REMEMBERED = 200  # pushes


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchUp:
    cursor: str
    tickets: Sequence[int]
    full: bool  # too much happened to name it


def since(cursor: str, *, agent: Agent, shown: Sequence[int]) -> CatchUp:
    """The tickets that changed, of those the agent sees; and what is shown to them, changed or not, that
    they do not see: whoever makes up numbers learns nothing of them.
    """
    if len(cursor) > LONGEST_CURSOR or not CURSOR.fullmatch(cursor):
        raise BadRequest(_("This page is too old. Load it again."))
    now = take_cursor()
    events = unseen(Event.objects.filter(ticket_id__isnull=False), since=cursor, until=now)
    try:
        found = events.values_list("ticket_id", flat=True).distinct()[: MOST + 1]
        changed = {pk for pk in found if pk is not None}
    except DataError:
        raise BadRequest(_("This page is too old. Load it again.")) from None
    if len(changed) > MOST:
        return CatchUp(cursor=now, tickets=[], full=True)
    asked = changed.union(shown)
    seen = set(Ticket.objects.visible_to(agent).filter(pk__in=asked).values_list("pk", flat=True))
    return CatchUp(cursor=now, tickets=sorted(seen & changed | set(shown) - seen), full=False)


def as_message(happened: Mapping[str, Any]) -> dict[str, Any] | None:
    """What a push (events/push.py) says to a browser, in the words that it knows."""
    if happened["kind"] == "agent.presence_changed":
        return {"type": "presence", "agent": happened["agent"], "status": happened.get("status", "")}
    if happened["kind"] in {"notification.added", "notification.read"}:
        return {"type": "notified", "ticket": happened["ticket"]}
    if happened["ticket"] is None:
        return None
    return {
        "type": "changed",
        "ticket": happened["ticket"],
        "version": happened.get("version"),
        "kind": happened["kind"],
        "event": happened["event"],
        "at": happened["at"],
    }


def tell_unfollowed(ticket: Ticket, *, agent: Agent) -> None:
    """After unfollowing: what the agent saw for that reason alone, their sockets need not hear of."""
    push.send([f"agent.{agent.pk}"], {"type": "unfollowed", "ticket": ticket.pk})


class PassedOn:
    """What a page has been told lately: a push that reaches it through several groups is told once."""

    def __init__(self) -> None:
        self._facts: deque[tuple[Any, ...]] = deque(maxlen=REMEMBERED)

    def is_new(self, *fact: Any) -> bool:
        if fact in self._facts:
            return False
        self._facts.append(fact)
        return True
