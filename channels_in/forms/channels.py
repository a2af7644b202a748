"""A form per kind of channel, and what it shows of one that exists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from channels_in.forms import webchat_channel
from channels_in.forms.bot_channels import LineForm, TelegramForm
from channels_in.forms.channel import CHANNEL, AnsweringForm, ChannelForm, by_language
from channels_in.forms.mail_channel import MailForm
from channels_in.forms.meta_channel import InstagramForm, MessengerForm, WhatsAppForm
from channels_in.forms.provider_channel import ProviderForm
from channels_in.forms.sms_channel import SmsForm
from channels_in.forms.voice_channel import VoiceForm
from channels_in.forms.webchat_channel import WebChatForm
from channels_in.models import Connection
from people.models.company import LANGUAGES
from tickets.category_words import category_name
from tickets.models import Category, Channel, ChannelKind


class FormForm(AnsweringForm):
    """A public web form."""

    answers_through = forms.ChoiceField(label=_("Answers go out through"), required=False)
    title_id = forms.CharField(label=_("Heading, Indonesian"), max_length=150, required=False)
    title_en = forms.CharField(label=_("Heading, English"), max_length=150, required=False)
    categories = forms.ModelMultipleChoiceField(
        label=_("Categories to choose from"),
        queryset=Category.objects.filter(is_active=True),
        required=False,
        to_field_name="key",
        widget=forms.CheckboxSelectMultiple,
    )
    shows_reference = forms.BooleanField(
        label=_("Show the ticket’s number on the thank-you page"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["categories"].label_from_instance = category_name  # type: ignore[attr-defined]
        mailboxes = Connection.objects.filter(channel__kind=ChannelKind.MAIL).exclude(address="")
        addresses = mailboxes.order_by("pk").values_list("address", flat=True)
        field = self.fields["answers_through"]
        field.choices = [("", _("The first mail channel")), *((one, one) for one in addresses)]  # type: ignore[attr-defined]

    def connection_fields(self, connection: Connection) -> dict[str, Any]:
        given = self.cleaned_data
        own = {
            "title": by_language(given, "title"),
            "categories": [category.key for category in given["categories"]],
            "shows_reference": given["shows_reference"],
            "answers_through": given["answers_through"],
        }
        return {"options": {**connection.options, **own}}


class ApiForm(ChannelForm):
    """Programs that sign what they send. Its key is made and changed by buttons."""


FORMS: dict[str, type[ChannelForm]] = {
    ChannelKind.MAIL: MailForm,
    ChannelKind.FORM: FormForm,
    ChannelKind.API: ApiForm,
    ChannelKind.WHATSAPP: WhatsAppForm,
    ChannelKind.MESSENGER: MessengerForm,
    ChannelKind.INSTAGRAM: InstagramForm,
    ChannelKind.TELEGRAM: TelegramForm,
    ChannelKind.LINE: LineForm,
    ChannelKind.SMS: SmsForm,
    ChannelKind.VOICE: VoiceForm,
    ChannelKind.WEBCHAT: WebChatForm,
}


def of_channel(channel: Channel, connection: Connection) -> dict[str, Any]:
    options = connection.options
    shown: dict[str, Any] = {
        field: getattr(channel, field) for field in (*CHANNEL, "version", "acknowledges")
    }
    for code, _label in LANGUAGES:
        shown[f"signature_{code}"] = channel.signatures.get(code, "")
        shown[f"acknowledgement_{code}"] = channel.acknowledgements.get(code, "")
        shown[f"title_{code}"] = options.get("title", {}).get(code, "")
    for kind in ("imap", "smtp"):
        shown |= {f"{kind}_{field}": value for field, value in options.get(kind, {}).items()}
    shown |= {"address": connection.address, "from_name": options.get("from_name", "")}
    shown |= {"receives": options.get("receives", "smtp"), "categories": options.get("categories", [])}
    shown["answers_through"] = options.get("answers_through", "")
    form = FORMS.get(channel.kind)
    if form and issubclass(form, ProviderForm):
        shown |= form.shown_of(connection)
    if channel.kind == ChannelKind.WEBCHAT:
        shown |= webchat_channel.shown_of(connection)
    return shown | {"shows_reference": options.get("shows_reference", True)}
