from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from events import actors
from people.settings_page import edit
from people.signed_in import SignedInRequest, admin_only
from routing.actions.save_priority_scheme import save_priority_scheme
from routing.forms.priority import SchemeForm, of_scheme
from routing.models import PriorityScheme


@admin_only
def change(request: SignedInRequest) -> HttpResponse:
    scheme = PriorityScheme.objects.filter(pk=PriorityScheme.ONLY).first() or PriorityScheme()
    form = SchemeForm(request.POST or None, initial=of_scheme(scheme))
    return edit(
        request,
        form,
        save=lambda fields: save_priority_scheme(
            form.weights | {"categories": scheme.weights.get("categories", {})},
            by=actors.agent(request.user),
            expected_version=fields["version"] if scheme.weights else None,
        ),
        back=reverse("settings:priority"),
        template="settings/priority.html",
        page="priority",
        heading=_("Priority"),
    )
