"""Many tickets at once: what it would do, doing it, what came of it, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpdesk.lib.whole_number import whole_number
from people.models import Agent
from people.signed_in import SignedInRequest, leaders_only, may_write
from routing.actions.reshuffle import Wanted, reshuffle
from routing.actions.undo_reshuffle import undo_reshuffle
from routing.board.moving import AGENTS, people_in, preview
from routing.board.scope import Scope, scope_of
from routing.forms.reshuffle import ReshuffleForm
from routing.models import Reshuffle
from routing.refusals import Refused
from routing.reshuffle_words import outcome_words
from tickets.models import Ticket


@may_write
@leaders_only
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: SignedInRequest) -> HttpResponse:
    scope = scope_of(request.user, request.GET.get("team", ""))
    if request.method == "POST":
        return _carry_out(request, scope)
    what, _sep, number = request.GET.get("what", Reshuffle.What.BALANCE).partition("-")
    if what not in Reshuffle.What.values:
        raise Http404
    of = (
        get_object_or_404(people_in(scope), pk=whole_number(number)) if what == Reshuffle.What.AGENT else None
    )
    context = {
        "scope": scope,
        "section": "board",
        "shown": preview(scope, what=what, of=of, to=request.GET.get("to", AGENTS)),
        "places": _places(scope),
        "asked": request.GET.get("what", ""),
    }
    return render(request, "routing/reshuffle.html", context)


@leaders_only
@require_safe
def result(request: SignedInRequest, reshuffle_id: int) -> HttpResponse:
    row = _row(request, reshuffle_id)
    visible = Ticket.objects.visible_to(request.user).select_related("customer", "assignee", "team")
    tickets = visible.in_bulk([step["ticket"] for step in row.steps])
    steps = [
        {
            "ticket": tickets[step["ticket"]],
            "words": outcome_words(step["outcome"]),
            "undone": outcome_words(step["undone"]) if step.get("undone", "done") != "done" else "",
            "is_done": step["outcome"] == "done",
        }
        for step in row.steps
        if step["ticket"] in tickets
    ]
    context = {"row": row, "steps": steps, "section": "board"}
    return render(request, "routing/reshuffled.html", context)


@may_write
@leaders_only
@require_POST
def undo(request: SignedInRequest, reshuffle_id: int) -> HttpResponse:
    row = _row(request, reshuffle_id)
    try:
        undo_reshuffle(row, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, _("Undone"))
    return HttpResponseRedirect(reverse("board:reshuffle", args=[row.pk]))


def _places(scope: Scope) -> list[tuple[str, list[tuple[str, str]]]]:
    """Where tickets can go, in groups."""
    teams = [(f"team-{team.pk}", team.name) for team in scope.teams if team.is_active]
    people = [(f"agent-{agent.pk}", agent.name) for agent in people_in(scope)]
    everybody = [(AGENTS, _("Whoever of the team is there and has room"))]
    return [(_("By load"), everybody), (_("Teams"), teams), (_("Agents"), people)]


def _carry_out(request: SignedInRequest, scope: Scope) -> HttpResponse:
    form = ReshuffleForm(request.POST, picked=request.POST.getlist("pick"))
    wanted = _wanted(scope, form) if form.is_valid() else []
    if not wanted:
        messages.error(request, _("Nothing was chosen."))
        return HttpResponseRedirect(request.get_full_path())
    row = reshuffle(wanted, what=form.cleaned_data["what"], by=request.user)
    words = (
        ngettext("%(n)s ticket was nudged", "%(n)s tickets were nudged", row.done)
        if row.what == Reshuffle.What.NUDGE
        else ngettext("%(n)s ticket was moved", "%(n)s tickets were moved", row.done)
    )
    messages.success(request, words % {"n": row.done})
    return HttpResponseRedirect(reverse("board:reshuffle", args=[row.pk]))


def _wanted(scope: Scope, form: ReshuffleForm) -> list[Wanted]:
    """Whom and what the viewer sees, whatever was sent."""
    picks = form.picks()
    visible = Ticket.objects.visible_to(scope.viewer).filter(scope.tickets)
    tickets = visible.in_bulk([ticket for ticket, *_ in picks])
    people: dict[int, Agent] = people_in(scope).in_bulk([agent for _, _, agent, _ in picks])
    teams = {team.pk: team for team in scope.teams if team.is_active}
    is_nudge = form.cleaned_data["what"] == Reshuffle.What.NUDGE
    return [
        Wanted(
            ticket=tickets[ticket],
            version=version,
            to_agent=people.get(agent),
            to_team=teams.get(team),
        )
        for ticket, version, agent, team in picks
        if ticket in tickets and (agent in people or team in teams or is_nudge)
    ]


def _row(request: SignedInRequest, reshuffle_id: int) -> Reshuffle:
    """One's own; who sees everything sees all."""
    rows = Reshuffle.objects.select_related("by")
    if not request.user.sees_everything:
        rows = rows.filter(by=request.user)
    return get_object_or_404(rows, pk=reshuffle_id)
