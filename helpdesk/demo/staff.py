"""Who of the demo's people has which skills, and when they work."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from events.actors import SYSTEM
from helpdesk.demo import names
from people.actions.save_shift import set_shift
from people.actions.save_shift_day import set_shift_day
from people.actions.set_skill_levels import set_skills_of
from people.models import Agent, Skill


def make() -> None:
    agents = {agent.email.partition("@")[0]: agent for agent in Agent.objects.all()}
    skills = [
        Skill.objects.get(language="id"),
        Skill.objects.get(language="en"),
        Skill.objects.get(language=""),
    ]
    for local, levels in names.SKILLS.items():
        set_skills_of(agents[local], dict(zip(skills, levels, strict=True)), by=SYSTEM)
    for local, hours in names.SHIFTS.items():
        set_shift(agents[local], hours=hours, by=SYSTEM)
    off = timezone.localdate() + timedelta(days=1)
    set_shift_day(agents["dewi"], on=off, hours=[], reason="Cuti tahunan", by=SYSTEM)
