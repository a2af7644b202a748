from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from events import actors
from events.claims import rearm
from tickets.actions.reply import send_reply
from tickets.actions.tell_incident import tell_incident
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
    has_written = _has_written(row, ticket)
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
        keeps_open=has_written,
        resolves=announcement.resolves and not has_written,
        takes=False,
    )


def _tell(row: Announced, ticket: Ticket, told: Message) -> Message:
    """They have it by another of their incidents."""
    announcement = row.announcement
    resolves = announcement.resolves and not _has_written(row, ticket)
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


def _outcome(row: Announced, ticket: Ticket) -> str:
    if ticket.is_done:
        return Outcome.RESOLVED
    is_left = row.announcement.resolves and _has_written(row, ticket)
    return Outcome.LEFT_OPEN if is_left else Outcome.ANSWERED
