"""The sections in the order in which they are applied: each may name what stands before it."""

from helpdesk.config.section import Section
from helpdesk.config.sections.agents import Agents
from helpdesk.config.sections.calendars import Calendars
from helpdesk.config.sections.categories import Categories
from helpdesk.config.sections.channels import Channels
from helpdesk.config.sections.company import CompanySection, PrioritySection
from helpdesk.config.sections.learning import Learning
from helpdesk.config.sections.organisations import Organisations
from helpdesk.config.sections.policies import Policies
from helpdesk.config.sections.roles import Roles
from helpdesk.config.sections.rules import Rules
from helpdesk.config.sections.skills import Skills
from helpdesk.config.sections.surveys import Surveys
from helpdesk.config.sections.teams import Teams

SECTIONS: tuple[Section, ...] = (
    CompanySection(),
    Roles(),
    Organisations(),
    Calendars(),
    Teams(),
    Skills(),
    Agents(),
    Categories(),
    Channels(),
    Surveys(),
    Rules(),
    Learning(),
    Policies(),
    PrioritySection(),
)
