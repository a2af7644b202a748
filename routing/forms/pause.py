from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from routing.actions.pause_routing import LONGEST, MOST

SPANS = (15, 30, 60, 120)  # minutes, to choose from


class PauseForm(forms.Form):
    """No minutes: until somebody ends it."""

    minutes = forms.IntegerField(
        min_value=1, max_value=int(LONGEST.total_seconds() // 60), required=False, label=_("Minutes")
    )
    reason = forms.CharField(max_length=MOST, label=_("Why"))
