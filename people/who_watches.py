"""Who hears of what goes wrong on a team's tickets."""

from __future__ import annotations

from collections.abc import Mapping

from people.models import Agent, Membership, Role


def who_watches(teams: set[int | None]) -> Mapping[int | None, set[int]]:
    """A team's supervisors; over what has no team all of them; where there is none, the admins."""
    leading = set(Agent.objects.active().filter(role=Role.SUPERVISOR).values_list("pk", flat=True))
    found: dict[int | None, set[int]] = {team: set() for team in teams}
    members = Membership.objects.filter(team__in=teams - {None}, agent__in=leading)
    for team, agent in members.values_list("team_id", "agent_id"):
        found[team].add(agent)
    if None in found:
        found[None] = leading
    if not all(found.values()):
        admins = set(Agent.objects.active().filter(role=Role.ADMIN).values_list("pk", flat=True))
        found = {team: watching or admins for team, watching in found.items()}
    return found
