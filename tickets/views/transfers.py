from __future__ import annotations

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events import actors
from people.signed_in import SignedInRequest, may_write
from tickets.actions.transfer import transfer
from tickets.forms.changes import TransferForm
from tickets.forms.writing import first_error
from tickets.views.answers import changed, refusable, refuse
from tickets.views.found import the_ticket


@may_write
@require_POST
@refusable
def create(request: SignedInRequest, ticket_id: int) -> HttpResponseBase:
    ticket = the_ticket(request, ticket_id)
    form = TransferForm(request.POST)
    if not form.is_valid():
        return refuse(request, ticket_id, first_error(form))
    to = form.cleaned_data["to"]
    transfer(ticket, to=to, by=actors.agent(request.user), expected_version=form.seen)
    return changed(request, ticket, say=_("Moved to %(team)s") % {"team": to.name})
