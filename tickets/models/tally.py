from __future__ import annotations

from django.db import models


class Tally(models.Model):
    """A change of how many active tickets are alike; all changes together are how many there are.

    Written by the database alone, with every change of a ticket (tickets/migrations/0031_tallies.py), and
    only ever added to: two who change two tickets of one team do not wait for each other. docs/adr/0038.
    """

    team = models.BigIntegerField(null=True)
    assignee = models.BigIntegerField(null=True)
    status = models.CharField(max_length=10)
    sla_state = models.CharField(max_length=10, blank=True)
    is_to_sort = models.BooleanField()
    number = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.number:+} {self.status} of {self.team}, {self.assignee}"
