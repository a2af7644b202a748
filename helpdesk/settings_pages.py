"""The list at the left of every settings page. An entry appears once its page exists."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helpdesk.shell import leads_somewhere


@dataclass(frozen=True, slots=True)
class Page:
    key: str
    icon: str
    label: Promise
    url: str


GROUPS: tuple[tuple[Promise, tuple[Page, ...]], ...] = (
    (
        _("People"),
        (
            Page("agents", "users", _("Agents"), "/settings/agents/"),
            Page("teams", "users-round", _("Teams"), "/settings/teams/"),
            Page("skills", "user-check", _("Skills"), "/settings/skills/"),
            Page("organisations", "building-2", _("Organisations"), "/settings/organisations/"),
        ),
    ),
    (
        _("Work"),
        (
            Page("channels", "inbox", _("Channels"), "/settings/channels/"),
            Page("categories", "shapes", _("Categories"), "/settings/categories/"),
            Page("rules", "split", _("Rules"), "/settings/rules/"),
            Page("learning", "bot", _("What was learned"), "/settings/learning/"),
            Page("priority", "arrow-up-narrow-wide", _("Priority"), "/settings/priority/"),
            Page("workload", "gauge", _("Workload"), "/settings/workload/"),
            Page("sla", "timer", _("SLA policies"), "/settings/sla/"),
            Page("calendars", "calendar-clock", _("Opening hours"), "/settings/calendars/"),
            Page("out-of-hours", "moon", _("Out of hours"), "/settings/out-of-hours/"),
            Page("surveys", "star", _("Surveys"), "/settings/surveys/"),
            Page("blocks", "ban", _("Blocked senders"), "/settings/blocks/"),
        ),
    ),
    (
        _("Company"),
        (
            Page("company", "settings", _("Company"), "/settings/company/"),
            Page("setup", "list", _("Set-up and system"), "/setup/"),
            Page("security", "shield-check", _("Security"), "/settings/security/"),
        ),
    ),
)


def groups() -> list[tuple[Promise, list[Page]]]:
    return [(name, [page for page in pages if leads_somewhere(page.url)]) for name, pages in GROUPS]
