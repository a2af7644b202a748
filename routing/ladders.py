"""The ladders of stored policies, as they are now, and what they have done at a moment of a clock."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping

from helpdesk.lib.asked_once import asked_once
from helpdesk.lib.faults import FaultyData
from routing.ladder import Ladder, StepAction, actions_at, parse_ladder
from routing.models import Clock, SlaPolicy

log = logging.getLogger(__name__)

WITHOUT_POLICY = (StepAction("notify_holder"), StepAction("notify_leads"))
Ladders = Mapping[int, Ladder]  # by the id of the policy


def load_ladders(clocks: Iterable[Clock]) -> Ladders:
    """Of policies switched off too: what they promised goes on."""
    return _load(frozenset(clock.policy_id for clock in clocks if clock.policy_id is not None))


def actions_of(clock: Clock, point: int, ladders: Ladders) -> tuple[StepAction, ...]:
    """Where the policy is gone or cannot be read, whoever has the ticket and leads its team still hears."""
    if clock.policy_id is None or clock.policy_id not in ladders:
        return WITHOUT_POLICY
    return actions_at(ladders[clock.policy_id], clock.metric, point)


@asked_once
def _load(wanted: frozenset[int]) -> Ladders:
    found = {}
    for pk, stored in SlaPolicy.objects.filter(pk__in=wanted).values_list("pk", "ladder"):
        try:
            found[pk] = parse_ladder(stored)
        except FaultyData as error:
            log.error("The ladder of SLA policy %s cannot be read: %s", pk, error)
    return found
