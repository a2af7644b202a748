from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from channels_in.form.forms import FilesField
from channels_in.mail.own_addresses import own_addresses
from channels_in.models import Connection
from tickets.models import ChannelKind


class CustomerField(forms.EmailField):
    """Anybody but ourselves: our own addresses write no tickets."""

    def clean(self, value: Any) -> str:
        address = str(super().clean(value)).lower()
        if address and address in own_addresses():
            raise forms.ValidationError(_("This is one of our own addresses. Be a customer."))
        return address


class PersonForm(forms.Form):
    address = CustomerField(label=_("Email address"), max_length=200)


class MailForm(forms.Form):
    """A mail that a simulated customer writes. On a thread only its words are asked for."""

    sender = CustomerField(max_length=200, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=100, required=False)
    to = forms.ChoiceField(label=_("To"))
    subject = forms.CharField(label=_("Subject"), max_length=300, required=False)
    text = forms.CharField(label=_("Message"), max_length=50_000, widget=forms.Textarea(attrs={"rows": 5}))
    attachments = FilesField(label=_("Files"), required=False)
    thread = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mailboxes = Connection.objects.filter(
            channel__kind=ChannelKind.MAIL, channel__is_active=True
        ).exclude(address="")
        field = self.fields["to"]
        field.choices = [  # type: ignore[attr-defined]
            (box.address, f"{box.channel.name} <{box.address}>")
            for box in mailboxes.select_related("channel").order_by("pk")
        ]
