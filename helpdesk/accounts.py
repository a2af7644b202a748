"""How allauth behaves here: nobody signs up alone, links in mails start with BASE_URL, the words are ours."""

from __future__ import annotations

import logging
from typing import Any, ClassVar
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as asked
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

log = logging.getLogger(__name__)


def sends_mail() -> bool:
    """Whether a server is named that could."""
    return "dummy" not in settings.EMAIL_BACKEND


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

    def is_safe_url(self, url: str) -> bool:
        """A way back leads to a page of this address only, whatever other names we answer to."""
        return bool(url_has_allowed_host_and_scheme(url, allowed_hosts={asked.request.get_host()}))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """The account alone: the library's key holds the Host header, and whoever guesses chooses that."""
        return str(credentials.get("email", "")).strip().lower()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Back to where the mail was asked for, if the server does not take it: a page, not a failure."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:  # all of smtplib's are
            log.warning("account mail not sent: %s", error)
            messages.error(
                asked.request, _("The mail could not be sent. Try again later, or ask an admin for a link.")
            )
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_reset_password"))) from error

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Never from the Host header, which whoever asked for the reset may have forged."""
        path = urlsplit(super().get_reset_password_from_key_url(key)).path
        return f"{settings.BASE_URL}{path}"
