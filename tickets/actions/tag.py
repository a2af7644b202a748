from __future__ import annotations

from datetime import datetime

from django.db import transaction

from events.actors import Actor
from tickets.changing import lock, refuse_closed
from tickets.models import Tag, Ticket
from tickets.recording import record_on
from tickets.refusals import Refused


@transaction.atomic
def add_tag(ticket: Ticket, *, name: str, by: Actor, at: datetime | None = None) -> bool:
    """False if it has the tag already."""
    tidy = _tidy(name)
    lock(ticket)  # before the word, which whoever holds the ticket may be writing
    refuse_closed(ticket)
    tag, _ = Tag.objects.get_or_create(name=tidy)
    if ticket.tags.filter(pk=tag.pk).exists():
        return False
    ticket.tags.add(tag)
    record_on(ticket, "ticket.tagged", by=by, at=at, tag=tag.pk)
    return True


@transaction.atomic
def remove_tag(ticket: Ticket, *, tag: Tag, by: Actor, at: datetime | None = None) -> bool:
    """False if it has no such tag. The word itself stays for other tickets."""
    lock(ticket)
    refuse_closed(ticket)
    if not ticket.tags.filter(pk=tag.pk).exists():
        return False
    ticket.tags.remove(tag)
    record_on(ticket, "ticket.untagged", by=by, at=at, tag=tag.pk)
    return True


def _tidy(name: str) -> str:
    tidy = " ".join(name.casefold().split())
    if not tidy or len(tidy) > 50 or "," in tidy or not tidy.isprintable():
        raise Refused("bad_tag")
    return tidy
