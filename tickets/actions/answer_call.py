from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext, override

from events.actors import Actor
from people.models import Agent
from tickets.actions.answered import go_on_after_answer
from tickets.actions.assign import give
from tickets.calls import change, hold_call, seconds_between, write_stay
from tickets.changing import lock, write
from tickets.models import Call, Message, QueueStay, Ticket


@transaction.atomic
def answer_call(stay: QueueStay, *, agent: Agent, by: Actor, at: datetime, waited: int | None = None) -> bool:
    """Both hear each other: the wait is over, and it counts as an answer. `waited`: seconds, where the
    provider knows better. False unless they were waiting.
    """
    call = hold_call(stay.call_id)
    stay.refresh_from_db()
    if stay.state != QueueStay.State.WAITING:
        return False
    seconds = seconds_between(stay.entered_at, at) if waited is None else waited
    write_stay(stay, state=QueueStay.State.TALKING, agent=agent, bridged_at=at, wait_seconds=seconds)
    change(
        call,
        state=Call.State.TALKING,
        agent=agent,
        answered_at=call.answered_at or at,
        wait_seconds=call.wait_seconds + seconds,
    )
    if call.ticket_id:
        ticket = Ticket.objects.get(pk=call.ticket_id)
        lock(ticket)
        write(ticket, caller_since=None)
        if ticket.assignee_id != agent.pk and ticket.is_active:
            give(ticket, to=agent, by=by, reason="answered_call", at=at)
        message = note_talk(ticket, call, agent=agent, at=at, by=by)
        write_stay(stay, message=message)
    return True


def note_talk(ticket: Ticket, call: Call, *, agent: Agent, by: Actor, at: datetime) -> Message:
    """Within an action that holds the ticket: in the timeline, talking is an answer like others."""
    with override(call.language):
        words = gettext("On the telephone")
    message = Message.objects.create(
        ticket=ticket,
        channel=call.channel,
        direction=Message.Direction.OUTBOUND,
        author_kind=Message.AuthorKind.AGENT,
        agent=agent,
        from_name=agent.name,
        recipients={"to": [["", call.number]]} if call.number else {},
        text=words,
        provider_id=call.provider_id,
        sent_at=at,
        created_at=at,
    )
    go_on_after_answer(ticket, message, by=by, keeps_open=True, resolves=False, at=at)
    return message
