"""Alarms that nobody reports: silence, refused knocks, a token that ends. Admins hear of them, once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from channels_in.actions.count_refusal import count_refusal
from channels_in.actions.note_health import note_problem, note_works
from channels_in.care import alarms
from channels_in.models import Connection
from events.models import Reaction
from helpdesk.health import measure
from people.models import Company
from tests.builders import a_channel, a_message, a_supervisor, an_admin
from tests.channels_in.mails import work
from tests.channels_in.webchat.visitor import Visitor as Page
from tests.channels_in.webchat.visitor import a_web_chat, signed
from tickets.models import Message, Notification

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def bot():
    return Connection.objects.create(channel=a_channel(kind="telegram", name="Our bot"))


def lively(connection, *, until):
    """Four weeks with two messages in every hour, the last of them so long ago."""
    first = a_message(channel=connection.channel)
    hours = [NOW() - until - timedelta(hours=n) for n in range(24 * 29) for _ in range(2)]
    Message.objects.bulk_create(
        Message(
            ticket=first.ticket,
            channel=connection.channel,
            direction="inbound",
            author_kind=first.author_kind,
            customer=first.customer,
            text="Halo",
            sent_at=hour,
            created_at=hour,
        )
        for hour in hours
    )
    Message.objects.filter(pk=first.pk).update(created_at=hours[-1])


def problems(connection):
    connection.refresh_from_db()
    return sorted(one["code"] for one in connection.problems.values())


def test_unusual_silence_is_an_alarm_and_ends_with_the_next_message(bot):
    lively(bot, until=timedelta(hours=5))
    alarms.watch()
    assert problems(bot) == ["silent_unusual"]

    Message.objects.order_by("-pk").update(created_at=NOW())
    alarms.watch()

    assert problems(bot) == []


def test_a_channel_in_which_people_write_is_not_silent(bot):
    lively(bot, until=timedelta(minutes=20))

    alarms.watch()

    assert problems(bot) == []


def test_a_paused_channel_is_not_silent(bot):
    lively(bot, until=timedelta(hours=5))
    bot.channel.is_active = False
    bot.channel.save()

    alarms.watch()

    assert problems(bot) == []


def test_many_refused_knocks_are_an_alarm(client, bot):
    bot.secrets = {"webhook_secrets": ["right"]}
    bot.save()
    for _ in range(alarms.MANY):
        answer = client.post(f"/hooks/{bot.token}/", b"{}", content_type="application/json")
        assert answer.status_code == 401

    alarms.watch()

    assert problems(bot) == ["refusals_many"]


def test_pages_that_may_not_hold_the_chat_are_an_alarm_with_words_of_its_own(client):
    chat = a_web_chat()
    stranger = Page(chat, origin="https://copied.example")
    for _ in range(alarms.MANY):
        assert stranger.visit().status_code == 403

    alarms.watch()

    assert problems(chat) == ["refusals_origin"]
    client.force_login(an_admin())
    page = client.get(reverse("settings:channel", args=[chat.channel_id])).content.decode()
    assert "pages that are not among its sites" in page
    row = client.get(reverse("settings:channel-health")).content.decode().partition(chat.channel.name)[2]
    assert f'data-label="Refused">{alarms.MANY}</td>' in row.partition("</tr>")[0]


def test_who_left_a_page_open_until_its_proof_ran_out_is_no_alarm(db):
    chat = a_web_chat()
    for _ in range(alarms.MANY):
        assert Page(chat).visit(identity=signed(lasts=-100)).status_code == 401

    alarms.watch()

    assert problems(chat) == []


def test_a_few_refused_knocks_are_none(bot):
    count_refusal(bot, "bad_secret")

    alarms.watch()

    assert problems(bot) == []


def test_every_admin_hears_of_it_once_and_nobody_else(bot, client):
    admin, _other = an_admin(), a_supervisor()
    note_problem(bot, "send_token")
    work()
    note_works(bot, "send")
    note_problem(bot, "send_token")
    work()

    heard = Notification.objects.get()
    assert (heard.agent, heard.kind, heard.ticket) == (admin, "channel_failing", None)
    client.force_login(admin)
    page = client.get(reverse("tickets:notifications")).content.decode()
    assert "Our bot" in page
    assert reverse("settings:channel", args=[bot.channel_id]) in page


def test_what_passes_by_itself_calls_nobody(bot):
    an_admin()
    note_problem(bot, "send_throughput")

    work()

    assert not Notification.objects.exists()
    assert not Reaction.objects.filter(handler__contains="tell_admins").exists()


def test_readiness_names_the_channel_and_stays_ready(bot):
    note_problem(bot, "hook_elsewhere")

    checks = {check.name: check for check in measure().checks}

    assert checks["channels"].verdict == "degraded"
    assert checks["channels"].facts == {"Our bot": "hook_elsewhere"}


def test_the_health_page_shows_what_came_and_what_was_refused(client, bot):
    Company.current()
    a_message(channel=bot.channel)
    for _ in range(3):
        count_refusal(bot, "bad_secret")
    client.force_login(an_admin())

    page = client.get(reverse("settings:channel-health")).content.decode()

    row = page.partition("Our bot")[2].partition("</tr>")[0]
    assert '<td class="n" data-label="Received">1</td>' in row
    assert '<td class="n c-warn" data-label="Refused">3</td>' in row


def test_the_column_of_the_health_page_is_called_what_its_explanation_calls_it(client, bot):
    Company.current()
    client.force_login(an_admin(language="id"))

    page = client.get(reverse("settings:channel-health")).content.decode()

    assert '<th scope="col" class="n">Di perjalanan</th>' in page
    assert "Di perjalanan: 95 dari 100 pesan" in page


def test_the_health_page_asks_no_more_for_many_channels(client, bot, django_assert_max_num_queries):
    Company.current()
    for n in range(6):
        another = a_channel(name=f"Bot {n}", kind="telegram")
        Connection.objects.create(channel=another)
        a_message(channel=another)
    client.force_login(an_admin())
    client.get(reverse("settings:channel-health"))

    with django_assert_max_num_queries(14):
        client.get(reverse("settings:channel-health"))
