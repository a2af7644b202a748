"""What a change of opening hours or of a policy would move, shown beside the form before it is saved."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from helpdesk.lib.faults import FaultyData
from people.models import Calendar
from people.signed_in import SignedInRequest, admin_only
from routing.forms.ladder import StepRows, step_rows_of
from routing.forms.policies import PolicyForm, of_policy, says_more
from routing.models import Metric, SlaPolicy
from routing.moves import Moves, moves_of_hours
from routing.other_hours import as_typed
from routing.policy_moves import moves_of_policy
from tickets.models import Ticket
from tickets.views.found import LARGEST


@admin_only
@require_POST
def of_calendar(request: SignedInRequest, calendar_id: int) -> HttpResponse:
    stored = get_object_or_404(Calendar.objects.prefetch_related("holidays"), pk=min(calendar_id, LARGEST))
    calendar = as_typed(stored, request.POST)
    return _shown(request, moves_of_hours(stored.pk, calendar) if calendar else None)


@admin_only
@require_POST
def of_policy_change(request: SignedInRequest, policy_id: int) -> HttpResponse:
    policy = get_object_or_404(SlaPolicy.objects.prefetch_related("targets"), pk=min(policy_id, LARGEST))
    form = PolicyForm(request.POST, initial=of_policy(policy))
    steps: Any = StepRows(request.POST, initial=step_rows_of(policy.ladder), prefix="step")
    if not (form.is_valid() and steps.is_valid()) or not form.targets:
        return _shown(request, None)
    typed = {name: form.cleaned_data[name] for name in ("calendar", "is_active")}
    typed |= {name: form.cleaned_data[name] for name in ("pauses_while_pending", "pauses_while_on_hold")}
    conditions = policy.conditions if says_more(policy) else form.conditions
    try:
        moves = moves_of_policy(
            policy, {**typed, "conditions": conditions, "ladder": steps.ladder}, targets=form.targets
        )
    except FaultyData:
        return _shown(request, None)
    return _shown(request, moves)


def _shown(request: SignedInRequest, moves: Moves | None) -> HttpResponse:
    shown = moves.shown if moves else []
    tickets = Ticket.objects.visible_to(request.user).in_bulk([one.ticket for one in shown])
    rows: list[dict[str, Any]] = [
        {
            "move": one,
            "ticket": tickets[one.ticket],
            "metric": Metric(one.metric).label,
            "is_broken": bool(moves and one in moves.broken),
        }
        for one in shown
        if one.ticket in tickets
    ]
    return render(request, "routing/_deadlines_moved.html", {"moves": moves, "rows": rows})
