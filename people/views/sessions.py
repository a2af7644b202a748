"""Where an agent is signed in: the list is allauth's, ending one of them is ours."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people.actions.end_session import end_session
from people.settings_page import do
from people.signed_in import SignedInRequest, signed_in


@signed_in
@require_POST
def end(request: SignedInRequest, session_id: int) -> HttpResponse:
    def act() -> None:
        if not end_session(session_id, agent=request.user, but=request.session.session_key):
            raise Http404

    return do(request, act, back=reverse("usersessions_list"), done=_("That browser is signed out"))
