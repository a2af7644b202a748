"""SLA policies as stored, and which of them applies to a ticket."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from helpdesk.lib.asked_once import asked_once
from helpdesk.lib.faults import FaultyData
from routing.clock_history import Policy
from routing.clockwork import Metric, Target
from routing.conditions import Node, evaluate, parse_conditions
from routing.ladder import Ladder, parse_ladder, points_of
from routing.models import SlaPolicy
from routing.snapshot import Snapshot

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A policy ready for use; `seconds` of working time by metric and priority."""

    policy: SlaPolicy
    conditions: Node
    seconds: Mapping[tuple[str, str], int]
    ladder: Ladder

    @property
    def pauses_on(self) -> frozenset[str]:
        policy = self.policy
        paused = {"pending": policy.pauses_while_pending, "on_hold": policy.pauses_while_on_hold}
        return frozenset(status for status, pauses in paused.items() if pauses)

    @property
    def moves(self) -> bool:
        """Running clocks follow when it comes to apply, or another of its targets."""
        return self.policy.on_change == SlaPolicy.OnChange.RECOMPUTE

    def for_priority(self, priority: str) -> Policy:
        targets = {
            cast(Metric, metric): Target(
                metric=cast(Metric, metric), seconds=seconds, warnings=points_of(self.ladder, metric)
            )
            for (metric, wanted), seconds in self.seconds.items()
            if wanted == priority and (metric == "resolution" or not self.policy.is_internal)
        }
        return Policy(targets=targets, pauses_on=self.pauses_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The promise that applies, or none; `looked_at` is every policy up to it, with why or why not."""

    promise: Promise | None
    looked_at: Sequence[Mapping[str, Any]]


@asked_once
def load_promises() -> list[Promise]:
    stored = SlaPolicy.objects.filter(is_active=True).prefetch_related("targets")
    return list(_readable(stored.order_by("position", "id")))


def choose_promise(snapshot: Snapshot, promises: Sequence[Promise]) -> Chosen:
    """The first whose conditions hold, of those for customers or of those between our own functions."""
    looked_at = []
    for promise in promises:
        if promise.policy.is_internal != snapshot.is_internal:
            continue
        verdict = evaluate(promise.conditions, snapshot)
        looked_at.append(
            {
                "policy": promise.policy.pk,
                "name": promise.policy.name,
                "version": promise.policy.version,
                "holds": verdict.holds,
                "reasons": [reason.as_data() for reason in verdict.reasons],
            }
        )
        if verdict.holds:
            return Chosen(promise=promise, looked_at=looked_at)
    return Chosen(promise=None, looked_at=looked_at)


def _readable(stored: Sequence[SlaPolicy] | Any) -> Iterator[Promise]:
    """One that cannot be read promises nothing, rather than stopping the others."""
    for policy in stored:
        try:
            yield Promise(
                policy=policy,
                conditions=parse_conditions(policy.conditions),
                seconds={
                    (target.metric, target.priority): 60 * target.minutes for target in policy.targets.all()
                },
                ladder=parse_ladder(policy.ladder),
            )
        except FaultyData as error:
            log.error("SLA policy %s cannot be read: %s", policy.pk, error)
