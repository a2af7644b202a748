"""Why a ticket is what it is and with whom it is: the stored decisions, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import ActorKind, Event
from people.models import Agent, Tier
from routing.contribution_words import contribution_words
from routing.guess_panel import guesses_of
from routing.matched_words import matched_words
from routing.models import Decision
from routing.pauses import pause_words
from routing.refusal_words import REFUSAL_WORDS
from tickets.category_words import category_name
from tickets.models import Priority, Ticket

Kind = Decision.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One line: an icon, what it says, and on the right the measure of it."""

    icon: str
    words: SafeString
    measure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Somebody who was considered."""

    name: str
    words: str
    load: str
    got_it: bool


def why(ticket: Ticket, viewer: Agent) -> dict[str, Any]:
    """Four queries, however many rules and agents there are."""
    latest = Decision.objects.filter(ticket=ticket).order_by("kind", "-pk").distinct("kind")
    decisions = {decision.kind: decision for decision in latest}
    given = Event.objects.filter(ticket_id=ticket.pk, kind="ticket.assigned").order_by("-pk").first()
    assignment = decisions.get(Kind.ASSIGNMENT)
    names = _names(assignment, given)
    explains = assignment and (ticket.assignee_id is None or (given and assignment.event_id == given.pk))
    return {
        "heading": _heading(ticket, viewer),
        "guesses": guesses_of(ticket, decisions.get(Kind.GUESS)),
        "reasons": [
            *_topic(ticket, decisions.get(Kind.CLASSIFICATION)),
            *_rules(decisions.get(Kind.CLASSIFICATION)),
            *_rules(decisions.get(Kind.CHANGE)),
            *_tier(decisions.get(Kind.PRIORITY)),
            *_urgency(ticket, decisions.get(Kind.PRIORITY)),
            *_holder(ticket, assignment if explains else None, given, names),
        ],
        "points": [
            contribution_words(
                one,
                categories={ticket.category.key: category_name(ticket.category)} if ticket.category else {},
            )
            for one in _points(decisions.get(Kind.PRIORITY))
        ],
        "others": list(_others(assignment, names)) if assignment and explains else [],
        "considered_at": assignment.created_at if assignment and explains else None,
    }


def _heading(ticket: Ticket, viewer: Agent) -> str:
    if ticket.assignee is None:
        return _("Why nobody has this") if ticket.is_active else _("How this was decided")
    if ticket.assignee_id == viewer.pk:
        return _("Why this came to you")
    return _("Why this went to %(name)s") % {"name": ticket.assignee.get_short_name()}


def _names(assignment: Decision | None, given: Event | None) -> Mapping[int, str]:
    wanted = {one["agent"] for one in assignment.candidates} if assignment else set()
    if given:
        wanted |= {given.actor_id, given.data.get("to"), given.data.get("from")}
    return dict(Agent.objects.filter(pk__in=wanted - {None}).values_list("pk", "name"))


def _topic(ticket: Ticket, classified: Decision | None) -> Iterator[Reason]:
    if ticket.category is None or "category" in ticket.guessed:  # then the guess says it
        return
    settled = (classified.outcome.get("settled", []) if classified else []) or []
    by_rule = classified is not None and classified.outcome.get("category") == ticket.category_id
    measure = _("Rule") if by_rule and any(one["field"] == "category" for one in settled) else _("By hand")
    words = format_html(_("Topic <b>{}</b>"), category_name(ticket.category))
    yield Reason(icon="layers", words=words, measure=measure)


def _rules(classified: Decision | None) -> Iterator[Reason]:
    """Each rule that matched, with the words it found."""
    for looked in classified.candidates if classified else ():
        if looked["outcome"] == "matched":
            held = [reason for reason in looked["reasons"] if reason["held"]]
            yield Reason(icon="split", words=matched_words(looked["name"], held), measure=_("Rule"))


def _points(scored: Decision | None) -> list[Mapping[str, Any]]:
    return list(scored.reasons) if scored else []


def _tier(scored: Decision | None) -> Iterator[Reason]:
    tier = next((one for one in _points(scored) if one["source"] == "tier"), None)
    if tier and tier["code"] in Tier.values and tier["code"] != Tier.STANDARD:
        label = Tier(tier["code"]).label
        words = format_html(_("Tier <b>{}</b> raises the priority"), label)
        yield Reason(icon="star", words=words, measure=f"{tier['points']:+d}")


def _urgency(ticket: Ticket, scored: Decision | None) -> Iterator[Reason]:
    if scored is None:
        return
    label = Priority(ticket.priority).label
    if ticket.priority_is_manual:
        measure = _("By hand")
    elif scored.outcome.get("rule"):
        measure = _("Rule")
    else:
        total = ticket.priority_score
        measure = ngettext("%(n)s point", "%(n)s points", total) % {"n": total}
    yield Reason(icon="flag", words=format_html(_("Priority <b>{}</b>"), label), measure=measure)


def _holder(
    ticket: Ticket, assignment: Decision | None, given: Event | None, names: Mapping[int, str]
) -> Iterator[Reason]:
    if ticket.assignee_id is None:
        if ticket.is_active and ticket.unassigned_reason:
            yield Reason(icon="user-x", words=format_html("{}", _why_nobody(ticket)))
    elif assignment is not None:
        yield _least_loaded(assignment, ticket.assignee_id)
    elif given is not None and given.actor_kind == ActorKind.AGENT:
        yield _by_hand(given, names)
    elif given is not None and given.actor_kind == ActorKind.CLOCK:
        yield Reason(icon="bell-ring", words=format_html("{}", _("Given by a step of the ladder")))


def _why_nobody(ticket: Ticket) -> str:
    reason = str(ticket.get_unassigned_reason_display())
    if ticket.unassigned_reason != Ticket.UnassignedReason.PAUSED or not ticket.team_id:
        return reason
    return pause_words(ticket.team_id) or reason


def _least_loaded(assignment: Decision, agent: int) -> Reason:
    able = [one for one in assignment.candidates if one["rank"] is not None]
    chosen = next((one for one in able if one["agent"] == agent), None)
    load = f"{chosen['load'] + 1:g}" if chosen else ""
    measures = {"of": f"{chosen['capacity']:g}" if chosen else "", "load": load}
    said = {
        "only_one": _("The only one who could take it: with it <b>{load} of at most {of} tickets</b>"),
        "least_loaded": _(
            "Lowest load of {n} who could take it: with it <b>{load} of at most {of} tickets</b>"
        ),
        "longest_since_last": _(
            "Longest without new work of {n}: with it <b>{load} of at most {of} tickets</b>"
        ),
        "lowest_id": _("First of {n} with the same load: with it <b>{load} of at most {of} tickets</b>"),
    }[assignment.outcome["reason"]]
    return Reason(icon="gauge", words=format_html(said, n=len(able), **measures), measure=_("Load"))


def _by_hand(given: Event, names: Mapping[int, str]) -> Reason:
    if given.actor_id == given.data["to"]:
        answered = given.data["reason"] == "answered"
        said = _("Taken by <b>{}</b> by answering") if answered else _("Taken by <b>{}</b>")
        return Reason(icon="hand", words=format_html(said, names[given.data["to"]]))
    words = format_html(_("Given by <b>{}</b>"), names.get(given.actor_id or 0, "?"))
    return Reason(icon="user-check", words=words, measure=_("By hand"))


def _others(assignment: Decision, names: Mapping[int, str]) -> Iterator[Other]:
    """Everybody who was considered, the able ones first, in the order in which they would have got it."""
    for one in assignment.candidates:
        got_it = one["agent"] == assignment.outcome["agent"]
        words = ", ".join(str(REFUSAL_WORDS[code]) for code in one["refusals"])
        if not one["refusals"]:
            words = _("got it") if got_it else _("carried more, or had work more lately")
        load = _("%(load)s of at most %(of)s tickets") % {
            "load": f"{one['load']:g}",
            "of": f"{one['capacity']:g}",
        }
        yield Other(name=names.get(one["agent"], f"#{one['agent']}"), words=words, load=load, got_it=got_it)
