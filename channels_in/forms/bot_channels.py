"""Telegram and LINE: one bot each, whose keys are all that has to be typed."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from channels_in.forms.provider_channel import ProviderForm, secret


class TelegramForm(ProviderForm):
    keys: ClassVar[dict[str, str]] = {"bot_token": "bot_token"}
    needed = frozenset(keys)

    bot_token = secret(_("Bot token"), _("From @BotFather: digits, a colon, 35 characters."))

    def clean_bot_token(self) -> str:
        typed = str(self.cleaned_data["bot_token"])
        number, colon, rest = typed.partition(":")
        if typed and not (colon and number.isdecimal() and number.isascii() and len(rest) >= 20):
            raise forms.ValidationError(_("That is no bot token: copy the whole line from @BotFather."))
        return typed


class LineForm(ProviderForm):
    keys: ClassVar[dict[str, str]] = {
        "channel_secret": "channel_secrets",
        "channel_access_token": "channel_access_token",
    }
    needed = frozenset(keys)

    channel_secret = secret(
        _("Channel secret"), _("From the LINE Developers console, Basic settings. LINE signs with it.")
    )
    channel_access_token = secret(
        _("Channel access token"), _("The long-lived one, from the tab Messaging API.")
    )
