"""A channel and its connection as one form per kind. Secrets go in and never come out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from channels_in.models import Connection
from people.models import Calendar, Team
from people.models.company import LANGUAGES
from tickets.models import Category, Channel, ChannelKind

ENCRYPTION = (("tls", "TLS"), ("starttls", "STARTTLS"), ("none", _("None")))
RECEIVES = (
    ("smtp", _("Your mail server hands mail for it to Alur")),
    ("imap", _("Alur fetches it from a mailbox (IMAP)")),
)
CHANNEL = ("name", "team", "calendar", "language", "undo_seconds", "is_active")


class ChannelForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name"), max_length=100)
    team = forms.ModelChoiceField(
        label=_("Team"),
        queryset=Team.objects.filter(is_active=True),
        required=False,
        empty_label=_("None: tickets are sorted by hand or by rules"),
        help_text=_("Where its tickets start when no rule says otherwise."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    calendar = forms.ModelChoiceField(
        label=_("Opening hours"),
        queryset=Calendar.objects.all(),
        required=False,
        empty_label=_("Around the clock"),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def channel_fields(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in CHANNEL if name in self.cleaned_data}

    def connection_fields(self, connection: Connection) -> dict[str, Any]:
        """For save_connection. `connection` is what there is already."""
        return {}


class _Answers(ChannelForm):
    """What goes out on it: signature, acknowledgement, time to undo."""

    undo_seconds = forms.IntegerField(
        label=_("Seconds in which a reply can be taken back"), min_value=0, max_value=120, initial=10
    )
    signature_id = forms.CharField(
        label=_("Signature, Indonesian"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    signature_en = forms.CharField(
        label=_("Signature, English"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    acknowledges = forms.BooleanField(
        label=_("Tell customers at once that their message arrived"),
        required=False,
        help_text=_("Once per matter, at most once an hour, never to machines."),
    )
    acknowledgement_id = forms.CharField(
        label=_("Acknowledgement, Indonesian"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    acknowledgement_en = forms.CharField(
        label=_("Acknowledgement, English"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("{{ ticket.number }}, {{ company.name }} and {{ channel.name }} are filled in."),
    )

    def channel_fields(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            **super().channel_fields(),
            "signatures": _by_language(given, "signature"),
            "acknowledges": given["acknowledges"],
            "acknowledgements": _by_language(given, "acknowledgement"),
        }


class MailForm(_Answers):
    address = forms.EmailField(
        label=_("Address"), help_text=_("Customers write to it and get answers from it.")
    )
    from_name = forms.CharField(label=_("Name of the sender"), max_length=100, required=False)
    receives = forms.ChoiceField(label=_("How mail comes in"), choices=RECEIVES, widget=forms.RadioSelect)
    imap_host = forms.CharField(label=_("Incoming server"), max_length=253, required=False)
    imap_port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, required=False, initial=993)
    imap_tls = forms.ChoiceField(label=_("Encryption"), choices=ENCRYPTION, initial="tls")
    imap_user = forms.CharField(label=_("User name"), max_length=320, required=False)
    imap_folder = forms.CharField(label=_("Folder"), max_length=200, required=False, initial="INBOX")
    smtp_host = forms.CharField(label=_("Outgoing server"), max_length=253, required=False)
    smtp_port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, required=False, initial=587)
    smtp_tls = forms.ChoiceField(label=_("Encryption"), choices=ENCRYPTION, initial="starttls")
    smtp_user = forms.CharField(label=_("User name"), max_length=320, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receives"].help_text = _(
            "For the first, let your mail server pass mail for this address on by SMTP "
            "to %(host)s, port %(port)s."
        ) % {"host": urlsplit(settings.BASE_URL).hostname, "port": settings.SMTP_PORT}
        for kind, label in (
            ("imap", _("Password of the incoming server")),
            ("smtp", _("Password of the outgoing server")),
        ):
            self.fields[f"{kind}_password"] = forms.CharField(
                label=label,
                required=False,
                strip=False,
                widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
                help_text=_("Leave it empty to keep the one that is stored. It is never shown."),
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("receives") == "imap" and not data.get("imap_host"):
            self.add_error("imap_host", _("Enter the server to fetch from."))
        return data

    def connection_fields(self, connection: Connection) -> dict[str, Any]:
        given = self.cleaned_data
        options = {**connection.options, "receives": given["receives"], "from_name": given["from_name"]}
        for kind in ("imap", "smtp"):
            server = {**options.get(kind, {})}
            server |= {field: given[f"{kind}_{field}"] for field in ("host", "port", "tls", "user")}
            options[kind] = server if server["host"] else {}
        if options["imap"]:
            options["imap"]["folder"] = given["imap_folder"] or "INBOX"
        passwords = {key: given[key] for key in ("imap_password", "smtp_password") if given[key]}
        return {"address": given["address"], "options": options, "secrets": passwords}


class FormForm(_Answers):
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
        mailboxes = Connection.objects.filter(channel__kind=ChannelKind.MAIL).exclude(address="")
        addresses = mailboxes.order_by("pk").values_list("address", flat=True)
        field = self.fields["answers_through"]
        field.choices = [("", _("The first mail channel")), *((one, one) for one in addresses)]  # type: ignore[attr-defined]

    def connection_fields(self, connection: Connection) -> dict[str, Any]:
        given = self.cleaned_data
        own = {
            "title": _by_language(given, "title"),
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
}


def _by_language(given: dict[str, Any], name: str) -> dict[str, str]:
    return {code: given[f"{name}_{code}"] for code, _label in LANGUAGES if given.get(f"{name}_{code}")}


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
    return shown | {"shows_reference": options.get("shows_reference", True)}
