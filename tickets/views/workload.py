from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from events import actors
from people.models import Company
from people.settings_page import edit
from people.signed_in import SignedInRequest, admin_only
from tickets.actions.set_channel_weights import set_channel_weights
from tickets.forms.workload import WorkloadForm, of_workload


@admin_only
def change(request: SignedInRequest) -> HttpResponse:
    form = WorkloadForm(request.POST or None, initial=of_workload(Company.current()))
    return edit(
        request,
        form,
        save=lambda fields: set_channel_weights(
            form.weights, by=actors.agent(request.user), expected_version=fields["version"]
        ),
        back=reverse("settings:workload"),
        template="settings/workload.html",
        page="workload",
        heading=_("Workload"),
    )
