"""What the ladders have done at the moments that were reached, in the transaction in which they fired."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from events import actors
from events.models import Event
from people.models import Membership, Presence
from routing.actions.take_step import take_step
from routing.audience import Audience
from routing.fired import Fired
from routing.ladder import StepAction
from routing.ladders import actions_of, load_ladders
from routing.thresholds import BREACH
from tickets.actions.let_see import let_see
from tickets.actions.notify_all import notify_all
from tickets.gathering import HappenedOn
from tickets.models import Notification, Ticket
from tickets.recording_all import record_on_all

Did = dict[str, Any]
WELL = {"done", "already"}


@dataclass(slots=True, kw_only=True)
class Step:
    """A moment that was reached while its clock still ran."""

    fired: Fired
    event: Event
    ticket: Ticket
    actions: Sequence[StepAction]
    did: list[Did] = field(default_factory=list)


def climb(
    fired: Sequence[Fired], events: Sequence[Event], tickets: Mapping[int, Ticket], *, at: datetime
) -> None:
    """In the order in which they were reached. A clock that had stopped by then has nobody to hurry."""
    steps = _steps(fired, events, tickets)
    if not steps:
        return
    _hold_people(steps)
    audience = Audience(step.ticket for step in steps)
    told: dict[int, set[int]] = defaultdict(set)  # by clock
    for step in steps:
        told[step.fired.clock.row.pk] |= _take(step, audience, at)
    _tell(steps, told)
    _keep(steps)
    record_on_all([stuck for step in steps for stuck in _stuck(step)])


def _steps(fired: Sequence[Fired], events: Sequence[Event], tickets: Mapping[int, Ticket]) -> list[Step]:
    running = [pair for pair in zip(fired, events, strict=True) if pair[0].clock.state.is_running]
    ladders = load_ladders(one.clock.row for one, _event in running) if running else {}
    return [
        Step(
            fired=one,
            event=event,
            ticket=tickets[one.clock.row.ticket_id],
            actions=actions_of(one.clock.row, one.threshold.point, ladders),
        )
        for one, event in running
    ]


def _hold_people(steps: Iterable[Step]) -> None:
    """Everybody who may be given something, at once and in order: two portions never wait for each other."""
    teams: set[Any] = set()
    agents: set[int] = set()
    for step in steps:
        doing = {action.do: action.to for action in step.actions}
        teams.add(doing.get("set_team"))  # a later moment may hand it on there
        if "reassign" in doing:
            teams.add(step.ticket.team_id)
        agents |= {action.to for action in step.actions if action.do == "assign_agent"}
    hands_on = any(action.do == "reassign" for step in steps for action in step.actions)
    if hands_on:
        agents |= set(Membership.objects.filter(team__in=teams - {None}).values_list("agent", flat=True))
    if agents:
        held = Presence.objects.filter(agent__in=agents).order_by("agent_id")
        list(held.select_for_update(no_key=True).values_list("pk"))


def _take(step: Step, audience: Audience, at: datetime) -> set[int]:
    """Who is to hear of it: as it stood before anything was done to it."""
    hearing: set[int] = set()
    for action in step.actions:
        if action.kind.tells:
            found = audience.of(action, step.ticket)
            hearing |= found
            outcome: Did = {"outcome": "done" if found else "nobody", "agents": sorted(found)}
            step.did.append({**action.as_data(), **outcome})
    if named := hearing & {action.to for action in step.actions if action.do == "notify_agent"}:
        let_see(step.ticket, agents=named)
    by = actors.clock(step.fired.clock.row.pk)
    for action in step.actions:
        if not action.kind.tells:
            step.did.append({**action.as_data(), **take_step(action, step.ticket, by=by, at=at)})
    return hearing


def _tell(steps: Sequence[Step], told: Mapping[int, set[int]]) -> None:
    """Of several moments of a clock that come at once people hear the worst."""
    worst = {step.fired.clock.row.pk: step for step in steps}
    notify_all(
        [
            Notification(agent_id=agent, ticket=step.ticket, event_id=step.event.pk, **_said(step.fired))
            for clock, step in worst.items()
            for agent in sorted(told[clock])
        ]
    )


def _said(fired: Fired) -> dict[str, Any]:
    point = fired.threshold.point
    data = {"metric": fired.clock.row.metric, "threshold": point}
    if deadline := fired.clock.state.deadline:
        data["due_at"] = deadline.isoformat()
    kind = Notification.Kind.SLA_BREACHED if point >= BREACH else Notification.Kind.SLA_WARNING
    return {"kind": kind, "data": data}


def _keep(steps: Sequence[Step]) -> None:
    """With each escalation, what it did and what it could not do."""
    done = [step for step in steps if step.did]
    with connection.cursor() as sql:
        sql.execute(
            "update routing_escalation e set did = v.did "
            "from unnest(%s::bigint[], %s::smallint[], %s::jsonb[]) as v(clock, point, did) "
            "where e.clock_id = v.clock and e.threshold = v.point",
            [
                [step.fired.clock.row.pk for step in done],
                [step.fired.threshold.point for step in done],
                [json.dumps(step.did) for step in done],
            ],
        )


def _stuck(step: Step) -> Iterable[HappenedOn]:
    """What was to be done to the ticket and could not be, said on its timeline."""
    failed = [one for one in step.did if one["outcome"] not in {*WELL, "nobody"}]
    if failed:
        row = step.fired.clock.row
        data = {"metric": row.metric, "cycle": row.cycle, "clock": row.pk, "did": failed}
        yield HappenedOn(ticket=step.ticket, kind="sla.stuck", by=actors.clock(row.pk), data=data)
