"""Routing rules and the priority scheme as stored, ready to be tried on a snapshot."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from helpdesk.lib.asked_once import asked_once
from helpdesk.lib.faults import FaultyData
from routing.classify import Rule
from routing.conditions import parse_conditions
from routing.models import PriorityScheme, RoutingRule
from routing.priority import Scheme
from routing.priority_scheme import parse_scheme
from routing.rule_actions import parse_actions

log = logging.getLogger(__name__)


@asked_once
def load_rules() -> list[Rule]:
    """In order, the inactive ones too: an explanation names them."""
    return list(_readable())


def as_rule(stored: RoutingRule) -> Rule:
    """Raises FaultyData."""
    return Rule(
        id=stored.pk,
        name=stored.name,
        conditions=parse_conditions(stored.conditions),
        actions=parse_actions(stored.actions),
        stops=stored.stops,
        is_active=stored.is_active,
        version=stored.version,
    )


@asked_once
def load_scheme() -> Scheme:
    stored = PriorityScheme.objects.filter(pk=PriorityScheme.ONLY).first()
    try:
        return parse_scheme(stored.weights if stored else {})
    except FaultyData as error:
        log.error("The priority scheme cannot be read: %s", error)
        return parse_scheme({})


def _readable() -> Iterator[Rule]:
    """One that cannot be read decides nothing, rather than stopping the others."""
    for stored in RoutingRule.objects.order_by("position", "id"):
        try:
            yield as_rule(stored)
        except FaultyData as error:
            log.error("Routing rule %s cannot be read: %s", stored.pk, error)
