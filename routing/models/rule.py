from __future__ import annotations

from django.db import models


class RoutingRule(models.Model):
    """When a ticket meets the conditions, these actions apply. In order of position: classify.py.

    The draft that people edit: what decides is the RuleSet that was published last.
    """

    name = models.CharField(max_length=150, unique=True)
    position = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    conditions = models.JSONField(default=dict, blank=True)  # {}: always; form: routing/conditions
    actions = models.JSONField(
        default=list
    )  # [{"do": "set_category", "to": "refund"}, …]: routing/classify.py
    stops = models.BooleanField(default=False)  # the first match ends the list
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name
