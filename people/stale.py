from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _


class StaleRow(Exception):
    """Somebody else changed it since; `row` is how it is now."""

    def __init__(self, row: models.Model) -> None:
        super().__init__(f"{row._meta.label} {row.pk} has changed")
        self.row = row

    @property
    def words(self) -> str:
        return _("Somebody else changed this in the meantime. Look at it again before you save.")
