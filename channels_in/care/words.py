"""The steps of a test, and the kinds of channels, in words. Rows hold the codes."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from channels_in.forms.channels import FORMS
from tickets.models import ChannelKind

STEPS: dict[str, Promise] = {
    "token": _("The provider answers and accepts our key"),
    "account": _("The number belongs to this account"),
    "subscribed": _("Messages are passed on to our app"),
    "secret": _("The secret that it signs with is the one we hold"),
    "hook": _("It sends its messages to this installation"),
    "knock": _("It has just reached our address"),
    "quota": _("There are messages left this month"),
    "templates": _("It lists its templates"),
    "gaps": _("Nothing is missing of what it told us in the last day"),
    "renewed": _("The access token is made new in time"),
}
FACTS: dict[str, Promise] = {
    "display_phone_number": _("Number"),
    "verified_name": _("Name shown to customers"),
    "quality_rating": _("Quality"),
    "username": _("Bot"),
    "name": _("Account"),
    "id": _("Account ID"),
    "account": _("Kind of account"),
    "waiting": _("Waiting at the provider"),
}
NEEDS: dict[str, Promise] = {
    ChannelKind.MAIL: _("IMAP or forwarding"),
    ChannelKind.FORM: _("A page of its own"),
    ChannelKind.API: _("For programs"),
    ChannelKind.WHATSAPP: _("Cloud API, your own app at Meta"),
    ChannelKind.MESSENGER: _("A Facebook page and an app at Meta"),
    ChannelKind.INSTAGRAM: _("A professional account and an app at Meta"),
    ChannelKind.TELEGRAM: _("A bot, made in a minute"),
    ChannelKind.LINE: _("An official account"),
    ChannelKind.SMS: _("A number at Twilio"),
    "webchat": _("A window on your own site"),
    "voice": _("A number at Twilio, with a menu"),
}
KEPT = _("Meanwhile the provider is told to come again later; it keeps what customers write for some hours.")
TAKEN = _(
    "What customers write meanwhile is taken in and left alone: Meta gives up on who refuses for an hour."
)
WHILE_OFF: dict[str, Promise] = {
    ChannelKind.MAIL: _(
        "Meanwhile its mailbox is not looked into, and mail handed to us is refused for now."
    ),
    ChannelKind.FORM: _("Meanwhile visitors do not find the form."),
    ChannelKind.API: _("Meanwhile programs are told to come again later."),
    ChannelKind.MESSENGER: TAKEN,
    ChannelKind.INSTAGRAM: TAKEN,
    ChannelKind.VOICE: _("Meanwhile callers hear that something went wrong."),
    ChannelKind.SMS: _(
        "Meanwhile Twilio tries for seconds only; what it could not hand over is fetched later."
    ),
}


def while_off(kind: str) -> Promise:
    return WHILE_OFF.get(kind, KEPT)


def kinds() -> list[tuple[str, str, str | Promise]]:
    """(kind, name, what it needs) of all that can be made."""
    names = dict(ChannelKind.choices)
    return [(str(kind), str(names[kind]), NEEDS.get(kind, "")) for kind in names if kind in FORMS]
