"""What a customer is asked once they were helped (F72, F129)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from analytics.models import Survey, SurveyPlan
from events import actors
from tests.analytics.surveys import (
    a_helped_ticket,
    an_asked_survey,
    an_asking_channel,
    ask_now,
    asks,
    question_to,
    resolved,
)
from tests.builders import a_channel, a_customer, work_off
from tickets.actions.resolve import resolve
from tickets.models import Delivery, Message, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_resolved_ticket_asks_its_customer():
    ticket = a_helped_ticket()

    survey = resolved(ticket)

    assert survey.status == "asked"
    message = question_to(ticket)
    assert message.text == "How was our help? Your answer takes a moment and goes to our team."
    assert message.author_kind == "system"
    assert Delivery.objects.get(message=message).status == "queued"
    ticket.refresh_from_db()
    assert ticket.status == "resolved"


def test_the_question_waits_for_the_plans_delay():
    ticket = a_helped_ticket(channel=an_asking_channel(plan={"delay_minutes": 30}))
    resolve(ticket, by=actors.SYSTEM)
    work_off()

    survey = Survey.objects.get()

    assert survey.due_at == survey.resolved_at + timedelta(minutes=30)
    assert survey.status == "waiting"


def test_the_same_resolution_asks_once_however_often_its_event_is_worked_on():
    from analytics.handlers import plan_survey
    from events.models import Event

    ticket = a_helped_ticket()
    resolved(ticket)

    plan_survey(Event.objects.get(kind="ticket.resolved"))
    ask_now()

    assert Survey.objects.count() == 1


def test_a_chat_whose_window_is_shut_asks_by_mail():
    mail = a_channel(kind="mail")
    chat = an_asking_channel(kind="whatsapp")
    customer = a_customer("6281234567890", kind="whatsapp")
    customer.identities.create(kind="mail", address="rina@people.example")
    ticket = a_helped_ticket(channel=chat, customer=customer)
    Message.objects.filter(ticket=ticket, direction="inbound").update(
        sent_at=timezone.now() - timedelta(hours=25), created_at=timezone.now() - timedelta(hours=25)
    )

    survey = resolved(ticket)

    assert (survey.status, survey.channel_id) == ("asked", mail.pk)
    assert question_to(ticket).recipients == {"to": [["", "rina@people.example"]]}


def test_the_words_are_the_channels_in_the_customers_language():
    channel = an_asking_channel(language="en")
    SurveyPlan.objects.all().delete()
    asks(channel, questions={"id": "Bagaimana bantuan {{ agent.name }}?", "en": "How was {{ agent.name }}?"})
    ticket = a_helped_ticket(channel=channel, customer=a_customer(language="id"))

    survey = resolved(ticket)

    assert survey.question == f"Bagaimana bantuan {ticket.assignee.name}?"


def test_a_plan_may_ask_everybody_in_one_language():
    channel = an_asking_channel(plan={"language": "id", "questions": {"id": "Puas?", "en": "Happy?"}})

    assert resolved(a_helped_ticket(channel=channel, customer=a_customer(language="en"))).question == "Puas?"


def test_a_survey_is_about_who_had_the_ticket_when_it_was_resolved():
    ticket = a_helped_ticket()

    survey = resolved(ticket)

    assert (survey.agent, survey.team) == (ticket.assignee, ticket.team)


def test_the_link_is_nowhere_in_the_database():
    survey = an_asked_survey()
    message = question_to(survey.ticket)

    assert "/rate/" not in message.text + str(message.extras)
    assert Ticket.objects.get().messages.filter(text__contains="/rate/").count() == 0
