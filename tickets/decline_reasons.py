"""Why an agent does not take a ticket that is offered to them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeclineReason(models.TextChoices):
    BUSY = "busy", _("In the middle of something")
    NOT_MINE = "not_mine", _("Not the right one for it")
    LEAVING = "leaving", _("About to leave")
    OTHER = "other", _("Another reason")
