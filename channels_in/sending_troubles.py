"""What tickets/channel_troubles.py asks: what an agent should know of a channel before they write."""

from __future__ import annotations

from channels_in.actions.note_health import ALIKE, SENDING
from channels_in.models import Connection
from channels_in.problems import problem_called
from tickets.models import Channel

OVER = ("expiry_over", "policy_enforced")  # found elsewhere, and nothing goes out all the same


def keeps_from_sending(channel: Channel) -> str:
    """The oldest of what stands in the way."""
    connection: Connection | None = getattr(channel, "connection", None)  # a ticket's page has loaded it
    if connection is None or connection.health != Connection.Health.FAILING:
        return ""
    in_the_way = [
        one for name, one in connection.problems.items() if name in ALIKE[SENDING] or one["code"] in OVER
    ]
    first = min(in_the_way, key=lambda one: str(one["since"]), default=None)
    return str(problem_called(first["code"]).words) if first else ""
