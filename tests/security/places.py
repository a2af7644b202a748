"""One of everything that a route can name."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from allauth.usersessions.models import UserSession
from django.utils import timezone

from analytics.models import Survey
from channels_in.actions.block_sender import block_sender
from channels_in.actions.take_receipt import take_receipt
from channels_in.models import Block, Connection, ReceiptItem
from channels_in.surveys import token_of
from channels_in.webchat.urls import urlpatterns as web_chat
from events import actors
from events.models import Event, Reaction
from people.actions.save_holiday import add_holiday
from people.actions.save_organisation import create_organisation
from people.actions.save_shift_day import set_shift_day
from people.actions.save_skill import create_skill
from people.models import Agent
from routing.actions.start_dry_run import start_dry_run
from routing.models import Clock, LearnedVersion, Reshuffle, TicketOffer
from tests import builders
from tests.passing import happens
from tests.security.planted import HOSTILE, SECRETS
from tests.tickets.escalating.internal import an_escalation
from tickets.actions.announce import announce
from tickets.actions.attach import attach
from tickets.actions.join_customers import join_customers
from tickets.actions.link_problem import link_problem
from tickets.actions.record_delivery import mark_failed
from tickets.actions.save_draft import save_draft
from tickets.models import Announcement, Attachment, Channel, Joining, Participant, Tag, Ticket


def places_in(
    ticket: Ticket, answered: Ticket, team: Any, channel: Any, agent: Agent
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    others = builders.a_team()
    asked = an_escalation(ticket, to=others, agent=agent, text=HOSTILE)
    theirs = builders.a_ticket(channel=channel, team=others)
    inside = an_escalation(theirs, to=team, agent=agent, text=HOSTILE)
    sent = builders.a_reply(ticket, agent=agent, text=HOSTILE)
    for kind in ("reply", "note"):
        save_draft(ticket, agent=agent, kind=kind, text=SECRETS["what somebody is still writing"], version=0)
    upload = attach(ticket, agent=agent, kind="reply", name=HOSTILE, chunks=[b"bytes"])
    failed = answered.messages.get(direction="outbound").delivery
    mark_failed(failed, reason="no_such_address", detail=HOSTILE)
    builders.receives(ticket)
    calendar = builders.office_hours(name=HOSTILE[:100])
    api = Connection.objects.create(
        channel=builders.a_channel(kind="api", team=team),
        secrets={"signing": [SECRETS["a signing secret of the API"]]},
    )
    form = Connection.objects.create(channel=builders.a_channel(kind="form"), options={"title": HOSTILE})
    chat = Connection.objects.create(channel=builders.a_channel(kind="webchat"), options={"name": HOSTILE})
    block_sender("spam@people.example", by=actors.SYSTEM, reason=HOSTILE)
    reaction = Reaction.objects.create(
        event=happens(), handler="somewhere.something", state="dead", last_error=HOSTILE
    )
    receipt = take_receipt(channel.connection, b"raw", door="smtp", envelope={}, received_at=timezone.now())
    item = ReceiptItem.objects.create(
        receipt=receipt,
        channel=channel,
        external_id="x1",
        outcome="quarantined",
        reason="spam",
        preview={"from": "somebody@people.example", "name": HOSTILE, "subject": HOSTILE},
        received_at=timezone.now(),
    )
    promises = builders.a_policy(name=HOSTILE[:100])
    clock = Clock.objects.create(
        ticket=ticket,
        metric="resolution",
        policy=promises,
        target_seconds=60,
        started_at=timezone.now(),
        deadline=timezone.now(),
        policy_facts={"policy": HOSTILE, "version": 1, "priority": "normal", "warnings": [75], "pauses": []},
    )
    places = {
        "child_id": asked.pk,
        "ticket_id": ticket.pk,
        "customer_id": ticket.customer_id,
        "twin_id": answered.customer_id,
        "other_id": answered.customer_id,
        "identity_id": ticket.customer.identities.order_by("pk")[0].pk,
        "joining_id": _joining(ticket).pk,
        "announcement_id": _announcement(ticket, agent).pk,
        "message_id": ticket.messages.exclude(html="").first().pk,
        "delivery_id": failed.pk,
        "participant_id": Participant.objects.filter(ticket=ticket).first().pk,
        "tag_id": Tag.objects.get().pk,
        "kind": "reply",
        "event_id": Event.objects.filter(ticket_id=ticket.pk).latest("pk").pk,
        "key": Attachment.objects.filter(message__ticket=ticket).first().key,
        "token": api.token,
        "receipt_id": receipt.pk,
        "item_id": item.pk,
        "work": reaction.key,
        "agent_id": agent.pk,
        "team_id": team.pk,
        "calendar_id": calendar.pk,
        "holiday_id": add_holiday(calendar, by=actors.SYSTEM, on=date(2026, 12, 31), name=HOSTILE[:100]).pk,
        "shift_day_id": set_shift_day(
            agent, on=timezone.localdate(), hours=[], reason=HOSTILE[:100], by=actors.SYSTEM
        ).pk,
        "skill_id": create_skill(by=actors.SYSTEM, name=HOSTILE[:100], levels={agent.pk: 3}).pk,
        "organisation_id": create_organisation(by=actors.SYSTEM, name=HOSTILE[:100]).pk,
        "category_id": builders.a_category(name=HOSTILE[:100]).pk,
        "rule_id": builders.a_rule({}, {"do": "set_priority", "to": "high"}, name=HOSTILE[:100]).pk,
        "version": 1,  # of the rules
        "subject": "category",
        "number": a_learned_version().number,
        "field": "urgency",
        "reshuffle_id": Reshuffle.objects.create(what="queue", by=agent, made_at=timezone.now(), steps=[]).pk,
        "offer_id": TicketOffer.objects.create(ticket=ticket, agent=agent, offered_at=timezone.now()).pk,
        "dry_run_id": start_dry_run(days=7, by=agent).pk,
        "policy_id": promises.pk,
        "clock_id": clock.pk,
        "channel_id": channel.pk,
        "block_id": Block.objects.get().pk,
        "leg_id": 1,
        "sid": "CA1",
        "call_back_id": 1,
        "session_id": UserSession.objects.create(user=agent, ip="203.0.113.1", session_key="another").pk,
        "uidb36": "1",
    }
    survey = Survey.objects.create(
        ticket=ticket,
        episode=1,
        channel=channel,
        agent=agent,
        team=team,
        status="asked",
        question=HOSTILE[:300],
        resolved_at=timezone.now(),
        asked_at=timezone.now(),
    )
    places_of = {
        "rating": {"token": token_of(survey.name)},
        "tickets:withdrawal": {"message_id": sent.pk},
        "tickets:history": {"ticket_id": inside.pk},
        "tickets:retry": {"ticket_id": answered.pk},
        "tickets:give-up": {"ticket_id": answered.pk},
        "tickets:draft-file": {"key": upload.key},
        "form": {"token": form.token},
        "form-thanks": {"token": form.token},
        **{name: {"key": chat.token} for name in ("chat-page", "chat-preview")},
        "settings:chat-site": {"channel_id": chat.channel_id},
        **{one.name: {"key": chat.token, "file": "no-file"} for one in web_chat if one.name},
        "account_confirm_email": {"key": "nothing"},
        "account_reset_password_from_key": {"key": "no-key"},
        "settings:new-channel": {"kind": "mail"},
        "settings:channel-guide": {"kind": "mail"},
        "settings:channel-templates": {"channel_id": _a_connected("whatsapp").pk},
        "settings:channel-hook": {"channel_id": _a_connected("telegram").pk},
        "hook-beneath": {"beneath": "status"},
    }
    return places, places_of


def _a_connected(kind: str) -> Channel:
    return Connection.objects.create(channel=builders.a_channel(kind=kind)).channel


def a_learned_version() -> LearnedVersion:
    return LearnedVersion.objects.create(
        subject="category",
        number=1,
        state="not_better",
        file="gone.npz",
        texts=0,
        examples=0,
        created_at=timezone.now(),
    )


def _announcement(problem: Ticket, agent: Agent) -> Announcement:
    incident = builders.a_ticket(team=problem.team, channel=problem.channel)
    link_problem(incident, to=problem, by=actors.SYSTEM)
    said = {"texts": {"id": HOSTILE, "en": HOSTILE}, "templates": {}, "resolves": False}
    return announce(problem, by=agent, seen={incident.pk: 0}, client_key=uuid4(), **said)


def _joining(ticket: Ticket) -> Joining:
    """A customer of another address, who was found to be the same."""
    twin = builders.a_customer(name=HOSTILE)
    return join_customers(twin, into=ticket.customer, by=actors.SYSTEM)
