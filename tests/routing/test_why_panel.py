"""The panel that says why a ticket is with whom it is."""

import pytest
from django.utils import translation

from events import actors
from routing.contribution_words import contribution_words
from routing.offers import drain
from tests.builders import a_category, a_customer, a_reply, a_rule, an_agent
from tests.routing.panels import opened
from tickets.actions.assign import assign
from tickets.actions.claim import claim
from tickets.actions.set_priority import set_priority

pytestmark = pytest.mark.django_db


class TestWhy:
    def test_to_the_agent_it_explains_topic_rule_tier_and_load(self, page, team, agent):
        a_category(key="refund", name="Pengembalian dana", name_en="Refunds")
        a_rule(
            {"kind": "message", "op": "contains_any", "value": ["refund*"]},
            {"do": "set_category", "to": "refund"},
            name="Money back",
        )
        an_agent(team, name="Budi Hartono")
        ticket = opened(team, customer=a_customer(own_tier="gold"), text="Refund me <b>now</b>")
        drain(team.pk)

        seen = page("why", ticket)

        assert "Why this came to you" in seen
        assert "Topic <b>Refunds</b>" in seen
        assert "Rule <b>Money back</b> found “refund”" in seen
        assert "Tier <b>Gold</b> raises the priority" in seen and "+40" in seen
        assert "The only one who could take it: with it <b>1 of at most 8 tickets</b>" in seen
        assert "Budi Hartono</dt><dd>offline" in seen

    def test_the_customers_words_are_shown_and_not_obeyed(self, page, team, agent):
        a_rule(
            {"kind": "message", "op": "matches", "value": "<img.*"},
            {"do": "add_tag", "to": "odd"},
            name="<i>Odd</i>",
        )
        ticket = opened(team, text="<img src=x onerror=alert(1)>")

        seen = page("why", ticket)

        assert "<img" not in seen and "<i>Odd" not in seen

    def test_among_several_it_says_what_decided(self, page, team, agent):
        other = an_agent(team, available=True)
        opened(team, assignee=other)
        ticket = opened(team)
        drain(team.pk)

        seen = page("why", ticket)

        assert "Lowest load of 2 who could take it: with it <b>1 of at most 8 tickets</b>" in seen
        assert "carried more, or had work more lately" in seen

    def test_who_got_it_by_answering_has_it_for_that(self, page, team):
        rani = an_agent(team, name="Rani Puspita")
        ticket = opened(team)
        a_reply(ticket, agent=rani)

        assert "Taken by <b>Rani Puspita</b> by answering" in page("why", ticket)

    def test_for_somebody_else_it_names_them(self, page, team, agent):
        ticket = opened(team, assignee=an_agent(team, name="Budi Hartono"))

        assert "Why this went to Budi" in page("why", ticket)

    def test_what_a_person_decided_is_theirs(self, page, team, agent):
        lead = an_agent(team, name="Sari Dewi")
        given, taken = opened(team), opened(team)
        assign(given, to=agent, by=actors.agent(lead))
        claim(taken, agent=agent)
        set_priority(taken, to="urgent", by=actors.agent(agent), is_manual=True)

        assert "Given by <b>Sari Dewi</b>" in page("why", given)
        seen = page("why", taken)
        assert "Taken by <b>Rani Puspita</b>" in seen
        assert 'Priority <b>Urgent</b></span><span class="t3 num">By hand' in seen

    def test_of_what_nobody_has_it_says_why(self, page, team, agent):
        agent.capacity = 0
        agent.save(update_fields=["capacity"])
        ticket = opened(team)
        drain(team.pk)

        seen = page("why", ticket)

        assert "Why nobody has this" in seen and "Everybody available is at capacity" in seen
        assert "Who was considered" in seen and "at capacity · 0 of at most 0 tickets" in seen

    def test_few_queries_however_many_were_considered(self, page, team, agent, django_assert_max_num_queries):
        for _ in range(12):
            an_agent(team, available=True)
        ticket = opened(team)
        drain(team.pk)

        with django_assert_max_num_queries(12):
            page("why", ticket)


@pytest.mark.parametrize(
    ("code", "words"),
    [("money", "“refund” (uang)"), ("urgency", "“refund” (mendesak)"), ("retur", "“refund” (retur)")],
)
def test_the_topic_of_a_word_is_said_in_the_readers_language(code, words):
    one = {"source": "keyword", "code": code, "found": "refund", "points": 25}

    with translation.override("id"):
        assert contribution_words(one, categories={}).words == words
