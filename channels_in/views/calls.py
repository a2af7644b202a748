"""Calls: the agent's own while it lasts, and for those who lead what waits and what came of today's."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from channels_in import live_calls
from channels_in.actions.book_call_back import book_call_back
from channels_in.actions.steer_call import hang_up, transfer_call
from channels_in.actions.stop_call_back import stop_call_back
from channels_in.colleagues_there import colleagues_there
from channels_in.models import CallBack, Leg
from channels_in.voice.hours import slots
from channels_in.voice.phone import OFFERED, Phone
from events import actors
from helpdesk.lib.whole_number import whole_number
from people.models import Identity, Team
from people.signed_in import SignedInRequest, signed_in
from tickets.models import Channel, ChannelKind, Ticket
from tickets.refusals import Refused


@signed_in
@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    agent = request.user
    if not (agent.leads or agent.sees_everything):
        raise PermissionDenied
    return render(request, "channels_in/calls.html", {**_seen(request), "section": "calls"})


@signed_in
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """The bar above the page; empty while nothing rings."""
    return _bar(request)


@signed_in
@require_POST
def transfer(request: SignedInRequest, leg_id: int) -> HttpResponse:
    leg = _own_leg(request, leg_id)
    team = get_object_or_404(Team, pk=whole_number(request.POST.get("team", "")) or 0, is_active=True)
    if leg.stay is None:
        raise Http404
    try:
        transfer_call(leg, to=team, by=actors.agent(request.user))
    except Refused as refusal:
        return _bar(request, problem=refusal.words, status=409)
    return _done(request, say=_("Passed on to %(team)s") % {"team": team.name})


@signed_in
@require_POST
def end(request: SignedInRequest, leg_id: int) -> HttpResponse:
    hang_up(_own_leg(request, leg_id), agent=request.user)
    return _done(request)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def call_backs(request: SignedInRequest, ticket_id: int) -> HttpResponse:
    """Of one ticket: what is promised, and the way to promise or do it now."""
    ticket = get_object_or_404(Ticket.objects.visible_to(request.user).of_customers(), pk=ticket_id)
    if not request.user.may_write:
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "channels_in/_call_backs.html", _offered(ticket))
    offered = _offered(ticket)
    start = request.POST.get("start", "")
    slot = next((one for one in offered["slots"] if one.starts_at.isoformat() == start), None)
    channel: Channel | None = offered["channel"]
    if slot is None or channel is None or not offered["number"]:
        return render(request, "channels_in/_call_backs.html", {**offered, "is_wrong": True}, status=422)
    book_call_back(
        ticket,
        channel=channel,
        number=offered["number"],
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        language=ticket.language or channel.language,
        by=actors.agent(request.user),
        booked_by=request.user,
    )
    return render(request, "channels_in/_call_backs.html", _offered(ticket))


@signed_in
@require_POST
def stop(request: SignedInRequest, call_back_id: int) -> HttpResponse:
    if not request.user.may_write:
        raise PermissionDenied
    tickets = Ticket.objects.visible_to(request.user)
    found = get_object_or_404(CallBack.objects.select_related("ticket"), pk=call_back_id, ticket__in=tickets)
    stop_call_back(found, by=actors.agent(request.user))
    return render(request, "channels_in/_call_backs.html", _offered(found.ticket))


def _seen(request: SignedInRequest) -> dict[str, Any]:
    agent, outcome = request.user, request.GET.get("outcome", "")
    there, offline = colleagues_there(agent)
    return {
        "waiting": live_calls.waiting_for(agent),
        "talking": live_calls.talking_for(agent),
        "choosing": live_calls.choosing_for(agent),
        "teams": live_calls.teams_today(agent),
        "outcomes": live_calls.outcomes_today(agent),
        "outcome": outcome,
        "calls": live_calls.recent_calls(agent, outcome=outcome),
        "call_backs": live_calls.call_backs_for(agent),
        "in_time": live_calls.IN_TIME,
        "there": there,
        "offline": offline,
    }


def _bar(request: SignedInRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    found = live_calls.my_call(request.user)
    teams = Team.objects.filter(is_active=True).exclude(pk=found.ticket.team_id or 0) if found else ()
    wraps_up = None if found else live_calls.wraps_up_until(request.user)
    context = {"mine": found, "wraps_up_until": wraps_up, "teams": teams, "problem": problem}
    return render(request, "channels_in/_call_bar.html", context, status=status)


def _done(request: SignedInRequest, *, say: str = "") -> HttpResponse:
    if request.headers.get("HX-Request"):
        response = _bar(request)
        if say:
            response.headers["HX-Trigger"] = json.dumps({"say": {"words": say}})
        return response
    messages.success(request, say or _("Done"))
    return HttpResponseRedirect(reverse("tickets:list"))


def _own_leg(request: SignedInRequest, leg_id: int) -> Leg:
    """Nobody steers a call that another holds."""
    legs = Leg.objects.select_related("stay__call__channel", "channel", "agent")
    return get_object_or_404(legs, pk=leg_id, agent=request.user, state__in=Leg.LIVE)


def _offered(ticket: Ticket) -> dict[str, Any]:
    promised = CallBack.objects.filter(ticket=ticket, status__in=CallBack.OPEN).order_by("starts_at")
    channel = Channel.objects.filter(kind=ChannelKind.VOICE, is_active=True, connection__isnull=False)
    own = channel.filter(pk=ticket.channel_id).first() or channel.order_by("pk").first()
    number = _number_of(ticket)
    context: dict[str, Any] = {
        "ticket": ticket,
        "promised": promised,
        "channel": own,
        "number": "",
        "slots": [],
    }
    if own is None:
        return {**context, "number": "", "slots": []}
    phone, now = Phone.of(own.connection), timezone.now()
    found = slots(own, after=now, minutes=phone.slot_minutes, most=OFFERED) if number else []
    return {**context, "number": number if phone.may_call(number) else "", "slots": found}


def _number_of(ticket: Ticket) -> str:
    known = Identity.objects.filter(customer=ticket.customer_id, kind="phone", replaced_by=None)
    return str(known.order_by("pk").values_list("address", flat=True).first() or "")
