from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from events.actors import Actor
from events.record import record
from routing.learned_files import path_of
from routing.models import LearnedVersion
from routing.refusals import Refused

State = LearnedVersion.State


@transaction.atomic
def use_version(version: LearnedVersion, *, by: Actor) -> bool:
    """A person takes another version, also one that was not better. False if it is live already."""
    held = {one.pk: one for one in LearnedVersion.objects.select_for_update().filter(subject=version.subject)}
    wanted = held[version.pk]
    if wanted.state == State.LIVE:
        return False
    if not path_of(wanted.file).exists():
        raise Refused("version_gone")
    live = next((one for one in held.values() if one.state == State.LIVE), None)
    if live:
        live.state = State.KEPT
        live.save(update_fields=["state"])
    wanted.state, wanted.live_since = State.LIVE, timezone.now()
    wanted.save(update_fields=["state", "live_since"])
    record(
        "learning.version_used",
        by=by,
        subject=wanted.subject,
        version=wanted.number,
        former=live.number if live else None,
    )
    return True
