"""Pausing what a team is given, and going on."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from helpdesk.marks.times import clock_time
from people.models import Team
from people.signed_in import SignedInRequest, leaders_only, may_write
from routing.actions.pause_routing import MOST, pause_routing
from routing.actions.resume_routing import resume_routing
from routing.board.scope import scope_of
from routing.forms.pause import SPANS, PauseForm
from routing.pauses import pause_of
from routing.refusals import Refused
from routing.views.from_the_board import done, refuse
from tickets.forms.writing import first_error


@may_write
@leaders_only
@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: SignedInRequest, team_id: int) -> HttpResponse:
    team = _team(request, team_id)
    if request.method != "POST":
        return render(request, "routing/_board_pause.html", {"team": team, "spans": SPANS, "most": MOST})
    form = PauseForm(request.POST)
    if not form.is_valid():
        return refuse(request, first_error(form))
    try:
        held = pause_routing(team, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        return refuse(request, refusal.words)
    say = _("Routing to %(team)s is paused") % {"team": team.name}
    if held.until:
        say = _("Routing to %(team)s is paused until %(at)s") % {
            "team": team.name,
            "at": clock_time(held.until),
        }
    return done(request, say, undo=reverse("board:pause-end", args=[team.pk]))


@may_write
@leaders_only
@require_POST
def resume(request: SignedInRequest, team_id: int) -> HttpResponse:
    team = _team(request, team_id)
    held = pause_of(team.pk)
    try:
        if held is None:
            raise Refused("resumed_already")
        resume_routing(held, by=request.user)
    except Refused as refusal:
        return refuse(request, refusal.words)
    return done(request, _("%(team)s is given work again") % {"team": team.name})


def _team(request: SignedInRequest, team_id: int) -> Team:
    """One that the asker leads."""
    team = scope_of(request.user, str(team_id)).team
    if team is None:
        raise Http404
    return team
