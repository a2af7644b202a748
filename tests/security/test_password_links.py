"""A link that sets a password: once, for three days, for one agent, at our own address (N53-N59)."""

from __future__ import annotations

import time

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from channels_in.models import Connection
from tests import builders
from tests.security.signing_in import an_agent_who_can_sign_in, asks_for_a_link, sets_a_password, the_link

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_is_counted_yet")]
DAY = 24 * 60 * 60


def test_a_link_sets_a_password_once():
    agent = an_agent_who_can_sign_in()
    asks_for_a_link(agent)
    link = the_link()

    assert sets_a_password(link)
    assert not sets_a_password(link, "a third horse battery")


def test_a_link_is_worth_nothing_after_three_days():
    asks_for_a_link(an_agent_who_can_sign_in())
    link = the_link()

    with time_machine.travel(time.time() + 3 * DAY + 60):
        assert not sets_a_password(link)


@pytest.mark.parametrize("key", ["", " ", "%20", "x", "c7x-", "0-0", "set-password"])
def test_an_empty_or_made_up_key_sets_nothing(key):
    agent = an_agent_who_can_sign_in()
    link = f"/accounts/password/reset/key/{agent.pk}-{key}/"

    assert not sets_a_password(link)


def test_the_link_of_one_agent_sets_no_password_of_another():
    asked, other = an_agent_who_can_sign_in(), an_agent_who_can_sign_in()
    asks_for_a_link(asked)
    before, _, key = the_link().rpartition("/key/")[2].partition("-")
    assert before

    from allauth.account.utils import user_pk_to_url_str

    assert not sets_a_password(f"/accounts/password/reset/key/{user_pk_to_url_str(other)}-{key}")


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Host", "Forwarded", "X-Forwarded-Server"])
def test_a_link_leads_to_our_own_address_whatever_the_request_said(header):
    asks_for_a_link(an_agent_who_can_sign_in(), **{header: "evil.example"})

    assert the_link().startswith(f"{settings.BASE_URL}/")
    assert "evil.example" not in mail.outbox[-1].body


def test_a_link_does_not_follow_the_host_that_was_asked():
    agent = an_agent_who_can_sign_in()
    Client().post("/accounts/password/reset/", {"email": agent.email}, headers={"host": "127.0.0.1:1"})

    assert the_link().startswith(f"{settings.BASE_URL}/")


def test_what_an_admin_copies_leads_to_our_own_address():
    client, agent = Client(), builders.an_agent()
    client.force_login(builders.an_admin())
    api = Connection.objects.create(channel=builders.a_channel(kind="api"))

    invitation = client.post(reverse("settings:invitation", args=[agent.pk]), headers={"host": "127.0.0.1:1"})
    channel = client.get(reverse("settings:channel", args=[api.channel_id]), headers={"host": "127.0.0.1:1"})

    assert f"{settings.BASE_URL}/accounts/password/reset/key/" in invitation.content.decode()
    assert f"{settings.BASE_URL}/hooks/{api.token}/" in channel.content.decode()
