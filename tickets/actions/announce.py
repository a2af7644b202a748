from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from events import actors
from events.database_time import database_time
from events.nudge import nudge
from people.models import Agent
from tickets import tasks
from tickets.changing import lock, refuse_reader
from tickets.models import Announced, Announcement, Ticket
from tickets.models.ticket_queryset import TicketQuerySet
from tickets.recording import record_on
from tickets.refusals import Refused


@transaction.atomic
def announce(  # noqa: PLR0913 - all that the sheet says
    problem: Ticket,
    *,
    by: Agent,
    texts: Mapping[str, str],
    templates: Mapping[int, Mapping[str, Any]],
    resolves: bool,
    escalations: str = "",
    seen: Mapping[int, int],
    client_key: UUID,
) -> Announcement:
    """Owed from now on: an answer to each incident that was in the preview and that the person sees.

    `escalations`: what becomes of what other functions do for those that are resolved, as Announcement says.
    `seen`: by ticket, the customer's newest message that the preview knew. The same click twice is one.
    """
    refuse_reader(by)
    chosen = {str(pk): dict(one) for pk, one in templates.items()}
    said = {"texts": dict(texts), "templates": chosen, "resolves": resolves}
    said["escalations"] = escalations if resolves else ""
    lock(problem)
    if earlier := Announcement.objects.filter(client_key=client_key).first():
        if (earlier.problem_id, earlier.by_id) != (problem.pk, by.pk):
            raise Refused("key_used")
        if any(getattr(earlier, field) != value for field, value in said.items()):  # gone back, and changed
            raise Refused("announced_already")
        return earlier
    incidents = Ticket.objects.filter(problem=problem)
    visible = incidents.visible_to(by)
    owed = _by_turns(visible.filter(pk__in=list(seen)))
    if not owed:
        raise Refused("nobody_to_answer")
    now = database_time()
    row = Announcement.objects.create(
        problem=problem,
        by=by,
        made_at=now,
        **said,
        unseen=incidents.count() - visible.count(),
        client_key=client_key,
    )
    Announced.objects.bulk_create(
        Announced(
            announcement=row,
            ticket_id=pk,
            seen_message_id=seen[pk],
            due_at=now + turn * timedelta(microseconds=1),
        )
        for pk, turn in owed
    )
    record_on(problem, "incidents.answered", by=actors.agent(by), announcement=row.pk, number=len(owed))
    nudge(tasks.answer_incidents)
    return row


def _by_turns(incidents: TicketQuerySet) -> list[tuple[int, int]]:
    """Each with its turn among its customer's: the newest of them is the first, and carries the text."""
    turns: Counter[int] = Counter()
    owed = []
    for pk, customer in incidents.order_by("-pk").values_list("pk", "customer"):
        owed.append((pk, turns[customer]))
        turns[customer] += 1
    return owed
