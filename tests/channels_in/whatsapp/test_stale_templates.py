"""A template that was changed or taken away since the list was fetched: the list is fetched again soon."""

from datetime import timedelta

import pytest
from django.utils import timezone

from channels_in import delivery
from channels_in.actions.keep_templates import keep_templates
from channels_in.care import checks
from channels_in.models import Check
from channels_in.whatsapp.fake import error
from channels_in.whatsapp.templates import listed
from tests.builders import a_reply
from tests.channels_in.mails import work
from tests.channels_in.whatsapp.hooks import BUDI, a_number, a_text, arrives, body, post
from tests.channels_in.whatsapp.listed import a_template
from tickets.manner import Manner
from tickets.models import Delivery, DeliveryPart, MessageTemplate

pytestmark = pytest.mark.django_db(transaction=True)

OLD = {"type": "BODY", "text": "Halo {{1}}"}
NEW = {"type": "BODY", "text": "Halo {{1}}, pesanan {{2}}"}


@pytest.fixture
def number(graph):
    """Its list has just been fetched, and is due again in an hour."""
    connection = a_number()
    connection.options["waba_id"] = "102290129340398"
    connection.save()
    graph.templates = [a_template(components=[OLD])]
    keep_templates(connection.channel, listed(connection))
    in_an_hour = timezone.now() + timedelta(hours=1)
    Check.objects.create(connection=connection, what=Check.What.TEMPLATES, due_at=in_an_hour)
    Check.objects.create(connection=connection, what=Check.What.STANDING, due_at=in_an_hour)
    graph.templates = [a_template(components=[NEW])]
    return connection


@pytest.fixture
def sent(client, number):
    """An agent sends the template as it was."""
    ticket = arrives(client, number, a_text()).message.ticket

    def send():
        template = MessageTemplate.objects.get()
        message = a_reply(ticket, text="", manner=Manner(template=template.pk, values={"body-1": "Budi"}))
        delivery.deliver_due(number.channel_id)
        return Delivery.objects.get(message=message)

    return send


def variables() -> int:
    return len(MessageTemplate.objects.get().components["body"]["variables"])


@pytest.mark.parametrize(
    ("code", "reason"), [(132000, "template_values"), (132001, "template_unusable")], ids=str
)
def test_a_refused_template_has_the_list_fetched_again(graph, number, sent, code, reason):
    graph.moods.then(error(code, "Number of parameters does not match", status=400))

    failed = sent()
    for connection in checks.due_connections():
        checks.ask_due(connection)

    assert (failed.status, failed.reason) == ("failed", reason)
    assert variables() == 2


def test_so_does_a_refusal_that_is_told_later(client, graph, number, sent):
    failed = sent()
    told = {
        "id": DeliveryPart.objects.get(delivery=failed).provider_id,
        "status": "failed",
        "timestamp": str(int(timezone.now().timestamp())),
        "recipient_id": BUDI,
        "errors": [{"code": 132001, "title": "Template name does not exist in the translation"}],
    }

    post(client, number, body(number, statuses=[told]))
    work()
    for connection in checks.due_connections():
        checks.ask_due(connection)

    failed.refresh_from_db()
    assert (failed.status, failed.reason) == ("failed", "template_unusable")
    assert variables() == 2


def test_another_refusal_asks_for_nothing(graph, number, sent):
    graph.moods.then(error(131026, "Message undeliverable", status=400))

    sent()

    assert not checks.due_connections()
