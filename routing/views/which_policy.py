from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from helpdesk.marks.clocks import span_words
from people.signed_in import SignedInRequest, admin_only
from routing.forms.which_policy import WhichPolicyForm
from routing.which_policy import Asked, which_policy


@admin_only
@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    form = WhichPolicyForm(request.GET or None)
    which = which_policy(Asked(**form.cleaned_data)) if form.is_valid() else None
    promised = [(metric, span_words(seconds)) for metric, seconds in which.targets] if which else []
    context = {"form": form, "which": which, "promised": promised, "section": "settings", "page": "sla"}
    return render(request, "settings/which_policy.html", context, status=422 if form.errors else 200)
