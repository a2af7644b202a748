"""What an event says in the timeline, worked out when it is read: rows hold codes, readers have languages."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from events.models import ActorKind, Event
from tickets import timeline_words_of_calls as of_calls
from tickets import timeline_words_of_customers as of_customers
from tickets import timeline_words_of_escalations as of_escalations
from tickets import timeline_words_of_guesses as of_guesses
from tickets import timeline_words_of_leaders as of_leaders
from tickets import timeline_words_of_offers as of_offers
from tickets import timeline_words_of_problems as of_problems
from tickets import timeline_words_of_promises as of_promises
from tickets import timeline_words_of_visitors as of_visitors
from tickets.delivery_reasons import words_for
from tickets.models import Priority, Ticket
from tickets.timeline_names import Names, strong


def words_of(event: Event, names: Names) -> SafeString:
    return WORDS[event.kind](event, names)


def actor_of(event: Event, names: Names) -> str:
    if event.actor_kind == ActorKind.AGENT:
        return names.of("agent", event.actor_id)
    if event.actor_kind == ActorKind.CUSTOMER:
        return names.customer
    if event.actor_kind == ActorKind.RULE:
        return names.by_id.get(("rule", event.actor_id or 0)) or _("a rule that is gone")
    return "Alur"


def _plain(text: str) -> Callable[[Event, Names], SafeString]:
    return lambda event, names: format_html("{}", _(text))


_GIVEN = {
    "claimed": gettext_noop("Taken by {agent}"),
    "answered": gettext_noop("Taken by {agent} by answering"),
    "accepted": gettext_noop("Accepted by {agent}"),
    "taken_over": gettext_noop("Taken over by {agent}"),
    "undone": gettext_noop("Given back to {agent}"),
}


def _assigned(event: Event, names: Names) -> SafeString:
    words = _GIVEN.get(event.data["reason"], gettext_noop("Assigned to {agent}"))
    return format_html(_(words), agent=strong(names.of("agent", event.data["to"])))


def _unassigned(event: Event, names: Names) -> SafeString:
    """What a person did needs no reason: it says who, also to themselves."""
    former = strong(names.of("agent", event.data["from"]))
    if event.actor_kind == ActorKind.AGENT:
        by = strong(names.of("agent", event.actor_id))
        if event.data["from"] == event.actor_id:
            return format_html(_("Given back by {agent}"), agent=by)
        return format_html(_("Taken from {agent} by {by}, back into the queue"), agent=former, by=by)
    reason = str(dict(Ticket.UnassignedReason.choices).get(event.data["reason"], ""))
    return format_html(_("Taken from {agent}: {reason}"), agent=former, reason=reason)


def _transferred(event: Event, names: Names) -> SafeString:
    return format_html(_("Moved to {team}"), team=strong(names.of("team", event.data["to_team"])))


def _priority(event: Event, names: Names) -> SafeString:
    return format_html(_("Priority set to {priority}"), priority=strong(Priority(event.data["to"]).label))


def _category(event: Event, names: Names) -> SafeString:
    if event.data["to"] is None:
        return format_html("{}", _("Category removed"))
    return format_html(
        _("Category set to {category}"), category=strong(names.of("category", event.data["to"]))
    )


def _tagged(event: Event, names: Names) -> SafeString:
    return format_html(_("Tagged {tag}"), tag=strong(names.of("tag", event.data["tag"])))


def _untagged(event: Event, names: Names) -> SafeString:
    return format_html(_("Tag {tag} removed"), tag=strong(names.of("tag", event.data["tag"])))


def _followed_up(event: Event, names: Names) -> SafeString:
    number = f"{names.ticket_prefix}-{event.data['ticket']}"
    return format_html(_("Goes on as {ticket}"), ticket=strong(number))


def _subject(event: Event, names: Names) -> SafeString:
    return format_html(_("Subject changed to {subject}"), subject=strong(event.data["to"]))


def _participant(event: Event, names: Names) -> SafeString:
    return format_html(_("Replies now also go to {address}"), address=strong(event.data["address"]))


def _left_out(event: Event, names: Names) -> SafeString:
    return format_html(_("Replies no longer go to {address}"), address=strong(event.data["address"]))


def _failed(event: Event, names: Names) -> SafeString:
    return format_html(_("A message was not delivered: {reason}"), reason=words_for(event.data["reason"]))


def _unknown(event: Event, names: Names) -> SafeString:
    return format_html(
        _("A message may have been sent or not: {reason}"), reason=words_for(event.data["reason"])
    )


def _reopened(event: Event, _names: Names) -> SafeString:
    words = _("Resolving was undone") if event.data.get("is_taken_back") else _("Reopened")
    return format_html("{}", words)


def _retried(event: Event, _names: Names) -> SafeString:
    if address := event.data.get("address"):
        return format_html(_("A message is sent again, to {address}"), address=strong(address))
    return format_html("{}", _("A message is sent again"))


WORDS: dict[str, Callable[[Event, Names], SafeString]] = {
    "message.received": _plain(gettext_noop("The customer wrote")),
    "reply.sent": _plain(gettext_noop("A reply was sent")),
    "reply.withdrawn": _plain(gettext_noop("A reply was taken back before it left")),
    "ticket.assigned": _assigned,
    "ticket.unassigned": _unassigned,
    "ticket.offer_declined": of_offers.declined,
    "ticket.offer_lapsed": of_offers.lapsed,
    "ticket.offer_left": of_offers.left,
    "ticket.transferred": _transferred,
    "ticket.resolved": _plain(gettext_noop("Resolved")),
    "ticket.reopened": _reopened,
    "ticket.closed": of_escalations.closed,
    "ticket.escalated": of_escalations.escalated,
    "escalation.opened": of_escalations.opened,
    "escalation.resolved": of_escalations.resolved,
    "escalation.reopened": of_escalations.reopened,
    "escalation.cancelled": of_escalations.cancelled,
    "ticket.held": _plain(gettext_noop("Put on hold")),
    "ticket.unheld": _plain(gettext_noop("Taken off hold")),
    "ticket.priority_changed": _priority,
    "ticket.category_changed": _category,
    "ticket.impression_changed": of_guesses.impression,
    "ticket.tagged": _tagged,
    "ticket.untagged": _untagged,
    "ticket.followed_up": _followed_up,
    "ticket.subject_changed": _subject,
    "ticket.tier_changed": of_customers.tier,
    "ticket.customer_unreachable": of_customers.unreachable,
    "ticket.customer_reachable": of_customers.reachable,
    "ticket.customer_joined": of_customers.joined,
    "ticket.customer_parted": of_customers.parted,
    **of_problems.WORDS,
    "participant.accepted": _participant,
    "participant.left_out": _left_out,
    "delivery.failed": _failed,
    "delivery.bounced": _failed,
    "delivery.unknown": _unknown,
    "delivery.retried": _retried,
    "delivery.given_up": _plain(gettext_noop("A message was left unsent")),
    "ticket.rated": of_customers.rated,
    "messages.passed_on": _plain(gettext_noop("Not read in the chat: sent by email")),
    "visitor.absent": of_visitors.absent,
    "chat.ended": _plain(gettext_noop("The visitor has ended the chat")),
    "call.abandoned": of_calls.abandoned,
    "call.left_queue": _plain(gettext_noop("The caller left the queue")),
    "call_back.booked": of_calls.booked,
    "call_back.tried": of_calls.tried,
    "call_back.reached": _plain(gettext_noop("Call-back done")),
    "call_back.missed": of_calls.missed,
    "call_back.exhausted": _plain(gettext_noop("Not reached after all tries to call back")),
    "call_back.cancelled": _plain(gettext_noop("Call-back called off")),
    "ticket.nudged": of_leaders.nudged,
    "ticket.nudge_withdrawn": of_leaders.nudge_withdrawn,
    "sla.extended": of_promises.extended,
    "sla.extension_undone": of_promises.extension_undone,
    "sla.warned": of_promises.warned,
    "sla.breached": of_promises.breached,
    "sla.overdue": of_promises.warned,
    "sla.stuck": of_promises.stuck,
}
_TOLD_BY_THE_MESSAGE = {"message.received", "reply.sent"}
# The others are told by a note, or by a panel; and what a rule made of a ticket by what it changed.
SHOWN = tuple(kind for kind in WORDS if kind not in _TOLD_BY_THE_MESSAGE)
