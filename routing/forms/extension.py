from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from routing.actions.extend_clock import LONGEST, MOST

SPANS = (15, 30, 60, 120)  # minutes, to choose from


class ExtensionForm(forms.Form):
    clock_id = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    minutes = forms.IntegerField(min_value=1, max_value=MOST, label=_("Minutes more"))
    reason = forms.CharField(max_length=LONGEST, label=_("Why"))
