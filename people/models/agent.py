from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.company import LANGUAGES
from people.models.team import Team


class Role(models.TextChoices):
    AGENT = "agent", _("Agent")
    SUPERVISOR = "supervisor", _("Supervisor")
    ADMIN = "admin", _("Admin")
    AUDITOR = "auditor", _("Auditor")


class RolePolicy(models.Model):
    """What a role must do to sign in."""

    role = models.CharField(max_length=10, choices=Role, unique=True)
    requires_totp = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "role policies"

    def __str__(self) -> str:
        return self.role


class AgentQuerySet(models.QuerySet["Agent"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def may_answer(self) -> Self:
        """Those whom a ticket can be given to."""
        return self.active().exclude(role=Role.AUDITOR)

    def in_teams_of(self, agent: Agent) -> Self:
        """Colleagues: those who share a team with the agent; everybody for those who see everything."""
        if agent.sees_everything:
            return self
        return self.filter(Q(teams__in=agent.teams.all()) | Q(pk=agent.pk)).distinct()


class AgentManager(BaseUserManager["Agent"].from_queryset(AgentQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Agent:
        agent: Agent = self.model(email=self.normalize_email(email).lower(), **fields)
        agent.set_password(password)
        agent.save(using=self._db)
        return agent

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Agent:
        return self.create_user(email, password, **{"role": Role.ADMIN, **fields})

    def get_by_natural_key(self, username: str | None) -> Agent:
        found: Agent = self.get(email__iexact=username)
        return found


class Agent(AbstractBaseUser):
    """A person who works tickets. What they may see follows from role and teams: tickets/visibility.py."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=10, choices=Role, default=Role.AGENT)
    teams = models.ManyToManyField(Team, through="people.Membership", related_name="agents")
    capacity = models.PositiveSmallIntegerField(default=8, validators=[MaxValueValidator(500)])
    phone = models.CharField(
        max_length=20, blank=True, default="", db_default=""
    )  # E.164: where calls of customers ring; none: they get no calls
    may_triage = models.BooleanField(default=False)  # sees and takes unrouted tickets
    language = models.CharField(max_length=5, choices=LANGUAGES, default="id")
    time_zone = models.CharField(max_length=50, default="Asia/Jakarta")
    theme = models.CharField(max_length=6, default="system")  # system, light, dark
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1, db_default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    # Within one page, which reads them once (tickets/scope.py); elsewhere None: ask anew each time.
    known_team_ids: list[int] | None = None

    objects = AgentManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        ordering = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(theme__in=["system", "light", "dark"]), name="agent_theme_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_admin(self) -> bool:
        return self.role == Role.ADMIN

    @property
    def sees_everything(self) -> bool:
        return self.role in {Role.ADMIN, Role.AUDITOR}

    @property
    def may_write(self) -> bool:
        return self.role != Role.AUDITOR

    @property
    def leads(self) -> bool:
        """Says what a customer counts for."""
        return self.role in {Role.SUPERVISOR, Role.ADMIN}

    @property
    def may_see_unrouted(self) -> bool:
        return self.sees_everything or self.role == Role.SUPERVISOR or self.may_triage

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]


class Membership(models.Model):
    agent = models.ForeignKey(Agent, models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agent", "team"], name="membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} in {self.team_id}"


class Presence(models.Model):
    """Whether an agent is there: what they chose, and when a browser of theirs last gave a sign of life."""

    class Status(models.TextChoices):
        AVAILABLE = "available", _("Available")
        BUSY = "busy", _("On a call")
        BREAK = "break", _("On a break")
        AWAY = "away", _("Away")
        OFFLINE = "offline", _("Offline")

    agent = models.OneToOneField(Agent, models.CASCADE, related_name="presence", primary_key=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OFFLINE)  # what holds now
    chosen = models.CharField(
        max_length=10, choices=Status, blank=True, default=""
    )  # what returns with them; nothing: they have not said yet
    is_on_call = models.BooleanField(default=False, db_default=False)  # their phone rings, or they talk
    wraps_up_until = models.DateTimeField(null=True)  # after a talk they get nothing else until then
    heartbeat_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)
    last_assigned_at = models.DateTimeField(null=True)  # who waited longest for work is next among equals

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["heartbeat_at"], condition=~Q(status="offline"), name="presence_heartbeat"),
            models.Index(
                fields=["wraps_up_until"], condition=~Q(wraps_up_until=None), name="presence_wraps_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} {self.status}"

    @property
    def returns_as(self) -> Presence.Status:
        """What they chose last. Who leads or only reads came to watch: they get work once they say so."""
        if self.chosen:
            return Presence.Status(self.chosen)
        return Presence.Status.AVAILABLE if self.agent.role == Role.AGENT else Presence.Status.AWAY
