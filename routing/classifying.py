"""Rules meet a ticket: what they decide is done to it, each change in the name of its rule."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from events import actors
from events.actors import Actor
from events.models import Event
from people.models import Team
from routing.actions.decide import decide
from routing.classify import Classification
from routing.models import Decision
from routing.snapshot import Snapshot
from tickets.actions.set_category import set_category
from tickets.actions.tag import add_tag
from tickets.actions.transfer import transfer
from tickets.models import Category, Ticket
from tickets.recording import record_on
from tickets.refusals import Refused

Remarks = list[dict[str, Any]]


def apply(
    ticket: Ticket,
    classification: Classification,
    event: Event,
    snapshot: Snapshot,
    *,
    kind: Decision.Kind = Decision.Kind.CLASSIFICATION,
) -> Snapshot:
    """Do what was decided, as far as it can be done; the snapshot as it is then."""
    remarks: Remarks = []
    category = _categorise(ticket, classification, event, remarks)
    _send_to_team(ticket, classification, event, category, remarks)
    tags = _tag(ticket, classification, event, remarks)
    decision = decide(
        ticket,
        kind,
        event=event,
        inputs=facts(snapshot),
        looked_at=[looked.as_data() for looked in classification.trace],
        outcome={
            "category": ticket.category_id,
            "team": ticket.team_id,
            "priority": classification.priority,
            "tags": tags,
            "settled": [one.as_data() for one in classification.settled],
        },
        because=[
            *({"code": "rule", "rule": one.rule, "name": one.name} for one in classification.matched),
            *remarks,
        ],
        at_once=bool(classification.matched),  # the event names it
    )
    if classification.matched:
        by = actors.rule(classification.matched[0].rule, event_id=event.pk)
        record_on(ticket, "ticket.classified", by=by, at=event.created_at, decision=decision.pk)
    return replace(
        snapshot,
        category=category.key if category else "",
        category_points=category.points if category else 0,
        team=ticket.team_id,
        tags=snapshot.tags | set(tags),
    )


def facts(snapshot: Snapshot) -> dict[str, Any]:
    """What was known, without the customer's words."""
    return {
        "tier": snapshot.customer_tier,
        "channel": snapshot.channel_kind,
        "category": snapshot.category,
        "priority": snapshot.priority,
        "language": snapshot.language,
        "team": snapshot.team,
        "tags": sorted(snapshot.tags),
        **({"previous": dict(snapshot.previous)} if snapshot.previous else {}),
    }


def _categorise(
    ticket: Ticket, classification: Classification, event: Event, remarks: Remarks
) -> Category | None:
    """What a person has chosen stays."""
    if ticket.category is None and classification.category:
        category = Category.objects.filter(key=classification.category, is_active=True).first()
        if category is None:
            remarks.append({"code": "category_missing", "key": classification.category})
        else:
            by = _rule_behind("category", classification, event)
            set_category(ticket, to=category, by=by, at=event.created_at)
    return ticket.category


def _send_to_team(
    ticket: Ticket,
    classification: Classification,
    event: Event,
    category: Category | None,
    remarks: Remarks,
) -> None:
    """Where a rule says, else where its category is at home. Who holds it already keeps it."""
    wanted = classification.team or (category.team_id if category else None)
    if wanted is None or ticket.assignee_id is not None:
        return
    team = Team.objects.filter(pk=wanted, is_active=True).first()
    if team is None:
        remarks.append({"code": "team_missing", "team": wanted})
    else:
        by = _rule_behind("team", classification, event)
        if transfer(ticket, to=team, by=by, at=event.created_at) and not classification.team:
            remarks.append({"code": "team_of_category", "team": team.pk})


def _tag(ticket: Ticket, classification: Classification, event: Event, remarks: Remarks) -> list[str]:
    """In the order of their words, as everybody writes new ones: two with the same words never cross."""
    tags = []
    wanted = [one for one in classification.settled if one.field == "tags"]
    for one in sorted(wanted, key=lambda one: one.to.casefold()):
        try:
            by = actors.rule(one.rule, event_id=event.pk)
            add_tag(ticket, name=one.to, by=by, at=event.created_at)
            tags.append(one.to)
        except Refused:
            remarks.append({"code": "bad_tag", "tag": one.to})
    return tags


def _rule_behind(field: str, classification: Classification, event: Event) -> Actor:
    """The rule that settled it, else the event: a change that we made ourselves is no news to us."""
    rule = next((one.rule for one in classification.settled if one.field == field), None)
    return actors.rule(rule, event_id=event.pk) if rule else actors.system("event", event.pk)
