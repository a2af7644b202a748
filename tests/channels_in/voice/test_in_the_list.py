"""A caller on the line is told from letters in the list of tickets."""

import pytest
from django.urls import reverse

from tests.builders import an_agent
from tests.channels_in.voice.calls import an_agent_with_phone, go_on, picks_up

pytestmark = pytest.mark.django_db(transaction=True)


def row(client, agent) -> str:
    client.force_login(agent)
    page = client.get(reverse("tickets:inbox")).content.decode()
    return page.partition('class="tick"')[2].partition("</a>")[0]


def test_who_waits_on_the_line_is_marked_until_they_are_answered(client, phone, budi, billing):
    reader = an_agent(billing, language="en")
    budi().presses("2")
    assert "Call waiting" in row(client, reader)

    rani = an_agent_with_phone(billing)
    go_on()
    picks_up(phone, rani)

    assert row(client, reader)
    assert "Call waiting" not in row(client, reader)


def test_who_hung_up_waits_no_longer(client, phone, budi, billing):
    reader = an_agent(billing, language="en")
    caller = budi().presses("2")
    assert "Call waiting" in row(client, reader)

    caller.hangs_up()

    assert row(client, reader)
    assert "Call waiting" not in row(client, reader)
