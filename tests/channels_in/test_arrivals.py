"""When the last thing came in: on the channel's page, without a write for each mail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from channels_in.models import Connection, Receipt
from tests.builders import an_admin
from tests.channels_in.mails import a_mail, a_mailbox, hand_over, take, the_front_door

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_channels_page_shows_that_a_mail_came_in(client):
    mailbox = a_mailbox()
    client.force_login(an_admin())
    page = reverse("settings:channel", args=[mailbox.channel_id])
    assert "Last message" not in client.get(page).content.decode()

    take(mailbox, a_mail(mailbox.address))

    assert "Last message" in client.get(page).content.decode()


def test_it_is_noted_once_a_minute_however_much_comes_in():
    mailbox = a_mailbox()
    for _ in range(3):
        take(Connection.objects.get(), a_mail(mailbox.address))
    first = Connection.objects.get().last_event_at
    take(Connection.objects.get(), a_mail(mailbox.address))
    assert Connection.objects.get().last_event_at == first

    Connection.objects.update(last_event_at=timezone.now() - timedelta(seconds=61))
    take(Connection.objects.get(), a_mail(mailbox.address))

    assert Connection.objects.get().last_event_at > first


def test_a_mail_is_taken_in_though_its_arrival_cannot_be_noted():
    mailbox = a_mailbox()
    with connections_refusing_changes(), the_front_door() as port:
        answer = hand_over(port, a_mail(mailbox.address), to=[mailbox.address])

    assert answer.startswith("250")
    assert Receipt.objects.count() == 1


class connections_refusing_changes:
    def __enter__(self) -> None:
        with connection.cursor() as sql:
            sql.execute(
                "create function refuse_it() returns trigger language plpgsql"
                " as $$ begin raise exception 'no room'; end $$"
            )
            sql.execute(
                "create trigger refuse_it before update on channels_in_connection"
                " for each row execute function refuse_it()"
            )

    def __exit__(self, *_: object) -> None:
        with connection.cursor() as sql:
            sql.execute("drop function refuse_it() cascade")
