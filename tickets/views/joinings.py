"""Two customers become one: choose, see what happens, do it; and the way back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events import actors
from helpdesk.lib.refused import Refused
from people.settings_page import do
from people.signed_in import SignedInRequest, may_write
from tickets.actions.join_customers import join_customers
from tickets.actions.part_customers import part_customers
from tickets.customer_search import customers_found
from tickets.joining_preview import preview_of, refuse_out_of_sight
from tickets.likely_same import likely_same
from tickets.models import Joining
from tickets.views.customers import PAGE, the_customer
from tickets.views.found import LARGEST


@may_write
@require_safe
def choose(request: SignedInRequest, customer_id: int) -> HttpResponse:
    customer = the_customer(request, customer_id)
    words = request.GET.get("q", "").strip()[:100]
    context = {
        "customer": customer,
        "words": words,
        "found": customers_found(words, agent=request.user, apart_from=customer),
        "likely": likely_same(customer, agent=request.user),
        "section": "customers",
    }
    return render(request, "customers/choose.html", context)


@may_write
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: SignedInRequest, customer_id: int, twin_id: int) -> HttpResponseBase:
    """`customer_id` is kept. Both must be seen: who is out of sight does not exist."""
    customer, twin = the_customer(request, customer_id), the_customer(request, twin_id)
    if request.method != "POST":
        preview = preview_of(twin, into=customer, agent=request.user)
        return render(request, "customers/preview.html", {"preview": preview, "section": "customers"})
    try:
        refuse_out_of_sight(customer, twin, agent=request.user)
        joining = join_customers(twin, into=customer, by=actors.agent(request.user))
    except Refused as refusal:
        messages.error(request, refusal.words)
        return HttpResponseRedirect(reverse("tickets:joining", args=[customer.pk, twin.pk]))
    said = _("%(twin)s and %(kept)s are one customer now. It can be undone below.")
    messages.success(request, said % {"twin": str(twin), "kept": str(joining.kept)})
    return HttpResponseRedirect(reverse(PAGE, args=[customer.pk]))


@may_write
@require_POST
def part(request: SignedInRequest, joining_id: int) -> HttpResponse:
    standing = Joining.objects.filter(pk=min(joining_id, LARGEST)).select_related("kept", "twin")
    joining = get_object_or_404(standing)
    kept = joining.kept
    while kept.joined_into:
        kept = kept.joined_into
    holder = the_customer(request, kept.pk)
    by = actors.agent(request.user)

    def undo() -> None:
        refuse_out_of_sight(holder, joining.twin, agent=request.user)
        part_customers(joining, by=by)

    said = _("They are two customers again, each with what was theirs.")
    return do(request, undo, back=reverse(PAGE, args=[holder.pk]), done=said)
