"""How allauth behaves here: nobody signs up alone, links in mails start with BASE_URL, the words are ours."""

from __future__ import annotations

from typing import ClassVar
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is switched off"),
        "email_password_mismatch": _("This address and this password do not match."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": _("This code is not right."),
        "incorrect_password": _("This is not your current password."),
        "invalid_password_reset": _("This link no longer works"),
        "too_many_login_attempts": _("Too many tries. Wait a few minutes, then try again."),
        "rate_limited": _("Too many requests. Wait a moment, then try again."),
    }

    def format_email_subject(self, subject: str) -> str:
        return subject

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Never from the Host header, which whoever asked for the reset may have forged."""
        path = urlsplit(super().get_reset_password_from_key_url(key)).path
        return f"{settings.BASE_URL}{path}"
