"""How far an announcement has come, and what became of each incident."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, Value, When
from django.utils.translation import gettext as _

from events.claimable import Claimable
from people.models import Agent
from tickets.announcing.words import reason_words, way_on
from tickets.delivery_reasons import next_step, words_for
from tickets.models import Announced, Announcement, Delivery, Ticket
from tickets.models.announcement import WENT_OUT
from tickets.ticket_numbers import number_of

PAGE = 50
FAILED = (Delivery.Status.FAILED, Delivery.Status.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    ticket: Ticket
    words: str
    reason: str = ""
    way_on: str = ""
    is_bad: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    total: int
    owed: int
    stuck: int  # given up after many tries: an admin sees them under "Undeliverable"
    went: int
    not_delivered: int
    refused: int
    others: int  # left out, or taken back
    can_be_taken_back: int

    @property
    def percent(self) -> int:
        return 100 * (self.total - self.owed) // self.total if self.total else 100

    @property
    def moves(self) -> bool:
        """What was given up waits for a person."""
        return bool(self.owed or self.can_be_taken_back > self.stuck)


def progress_of(row: Announcement) -> Progress:
    """Three queries, however many there are."""
    rows = Announced.objects.filter(announcement=row)
    states = Counter(rows.values_list("state", "outcome"))
    went = sum(number for (_, outcome), number in states.items() if outcome in WENT_OUT)
    owed = sum(number for (state, _), number in states.items() if state == Claimable.State.PENDING)
    stuck = sum(number for (state, _), number in states.items() if state == Claimable.State.DEAD)
    refused = states[Claimable.State.DONE, Announced.Outcome.REFUSED]
    total = sum(states.values())
    failed = rows.went_out().filter(message__delivery__status__in=FAILED).count()
    return Progress(
        total=total,
        owed=owed,
        stuck=stuck,
        went=went,
        not_delivered=failed,
        refused=refused,
        others=total - owed - stuck - went - refused,
        can_be_taken_back=owed + stuck + rows.still_here().count(),
    )


def lines_of(row: Announcement, *, agent: Agent, page: int) -> tuple[Sequence[Line], bool]:
    """Of those whose tickets one sees; what needs somebody stands first. Whether there are more."""
    seen = Announced.objects.filter(announcement=row, ticket__in=Ticket.objects.visible_to(agent))
    rows = seen.select_related("ticket__customer", "ticket__channel", "message__delivery", "message__channel")
    order = ["-outcome_rank", "ticket_id"]
    ranked = rows.annotate(outcome_rank=_rank()).order_by(*order)
    found = list(ranked[page * PAGE : (page + 1) * PAGE + 1])
    return [_line(one) for one in found[:PAGE]], len(found) > PAGE


def _rank() -> Case:
    failed = When(message__delivery__status__in=FAILED, then=Value(2))
    refused = When(outcome=Announced.Outcome.REFUSED, then=Value(3))
    return Case(When(state=Claimable.State.DEAD, then=Value(4)), refused, failed, default=Value(1))


def _words_of(one: Announced) -> str:
    """Also of those whose customer was told in another incident of theirs."""
    if not one.message or one.outcome not in WENT_OUT or one.message.ticket_id == one.ticket_id:
        return str(one.get_outcome_display())
    words = {
        Announced.Outcome.ANSWERED: _("Told in %(ticket)s"),
        Announced.Outcome.RESOLVED: _("Told in %(ticket)s, and resolved"),
        Announced.Outcome.LEFT_OPEN: _(
            "Told in %(ticket)s, left open: the customer has written since the preview"
        ),
        Announced.Outcome.STILL_ASKED: _("Told in %(ticket)s, left open: another team still works on it"),
    }[Announced.Outcome(one.outcome)]
    return words % {"ticket": number_of(one.message.ticket_id)}


def _line(one: Announced) -> Line:
    if one.state == Claimable.State.DEAD:
        return Line(ticket=one.ticket, words=_("Given up after many tries"), is_bad=True)
    if not one.outcome:
        return Line(ticket=one.ticket, words=_("Waits"))
    words = _words_of(one)
    if one.outcome == Announced.Outcome.REFUSED:
        return Line(
            ticket=one.ticket,
            words=words,
            reason=reason_words(one.reason),
            way_on=way_on(one.reason),
            is_bad=True,
        )
    delivery: Delivery | None = getattr(one.message, "delivery", None) if one.message else None
    if one.outcome in WENT_OUT and delivery and delivery.status in FAILED:
        step = next_step(delivery.reason).words
        return Line(
            ticket=one.ticket, words=words, reason=words_for(delivery.reason), way_on=step, is_bad=True
        )
    status = str(delivery.get_status_display()) if delivery and one.outcome in WENT_OUT else ""
    return Line(ticket=one.ticket, words=words, reason=status)
