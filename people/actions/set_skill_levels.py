from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from events.actors import Actor
from events.record import record
from people.models import Agent, AgentSkill, Skill


@transaction.atomic
def set_levels_of(skill: Skill, levels: Mapping[int, int], *, by: Actor) -> list[int]:
    """How good each of these agents is at it; 0: not at all. Those whose level changed."""
    now = dict(AgentSkill.objects.filter(skill=skill).values_list("agent_id", "level"))
    changed = sorted(agent for agent, level in levels.items() if now.get(agent, 0) != level)
    for agent in Agent.objects.filter(pk__in=changed).order_by("pk").select_for_update(no_key=True):
        _set(agent, skill, levels[agent.pk])
        _tell(agent, by=by)
    return changed


@transaction.atomic
def set_skills_of(agent: Agent, levels: Mapping[Skill, int], *, by: Actor) -> bool:
    """All the skills of this agent; what is not named they do not have. False if that is so already."""
    wanted = {skill.pk: level for skill, level in levels.items() if level}
    if wanted == dict(agent.skills.values_list("skill_id", "level")):
        return False
    agent.skills.exclude(skill__in=wanted).delete()
    for skill, level in levels.items():
        _set(agent, skill, level)
    _tell(agent, by=by)
    return True


def _set(agent: Agent, skill: Skill, level: int) -> None:
    if level:
        AgentSkill.objects.update_or_create(agent=agent, skill=skill, defaults={"level": level})
    else:
        AgentSkill.objects.filter(agent=agent, skill=skill).delete()


def _tell(agent: Agent, *, by: Actor) -> None:
    """What waits for the skill is offered again."""
    told = [f"agent.{agent.pk}", "board"]
    record("agent.changed", by=by, agent_id=agent.pk, tell=told, fields=["skills"], teams=[])
