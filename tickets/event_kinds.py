"""Every kind of event that happens on a ticket: what it means and what its data holds. Codes and ids only.

All of them also hold `version` and `status`: the ticket's right after.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EventKind:
    meaning: str
    data: tuple[str, ...] = ()
    may_have: tuple[str, ...] = ()  # keys that are not always there


KINDS: dict[str, EventKind] = {
    "ticket.created": EventKind("a new matter of a customer", ("channel",), ("message",)),
    "message.received": EventKind(
        "the customer wrote; opens: a new ticket; cycle_start: it is the first that waits for an answer",
        ("message", "opens", "is_auto_reply", "reopened", "cycle_start"),
    ),
    "message.edited": EventKind("its author changed the words at the provider", ("message",)),
    "message.taken_back": EventKind("its author deleted it at the provider", ("message",)),
    "message.reacted": EventKind("somebody put an emoji to it, or took it away", ("message",)),
    "file.fetched_again": EventKind("a person had a file asked for once more", ("message",)),
    "reply.sent": EventKind(
        "an agent answered; was: the status before", ("message", "keeps_open", "resolves", "was")
    ),
    "reply.withdrawn": EventKind("an answer was taken back before it left", ("message",)),
    "automatic.sent": EventKind("we wrote by ourselves: no status, no clock changes", ("message", "reason")),
    "note.added": EventKind("what only agents see", ("note", "mentions")),
    "ticket.assigned": EventKind("somebody got it", ("from", "to", "reason")),
    "ticket.unassigned": EventKind("back in the queue, and why", ("from", "reason")),
    "ticket.offered": EventKind("an agent is asked whether they take it", ("agent", "offer", "seconds")),
    "ticket.offer_declined": EventKind("they do not, and why", ("agent", "offer", "reason")),
    "ticket.offer_lapsed": EventKind("they have not answered in time", ("agent", "offer")),
    "ticket.offer_left": EventKind("they are not there any more to answer", ("agent", "offer")),
    "ticket.transferred": EventKind("to another team", ("from_team", "to_team"), ("caller_waits",)),
    "ticket.resolved": EventKind(
        "done, as far as we know; was: the status before; by_reply: it was sent, or taken back",
        ("was",),
        ("by_reply", "parent"),
    ),
    "ticket.reopened": EventKind(
        "not done after all; is_taken_back: resolving was undone; by_reply: it was sent, or taken back",
        (),
        ("by_message", "by_reply", "is_taken_back", "parent"),
    ),
    "ticket.closed": EventKind(
        "done for good; cancelled: what another function was to do is no longer wanted", (), ("cancelled",)
    ),
    "escalation.opened": EventKind(
        "an internal ticket: what another function is to do for its parent", ("parent", "team", "note")
    ),
    "ticket.escalated": EventKind(
        "another function is to do something for it; child: as an internal ticket", ("child", "team")
    ),
    "escalation.resolved": EventKind("the other function has done it", ("child", "team")),
    "escalation.reopened": EventKind("the other function goes on with it", ("child", "team")),
    "escalation.cancelled": EventKind("it is no longer wanted of the other function", ("child", "team")),
    "ticket.held": EventKind("we wait for a third party; was: the status before", ("was",)),
    "ticket.unheld": EventKind("the wait is over"),
    "ticket.priority_changed": EventKind("more or less urgent", ("from", "to", "is_manual"), ("score",)),
    "ticket.category_changed": EventKind(
        "about something else; is_guess: by what was learned", ("from", "to"), ("is_guess",)
    ),
    "ticket.impression_changed": EventKind(
        "a person says how its words sound: sentiment or urgency", ("field", "from", "to")
    ),
    "ticket.guess_confirmed": EventKind("a person says what was guessed", ("field",)),
    "ticket.guessed": EventKind("what was learned has looked at it; set: what it said by itself", ("set",)),
    "ticket.tagged": EventKind("got a tag", ("tag",)),
    "ticket.untagged": EventKind("lost a tag", ("tag",)),
    "ticket.followed_up": EventKind("goes on as another ticket", ("ticket",)),
    "ticket.subject_changed": EventKind("goes by another subject", ("from", "to")),
    "ticket.tier_changed": EventKind("its customer counts for more or less", ("from", "to")),
    "ticket.customer_unreachable": EventKind(
        "nothing reaches them by that channel for now", ("channel", "reason")
    ),
    "ticket.customer_reachable": EventKind("messages reach them there again", ("channel",)),
    "ticket.customer_joined": EventKind(
        "its customer and another one are one person; moved: it was the other one’s",
        ("customer", "joining", "moved"),
    ),
    "ticket.customer_parted": EventKind(
        "that was undone; moved: it is the other one’s again", ("customer", "joining", "moved")
    ),
    "problem.linked": EventKind("it is one of the incidents of that problem", ("problem",)),
    "problem.unlinked": EventKind("it is none of them any more", ("problem",)),
    "incident.linked": EventKind("that ticket is one of its incidents", ("incident",)),
    "incident.unlinked": EventKind("that ticket is none of its incidents any more", ("incident",)),
    "incidents.answered": EventKind(
        "one text for all of its incidents; number: of those it is owed to", ("announcement", "number")
    ),
    "incidents.answer_taken_back": EventKind(
        "what had not left was taken back; number: of answers", ("announcement", "number")
    ),
    "incident.told": EventKind("its customer got that text in another incident of theirs", ("ticket",)),
    "incident.untold": EventKind("that was taken back there before it left", ("ticket",)),
    "participant.accepted": EventKind("somebody else on the thread gets our answers", ("address",)),
    "participant.left_out": EventKind("somebody else on the thread gets them no more", ("address",)),
    "delivery.sent": EventKind("the provider took it", ("message",)),
    "delivery.delivered": EventKind("it arrived", ("message",)),
    "delivery.read": EventKind("it was read", ("message",)),
    "delivery.failed": EventKind("it was not sent; was: the status before", ("message", "reason", "was")),
    "delivery.unknown": EventKind("maybe sent, maybe not", ("message", "reason")),
    "delivery.bounced": EventKind("it came back; was: the status before", ("message", "reason", "was")),
    "delivery.retried": EventKind(
        "a person had it sent again; address: to another one, which was corrected", ("message",), ("address",)
    ),
    "delivery.given_up": EventKind("a person left it unsent", ("message",)),
    "messages.passed_on": EventKind("what nobody read in the chat went out by mail", ("messages", "by_mail")),
    "visitor.described": EventKind("they said who they are, as typed"),
    "visitor.absent": EventKind("unread answers, and nowhere else to send them", ("reason",)),
    "chat.ended": EventKind("the visitor ended the chat"),
    "call.queued": EventKind("a caller waits for somebody", ("call",)),
    "call.talked": EventKind(
        "a caller and an agent have parted; seconds: of their talk", ("call", "seconds")
    ),
    "call.abandoned": EventKind("a caller hung up; seconds: that they had waited", ("call", "seconds")),
    "call.left_queue": EventKind(
        "a caller would rather be called back, or speak to a machine", ("call", "seconds")
    ),
    "call_back.booked": EventKind(
        "somebody is to be called between two moments", ("call_back", "from", "until")
    ),
    "call_back.due": EventKind("the time has come: whoever is free calls", ("call_back",)),
    "call_back.tried": EventKind(
        "they were rung; result: as the provider says", ("call_back", "try", "result")
    ),
    "call_back.reached": EventKind("they were talked with", ("call_back",)),
    "call_back.missed": EventKind(
        "nobody was free in time; until: the next time's end", ("call_back", "from", "until")
    ),
    "call_back.exhausted": EventKind("not reached after all tries", ("call_back", "tries")),
    "call_back.cancelled": EventKind("somebody called it off, or it was no longer needed", ("call_back",)),
    "ticket.nudged": EventKind("who has it was asked to look", ("agent",)),
    "ticket.nudge_withdrawn": EventKind("that was taken back before they read it", ("agent", "nudge")),
    "sla.extended": EventKind(
        "a person gave a promise more time; clock: the one that counts since",
        ("metric", "cycle", "clock", "seconds", "reason"),
    ),
    "sla.extension_undone": EventKind(
        "and took it back; extension: the event", ("metric", "cycle", "clock", "extension")
    ),
    "sla.started": EventKind("a promise runs", ("metric", "cycle", "clock")),
    "sla.warned": EventKind("time runs out", ("metric", "cycle", "threshold", "clock")),
    "sla.breached": EventKind("too late", ("metric", "cycle", "clock")),
    "sla.overdue": EventKind(
        "too late for longer; threshold: 130 is 30 minutes", ("metric", "cycle", "threshold", "clock")
    ),
    "sla.stuck": EventKind(
        "a step of the ladder could not do what it says; did: what, and why not",
        ("metric", "cycle", "clock", "did"),
    ),
    "survey.left_out": EventKind("the customer was not asked what they think, and why", ("survey", "reason")),
    "ticket.rated": EventKind(
        "the customer said what they think of our help; was: their score before",
        ("score", "was", "has_comment", "survey"),
    ),
    "ticket.classified": EventKind("what rules made of it", ("decision",), ("category", "priority", "team")),
}

# What moves a ticket between statuses: who holds one of these against a version overwrites nothing unseen.
STATUS_KINDS = (
    "message.received",
    "reply.sent",
    "reply.withdrawn",
    "ticket.resolved",
    "ticket.reopened",
    "ticket.closed",
    "ticket.held",
    "ticket.unheld",
    "delivery.failed",
    "delivery.bounced",
    "delivery.retried",
)
ASSIGNMENT_KINDS = ("ticket.assigned", "ticket.unassigned", "ticket.transferred")
