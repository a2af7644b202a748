from __future__ import annotations

from collections.abc import Iterator

from events.actors import Actor
from helpdesk.config.document import ConfigProblem
from helpdesk.config.references import find
from helpdesk.config.section import Entry, Section
from people.actions.change_agent import change_agent
from people.actions.create_agent import create_agent
from people.actions.deactivate_agent import activate_agent, deactivate_agent
from people.actions.save_shift import set_shift
from people.actions.set_skill_levels import set_skills_of
from people.models import Agent, Shift, Skill, Team
from people.models.skill import HIGHEST

FIELDS = ("name", "role", "capacity", "may_triage", "language", "time_zone")


class Agents(Section):
    """New ones have no password: they set one by the link for a forgotten one."""

    name = "agents"
    key = "email"
    fields = (*FIELDS, "teams", "skills", "shift", "is_active")

    def entries(self) -> Iterator[Entry]:
        shifts = dict(Shift.objects.values_list("agent_id", "hours"))
        for agent in Agent.objects.prefetch_related("teams", "skills__skill").order_by("email"):
            yield {
                "email": agent.email,
                **{field: getattr(agent, field) for field in FIELDS},
                "teams": sorted(team.name for team in agent.teams.all()),
                "skills": {one.skill.name: one.level for one in agent.skills.all()},
                "shift": shifts.get(agent.pk, {}),
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
        if "skills" in entry:
            set_skills_of(agent, _levels(entry), by=by)
        if "shift" in entry:
            set_shift(agent, hours=entry["shift"] or {}, by=by)
        if entry.get("is_active", agent.is_active) != agent.is_active:
            (deactivate_agent if agent.is_active else activate_agent)(agent, by=by)

    def canonical(self, entry: Entry) -> Entry:
        teams = {"teams": sorted(entry["teams"])} if isinstance(entry.get("teams"), list) else {}
        return {**entry, **teams, "email": entry["email"].strip().lower()}


def _levels(entry: Entry) -> dict[Skill, int]:
    where = f"agents.{entry['email']}.skills"
    written = entry["skills"] or {}
    if not isinstance(written, dict) or any(level not in range(HIGHEST + 1) for level in written.values()):
        raise ConfigProblem(
            where, f"Write each as its name and a level: English: 3. The highest is {HIGHEST}."
        )
    return {find(Skill, name, where=where): level for name, level in written.items()}
