"""`{% load first_steps %}{% first_steps user as first %}`: why a list is empty where all is new."""

from __future__ import annotations

from dataclasses import dataclass

from django import template

from helpdesk.setup.steps import steps
from people.models import Agent
from tickets.models import Channel

register = template.Library()


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstSteps:
    has_channel: bool
    left: int  # steps of the set-up, for who can take them


@register.simple_tag
def first_steps(agent: Agent) -> FirstSteps:
    left = sum(1 for step in steps() if not step.done) if agent.is_admin else 0
    return FirstSteps(has_channel=Channel.objects.filter(is_active=True).exists(), left=left)
