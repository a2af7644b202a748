"""A chat takes more of an agent than a letter: each ticket counts by the weight of its channel."""

import pytest
from django.urls import reverse

from events import actors
from helpdesk.lib.faults import FaultyData
from people.actions.change_company import change_company
from people.models import Company
from tests.builders import a_channel, a_reply, a_routed_ticket, a_team, an_admin, an_agent
from tests.helpdesk.config_file import commands_in
from tests.tickets.escalating.internal import an_escalation
from tickets.actions.assign import assign
from tickets.actions.set_channel_weights import set_channel_weights
from tickets.loads import loads_of
from tickets.models import ChannelKind

pytestmark = pytest.mark.django_db

PAGE = reverse("settings:workload")
ONES = dict.fromkeys(ChannelKind.values, 1)


def company(**weights):
    change_company(by=actors.SYSTEM, name="Nusa")
    set_channel_weights(weights, by=actors.SYSTEM)


def test_what_waits_for_the_answer_of_an_agent_is_weighed():
    company(mail=0.25, webchat=1.5)
    team = a_team()
    agent = an_agent(team)
    for kind in ("mail", "mail", "mail", "webchat", "sms"):
        a_routed_ticket(team=team, assignee=agent, channel=a_channel(kind=kind))
    a_reply(a_routed_ticket(team=team, assignee=agent, channel=a_channel(kind="webchat")), agent=agent)

    assert loads_of([agent]) == {agent.pk: 3.25}


def test_where_nobody_has_said_so_each_counts_as_one():
    agent = an_agent(team := a_team())
    for kind in ("mail", "webchat"):
        a_routed_ticket(team=team, assignee=agent, channel=a_channel(kind=kind))

    assert loads_of([agent]) == {agent.pk: 2}


def test_an_admin_sets_them_on_their_page(client):
    change_company(by=actors.SYSTEM, name="Nusa")
    client.force_login(an_admin())

    response = client.post(PAGE, {"version": Company.current().version, **ONES, "mail": "0.25"})

    assert response.status_code == 302
    assert Company.current().channel_weights == {**ONES, "mail": 0.25}
    assert client.get(PAGE).context["form"].initial["mail"] == 0.25


@pytest.mark.parametrize("weight", ["0", "-1", "51", "much", ""])
def test_a_weight_that_cannot_be_is_refused(client, weight):
    change_company(by=actors.SYSTEM, name="Nusa")
    client.force_login(an_admin())

    response = client.post(PAGE, {"version": Company.current().version, **ONES, "mail": weight})

    assert response.status_code == 422
    assert Company.current().channel_weights == {}


@pytest.mark.parametrize("weights", [{"pigeon": 1}, {"mail": "1"}, {"mail": True}, {"mail": 0}, "all"])
def test_from_a_file_too(weights):
    change_company(by=actors.SYSTEM, name="Nusa")

    with pytest.raises(FaultyData):
        set_channel_weights(weights, by=actors.SYSTEM)


def test_weights_that_were_changed_meanwhile_are_not_overwritten(client):
    company(mail=0.5)
    client.force_login(an_admin())

    response = client.post(PAGE, {"version": 1, **ONES})

    assert response.status_code == 422
    assert Company.current().channel_weights == {"mail": 0.5}


def test_a_file_sets_them_and_an_export_gives_them_back(tmp_path):
    config = commands_in(tmp_path)
    config("apply", company={"name": "Nusa", "channel_weights": {"mail": 0.25}})

    assert Company.current().channel_weights == {"mail": 0.25}
    assert config("apply", config("export")).strip() == "0 changed."


def test_what_is_done_for_a_chat_between_ourselves_weighs_as_a_letter():
    company(mail=0.25, webchat=1.5)
    team = a_team()
    agent = an_agent(team)
    chat = a_routed_ticket(channel=a_channel(kind="webchat"))
    child = an_escalation(chat, to=team)
    assign(child, to=agent, by=actors.SYSTEM)

    assert loads_of([agent]) == {agent.pk: 0.25}
