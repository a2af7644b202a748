"""Why a ticket is what it is and with whom it is: the stored decisions, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event
from helpdesk.marks.amounts import amount
from people.models import Agent, Tier
from routing.contribution_words import contribution_words
from routing.guess_panel import guesses_of
from routing.holder_words import holder_words
from routing.matched_words import matched_words
from routing.models import Decision
from routing.reason import Reason
from routing.refusal_words import REFUSAL_WORDS
from routing.skill_words import asked_of, asked_words, lacks_words, names_of
from tickets.category_words import category_name
from tickets.models import Priority, Ticket

Kind = Decision.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Somebody who was considered."""

    name: str
    words: str
    load: str
    got_it: bool


def why(ticket: Ticket, viewer: Agent) -> dict[str, Any]:
    """Few queries, however many rules and agents there are."""
    latest = Decision.objects.filter(ticket=ticket).order_by("kind", "-pk").distinct("kind")
    decisions = {decision.kind: decision for decision in latest}
    given = Event.objects.filter(ticket_id=ticket.pk, kind="ticket.assigned").order_by("-pk").first()
    assignment = decisions.get(Kind.ASSIGNMENT)
    names = _names(assignment, given)
    explains = (
        assignment
        if assignment and (ticket.assignee_id is None or (given and assignment.event_id == given.pk))
        else None
    )
    asked = asked_of(ticket, explains, now=timezone.now())
    skills = names_of(asked, explains.candidates if explains else [])
    return {
        "heading": _heading(ticket, viewer),
        "guesses": guesses_of(ticket, decisions.get(Kind.GUESS)),
        "reasons": [
            *_topic(ticket, decisions.get(Kind.CLASSIFICATION)),
            *_rules(decisions.get(Kind.CLASSIFICATION)),
            *_rules(decisions.get(Kind.CHANGE)),
            *_tier(decisions.get(Kind.PRIORITY)),
            *_urgency(ticket, decisions.get(Kind.PRIORITY)),
            *(Reason(icon="user-check", words=words, measure=by) for words, by in asked_words(asked, skills)),
            *holder_words(ticket, explains, given, names),
        ],
        "points": [
            contribution_words(
                one,
                categories={ticket.category.key: category_name(ticket.category)} if ticket.category else {},
            )
            for one in _points(decisions.get(Kind.PRIORITY))
        ],
        "others": list(_others(explains, names, skills)) if explains else [],
        "considered_at": explains.created_at if explains else None,
    }


def _heading(ticket: Ticket, viewer: Agent) -> str:
    if ticket.assignee is None:
        return _("Why nobody has this") if ticket.is_active else _("How this was decided")
    if ticket.assignee_id == viewer.pk:
        return _("Why this came to you")
    return _("Why this went to %(name)s") % {"name": ticket.assignee.get_short_name()}


def _names(assignment: Decision | None, given: Event | None) -> Mapping[int, str]:
    wanted = {one["agent"] for one in assignment.candidates} if assignment else set()
    if assignment:
        wanted |= {assignment.inputs.get("last_agent")}
    if given:
        wanted |= {given.actor_id, given.data.get("to"), given.data.get("from")}
    return dict(Agent.objects.filter(pk__in=wanted - {None}).values_list("pk", "name"))


def _topic(ticket: Ticket, classified: Decision | None) -> Iterator[Reason]:
    if ticket.category is None or "category" in ticket.guessed:  # then the guess says it
        return
    if ticket.is_internal:  # as its parent has it
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


def _is_asked(assignment: Decision) -> bool:
    """Whoever was chosen has not answered yet."""
    return "offer" in assignment.inputs and "accepted_after" not in assignment.inputs


def _others(assignment: Decision, names: Mapping[int, str], skills: Mapping[int, str]) -> Iterator[Other]:
    """Everybody who was considered, the able ones first, in the order in which they would have got it."""
    for one in assignment.candidates:
        got_it = one["agent"] == assignment.outcome["agent"]
        said = {**REFUSAL_WORDS, "lacks_skill": lacks_words(one, skills)}
        words = ", ".join(str(said[code]) for code in one["refusals"])
        if not one["refusals"]:
            chosen = _("is asked") if _is_asked(assignment) else _("got it")
            words = chosen if got_it else _("carried more, or had work more lately")
        load = _("%(load)s of at most %(of)s tickets") % {
            "load": amount(one["load"]),
            "of": amount(one["capacity"]),
        }
        yield Other(name=names.get(one["agent"], f"#{one['agent']}"), words=words, load=load, got_it=got_it)
