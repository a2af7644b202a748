from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from people.models import Agent


class JoiningQuerySet(models.QuerySet["Joining"]):
    def visible_to(self, agent: Agent) -> Self:
        from tickets.customers import customers_seen_by

        return self.filter(kept__in=customers_seen_by(agent))

    def standing(self) -> Self:
        return self.filter(undone_at=None)


class Joining(models.Model):
    """Two customers made one, and what belonged to whom, so that it can be undone.

    `kept` has everything now; `twin` is empty and points at it (Customer.joined_into). The lists hold the ids
    of what was the twin's at that moment.
    """

    class Reason(models.TextChoices):
        BY_HAND = "by_hand"
        SAME_PERSON = "same_person"  # a provider named the addresses of both in one breath

    kept = models.ForeignKey("people.Customer", models.PROTECT, related_name="joinings")
    twin = models.ForeignKey("people.Customer", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=Reason)
    agent = models.ForeignKey("people.Agent", models.PROTECT, null=True, blank=True, related_name="+")
    identities = ArrayField(models.BigIntegerField(), default=list)
    said_addresses = ArrayField(models.BigIntegerField(), default=list)
    tickets = ArrayField(models.BigIntegerField(), default=list)
    messages = ArrayField(models.BigIntegerField(), default=list)
    out_of_session = ArrayField(
        models.BigIntegerField(), default=list
    )  # of both: active tickets beside a newer one on a channel where there is one at a time
    filled = models.JSONField(default=dict)  # {field of `kept`: what it was filled with}; it was empty
    joined_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey("people.Agent", models.PROTECT, null=True, blank=True, related_name="+")

    objects = JoiningQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["twin"], condition=Q(undone_at=None), name="joined_once"),
            models.CheckConstraint(condition=~Q(kept=models.F("twin")), name="joined_with_another"),
        ]

    def __str__(self) -> str:
        return f"{self.twin_id} into {self.kept_id}"
