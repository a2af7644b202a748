"""Ladders as their form sends them, and what came of their steps."""

from __future__ import annotations

from routing.forms.ladder import step_rows_of
from routing.models import Escalation


def ladder_form(ladder, *more):
    """What the page of a policy sends for these steps, and for further rows."""
    rows = [*step_rows_of(ladder), *more]
    data = {"step-TOTAL_FORMS": len(rows), "step-INITIAL_FORMS": len(rows)}
    for number, row in enumerate(rows):
        data |= {f"step-{number}-{name}": "" if value is None else value for name, value in row.items()}
    return data


def did(ticket, point):
    """What the step at this moment did: (what, what came of it)."""
    escalation = Escalation.objects.get(ticket=ticket, threshold=point)
    return [(one["do"], one["outcome"]) for one in escalation.did]
