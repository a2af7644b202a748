from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from events.actors import Actor
from helpdesk.lib.faults import FaultyData
from people.actions.change_company import change_company
from tickets.weights import check_weights


@transaction.atomic
def set_channel_weights(
    weights: Mapping[str, float], *, by: Actor, expected_version: int | None = None
) -> bool:
    """How much a ticket of each kind of channel counts. False if that is so already."""
    if faults := check_weights(weights):
        raise FaultyData(faults)
    changed = change_company(by=by, expected_version=expected_version, channel_weights=dict(weights))
    return bool(changed)
