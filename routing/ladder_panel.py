"""The ladder of one promise as people read it: what was done when, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from people.models import Agent
from routing.clocks import Kept
from routing.clockwork import thresholds
from routing.ladder import StepAction
from routing.ladder_named import called
from routing.ladders import Ladders, actions_of, load_ladders
from routing.models import Escalation
from routing.thresholds import BREACH
from tickets.ladder_words import STEP_WORDS, WHY_NOT, stuck_words
from tickets.promise_words import how_far


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One moment. `fired_at`: when it came; None: it has not come yet."""

    point: int
    at: datetime
    words: str
    actions: Sequence[str]
    fired_at: datetime | None = None

    @property
    def says(self) -> str:
        return ", ".join(self.actions)


def rungs_of(one: Kept) -> list[Rung]:
    """Every moment of a promise in order: what came of those that came, and the others as they stand."""
    came = {row.threshold: row for row in Escalation.objects.filter(clock=one.row)}
    ladders = load_ladders([one.row])
    names = _names(came.values())
    rungs = [_came(row, names) for row in came.values()]
    if one.state.is_running:
        ahead = (found for found in thresholds(one.state, one.calendar) if found.point not in one.state.fired)
        rungs += [_to_come(one, found.point, found.at, ladders) for found in ahead]
    return sorted(rungs, key=lambda rung: rung.at)


def next_rungs(clocks: Sequence[Kept]) -> Mapping[int, Rung]:
    """What comes next of those that run, by the id of the clock: where something is done."""
    ladders = load_ladders(one.row for one in clocks)
    found = {}
    for one in clocks:
        if one.state.is_running and (rung := _next(one, ladders)):
            found[one.row.pk] = rung
    return found


def _next(one: Kept, ladders: Ladders) -> Rung | None:
    for each in thresholds(one.state, one.calendar):
        if each.point not in one.state.fired and actions_of(one.row, each.point, ladders):
            return _to_come(one, each.point, each.at, ladders)
    return None


def moment_words(point: int) -> str:
    return _("The time is over") if point == BREACH else how_far(point)


def action_words(action: StepAction) -> str:
    to = called(action.do, action.to)
    words = str(STEP_WORDS[action.do])
    return f"{words}: {to}" if to else words


def _to_come(one: Kept, point: int, at: datetime, ladders: Ladders) -> Rung:
    actions = [action_words(action) for action in actions_of(one.row, point, ladders)]
    return Rung(point=point, at=at, words=moment_words(point), actions=actions)


def _came(row: Escalation, names: Mapping[int, str]) -> Rung:
    return Rung(
        point=row.threshold,
        at=row.due_at,
        words=moment_words(row.threshold),
        actions=[_done_words(one, names) for one in row.did],
        fired_at=row.fired_at,
    )


def _done_words(did: Mapping[str, Any], names: Mapping[int, str]) -> str:
    """Tell whoever has it: Rani. Give it to another agent: nobody else can take it."""
    if did["outcome"] in WHY_NOT:
        return stuck_words(did)
    who = [names.get(agent, f"#{agent}") for agent in did.get("agents", ())]
    to = ", ".join(who) or called(did["do"], did.get("to"))
    words = str(STEP_WORDS.get(did["do"], did["do"]))
    return f"{words}: {to}" if to else words


def _names(rows: Iterable[Escalation]) -> Mapping[int, str]:
    wanted = {agent for row in rows for did in row.did for agent in did.get("agents", ())}
    return dict(Agent.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
