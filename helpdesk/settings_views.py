from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect

from helpdesk.settings_pages import groups
from people.signed_in import SignedInRequest, admin_only


@admin_only
def first(request: SignedInRequest) -> HttpResponse:
    """The first page of the list."""
    return HttpResponseRedirect(next(page.url for _, pages in groups() for page in pages))
