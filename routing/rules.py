"""Routing rules and the priority scheme as stored, ready to be tried on a snapshot."""

from __future__ import annotations

import logging

from helpdesk.lib.asked_once import asked_once
from helpdesk.lib.faults import FaultyData
from routing.classify import Rule
from routing.models import PriorityScheme
from routing.priority import Scheme
from routing.priority_scheme import parse_scheme
from routing.rule_sets import live_rules, readable

log = logging.getLogger(__name__)


@asked_once
def load_rules() -> list[Rule]:
    """What was published last, in order, the inactive ones too: an explanation names them."""
    return list(readable(live_rules()))


@asked_once
def load_scheme() -> Scheme:
    stored = PriorityScheme.objects.filter(pk=PriorityScheme.ONLY).first()
    try:
        return parse_scheme(stored.weights if stored else {})
    except FaultyData as error:
        log.error("The priority scheme cannot be read: %s", error)
        return parse_scheme({})
