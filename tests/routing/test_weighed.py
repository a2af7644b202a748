"""Room is weighed: a chat takes more of it than a letter."""

import pytest
from django.urls import reverse
from django.utils import translation

from events import actors
from people.actions.change_company import change_company
from people.actions.set_presence import go_on_call
from routing import behind, offers
from routing.offers import drain
from tests.builders import a_channel, a_supervisor, a_team, an_agent
from tests.routing.panels import opened
from tests.routing.waiting import decision_on, holder, reason, waiting_in
from tests.together import at_once
from tickets.actions.set_channel_weights import set_channel_weights
from tickets.counts import name_of
from tickets.list_choices import Part, View
from tickets.loads import loads_of
from tickets.models import Ticket


@pytest.fixture(autouse=True)
def _weights(db):
    change_company(by=actors.SYSTEM, name="Nusa")
    set_channel_weights({"mail": 0.25, "webchat": 1}, by=actors.SYSTEM)


@pytest.mark.django_db
class TestRoom:
    def test_an_agent_takes_as_many_as_their_weights_allow(self):
        team = a_team()
        agent = an_agent(team, available=True, capacity=2)
        waiting_in(team, 1, channel=a_channel(kind="webchat"))
        waiting_in(team, 6)

        assert drain(team.pk) == 5

        assert loads_of([agent]) == {agent.pk: 2}
        assert Ticket.objects.unassigned().count() == 2

    def test_who_carries_less_by_weight_gets_the_next_though_it_is_more_by_number(self):
        team = a_team()
        chats, letters = an_agent(team, available=True), an_agent(team, available=True)
        waiting_in(team, 1, assignee=chats, channel=a_channel(kind="webchat"))
        waiting_in(team, 3, assignee=letters)
        [ticket] = waiting_in(team)

        drain(team.pk)

        assert holder(ticket) == letters
        assert decision_on(ticket).inputs["weight"] == 0.25
        assert {one["load"] for one in decision_on(ticket).candidates} == {0.75, 1}

    def test_chats_that_fit_nowhere_hold_up_no_letters_behind_them(self, monkeypatch):
        for module in (behind, offers):
            monkeypatch.setattr(module, "PORTION", 3)
        team = a_team()
        agent = an_agent(team, available=True, capacity=1)
        waiting_in(team, 1, assignee=agent)
        for _ in range(4):
            waiting_in(team, channel=a_channel(kind="webchat"))
        letters = waiting_in(team, 5)

        assert drain(team.pk) == 3

        assert [holder(letter) for letter in letters] == [agent] * 3 + [None] * 2
        assert {one.unassigned_reason for one in Ticket.objects.unassigned()} == {"all_full"}

    def test_whoever_talks_gets_no_chat_whatever_room_is_left(self):
        team = a_team()
        agent = an_agent(team, available=True, capacity=8)
        go_on_call(agent)
        [chat] = waiting_in(team, channel=a_channel(kind="webchat"))

        assert drain(team.pk) == 0
        assert decision_on(chat).candidates[0]["refusals"] == ["busy"]
        assert reason(chat) == "nobody_available"

    def test_small_weights_add_up_to_what_they_are(self):
        set_channel_weights({"mail": 0.1}, by=actors.SYSTEM)
        team = a_team()
        agent = an_agent(team, available=True, capacity=1)
        waiting_in(team, 12)

        assert drain(team.pk) == 10
        assert loads_of([agent]) == {agent.pk: 1}


@pytest.mark.django_db
class TestShown:
    def test_the_panel_says_what_it_weighs(self, page, team, agent):
        ticket = opened(team)
        drain(team.pk)

        seen = page("why", ticket)

        assert "with it <b>0.25 of at most 8 tickets</b>" in seen
        assert "Counts as <b>0.25</b> of a ticket" in seen

    def test_in_the_language_of_who_reads_it(self, page, team, agent):
        agent.language = "id"
        agent.save(update_fields=["language"])
        ticket = opened(team)
        drain(team.pk)

        with translation.override("id"):
            assert "Dihitung <b>0,25</b> tiket" in page("why", ticket)

    def test_the_board_shows_it_beside_each_agent(self, client, team, agent):
        waiting_in(team, 3, assignee=agent)
        client.force_login(a_supervisor(team, language="en"))

        seen = client.get(reverse("board:show")).content.decode()

        assert "0.75 of 8" in seen

    def test_the_inbox_says_how_many_and_no_share_that_would_be_wrong(self, client, team, agent):
        waiting_in(team, 3, assignee=agent)
        client.force_login(agent)

        seen = client.get("/").content.decode()

        key = name_of(View.MINE, Part.TO_ANSWER)
        assert f'data-count="{key}"' in seen and "</span>/8" not in seen


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_twenty_who_hand_out_at_once_give_nobody_more_than_the_weights_allow(self):
        set_channel_weights({"mail": 0.25, "webchat": 1}, by=actors.SYSTEM)
        teams = [a_team() for _ in range(4)]
        agents = [an_agent(*teams, available=True, capacity=2) for _ in range(3)]
        for team in teams:
            waiting_in(team, 2, channel=a_channel(kind="webchat"))
            waiting_in(team, 12)

        at_once([lambda team=teams[n % 4]: drain(team.pk) for n in range(20)])

        loads = loads_of(agents)
        assert max(loads.values()) <= 2 and sum(loads.values()) > 5
