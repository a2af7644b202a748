"""The board's figures of this minute, by team: what its small curves are drawn from."""

from __future__ import annotations

from django.utils import timezone

from routing.board.first_answers import service_today
from tickets.counts import all_groups

NAMES = ("waiting", "oldest", "soon", "late", "in_time", "too_late")


def figures_now() -> dict[str, list[int]]:
    """Team → as NAMES; `oldest` in seconds; "0": no team yet."""
    now, found = timezone.now(), dict[str, list[int]]()
    for group in all_groups():
        team = found.setdefault(str(group.team or 0), [0] * len(NAMES))
        team[2] += group.soon
        team[3] += group.late
        if group.assignee is None:
            team[0] += group.number
            if group.waits_since:
                team[1] = max(team[1], int((now - group.waits_since).total_seconds()))
    for pk, service in service_today().items():
        team = found.setdefault(str(pk or 0), [0] * len(NAMES))
        team[4], team[5] = service.in_time, service.late
    return found
