from __future__ import annotations

from collections.abc import Iterator

from events.actors import Actor
from helpdesk.config.references import find
from helpdesk.config.section import Entry, Section
from people.actions.change_agent import change_agent
from people.actions.create_agent import create_agent
from people.actions.deactivate_agent import activate_agent, deactivate_agent
from people.models import Agent, Team

FIELDS = ("name", "role", "capacity", "may_triage", "language", "time_zone")


class Agents(Section):
    """New ones have no password: they set one by the link for a forgotten one."""

    name = "agents"
    key = "email"
    fields = (*FIELDS, "teams", "is_active")

    def entries(self) -> Iterator[Entry]:
        for agent in Agent.objects.prefetch_related("teams").order_by("email"):
            yield {
                "email": agent.email,
                **{field: getattr(agent, field) for field in FIELDS},
                "teams": sorted(team.name for team in agent.teams.all()),
                "is_active": agent.is_active,
            }

    def save(self, entry: Entry, *, is_new: bool, by: Actor) -> None:
        where = f"agents.{entry['email']}.teams"
        fields = {field: value for field, value in entry.items() if field in FIELDS}
        if "teams" in entry:
            fields["teams"] = [find(Team, name, where=where) for name in entry["teams"] or []]
        if is_new:
            agent = create_agent(by=by, email=entry["email"], **{"name": entry["email"], **fields})
        else:
            agent = Agent.objects.get(email=entry["email"])
            change_agent(agent, by=by, **fields)
        if entry.get("is_active", agent.is_active) != agent.is_active:
            (deactivate_agent if agent.is_active else activate_agent)(agent, by=by)

    def canonical(self, entry: Entry) -> Entry:
        teams = {"teams": sorted(entry["teams"])} if isinstance(entry.get("teams"), list) else {}
        return {**entry, **teams, "email": entry["email"].strip().lower()}
