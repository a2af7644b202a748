from people.models.agent import Agent, AgentQuerySet, Membership, Presence, Role, RolePolicy
from people.models.calendar import Calendar, Holiday
from people.models.company import Company
from people.models.customer import (
    Customer,
    CustomerQuerySet,
    Identity,
    KeptApart,
    Organisation,
    SaidAddress,
    Tier,
)
from people.models.former import Former
from people.models.shift import Shift, ShiftDay
from people.models.skill import AgentSkill, Skill
from people.models.team import Team

__all__ = [
    "Agent",
    "AgentQuerySet",
    "AgentSkill",
    "Calendar",
    "Company",
    "Customer",
    "CustomerQuerySet",
    "Former",
    "Holiday",
    "Identity",
    "KeptApart",
    "Membership",
    "Organisation",
    "Presence",
    "Role",
    "RolePolicy",
    "SaidAddress",
    "Shift",
    "ShiftDay",
    "Skill",
    "Team",
    "Tier",
]
