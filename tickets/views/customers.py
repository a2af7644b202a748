"""A customer's page: who they are, where they can be reached, what was said over all channels."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events import actors
from people.actions.add_address import add_address
from people.actions.keep_apart import keep_apart
from people.models import Customer, Identity
from people.settings_page import do
from people.signed_in import SignedInRequest, may_write, signed_in
from tickets.actions.leave_address import leave_address
from tickets.actions.note_reachability import note_reachable
from tickets.customer_history import history_of, kinds_used, tickets_of
from tickets.customers import customers_seen_by
from tickets.joining_sets import names_written_from
from tickets.joinings import joinings_of
from tickets.likely_same import likely_same
from tickets.models import Channel
from tickets.reachability import cut_off_of
from tickets.views.found import LARGEST

PAGE = "tickets:customer-page"


def the_customer(request: SignedInRequest, customer_id: int) -> Customer:
    """Who was joined into somebody is nobody any more: see show."""
    seen = customers_seen_by(request.user).select_related("organisation")
    return get_object_or_404(seen, pk=min(customer_id, LARGEST))


@signed_in
@require_safe
def show(request: SignedInRequest, customer_id: int) -> HttpResponse:
    gone = Customer.objects.filter(pk=min(customer_id, LARGEST), joined_into__isnull=False).first()
    if gone and customers_seen_by(request.user).filter(pk=gone.joined_into_id or 0).exists():
        return HttpResponseRedirect(reverse(PAGE, args=[gone.joined_into_id]))
    customer = the_customer(request, customer_id)
    context = _known(request, customer) | _said(request, customer)
    context |= {"likely": likely_same(customer, agent=request.user), "section": "customers"}
    return render(request, "customers/page.html", context)


@signed_in
@require_safe
def show_history(request: SignedInRequest, customer_id: int) -> HttpResponse:
    """What is older goes below what is there."""
    customer = the_customer(request, customer_id)
    return render(request, "customers/_history.html", _said(request, customer))


@signed_in
@require_safe
def show_likely(request: SignedInRequest, customer_id: int) -> HttpResponse:
    """For the panel beside a ticket, which does not wait for it."""
    customer = the_customer(request, customer_id)
    likely = likely_same(customer, agent=request.user)
    return render(request, "customers/_likely.html", {"customer": customer, "likely": likely})


@may_write
@require_POST
def add(request: SignedInRequest, customer_id: int) -> HttpResponse:
    customer, by = the_customer(request, customer_id), actors.agent(request.user)
    address = request.POST.get("address", "")[:320]
    kind = "mail" if "@" in address else "phone"
    return do(
        request,
        lambda: add_address(customer, address=address, kind=kind, by=by),
        back=_back(customer),
        done=_("The address is theirs from now on"),
    )


@may_write
@require_POST
def remove(request: SignedInRequest, customer_id: int, identity_id: int) -> HttpResponse:
    identity = _identity(request, customer_id, identity_id)
    by = actors.agent(request.user)
    return do(
        request,
        lambda: leave_address(identity, by=by),
        back=_back(identity.customer),
        done=_("The address is not theirs any more"),
    )


@may_write
@require_POST
def try_again(request: SignedInRequest, customer_id: int, identity_id: int, channel_id: int) -> HttpResponse:
    """An agent knows better than the provider: it is written to again until it fails again."""
    identity = _identity(request, customer_id, identity_id)
    channel = get_object_or_404(Channel, pk=min(channel_id, LARGEST))
    by = actors.agent(request.user)
    return do(
        request,
        lambda: note_reachable(identity, channel=channel, by=by),
        back=_back(identity.customer),
        done=_("Messages may be sent there again"),
    )


@may_write
@require_POST
def apart(request: SignedInRequest, customer_id: int, other_id: int) -> HttpResponseBase:
    customer, other = the_customer(request, customer_id), the_customer(request, other_id)
    by = actors.agent(request.user)
    if request.htmx:
        keep_apart(customer, other, by=by)
        return show_part(request, customer)
    return do(
        request,
        lambda: keep_apart(customer, other, by=by),
        back=_back(customer),
        done=_("They are two people. This is not suggested again."),
    )


def show_part(request: SignedInRequest, customer: Customer) -> HttpResponse:
    likely = likely_same(customer, agent=request.user)
    return render(request, "customers/_likely.html", {"customer": customer, "likely": likely})


def _identity(request: SignedInRequest, customer_id: int, identity_id: int) -> Identity:
    theirs = the_customer(request, customer_id).identities.select_related("customer")
    return get_object_or_404(theirs, pk=min(identity_id, LARGEST))


def _known(request: SignedInRequest, customer: Customer) -> dict[str, Any]:
    names = dict(Channel.objects.values_list("pk", "name"))
    cut_off: dict[int, list[dict[str, Any]]] = {}
    for one in cut_off_of(customer.pk):
        told = {"reason": one.reason, "channel": one.channel, "name": names.get(one.channel, "")}
        cut_off.setdefault(one.identity, []).append(told)
    identities = list(customer.identities.select_related("replaced_by").order_by("pk"))
    proved = names_written_from(customer.pk)
    return {
        "customer": customer,
        "addresses": [(one, cut_off.get(one.pk, [])) for one in identities],
        "proved": [one.pk for one in identities if (one.kind, one.address) in proved],
        "said": list(customer.said_addresses.order_by("pk")),
        "joinings": joinings_of(customer, agent=request.user),
        "tickets": tickets_of(customer, agent=request.user, limit=_limit(request)),
    }


def _said(request: SignedInRequest, customer: Customer) -> dict[str, Any]:
    kinds = kinds_used(customer, agent=request.user)
    only = request.GET.get("by", "")
    before = request.GET.get("before", "")
    found = history_of(
        customer,
        agent=request.user,
        before=min(int(before), LARGEST) if before.isdecimal() and len(before) < 20 else 0,
        only=only if only in kinds else "",
    )
    return {"customer": customer, "history": found, "kinds": kinds, "only": only if only in kinds else ""}


def _limit(request: SignedInRequest) -> int:
    return 500 if request.GET.get("tickets") == "all" else 20


def _back(customer: Customer) -> str:
    return reverse(PAGE, args=[customer.pk])
