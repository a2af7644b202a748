"""The five answers, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: dict[int, str | Promise] = {
    1: _("Very bad"),
    2: _("Bad"),
    3: _("Middling"),
    4: _("Good"),
    5: _("Very good"),
}
