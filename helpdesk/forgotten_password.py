from __future__ import annotations

from allauth.account.forms import ResetPasswordForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from helpdesk.accounts import sends_mail


class ForgottenPasswordForm(ResetPasswordForm):  # type: ignore[misc]  # allauth has no types
    def clean_email(self) -> str:
        """Nothing is promised that no server could send."""
        if not sends_mail():
            raise ValidationError(_("No mail leaves from here. Ask an admin for a link to set a password."))
        return str(super().clean_email())
