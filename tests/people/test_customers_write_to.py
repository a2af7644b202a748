"""An address is either what customers write to or what somebody signs in with."""

import pytest
from django.urls import reverse

from channels_in.models import Connection
from people.models import Agent
from tests.builders import an_admin, an_agent
from tests.channels_in.mails import a_mailbox
from tests.channels_in.test_channel_pages import MAIL
from tests.people.test_said_to_admins import AGENT

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


@pytest.mark.parametrize("written", ["rani@nusa.example", "RANI@nusa.example"])
def test_nobody_signs_in_with_what_customers_write_to(admin, written):
    mailbox = a_mailbox("rani@nusa.example")
    agent = an_agent()
    fields = {**AGENT, "email": written}

    new = admin.post(reverse("settings:new-agent"), fields)
    known = admin.post(reverse("settings:agent", args=[agent.pk]), {**fields, "version": agent.version})

    words = f"Customers write to this address: the channel “{mailbox.channel.name}” has it."
    assert [page.context["form"].errors["email"] for page in (new, known)] == [[words], [words]]
    assert not Agent.objects.filter(email="rani@nusa.example").exists()


def test_customers_do_not_write_to_what_somebody_signs_in_with(admin):
    an_agent(email="halo@nusa.example", name="Rani")

    page = admin.post(reverse("settings:new-channel", args=["mail"]), MAIL)

    assert page.context["form"].errors["address"] == ["Rani signs in with this address."]
    assert not Connection.objects.exists()
