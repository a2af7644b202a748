"""What providers are asked by itself: due, again, and at once when they say that something changed."""

import pytest
from django.urls import reverse
from django.utils import timezone

from channels_in import tasks
from channels_in.care import checks
from channels_in.models import Check, Connection
from tests.channels_in.care.forms import a_channel_of, press
from tests.channels_in.whatsapp import hooks
from tests.channels_in.whatsapp.listed import ORDER_UPDATE
from tickets.models import Channel, MessageTemplate

pytestmark = pytest.mark.django_db(transaction=True)


def ask_all_due():
    for connection_id in checks.due_connections():
        checks.ask_due(connection_id)


@pytest.fixture
def whatsapp(admin, providers):
    providers.whatsapp.templates = [ORDER_UPDATE]
    return a_channel_of(admin, "whatsapp")


def test_a_new_channel_is_asked_about_without_anybody_pressing_anything(whatsapp):
    ask_all_due()

    standing = Check.objects.get(what="standing")
    assert {one["step"] for one in standing.findings} == {"token", "account", "subscribed", "secret"}
    assert "hook_unsubscribed" in str(Connection.objects.get().problems)
    assert standing.due_at > timezone.now()


def test_the_list_of_templates_comes_by_itself(whatsapp):
    ask_all_due()

    assert MessageTemplate.objects.get().name == "order_update"
    assert checks.due_connections() == set()


def test_the_list_is_shown_with_the_state_of_each(admin, whatsapp):
    ask_all_due()

    page = admin.get(reverse("settings:channel-templates", args=[whatsapp.pk])).content.decode()

    assert "order_update" in page
    assert "Approved" in page


def test_the_button_has_the_list_fetched_again(admin, whatsapp, providers):
    ask_all_due()
    providers.whatsapp.templates = [{**ORDER_UPDATE, "status": "PAUSED"}]

    press(admin, "templates", whatsapp)
    ask_all_due()

    assert MessageTemplate.objects.get().status == "paused"


def test_a_word_about_a_template_has_the_list_fetched_again(client, whatsapp, providers):
    ask_all_due()
    connection = Connection.objects.get()
    change = {"field": "message_template_status_update", "value": {"event": "PAUSED"}}
    body = {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}

    assert hooks.post(client, connection, body, secret="the-app-secret").status_code == 200
    hooks.work()

    assert checks.due_connections() == {connection.pk}


def test_a_list_that_cannot_be_had_says_why_and_keeps_the_last_one(admin, whatsapp, providers):
    ask_all_due()
    providers.whatsapp.token = "another"
    press(admin, "templates", whatsapp)
    ask_all_due()

    page = admin.get(reverse("settings:channel-templates", args=[whatsapp.pk])).content.decode()

    assert "no longer accepts our access token" in page
    assert MessageTemplate.objects.sendable().count() == 1


def test_of_a_paused_channel_nothing_is_asked(whatsapp, providers):
    Channel.objects.update(is_active=False)

    ask_all_due()

    assert providers.whatsapp.asked == []


def test_the_sweep_finds_what_no_nudge_reached(whatsapp):
    tasks.sweep_checks()

    assert Check.objects.count() == 2
