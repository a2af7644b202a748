from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Tier
from tickets.models import Channel

DAYS = ((7, _("7 days")), (30, _("30 days")), (90, _("90 days")))


class DryRunForm(forms.Form):
    days = forms.TypedChoiceField(label=_("Tickets of the last"), choices=DAYS, coerce=int, initial=30)


class OneMessageForm(forms.Form):
    channel = forms.ModelChoiceField(label=_("Channel"), queryset=Channel.objects.filter(is_active=True))
    tier = forms.ChoiceField(label=_("Customer’s tier"), choices=Tier.choices, initial=Tier.STANDARD)
    subject = forms.CharField(label=_("Subject"), max_length=300, required=False)
    text = forms.CharField(label=_("Text"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}))
