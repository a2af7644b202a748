from __future__ import annotations

from django.db import models


class Tag(models.Model):
    name = models.CharField(max_length=50, unique=True)  # lower case

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
