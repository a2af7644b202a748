from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from people.models import Agent
from tickets.changing import refuse_reader
from tickets.models import Channel, Draft, Ticket
from tickets.refusals import Refused
from tickets.stale import StaleDraft

LONGEST = 200_000


def begin_draft(ticket: Ticket, *, agent: Agent, kind: str) -> Draft:
    """Within another action: the agent's draft, locked. Begun here it has no words: version 0."""
    Draft.objects.get_or_create(ticket=ticket, agent=agent, kind=kind, defaults={"version": 0})
    return Draft.objects.select_for_update(no_key=True).get(ticket=ticket, agent=agent, kind=kind)


@transaction.atomic
def save_draft(
    ticket: Ticket, *, agent: Agent, kind: str, text: str, version: int, channel: int | None = None
) -> Draft:
    """Keep what the agent is writing. `version` is the one their window knows, 0 for a new draft.
    `channel`: what they chose instead of the usual one.

    StaleDraft if another window of theirs has saved since, unless that says the same, or has sent it.
    """
    refuse_reader(agent)
    if len(text) > LONGEST:
        raise Refused("too_long", limit=LONGEST)
    by = Channel.objects.filter(pk=channel).values_list("pk", flat=True).first() if channel else None
    if version == 0:
        draft, is_new = Draft.objects.get_or_create(
            ticket=ticket, agent=agent, kind=kind, defaults={"text": text, "channel_id": by}
        )
        if is_new:
            return draft
    mine = Draft.objects.filter(ticket=ticket, agent=agent, kind=kind)
    saved = (
        mine.filter(version=version)
        .exclude(text=text, channel=by)
        .update(text=text, channel=by, version=F("version") + 1, updated_at=timezone.now())
    )
    kept = mine.first()
    if kept is None or not (saved or kept.text == text):
        raise StaleDraft(kept)
    return kept
