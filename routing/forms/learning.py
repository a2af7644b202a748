from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ThresholdForm(forms.Form):
    percent = forms.IntegerField(
        label=_("Used by itself from"),
        min_value=1,
        max_value=100,
        help_text=_(
            "Percent. Less sure than that, and a person decides: the ticket is listed under “To sort”."
        ),
    )
    is_on = forms.BooleanField(label=_("Look at new tickets"), required=False)
