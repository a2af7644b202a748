from __future__ import annotations

from allauth.account.forms import ResetPasswordKeyForm, UserTokenForm
from allauth.core import context as asked
from allauth.core.exceptions import ImmediateHttpResponse
from django.db import transaction
from django.http import HttpResponseRedirect

from people.models import Agent


class NewPasswordForm(ResetPasswordKeyForm):  # type: ignore[misc]  # allauth has no types
    """What a link opens, be it an invitation or asked for."""

    user: Agent

    @transaction.atomic
    def save(self) -> None:
        """The library has looked at the link as the page began: by now somebody else may have used it."""
        self.user = Agent.objects.select_for_update(of=("self",)).get(pk=self.user.pk)
        if not UserTokenForm.token_generator.check_token(self.user, self.temp_key):
            raise ImmediateHttpResponse(HttpResponseRedirect(asked.request.path))  # where it is said
        super().save()
