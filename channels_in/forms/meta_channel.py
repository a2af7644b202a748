"""WhatsApp, Messenger, Instagram: an app of Meta, and what of it this channel is. Several numbers, pages and
accounts of one app take its keys from each other.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from channels_in.forms.provider_channel import ProviderForm, digits, secret
from channels_in.models import Connection
from channels_in.settling import OF_META

OF_THE_APP = ("app_secrets", "access_token", "verify_token")
SECRET = _("From App settings → Basic. Without it nothing that Meta sends is believed.")


class MetaForm(ProviderForm):
    keys: ClassVar[dict[str, str]] = {"app_secret": "app_secrets", "access_token": "access_token"}
    needed = frozenset(keys)

    same_app = forms.ChoiceField(
        label=_("App at Meta"),
        required=False,
        help_text=_(
            "An app that is connected already lends its keys: then leave app secret and token empty."
        ),
    )
    app_id = digits(_("App ID"), _("From App settings → Basic."))
    app_secret = secret(_("App secret"), SECRET)
    access_token = secret(_("Access token"), _("Of a system user, so that it does not end with a person."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["same_app"]
        others = _apps() if "version" not in self.initial else []
        if not others:
            del self.fields["same_app"]
            return
        field.choices = [("", _("Another app")), *others]  # type: ignore[attr-defined]
        if self.data.get("same_app"):
            for name in ("app_id", *self.keys):
                self.fields[name].required = False
        self.order_fields(["version", "name", "same_app"])

    def connection_fields(self, connection: Connection) -> dict[str, Any]:
        fields = super().connection_fields(connection)
        lender = _lender(self.cleaned_data.get("same_app"))
        if lender:
            lent = {key: lender.secrets[key] for key in OF_THE_APP if lender.secrets.get(key)}
            fields["secrets"] = {**lent, **fields["secrets"]}
            fields["options"]["app_id"] = fields["options"]["app_id"] or lender.options.get("app_id", "")
        return fields


class WhatsAppForm(MetaForm):
    settings = ("app_id", "waba_id")
    address_field = "phone_number_id"

    phone_number_id = digits(
        _("Phone number ID"), _("From WhatsApp → API setup. It is not the telephone number.")
    )
    waba_id = digits(
        _("WhatsApp Business account ID"), _("Beside it. Templates and the test are asked of this account.")
    )


class DirectForm(MetaForm):
    """What Messenger and Instagram have in common."""

    settings: ClassVar[tuple[str, ...]] = ("app_id", "automatic_app_ids", "human_agent")

    automatic_app_ids = forms.CharField(
        label=_("Apps that answer by themselves"),
        required=False,
        max_length=500,
        help_text=_("App IDs with commas between. What they write is shown as automatic and stops no clock."),
    )
    human_agent = forms.BooleanField(
        label=_("Meta has granted “Human Agent”: agents may answer for seven days"), required=False
    )

    @classmethod
    def shown_of(cls, connection: Connection) -> dict[str, Any]:
        apps = connection.options.get("automatic_app_ids") or []
        return {**super().shown_of(connection), "automatic_app_ids": ", ".join(map(str, apps))}

    def clean_automatic_app_ids(self) -> list[str]:
        found = [one.strip() for one in self.cleaned_data["automatic_app_ids"].split(",") if one.strip()]
        if not all(one.isdecimal() and one.isascii() for one in found):
            raise forms.ValidationError(_("Write numbers with commas between."))
        return found


class MessengerForm(DirectForm):
    address_field = "page"

    page = digits(_("Page ID"), _("From the page: About → Page transparency."))


class InstagramForm(DirectForm):
    settings = (*DirectForm.settings, "login", "page_id")
    address_field = "account"

    login = forms.ChoiceField(
        label=_("How the account is connected"),
        choices=(("page", _("Through its Facebook page")), ("instagram", _("By signing in with Instagram"))),
        widget=forms.RadioSelect,
        initial="page",
    )
    account = digits(_("Instagram account ID"), _("Of the professional account: it begins with 17841."))
    page_id = digits(_("ID of its Facebook page"), required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("login") == "page" and not data.get("page_id"):
            self.add_error("page_id", _("Enter the page that the account is linked to."))
        return data


def _apps() -> list[tuple[str, str]]:
    ours = Connection.objects.filter(channel__kind__in=OF_META).select_related("channel").defer("secrets")
    return [
        (str(one.pk), f"{one.options['app_id']} – {one.channel.name}")
        for one in ours.order_by("channel__name")
        if one.options.get("app_id")
    ]


def _lender(chosen: str | None) -> Connection | None:
    found = Connection.objects.filter(channel__kind__in=OF_META, pk=int(chosen)) if chosen else None
    return found.first() if found is not None else None
