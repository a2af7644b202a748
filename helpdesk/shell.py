"""What stands around every page: the rail, the agent's own menu, the theme, the company's name.

A context processor named in settings. It asks the database only for what a template uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from helpdesk.accounts import sends_mail
from people.models import Agent, Company, Presence
from people.models.agent import Role

THEMES = ("system", "light", "dark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    key: str
    icon: str
    label: str | Promise
    url: str
    roles: tuple[str, ...] = tuple(Role.values)
    in_demo_only: bool = False
    keys: str = ""  # one after the other
    is_in_tabs: bool = True  # on a phone; else it stands in the menu behind the last tab

    def is_for(self, agent: Agent) -> bool:
        return (
            agent.role in self.roles
            and (settings.DEMO or not self.in_demo_only)
            and leads_somewhere(self.url)
        )


INBOX = Section(key="inbox", icon="inbox", label=_("Inbox"), url="/")
LEADING = (Role.SUPERVISOR, Role.ADMIN, Role.AUDITOR)  # who sees what others do

SECTIONS = (
    INBOX,
    Section(
        key="board",
        icon="activity",
        label=_("Live board"),
        url="/board/",
        keys="g l",
        is_in_tabs=False,
        roles=LEADING,
    ),
    Section(key="customers", icon="users", label=_("Customers"), url="/customers/"),
    Section(
        key="calls",
        icon="phone",
        label=_("Calls"),
        url="/calls/",
        roles=LEADING,
    ),
    Section(
        key="shifts",
        icon="calendar-clock",
        label=_("Shifts"),
        url="/shifts/",
        is_in_tabs=False,
        roles=LEADING,
    ),
    Section(key="undeliverable", icon="mail-warning", label=_("Undeliverable"), url="/undeliverable/"),
    Section(
        key="ratings",
        icon="star",
        label=_("Ratings"),
        url="/ratings/",
        is_in_tabs=False,
        roles=LEADING,
    ),
    Section(
        key="rules",
        icon="split",
        label=_("Routing rules"),
        url="/settings/rules/",
        is_in_tabs=False,
        roles=(Role.ADMIN,),
    ),
    Section(
        key="simulator",
        icon="flask-conical",
        label=_("Simulator"),
        url="/simulator/",
        in_demo_only=True,
        is_in_tabs=False,
    ),
)
SETTINGS = Section(
    key="settings", icon="settings", label=_("Settings"), url="/settings/", roles=(Role.ADMIN,)
)
PRESENCES = (
    (Presence.Status.AVAILABLE, _("Available")),
    (Presence.Status.BUSY, _("On a call")),
    (Presence.Status.BREAK, _("On a break")),
    (Presence.Status.AWAY, _("Away")),
)
THEME_NAMES = (
    ("system", "monitor", _("As the system")),
    ("light", "sun", pgettext_lazy("theme", "Light")),
    ("dark", "moon", pgettext_lazy("theme", "Dark")),
)


def around(request: HttpRequest) -> dict[str, object]:
    return {"shell": Shell(request)}


class Shell:
    presences = PRESENCES
    themes = THEME_NAMES

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def _agent(self) -> Agent | None:
        user = getattr(self._request, "user", None)
        return user if isinstance(user, Agent) else None

    @cached_property
    def company(self) -> Company:
        """Pages that read it with something else leave it on the request (tickets/page_start.py)."""
        return getattr(self._request, "company", None) or Company.current()

    @property
    def sends_mail(self) -> bool:
        return sends_mail()

    @property
    def theme(self) -> str:
        chosen = self._agent.theme if self._agent else self._request.COOKIES.get("theme", "")
        return chosen if chosen in THEMES else "system"

    @property
    def sections(self) -> list[Section]:
        return [section for section in SECTIONS if self._agent and section.is_for(self._agent)]

    @property
    def settings(self) -> Section | None:
        return SETTINGS if self._agent and SETTINGS.is_for(self._agent) else None

    @property
    def tabs(self) -> list[Section]:
        return [section for section in self.sections if section.is_in_tabs]

    @property
    def behind_tabs(self) -> list[Section]:
        found = [section for section in self.sections if not section.is_in_tabs]
        return [*found, self.settings] if self.settings else found

    @cached_property
    def presence(self) -> str:
        """Read with the agent (people/backend.py); none before their first sign of life."""
        mine: Presence | None = getattr(self._agent, "presence", None)
        return mine.status if mine else Presence.Status.OFFLINE

    @property
    def presence_url(self) -> str:
        return own_address("presence")

    @property
    def theme_url(self) -> str:
        return own_address("theme")

    @property
    def language_url(self) -> str:
        """Signed in, the choice belongs to the account; before that, to the browser."""
        return own_address("language") if self._agent else "/language/"


def own_address(what: str) -> str:
    """Where an agent changes this of themselves; empty while no such page exists."""
    address = f"/me/{what}/"
    return address if leads_somewhere(address) else ""


@lru_cache
def leads_somewhere(address: str) -> bool:
    """The rail lists what exists: an entry appears with its page."""
    try:
        resolve(address)
    except Resolver404:
        return False
    return True
