"""A mailbox: where its mail comes from and goes out. Passwords go in and never come out."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from channels_in.forms.channel import AnsweringForm
from channels_in.models import Connection

ENCRYPTION = (("tls", "TLS"), ("starttls", "STARTTLS"), ("none", _("None")))
RECEIVES = (
    ("smtp", _("Your mail server hands mail for it to Alur")),
    ("imap", _("Alur fetches it from a mailbox (IMAP)")),
)


SERVER = ("host", "port", "tls", "user", "password")
ORDER = ["version", "name", "address", "from_name", "team", "receives", *(f"imap_{part}" for part in SERVER)]
ORDER += ["imap_folder", "imap_reads_sent", "imap_sent_folder", *(f"smtp_{part}" for part in SERVER)]
ORDER += ["language", "calendar"]  # then what goes out


def refuse_no_host(host: str) -> None:
    """An address of a page, a port behind it or two words would only be found out by a mail that waits."""
    is_ip6 = host.count(":") > 1
    if not re.fullmatch(r"[\w.:-]+" if is_ip6 else r"[\w.-]+", host):
        raise ValidationError(
            _("Write the server’s name alone, like mail.example.com; the port stands below.")
        )


class MailForm(AnsweringForm):
    address = forms.EmailField(
        label=_("Address"), help_text=_("Customers write to it and get answers from it.")
    )
    from_name = forms.CharField(label=_("Name of the sender"), max_length=100, required=False)
    receives = forms.ChoiceField(label=_("How mail comes in"), choices=RECEIVES, widget=forms.RadioSelect)
    imap_host = forms.CharField(
        label=_("Incoming server"), max_length=253, required=False, validators=[refuse_no_host]
    )
    imap_port = forms.IntegerField(
        label=_("Port of the incoming server"), min_value=1, max_value=65535, required=False, initial=993
    )
    imap_tls = forms.ChoiceField(
        label=_("Encryption of the incoming server"), choices=ENCRYPTION, initial="tls"
    )
    imap_user = forms.CharField(label=_("User name of the incoming server"), max_length=320, required=False)
    imap_folder = forms.CharField(label=_("Folder"), max_length=200, required=False, initial="INBOX")
    imap_reads_sent = forms.BooleanField(
        label=_("Also show answers that are written in other mail programs"),
        required=False,
        help_text=_("Alur reads the folder of sent mail. Such an answer counts like any other."),
    )
    imap_sent_folder = forms.CharField(
        label=_("Folder of sent mail"),
        max_length=200,
        required=False,
        help_text=_("Leave it empty for the one that the server itself names."),
    )
    smtp_host = forms.CharField(
        label=_("Outgoing server"), max_length=253, required=False, validators=[refuse_no_host]
    )
    smtp_port = forms.IntegerField(
        label=_("Port of the outgoing server"), min_value=1, max_value=65535, required=False, initial=587
    )
    smtp_tls = forms.ChoiceField(
        label=_("Encryption of the outgoing server"), choices=ENCRYPTION, initial="starttls"
    )
    smtp_user = forms.CharField(label=_("User name of the outgoing server"), max_length=320, required=False)

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
                help_text=_("Leave it empty to keep the one that is stored. It is never shown.")
                if "version" in self.initial
                else "",
            )
        self.order_fields(ORDER)

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
            options["imap"]["reads_sent"] = given["imap_reads_sent"]
            options["imap"]["sent_folder"] = given["imap_sent_folder"].strip()
        passwords = {key: given[key] for key in ("imap_password", "smtp_password") if given[key]}
        return {"address": given["address"], "options": options, "secrets": passwords}
