"""What gives work to a team, as people call it. The apps above say what they know: helpdesk/apps.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable

USES: list[Callable[[int], Iterable[str]]] = []


def uses_of(team_id: int) -> list[str]:
    return [words for uses in USES for words in uses(team_id)]
