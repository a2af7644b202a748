"""Which open deadlines another wording of a policy would move: by the plan that a recount carries out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from django.utils import timezone

from routing.calendars import UNCOUNTABLE
from routing.clocks import Kept, keep
from routing.conditions import parse_conditions
from routing.ladder import parse_ladder
from routing.models import Clock, SlaPolicy
from routing.moves import SECONDS, Move, Moves, portions, unbroken
from routing.policies import Promise, choose_promise, load_promises
from routing.reconsidering import plan_of
from routing.snapshot import Snapshot
from routing.snapshots import snapshots_of, whole
from tickets.models import Ticket

AS_IF_RECOMPUTED = {"on_change": SlaPolicy.OnChange.RECOMPUTE, "promised_version": 0}


def moves_of_policy(
    policy: SlaPolicy,
    fields: Mapping[str, Any],
    *,
    targets: Mapping[tuple[str, str], int],
    seconds: float = SECONDS,
) -> Moves:
    """What runs by it, promised anew. Raises FaultyData for what no policy can say."""
    promises = _promises(policy, fields, targets)
    clocks = unbroken(Clock.objects.filter(policy=policy))
    moves = Moves(total=clocks.count(), now=timezone.now())
    for portion in portions(clocks, seconds):
        moves.looked_at += len(portion)
        _look_at(portion, promises, moves)
    return moves


def _promises(
    policy: SlaPolicy, fields: Mapping[str, Any], targets: Mapping[tuple[str, str], int]
) -> list[Promise]:
    typed = copy(policy)
    for name, value in {**fields, **AS_IF_RECOMPUTED}.items():
        setattr(typed, name, value)
    changed = Promise(
        policy=typed,
        conditions=parse_conditions(typed.conditions),
        seconds={key: 60 * minutes for key, minutes in targets.items()},
        ladder=parse_ladder(typed.ladder),
    )
    others = [one for one in load_promises() if one.policy.pk != policy.pk]
    found = [*others, *([changed] if typed.is_active else [])]
    return sorted(found, key=lambda one: (one.policy.position, one.policy.pk))


def _look_at(portion: Sequence[Clock], promises: Sequence[Promise], moves: Moves) -> None:
    wanted = {row.pk for row in portion}
    tickets = whole(Ticket.objects.active()).in_bulk({row.ticket_id for row in portion})
    snapshots = snapshots_of(list(tickets.values()), at=moves.now)
    clocks: dict[int, list[Kept]] = defaultdict(list)
    for one in keep(list(Clock.objects.filter(ticket__in=tickets).order_by("pk"))):
        clocks[one.row.ticket_id].append(one)
    for pk, ticket in tickets.items():
        theirs = [one for one in clocks[pk] if one.row.pk in wanted]
        try:
            new = _deadlines(ticket, clocks[pk], snapshots[pk], promises, moves)
        except UNCOUNTABLE:
            moves.uncountable += len(theirs)
            continue
        for one in theirs:
            old = one.state.deadline
            if old and one.row.pk in new and new[one.row.pk] != old:
                moves.moved.append(Move(ticket=pk, metric=one.row.metric, old=old, new=new[one.row.pk]))


def _deadlines(
    ticket: Ticket, clocks: list[Kept], snapshot: Snapshot, promises: Sequence[Promise], moves: Moves
) -> dict[int, Any]:
    """The new deadline of each clock that would be replaced; None: it would end, or stand still."""
    promise = choose_promise(snapshot, promises).promise
    if promise is None:
        return dict.fromkeys((one.row.pk for one in clocks if one.state.stopped_at is None), None)
    plan = plan_of(ticket, clocks, promise, at=moves.now)
    begun = {(state.metric, state.started_at): state.deadline for state in plan.states}
    return {one.row.pk: begun.get((one.state.metric, one.state.started_at)) for one in plan.outdated}
