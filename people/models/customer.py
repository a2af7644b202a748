from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from people.models.company import LANGUAGES

if TYPE_CHECKING:
    from people.models.agent import Agent


class Tier(models.TextChoices):
    STANDARD = "standard", _("Standard")
    SILVER = "silver", _("Silver")
    GOLD = "gold", _("Gold")
    PLATINUM = "platinum", _("Platinum")


class Organisation(models.Model):
    """A firm whose people write to us; its tier counts for those who have none of their own."""

    name = models.CharField(max_length=200, unique=True)
    tier = models.CharField(max_length=10, choices=Tier, default=Tier.STANDARD)
    domains = ArrayField(models.CharField(max_length=253), default=list, blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CustomerQuerySet(models.QuerySet["Customer"]):
    def visible_to(self, agent: Agent) -> CustomerQuerySet:
        """Those who see everything. For the others tickets decide: tickets/visibility.py."""
        return self if agent.sees_everything else self.none()


class Customer(models.Model):
    """The person or firm we help."""

    name = models.CharField(max_length=200, blank=True, default="")
    known_as = models.CharField(
        max_length=320, blank=True, default="", db_default=""
    )  # their first address, for as long as nobody knows their name
    own_tier = models.CharField(max_length=10, choices=Tier, blank=True, default="")
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="customers"
    )
    language = models.CharField(max_length=5, choices=LANGUAGES, blank=True, default="")
    time_zone = models.CharField(max_length=50, blank=True, default="")
    joined_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )  # the same person as that one, who has all that was theirs: tickets/models/joining.py
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    # Made by this very transaction: they have nothing else with us yet.
    is_newcomer: bool = False

    objects = CustomerQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(Lower("name"), name="customer_name", condition=~Q(name="")),
            models.Index(
                fields=["joined_into"], name="customer_joined", condition=Q(joined_into__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.known_as or f"#{self.pk}"

    @property
    def tier(self) -> str:
        """Their own tier, else their organisation's, else standard."""
        if self.own_tier:
            return self.own_tier
        return self.organisation.tier if self.organisation else Tier.STANDARD


class Identity(models.Model):
    """One address of a customer: (kind, address). `kind` is a channel kind; mail addresses are lower case."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=20)
    address = models.CharField(max_length=320)
    is_verified = models.BooleanField(default=False)
    replaced_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    replaced_at = models.DateTimeField(null=True, blank=True)  # from then on we write to the other one
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "identities"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "address"], name="identity_once"),
        ]

    def __str__(self) -> str:
        return self.address


class SaidAddress(models.Model):
    """An address that somebody gave as theirs and nobody has proved: it suggests, and opens nothing."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="said_addresses")
    kind = models.CharField(max_length=20)
    address = models.CharField(max_length=320)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "said addresses"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "address", "customer"], name="said_address_once"),
        ]

    def __str__(self) -> str:
        return self.address


class KeptApart(models.Model):
    """Two customers who are not one person, as somebody said. Neither is suggested for the other."""

    first = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    second = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    agent = models.ForeignKey("people.Agent", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "kept apart"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="kept_apart_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="kept_apart_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} is not {self.second_id}"
