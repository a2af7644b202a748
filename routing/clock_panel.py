"""The promises of one ticket as its side panel shows them, and the receipt of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from helpdesk.marks.clocks import WorkingTime, span_words
from people.calendar import explain
from routing.changed_hours import moves_of
from routing.clocks import CANCELLED, LEFT, Kept, as_counted, keep
from routing.clockwork import used_seconds
from routing.deadlines import is_at_risk
from routing.extensions import extensions_of
from routing.ladder_panel import Rung, next_rungs, rungs_of
from routing.models import Clock, Metric
from routing.receipt import ReceiptLine, receipt
from routing.thresholds import BREACH
from routing.why_policy import why_policy
from tickets.models import Status, Ticket

LOOKS_AHEAD = timedelta(days=3)  # as long as a page may stay open and its bars stay right


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One promise: as `{% sla_clock %}` wants it, and `late` for one that ended too late."""

    row: Clock
    state: str  # as Ticket.SlaState, or "late"
    words: str
    title: str
    due_at: datetime | None
    working: WorkingTime
    next_rung: Rung | None = None

    @property
    def metric(self) -> str:
        return str(Metric(self.row.metric).label)

    @property
    def is_kept(self) -> bool:
        """The policy changed while it ran, and whoever changed it chose to keep what was promised."""
        return "kept" in self.row.policy_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    line: ReceiptLine
    words: str
    span: str
    so_far: str  # what has counted with it

    @property
    def day(self) -> date:
        return timezone.localdate(self.line.line.from_at)

    @property
    def ends_that_day(self) -> bool:
        return timezone.localdate(self.line.line.until_at) == self.day


def shown_clocks(ticket: Ticket) -> list[Shown]:
    """Of each metric the newest that counts."""
    newest: dict[str, Kept] = {}
    for one in map(as_counted, keep(list(Clock.objects.filter(ticket=ticket).order_by("pk")))):
        if one.row.stop_reason not in LEFT:
            newest[one.row.metric] = one
    shown = [newest[metric] for metric in Metric.values if metric in newest]
    coming = next_rungs(shown)
    return [_shown(one, coming.get(one.row.pk)) for one in shown]


def receipt_of(row: Clock) -> Mapping[str, Any]:
    """Every stretch that counted or did not, in the reader's language, and the sums."""
    language = (get_language() or "id")[:2]
    [one] = keep([row], language=language)
    one = as_counted(one, language=language)
    now = timezone.now()
    found = receipt(one.state, one.calendar, at=now)
    return {
        "clock": _shown(one),
        "lines": list(_lines(found.lines)),
        "target": span_words(found.target_seconds),
        "counted": span_words(found.counted_seconds),
        "left": span_words(abs(found.left_seconds)),
        "is_overrun": found.left_seconds < 0,
        "zone": str(one.calendar.zone),
        "former": _former(row),
        "extensions": extensions_of(row),
        "rungs": rungs_of(one),
        "looked_at": why_policy(row),
        "moved": moves_of(row),
    }


def _shown(one: Kept, next_rung: Rung | None = None) -> Shown:
    state, words = _stands(one)
    return Shown(
        row=one.row,
        state=state,
        words=words,
        title=_title(one),
        due_at=one.state.deadline,
        working=working_time(one),
        next_rung=next_rung,
    )


def working_time(one: Kept) -> WorkingTime:
    """What of it is used, and when the next of it counts."""
    now = timezone.now()
    until = min(one.state.deadline or now, now + LOOKS_AHEAD)
    counts = one.state.is_running and now < until
    ahead = explain(one.calendar, now, until) if counts else []
    return WorkingTime(
        target=one.state.target.seconds,
        used=used_seconds(one.state, one.calendar, at=now),
        ahead=[(line.from_at, line.until_at) for line in ahead if line.counted],
    )


def _stands(one: Kept) -> tuple[str, str]:
    state = one.state
    if state.stopped_at is not None:
        return _ended(one)
    if BREACH in state.fired or (state.deadline and state.deadline <= timezone.now()):
        return "breached", ""
    if state.is_paused:
        on_hold = state.pauses[-1].why == "on_hold"
        return "paused", str(Status.ON_HOLD.label) if on_hold else _("Waiting")
    return ("at_risk" if is_at_risk(one) else "ok"), ""


def _ended(one: Kept) -> tuple[str, str]:
    state = one.state
    if one.row.stop_reason == CANCELLED:
        return "cancelled", ""
    if state.is_breached and state.deadline and state.stopped_at:
        used = used_seconds(state, one.calendar, at=state.stopped_at)
        return "late", _("%(span)s late") % {"span": span_words(used - state.target.seconds)}
    if one.row.stop_reason == "answered" or one.row.metric == Metric.RESOLUTION:
        used = used_seconds(state, one.calendar, at=state.stopped_at or state.started_at)
        if not used:
            return "met", _("met outside hours")
        return "met", _("met in %(span)s") % {"span": span_words(used)}
    return "met", _("Not needed any more")


def _title(one: Kept) -> str:
    """Which policy, and on whose hours."""
    stored = one.hours.stored
    hours = stored.name if stored else one.row.policy_facts.get("calendar", {}).get("name")
    policy = one.row.policy_facts.get("policy", "")
    return " · ".join(part for part in (policy, hours or _("around the clock")) if part)


def _lines(lines: Sequence[ReceiptLine]) -> Iterator[ShownLine]:
    counted = 0.0
    for line in lines:
        counted += line.line.seconds if line.line.counted else 0
        span = span_words(line.line.seconds)
        yield ShownLine(line=line, words=_words(line), span=span, so_far=span_words(counted))


def _words(line: ReceiptLine) -> str:
    """Why this stretch counted or did not."""
    words = {
        "open": _("Working time"),
        "closed_hours": _("Outside opening hours"),
        "closed_day": _("Closed that day"),
        "weekend": _("Weekend"),
        "holiday": line.line.name or _("Holiday"),
        "pending": _("Waiting for the customer"),
        "on_hold": _("On hold"),
        "resolved": _("Resolved"),
        "answered": _("Answered, but it did not arrive"),
    }
    return words.get(line.reason, line.reason)


def _former(row: Clock) -> int:
    """How many promises this one took the place of."""
    earlier = Clock.objects.filter(ticket=row.ticket_id, metric=row.metric, cycle__lt=row.cycle)
    return earlier.filter(stop_reason="replaced", started_at=row.started_at).count()
