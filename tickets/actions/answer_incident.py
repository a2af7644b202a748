from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from events import actors
from events.claims import rearm
from tickets.actions.cancel_escalation import end_escalation
from tickets.actions.reply import send_reply
from tickets.actions.tell_incident import tell_incident
from tickets.announcing.going_on import going_on
from tickets.announcing.texts import language_of, plain_words_for, words_for
from tickets.announcing.told import told_already, waits_its_turn
from tickets.announcing.words import code_of
from tickets.changing import customer_words, lock
from tickets.incident_news import tell_problem
from tickets.manner import USUAL, Manner
from tickets.models import Announced, Announcement, Channel, Message, Ticket
from tickets.recipients import last_words, reply_channel
from tickets.refusals import Refused
from tickets.sendable import usual_way, why_not_now

Outcome = Announced.Outcome
TURN = timedelta(seconds=1)


@transaction.atomic
def answer_incident(row: Announced) -> None:
    """As if who announced it had replied there. Within the row's own work: both are done, or neither.

    What has become of the ticket since the preview counts, not what it was then.
    """
    if waits_its_turn(row):
        rearm(row, at=Now() + TURN)
        return
    ticket, told = row.ticket, told_already(row)
    lock(ticket)
    row.outcome, row.reason = _why_left_out(row, ticket), ""
    if not row.outcome:
        try:
            row.message = _tell(row, ticket, told) if told else _answer(row, ticket)
            _call_off(row.announcement, ticket)
        except Refused as refused:
            row.outcome, row.reason = Outcome.REFUSED, code_of(refused)[:40]
        else:
            row.outcome = _outcome(row, ticket)
    Announced.objects.filter(pk=row.pk).update(outcome=row.outcome, reason=row.reason, message=row.message)
    tell_problem(ticket)


def _why_left_out(row: Announced, ticket: Ticket) -> str:
    if ticket.problem_id != row.announcement.problem_id:
        return Outcome.UNLINKED
    if not Ticket.objects.visible_to(row.announcement.by).filter(pk=ticket.pk).exists():
        return Outcome.OUT_OF_SIGHT
    return Outcome.DONE_BEFORE if ticket.is_done else ""


@transaction.atomic
def _answer(row: Announced, ticket: Ticket) -> Message:
    """Whoever has written since the preview is answered, and what they wrote stays to be read."""
    announcement = row.announcement
    agent = announcement.by
    channel = reply_channel(ticket, last_words(ticket))
    manner = _manner(announcement, ticket, channel)
    text = announcement.texts.get(language_of(ticket, channel), "")
    if not text and manner is USUAL:
        raise Refused("no_text")
    return send_reply(
        ticket,
        text=words_for(text, ticket, agent=agent),
        by=actors.agent(agent),
        agent=agent,
        client_key=row.client_key,
        manner=manner,
        keeps_open=_has_written(row, ticket),
        resolves=announcement.resolves and not _why_left_open(row, ticket),
        takes=False,
    )


def _tell(row: Announced, ticket: Ticket, told: Message) -> Message:
    """They have it by another of their incidents."""
    announcement = row.announcement
    resolves = announcement.resolves and not _why_left_open(row, ticket)
    tell_incident(ticket, told=told, agent=announcement.by, resolves=resolves)
    return told


def _manner(announcement: Announcement, ticket: Ticket, channel: Channel) -> Manner:
    """An approved template where words cannot go any more, if one was chosen for the channel."""
    chosen = announcement.templates.get(str(channel.pk))
    if not chosen or why_not_now(ticket, usual_way(ticket)) != "window_closed":
        return USUAL
    agent = announcement.by
    values = {key: plain_words_for(one, ticket, agent=agent) for key, one in chosen["values"].items()}
    return Manner(template=chosen["template"], values=values)


def _has_written(row: Announced, ticket: Ticket) -> bool:
    return customer_words(ticket).filter(pk__gt=row.seen_message_id).exists()


def _why_left_open(row: Announced, ticket: Ticket) -> str:
    """What would be resolved, were it still as the preview knew it."""
    if _has_written(row, ticket):
        return Outcome.LEFT_OPEN
    is_unsaid = not row.announcement.escalations
    return Outcome.STILL_ASKED if is_unsaid and going_on(row.announcement.problem_id, ticket).exists() else ""


def _call_off(announcement: Announcement, ticket: Ticket) -> None:
    """Once it is resolved, as by one who resolves it alone: what other functions were to do for it."""
    if not ticket.is_done or announcement.escalations != Announcement.Escalations.CANCEL:
        return
    agent = announcement.by
    for child in going_on(announcement.problem_id, ticket).order_by("pk"):
        end_escalation(child, of=ticket, by=actors.agent(agent), agent=agent, at=None)


def _outcome(row: Announced, ticket: Ticket) -> str:
    if ticket.is_done:
        return Outcome.RESOLVED
    return (row.announcement.resolves and _why_left_open(row, ticket)) or Outcome.ANSWERED
